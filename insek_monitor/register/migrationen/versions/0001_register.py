"""Erstes Schema: Datenstände, Konzeptfassungen, Einträge und die Auslöser, die sie unveränderlich halten.

Diese Datei ist abgeschlossen: ihre Anweisungen ändern sich nie mehr, auch wenn ``schema.py`` sich ändert.
Einen Weg zurück gibt es nicht, weil er Datenstände löschen würde.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from insek_monitor.register import altbestand

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABELLEN = ("datenstand", "konzeptfassung", "konzeptfassung_gemeinde", "datenstand_eintrag")
UNVERAENDERLICH = (
    "Datenstände sind unveränderlich. Legen Sie einen neuen Datenstand an, statt einen alten zu ändern."
)
LUECKE = "Datenstände werden lückenlos nummeriert."
ABGESCHLOSSEN = "Dieser Datenstand ist abgeschlossen. Legen Sie einen neuen Datenstand an."

#: Tabelle, Bedingung (mit NEW), Meldung: was ein INSERT nicht darf. Weil der Datenstand nach seinen Einträgen
#: und die Fassung nach ihren Gemeinden eingetragen wird, lässt sich danach nichts mehr anhängen.
#: Die Prüfungen auf Vorhandenes fangen auch SQLites INSERT OR REPLACE ab, das an DELETE-Auslösern
#: vorbeiläuft.
EINFUEGEN = (
    ("datenstand", "NEW.nummer <> (SELECT coalesce(max(nummer), 0) + 1 FROM datenstand)", LUECKE),
    (
        "konzeptfassung",
        "EXISTS (SELECT 1 FROM konzeptfassung WHERE fassung_nr = NEW.fassung_nr OR fassung = NEW.fassung)",
        UNVERAENDERLICH,
    ),
    (
        "konzeptfassung_gemeinde",
        "EXISTS (SELECT 1 FROM konzeptfassung WHERE fassung_nr = NEW.fassung_nr)",
        UNVERAENDERLICH,
    ),
    ("datenstand_eintrag", "EXISTS (SELECT 1 FROM datenstand WHERE nummer = NEW.nummer)", ABGESCHLOSSEN),
)


def upgrade() -> None:
    """Lege Tabellen und Auslöser an."""
    _tabellen()
    if op.get_bind().dialect.name == "sqlite":
        _ausloeser_sqlite()
    else:
        _ausloeser_postgresql()


def _tabellen() -> None:
    op.create_table(
        "datenstand",
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kuerzel", sa.String(20)),
        sa.Column("titel", sa.Text(), nullable=False),
        sa.Column(
            "angelegt_am",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.func.current_timestamp(),
        ),
        sa.Column("von", sa.Text(), nullable=False),
        sa.Column("anlass", sa.Text(), nullable=False),
        sa.Column("pruefsumme", sa.String(64), nullable=False),
        sa.Column("basis_nummer", sa.Integer()),
        sa.Column("quelle_datei", sa.Text()),
        sa.Column("quelle_pruefsumme", sa.String(64)),
        sa.PrimaryKeyConstraint("nummer", name="pk_datenstand"),
        sa.ForeignKeyConstraint(["basis_nummer"], ["datenstand.nummer"], name="fk_datenstand_basis_nummer"),
        sa.CheckConstraint("nummer > 0", name="ck_datenstand_nummer"),
    )
    op.create_index("ix_datenstand_kuerzel", "datenstand", ["kuerzel"])
    op.create_table(
        "konzeptfassung",
        sa.Column("fassung_nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fassung", sa.String(64), nullable=False),
        sa.Column("konzept_id", sa.Text(), nullable=False),
        sa.Column("art", sa.String(20), nullable=False),
        sa.Column("titel", sa.Text()),
        *(sa.Column(name, sa.String(10)) for name in ("begonnen", "beschluss", "aufgehoben", "belegt")),
        sa.Column("zieljahr", sa.Integer()),
        *(sa.Column(name, sa.Text()) for name in ("zielhorizont", "quelle", "quelle_url")),
        sa.Column("sicherheit", sa.String(20)),
        sa.Column("datenlage", sa.String(20), nullable=False),
        sa.Column("notiz", sa.Text()),
        sa.PrimaryKeyConstraint("fassung_nr", name="pk_konzeptfassung"),
        sa.UniqueConstraint("fassung", name="uq_konzeptfassung_fassung"),
        sa.CheckConstraint(
            "art IN ('insek', 'ingeko', 'seko', 'aehnlich', 'teilgebiet', 'keins')",
            name="ck_konzeptfassung_art",
        ),
        sa.CheckConstraint(f"datenlage IN {altbestand.DATENLAGEN}", name="ck_konzeptfassung_datenlage"),
        sa.CheckConstraint(
            "sicherheit IN ('hoch', 'mittel', 'niedrig')", name="ck_konzeptfassung_sicherheit"
        ),
    )
    op.create_table(
        "konzeptfassung_gemeinde",
        sa.Column("fassung_nr", sa.Integer(), nullable=False),
        sa.Column("ags", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("fassung_nr", "ags", name="pk_konzeptfassung_gemeinde"),
        _verweis("konzeptfassung_gemeinde", "fassung_nr", "konzeptfassung"),
        sa.CheckConstraint("length(ags) = 8", name="ck_konzeptfassung_gemeinde_ags"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "datenstand_eintrag",
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("fassung_nr", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("nummer", "fassung_nr", name="pk_datenstand_eintrag"),
        _verweis("datenstand_eintrag", "nummer", "datenstand"),
        _verweis("datenstand_eintrag", "fassung_nr", "konzeptfassung"),
        sqlite_with_rowid=False,
    )


def _verweis(tabelle: str, spalte: str, ziel: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [spalte], [f"{ziel}.{spalte}"], name=f"fk_{tabelle}_{spalte}", deferrable=True, initially="DEFERRED"
    )


def _ausloeser_sqlite() -> None:
    for tabelle in TABELLEN:
        for vorgang in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {tabelle}_kein_{vorgang.lower()} BEFORE {vorgang} ON {tabelle} "
                f"BEGIN SELECT RAISE(ABORT, '{UNVERAENDERLICH}'); END"
            )
    for tabelle, bedingung, meldung in EINFUEGEN:
        op.execute(
            f"CREATE TRIGGER {tabelle}_einfuegen BEFORE INSERT ON {tabelle} WHEN {bedingung} "
            f"BEGIN SELECT RAISE(ABORT, '{meldung}'); END"
        )


def _ausloeser_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION insek_unveraenderlich() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{UNVERAENDERLICH}'; END $$"
    )
    for tabelle in TABELLEN:
        op.execute(
            f"CREATE TRIGGER {tabelle}_unveraenderlich BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabelle} "
            "FOR EACH STATEMENT EXECUTE FUNCTION insek_unveraenderlich()"
        )
    for tabelle, bedingung, meldung in EINFUEGEN:
        op.execute(
            f"CREATE FUNCTION insek_{tabelle}_einfuegen() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {bedingung} THEN RAISE EXCEPTION '{meldung}'; END IF; RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {tabelle}_einfuegen BEFORE INSERT ON {tabelle} "
            f"FOR EACH ROW EXECUTE FUNCTION insek_{tabelle}_einfuegen()"
        )
