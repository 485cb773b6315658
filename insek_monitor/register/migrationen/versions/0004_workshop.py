"""Workshop: Fragensätze, Vortragsfolgen, Ergebnisse; dazu die vergänglichen Tabellen des Stimmungsbilds.

Diese Datei ist abgeschlossen: sie wird nie mehr geändert, auch wenn ``schema.py`` sich ändert. Einen Weg
zurück gibt es nicht, weil er Angaben löschen würde.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUR_ANGEHAENGT = ("fragensatz", "vortragsfolge", "stimmungsergebnis")
UNVERAENDERLICH = (
    "Einträge sind unveränderlich. Schreiben Sie einen neuen Eintrag, statt einen alten zu ändern."
)


def upgrade() -> None:
    """Lege Tabellen und Auslöser an; die vergänglichen Tabellen haben keine Auslöser."""
    _angehaengt()
    _vergaenglich()
    if op.get_bind().dialect.name == "sqlite":
        _ausloeser_sqlite()
    else:
        _ausloeser_postgresql()


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _kurz(name: str, laenge: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(laenge), nullable=False)


def _ganzzahl(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _ja_nein(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _zeitpunkt(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _laufend(tabelle: str) -> tuple[Any, ...]:
    return (
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=f"pk_{tabelle}"),
    )


def _wann_und_wer() -> tuple[Any, ...]:
    jetzt = sa.func.current_timestamp()
    am = sa.Column("am", sa.DateTime(timezone=True), nullable=False, server_default=jetzt)
    return am, _text("von"), _text("kennung")


def _angehaengt() -> None:
    for tabelle, gegenstand, inhalt in (
        ("fragensatz", "satz", "fragen"),
        ("vortragsfolge", "folge", "inhalt"),
    ):
        op.create_table(
            tabelle,
            *_laufend(tabelle),
            _ganzzahl(gegenstand),
            _ganzzahl("fassung"),
            _text("name"),
            _text(inhalt),
            _ja_nein("archiviert"),
            *_wann_und_wer(),
        )
        op.create_index(f"uq_{tabelle}_fassung", tabelle, [gegenstand, "fassung"], unique=True)
    op.create_table(
        "stimmungsergebnis",
        *_laufend("stimmungsergebnis"),
        _kurz("raum", 32),
        _text("titel"),
        _text("ort"),
        sa.Column("datum", sa.Date(), nullable=False),
        _text("frage"),
        _ganzzahl("runde"),
        _kurz("herkunft", 12),
        _text("inhalt"),
        _text("zahlen"),
        _ja_nein("zurueckgezogen"),
        *_wann_und_wer(),
        sa.CheckConstraint("herkunft IN ('telefon', 'handzeichen')", name="ck_stimmungsergebnis_herkunft"),
        sa.CheckConstraint("runde >= 1", name="ck_stimmungsergebnis_runde"),
    )
    op.create_index("ix_stimmungsergebnis_frage", "stimmungsergebnis", ["frage"])


def _vergaenglich() -> None:
    op.create_table(
        "raum",
        _kurz("code", 8),
        _kurz("kennung", 32),
        _text("titel"),
        _text("ort"),
        sa.Column("datum", sa.Date(), nullable=False),
        _kurz("gruppenfrage", 10),
        _text("gruppen"),
        _kurz("schluessel", 64),
        _kurz("salz", 64),
        _text("fragen"),
        sa.Column("aktive_runde", sa.Integer()),
        _ganzzahl("stand"),
        _ja_nein("beendet"),
        _zeitpunkt("angelegt_am"),
        _zeitpunkt("loeschen_am"),
        sa.PrimaryKeyConstraint("code", name="pk_raum"),
        sa.UniqueConstraint("kennung", name="uq_raum_kennung"),
        sa.CheckConstraint("gruppenfrage IN ('', 'groesse', 'kreis')", name="ck_raum_gruppenfrage"),
    )
    op.create_index("ix_raum_loeschen_am", "raum", ["loeschen_am"])
    op.create_table(
        "runde",
        sa.Column("nummer", sa.Integer(), autoincrement=True, nullable=False),
        _kurz("code", 8),
        _kurz("frage", 40),
        _ganzzahl("runde"),
        _kurz("herkunft", 12),
        _kurz("stand", 12),
        _ja_nein("verborgen"),
        _text("inhalt"),
        _ganzzahl("fassung"),
        sa.PrimaryKeyConstraint("nummer", name="pk_runde"),
        sa.ForeignKeyConstraint(["code"], ["raum.code"], name="fk_runde_code", ondelete="CASCADE"),
        sa.CheckConstraint("herkunft IN ('telefon', 'handzeichen')", name="ck_runde_herkunft"),
        sa.CheckConstraint("stand IN ('offen', 'pausiert', 'geschlossen')", name="ck_runde_stand"),
    )
    op.create_index("uq_runde_frage", "runde", ["code", "frage", "runde"], unique=True)
    op.create_table(
        "stimme",
        _ganzzahl("runde"),
        _kurz("geraet", 64),
        _text("wert"),
        _text("gruppe"),
        _kurz("freigabe", 10),
        _ganzzahl("zug"),
        sa.PrimaryKeyConstraint("runde", "geraet", name="pk_stimme"),
        sa.ForeignKeyConstraint(["runde"], ["runde.nummer"], name="fk_stimme_runde", ondelete="CASCADE"),
        sa.CheckConstraint("freigabe IN ('', 'neu', 'gezeigt', 'abgelehnt')", name="ck_stimme_freigabe"),
        sa.CheckConstraint("zug >= 0", name="ck_stimme_zug"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "handzaehlung",
        _ganzzahl("runde"),
        _ganzzahl("antwort"),
        _ganzzahl("anzahl"),
        sa.PrimaryKeyConstraint("runde", "antwort", name="pk_handzaehlung"),
        sa.ForeignKeyConstraint(
            ["runde"], ["runde.nummer"], name="fk_handzaehlung_runde", ondelete="CASCADE"
        ),
        sa.CheckConstraint("anzahl >= 0", name="ck_handzaehlung_anzahl"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vorfuehrung",
        _kurz("kennung", 32),
        _kurz("schluessel", 64),
        _text("folge"),
        sa.Column("datenstand_nummer", sa.Integer()),
        sa.Column("stichtag", sa.Date()),
        sa.Column("code", sa.String(8)),
        _zeitpunkt("angelegt_am"),
        _zeitpunkt("loeschen_am"),
        sa.PrimaryKeyConstraint("kennung", name="pk_vorfuehrung"),
        sa.ForeignKeyConstraint(["code"], ["raum.code"], name="fk_vorfuehrung_code", ondelete="SET NULL"),
    )
    op.create_index("ix_vorfuehrung_loeschen_am", "vorfuehrung", ["loeschen_am"])


def _ausloeser_sqlite() -> None:
    for tabelle in NUR_ANGEHAENGT:
        for vorgang in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {tabelle}_kein_{vorgang.lower()} BEFORE {vorgang} ON {tabelle} "
                f"BEGIN SELECT RAISE(ABORT, '{UNVERAENDERLICH}'); END"
            )
        # Fängt INSERT OR REPLACE ab, das an DELETE-Auslösern vorbeiläuft.
        op.execute(
            f"CREATE TRIGGER {tabelle}_einfuegen BEFORE INSERT ON {tabelle} "
            f"WHEN EXISTS (SELECT 1 FROM {tabelle} WHERE nummer = NEW.nummer) "
            f"BEGIN SELECT RAISE(ABORT, '{UNVERAENDERLICH}'); END"
        )


def _ausloeser_postgresql() -> None:
    for tabelle in NUR_ANGEHAENGT:
        op.execute(
            f"CREATE TRIGGER {tabelle}_unveraenderlich BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabelle} "
            "FOR EACH STATEMENT EXECUTE FUNCTION insek_eintrag_unveraenderlich()"
        )
