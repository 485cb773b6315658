"""Ob sich an der Ansprache etwas geändert hat: Schlüssel für Zwischenspeicher, ohne Inhalt und ohne Rolle."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ScalarSelect, Table, func, select

from insek_monitor.register import schema
from insek_monitor.register.verbindung import Register

_KONTAKTE = (schema.kontakt, schema.ansprachestand, schema.erledigung)
_LISTEN = (schema.kampagne, schema.gewichtung)


def folgestand(register: Register) -> tuple[int, int]:
    """Wie viele Einträge es gibt: zu Kontakten, Ständen und Erledigtem; zu Kampagnen und Gewichten.

    Beide Zahlen wachsen mit jedem Eintrag und nehmen nie ab.
    """
    tabellen = (*_KONTAKTE, *_LISTEN)
    with register.lesen() as verbindung:
        hoechste = verbindung.execute(select(*(_hoechste(tabelle) for tabelle in tabellen))).one()
    zahlen = [int(zahl or 0) for zahl in hoechste]
    return sum(zahlen[: len(_KONTAKTE)]), sum(zahlen[len(_KONTAKTE) :])


def _hoechste(tabelle: Table) -> ScalarSelect[Any]:
    return select(func.max(tabelle.c.nummer)).scalar_subquery()
