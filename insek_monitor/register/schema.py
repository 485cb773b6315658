"""Tabellen des Registers (SQLAlchemy Core), für SQLite und PostgreSQL dieselben.

Ein Datenstand ist eine Liste von Konzeptfassungen. Eine Fassung wird einmal gespeichert und von allen
Datenständen geteilt, in denen sie unverändert vorkommt; ein weiterer Datenstand kostet je Datensatz nur ein
Zahlenpaar. Auslöser in der Datenbank (siehe ``migrationen/versions/0001_register.py``) halten alle vier
Tabellen unveränderlich. Warum so: ``docs/entscheidungen/0002-datenstaende-als-fassungen.md``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    func,
)

from insek_monitor.modell.begriffe import Datenlage, Konzeptart, Sicherheit, werte

#: Alembic-Kennung des Schemas, das dieser Programmstand erwartet (ein Test hält sie gleich mit der
#: Migration).
SCHEMASTAND = "0001"
#: Eigener Name statt „alembic_version“, damit ein anderes Programm in derselben Datenbank nicht stört.
VERSIONSTABELLE = "insek_schemastand"

ARTEN = tuple(werte(Konzeptart))
DATENLAGEN = tuple(werte(Datenlage))
SICHERHEITEN = tuple(werte(Sicherheit))


class Zeitpunkt(TypeDecorator[datetime]):
    """Zeitpunkt in UTC; SQLite kennt keine Zeitzone, deshalb wird sie beim Lesen ergänzt."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Rechne nach UTC um; ohne Zeitzone ist der Zeitpunkt mehrdeutig."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Ein Zeitpunkt braucht eine Zeitzone.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Liefere immer einen Zeitpunkt mit Zeitzone UTC."""
        if value is None:
            return None
        zeitpunkt: datetime = value
        return zeitpunkt.replace(tzinfo=UTC) if zeitpunkt.tzinfo is None else zeitpunkt.astimezone(UTC)


#: Feste Namen, damit spätere Migrationen jede Regel ansprechen können.
metadaten = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

#: Ein Datenstand wird als Letztes eingetragen und schließt damit seine Einträge ab; die Fremdschlüssel der
#: Einträge prüft die Datenbank deshalb erst am Ende der Transaktion.
_spaeter: dict[str, Any] = {"deferrable": True, "initially": "DEFERRED"}

datenstand = Table(
    "datenstand",
    metadaten,
    Column("nummer", Integer, primary_key=True, autoincrement=False),
    Column("kuerzel", String(20)),
    Column("titel", Text, nullable=False),
    Column("angelegt_am", Zeitpunkt, nullable=False, server_default=func.current_timestamp()),
    Column("von", Text, nullable=False),
    Column("anlass", Text, nullable=False),
    Column("pruefsumme", String(64), nullable=False),
    Column("basis_nummer", Integer, ForeignKey("datenstand.nummer")),
    Column("quelle_datei", Text),
    Column("quelle_pruefsumme", String(64)),
    CheckConstraint("nummer > 0", name="nummer"),
    Index("ix_datenstand_kuerzel", "kuerzel"),
)

konzeptfassung = Table(
    "konzeptfassung",
    metadaten,
    # Die kurze Nummer hält die Einträge klein; eindeutig ist der Inhalt durch `fassung`.
    Column("fassung_nr", Integer, primary_key=True, autoincrement=False),
    Column("fassung", String(64), nullable=False, unique=True),
    Column("konzept_id", Text, nullable=False),
    Column("art", String(20), nullable=False),
    Column("titel", Text),
    Column("begonnen", String(10)),
    Column("beschluss", String(10)),
    Column("aufgehoben", String(10)),
    Column("belegt", String(10)),
    Column("zieljahr", Integer),
    Column("zielhorizont", Text),
    Column("quelle", Text),
    Column("quelle_url", Text),
    Column("sicherheit", String(20)),
    Column("datenlage", String(20), nullable=False),
    Column("notiz", Text),
    CheckConstraint(f"art IN {ARTEN}", name="art"),
    CheckConstraint(f"datenlage IN {DATENLAGEN}", name="datenlage"),
    CheckConstraint(f"sicherheit IN {SICHERHEITEN}", name="sicherheit"),
)

konzeptfassung_gemeinde = Table(
    "konzeptfassung_gemeinde",
    metadaten,
    Column("fassung_nr", Integer, ForeignKey("konzeptfassung.fassung_nr", **_spaeter), primary_key=True),
    Column("ags", String(8), primary_key=True),
    CheckConstraint("length(ags) = 8", name="ags"),
    sqlite_with_rowid=False,
)

datenstand_eintrag = Table(
    "datenstand_eintrag",
    metadaten,
    Column("nummer", Integer, ForeignKey("datenstand.nummer", **_spaeter), primary_key=True),
    Column("fassung_nr", Integer, ForeignKey("konzeptfassung.fassung_nr", **_spaeter), primary_key=True),
    sqlite_with_rowid=False,
)
