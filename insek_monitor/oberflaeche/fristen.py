"""Räume und Vorführungen nach ihrer Frist löschen: beim Start und dann stündlich, im Hintergrund."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

import anyio

from insek_monitor.oberflaeche import zwischenspeicher
from insek_monitor.oberflaeche.fehler import ERWARTET
from insek_monitor.register import raeume

JEDE_S = 3600.0
protokoll = logging.getLogger("insek_monitor")


def loesche() -> None:
    """Ein Durchgang; ein Fehler steht im Protokoll und hält nichts auf."""
    try:
        anzahl = raeume.loesche_abgelaufene(zwischenspeicher.register(), datetime.now(UTC))
    except ERWARTET as fehler:
        protokoll.warning("Abgelaufene Räume nicht gelöscht, nächster Versuch in einer Stunde: %s", fehler)
    else:
        # Nur die Zahl: Titel und Orte der Räume sollen nirgends überdauern.
        if anzahl:
            protokoll.info("Abgelaufene Räume gelöscht: %d", anzahl)


async def loesche_stuendlich() -> None:
    """Läuft bis zum Ende des Programms."""
    while True:
        await anyio.to_thread.run_sync(loesche, abandon_on_cancel=True)
        await asyncio.sleep(JEDE_S)
