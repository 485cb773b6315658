"""Ansprache: Kampagnen, Kontakte, Stände, Erledigtes, gespeicherte Gewichte.

Diese Datei ist abgeschlossen: sie wird nie mehr geändert, auch wenn ``schema.py`` sich ändert. Einen Weg
zurück gibt es nicht, weil er Angaben löschen würde.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABELLEN = ("kampagne", "kampagne_gemeinde", "kontakt", "ansprachestand", "erledigung", "gewichtung")
UNVERAENDERLICH = (
    "Einträge sind unveränderlich. Schreiben Sie einen neuen Eintrag, statt einen alten zu ändern."
)
ABGESCHLOSSEN = "Diese Fassung der Kampagne ist abgeschlossen. Schreiben Sie eine neue Fassung."
ABGESCHLOSSEN_WENN = "EXISTS (SELECT 1 FROM kampagne WHERE nummer = NEW.eintrag)"


def upgrade() -> None:
    """Lege Tabellen und Auslöser an."""
    _kampagnen()
    _kontakte()
    _uebrige()
    if op.get_bind().dialect.name == "sqlite":
        _ausloeser_sqlite()
    else:
        _ausloeser_postgresql()


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _ganzzahl(name: str, *, leer: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=leer)


def _ja_nein(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _laufend(tabelle: str) -> tuple[Any, ...]:
    return (
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=f"pk_{tabelle}"),
    )


def _wann_und_wer() -> tuple[Any, ...]:
    jetzt = sa.func.current_timestamp()
    am = sa.Column("am", sa.DateTime(timezone=True), nullable=False, server_default=jetzt)
    return am, _text("von"), _text("kennung")


def _ags(tabelle: str) -> tuple[Any, ...]:
    return (
        sa.Column("ags", sa.String(8), nullable=False),
        sa.CheckConstraint("length(ags) = 8", name=f"ck_{tabelle}_ags"),
    )


def _verweis(tabelle: str, spalte: str, ziel: str, **angaben: Any) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([spalte], [f"{ziel}.nummer"], name=f"fk_{tabelle}_{spalte}", **angaben)


def _kampagnen() -> None:
    op.create_table(
        "kampagne",
        *_laufend("kampagne"),
        _ganzzahl("kampagne"),
        _ganzzahl("fassung"),
        _text("titel"),
        _text("zweck"),
        sa.Column("angebot", sa.String(20), nullable=False),
        _ganzzahl("plaetze", leer=True),
        sa.Column("beginn", sa.Date()),
        sa.Column("ende", sa.Date()),
        _text("stelle"),
        _ja_nein("archiviert"),
        _ganzzahl("datenstand_nummer", leer=True),
        _verweis("kampagne", "datenstand_nummer", "datenstand"),
        *_wann_und_wer(),
        sa.CheckConstraint(
            "angebot IN ('telefon', 'seminar', 'erstberatung', 'austausch')", name="ck_kampagne_angebot"
        ),
        sa.CheckConstraint("plaetze >= 1", name="ck_kampagne_plaetze"),
        sa.CheckConstraint("ende >= beginn", name="ck_kampagne_zeitraum"),
        sa.UniqueConstraint("kampagne", "fassung", name="uq_kampagne_kampagne"),
    )
    op.create_table(
        "kampagne_gemeinde",
        _ganzzahl("eintrag"),
        _ganzzahl("platz"),
        *_ags("kampagne_gemeinde"),
        sa.PrimaryKeyConstraint("eintrag", "platz", name="pk_kampagne_gemeinde"),
        _verweis("kampagne_gemeinde", "eintrag", "kampagne", deferrable=True, initially="DEFERRED"),
        sa.UniqueConstraint("eintrag", "ags", name="uq_kampagne_gemeinde_eintrag"),
        sqlite_with_rowid=False,
    )


def _kontakte() -> None:
    op.create_table(
        "kontakt",
        *_laufend("kontakt"),
        _ganzzahl("vorgang"),
        _verweis("kontakt", "vorgang", "kontakt"),
        _ganzzahl("ersetzt", leer=True),
        _verweis("kontakt", "ersetzt", "kontakt"),
        _ja_nein("zurueckgezogen"),
        _text("grund"),
        *_ags("kontakt"),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("art", sa.String(20), nullable=False),
        _text("stelle"),
        _text("ergebnis"),
        _text("naechster_schritt"),
        sa.Column("wiedervorlage", sa.Date()),
        _ganzzahl("kampagne", leer=True),
        *_wann_und_wer(),
        sa.CheckConstraint(
            "art IN ('telefon', 'email', 'brief', 'video', 'vor_ort', 'seminar', 'austausch', 'sonstiges')",
            name="ck_kontakt_art",
        ),
        sa.CheckConstraint("wiedervorlage >= datum", name="ck_kontakt_wiedervorlage"),
        sa.UniqueConstraint("ersetzt", name="uq_kontakt_ersetzt"),
    )
    op.create_index("ix_kontakt_ags", "kontakt", ["ags"])
    op.create_index("ix_kontakt_vorgang", "kontakt", ["vorgang"])


def _uebrige() -> None:
    op.create_table(
        "ansprachestand",
        *_laufend("ansprachestand"),
        *_ags("ansprachestand"),
        sa.Column("stand", sa.String(20), nullable=False),
        sa.Column("ab", sa.Date(), nullable=False),
        _text("grund"),
        _ganzzahl("kontakt", leer=True),
        _verweis("ansprachestand", "kontakt", "kontakt"),
        *_wann_und_wer(),
        sa.CheckConstraint(
            "stand IN ('nicht_angesprochen', 'angesprochen', 'im_gespraech', 'beraten', 'in_umsetzung', "
            "'abgeschlossen', 'abgelehnt', 'ruht')",
            name="ck_ansprachestand_stand",
        ),
    )
    op.create_index("ix_ansprachestand_ags", "ansprachestand", ["ags"])
    op.create_table(
        "erledigung",
        *_laufend("erledigung"),
        _ganzzahl("kontakt"),
        _verweis("erledigung", "kontakt", "kontakt"),
        _ja_nein("erledigt"),
        *_wann_und_wer(),
    )
    op.create_index("ix_erledigung_kontakt", "erledigung", ["kontakt"])
    op.create_table("gewichtung", *_laufend("gewichtung"), _text("name"), _text("werte"), *_wann_und_wer())


def _ausloeser_sqlite() -> None:
    for tabelle in TABELLEN:
        for vorgang in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {tabelle}_kein_{vorgang.lower()} BEFORE {vorgang} ON {tabelle} "
                f"BEGIN SELECT RAISE(ABORT, '{UNVERAENDERLICH}'); END"
            )
        bedingung, meldung = ABGESCHLOSSEN_WENN, ABGESCHLOSSEN
        if tabelle != "kampagne_gemeinde":
            # Fängt INSERT OR REPLACE ab, das an DELETE-Auslösern vorbeiläuft.
            bedingung = f"EXISTS (SELECT 1 FROM {tabelle} WHERE nummer = NEW.nummer)"
            meldung = UNVERAENDERLICH
        op.execute(
            f"CREATE TRIGGER {tabelle}_einfuegen BEFORE INSERT ON {tabelle} WHEN {bedingung} "
            f"BEGIN SELECT RAISE(ABORT, '{meldung}'); END"
        )


def _ausloeser_postgresql() -> None:
    for tabelle in TABELLEN:
        op.execute(
            f"CREATE TRIGGER {tabelle}_unveraenderlich BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabelle} "
            "FOR EACH STATEMENT EXECUTE FUNCTION insek_eintrag_unveraenderlich()"
        )
    op.execute(
        "CREATE FUNCTION insek_kampagne_gemeinde_einfuegen() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {ABGESCHLOSSEN_WENN} THEN RAISE EXCEPTION '{ABGESCHLOSSEN}'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER kampagne_gemeinde_einfuegen BEFORE INSERT ON kampagne_gemeinde "
        "FOR EACH ROW EXECUTE FUNCTION insek_kampagne_gemeinde_einfuegen()"
    )
