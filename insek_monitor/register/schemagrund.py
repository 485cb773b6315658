"""Was alle Tabellen des Registers teilen: Namen der Regeln, Zeitpunkte, laufende Nummern."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, Integer, MetaData, Text, TypeDecorator, func


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

#: Wird der abschließende Eintrag als Letztes geschrieben, prüft die Datenbank Verweise auf ihn erst am Ende.
SPAETER: dict[str, Any] = {"deferrable": True, "initially": "DEFERRED"}


def wann() -> Column[Any]:
    """Wann der Eintrag entstand; die Datenbank setzt es."""
    return Column("am", Zeitpunkt, nullable=False, server_default=func.current_timestamp())


def wer() -> tuple[Column[str], Column[str]]:
    """Name für den Verlauf und Kennung dessen, der den Eintrag schrieb."""
    return Column("von", Text, nullable=False), Column("kennung", Text, nullable=False)


def laufend(name: str = "nummer") -> Column[Any]:
    """Laufende Nummer, vergeben in der schreibenden Transaktion."""
    return Column(name, Integer, primary_key=True, autoincrement=False)
