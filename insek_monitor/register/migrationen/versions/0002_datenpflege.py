"""Datenpflege: Quelldateien, Freigaben, Vermerke, Prüfrunden, Bestätigungen, Rollen, Spaltennamen, Protokoll.

Diese Datei ist abgeschlossen: sie wird nie mehr geändert, auch wenn ``schema.py`` sich ändert. Einen Weg
zurück gibt es nicht, weil er Angaben löschen würde.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABELLEN = (
    "quelldatei",
    "freigabe",
    "vermerk",
    "pruefrunde",
    "bestaetigung",
    "rollenvergabe",
    "spaltenwahl",
    "protokoll",
)
UNVERAENDERLICH = (
    "Einträge sind unveränderlich. Schreiben Sie einen neuen Eintrag, statt einen alten zu ändern."
)


def upgrade() -> None:
    """Lege Tabellen und Auslöser an."""
    _tabellen()
    if op.get_bind().dialect.name == "sqlite":
        _ausloeser_sqlite()
    else:
        _ausloeser_postgresql()


def _wann() -> sa.Column[Any]:
    jetzt = sa.func.current_timestamp()
    return sa.Column("am", sa.DateTime(timezone=True), nullable=False, server_default=jetzt)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _laufend(tabelle: str) -> tuple[Any, ...]:
    return (
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=f"pk_{tabelle}"),
    )


def _auf_datenstand(tabelle: str) -> tuple[Any, ...]:
    return (
        sa.Column("datenstand_nummer", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["datenstand_nummer"], ["datenstand.nummer"], name=f"fk_{tabelle}_datenstand_nummer"
        ),
    )


def _ags(tabelle: str) -> tuple[Any, ...]:
    return (
        sa.Column("ags", sa.String(8), nullable=False),
        sa.CheckConstraint("length(ags) = 8", name=f"ck_{tabelle}_ags"),
    )


def _tabellen() -> None:
    # Für jede neue Fassung sucht SQLite die Einträge, die schon auf sie verweisen: ohne Index in allen.
    op.create_index("ix_datenstand_eintrag_fassung_nr", "datenstand_eintrag", ["fassung_nr"])
    op.create_table(
        "quelldatei",
        sa.Column("pruefsumme", sa.String(64), nullable=False),
        _text("name"),
        sa.Column("groesse", sa.Integer(), nullable=False),
        sa.Column("inhalt", sa.LargeBinary(), nullable=False),
        _wann(),
        _text("von"),
        sa.PrimaryKeyConstraint("pruefsumme", name="pk_quelldatei"),
    )
    op.create_table(
        "freigabe",
        *_laufend("freigabe"),
        *_auf_datenstand("freigabe"),
        sa.Column("quartal", sa.String(7), nullable=False),
        sa.Column("vermerk", sa.Text()),
        _wann(),
        _text("von"),
        _text("kennung"),
    )
    op.create_table(
        "vermerk",
        *_laufend("vermerk"),
        *_ags("vermerk"),
        _text("text"),
        _wann(),
        _text("von"),
        _text("kennung"),
    )
    op.create_index("ix_vermerk_ags", "vermerk", ["ags"])
    op.create_table(
        "pruefrunde", *_laufend("pruefrunde"), _text("titel"), _wann(), _text("von"), _text("kennung")
    )
    op.create_table(
        "bestaetigung",
        *_laufend("bestaetigung"),
        sa.Column("runde", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["runde"], ["pruefrunde.nummer"], name="fk_bestaetigung_runde"),
        *_ags("bestaetigung"),
        sa.Column("inhalt", sa.String(64), nullable=False),
        *_auf_datenstand("bestaetigung"),
        _wann(),
        _text("von"),
        _text("kennung"),
    )
    op.create_index("ix_bestaetigung_runde", "bestaetigung", ["runde"])
    op.create_table(
        "rollenvergabe",
        *_laufend("rollenvergabe"),
        _text("kennung"),
        sa.Column("rolle", sa.String(20), nullable=False),
        _wann(),
        _text("von"),
        sa.CheckConstraint(
            "rolle IN ('lesen', 'bearbeiten', 'freigeben', 'keine')", name="ck_rollenvergabe_rolle"
        ),
    )
    op.create_index("ix_rollenvergabe_kennung", "rollenvergabe", ["kennung"])
    op.create_table(
        "spaltenwahl",
        *_laufend("spaltenwahl"),
        _text("ueberschrift"),
        sa.Column("feld", sa.String(20), nullable=False),
        _wann(),
        _text("von"),
    )
    op.create_table(
        "protokoll",
        *_laufend("protokoll"),
        _wann(),
        _text("person"),
        _text("kennung"),
        sa.Column("zugang", sa.String(20), nullable=False),
        sa.Column("vorgang", sa.String(40), nullable=False),
        _text("gegenstand"),
        sa.Column("ergebnis", sa.String(20), nullable=False),
        sa.Column("datenstand_nummer", sa.Integer()),
        sa.Column("einzelheiten", sa.Text()),
        sa.CheckConstraint(
            "zugang IN ('lokal', 'anmeldung', 'kommandozeile', 'gast')", name="ck_protokoll_zugang"
        ),
        sa.CheckConstraint("ergebnis IN ('ausgefuehrt', 'verweigert')", name="ck_protokoll_ergebnis"),
    )


def _schluessel(tabelle: str) -> str:
    return "pruefsumme" if tabelle == "quelldatei" else "nummer"


def _ausloeser_sqlite() -> None:
    for tabelle in TABELLEN:
        for vorgang in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {tabelle}_kein_{vorgang.lower()} BEFORE {vorgang} ON {tabelle} "
                f"BEGIN SELECT RAISE(ABORT, '{UNVERAENDERLICH}'); END"
            )
        # Fängt INSERT OR REPLACE ab, das an DELETE-Auslösern vorbeiläuft.
        spalte = _schluessel(tabelle)
        op.execute(
            f"CREATE TRIGGER {tabelle}_einfuegen BEFORE INSERT ON {tabelle} "
            f"WHEN EXISTS (SELECT 1 FROM {tabelle} WHERE {spalte} = NEW.{spalte}) "
            f"BEGIN SELECT RAISE(ABORT, '{UNVERAENDERLICH}'); END"
        )


def _ausloeser_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION insek_eintrag_unveraenderlich() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{UNVERAENDERLICH}'; END $$"
    )
    for tabelle in TABELLEN:
        op.execute(
            f"CREATE TRIGGER {tabelle}_unveraenderlich BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabelle} "
            "FOR EACH STATEMENT EXECUTE FUNCTION insek_eintrag_unveraenderlich()"
        )
