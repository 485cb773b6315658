"""Beim Start: Register anlegen und füllen, Tabellen laden, Abgelaufenes löschen, bevor jemand kommt."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import anyio

from insek_monitor import einstellungen
from insek_monitor.oberflaeche import fristen, zwischenspeicher
from insek_monitor.oberflaeche.fehler import ERWARTET

protokoll = logging.getLogger("insek_monitor")


def _waerme_auf() -> None:
    try:
        nummer = zwischenspeicher.finde_datenstand(None).nummer
        zwischenspeicher.lage_gesamt(nummer, einstellungen.heute(), False)
        zwischenspeicher.eckwerte()
    except ERWARTET as fehler:
        # Kein Grund, nicht zu starten: Jede Seite zeigt denselben Satz, bis das Register wieder da ist.
        protokoll.warning("Nicht aufgewärmt: %s", fehler)


@asynccontextmanager
async def beim_start(_: Any) -> AsyncIterator[None]:
    """Lebenslauf der ASGI-Anwendung (`st.App(lifespan=…)`)."""
    await anyio.to_thread.run_sync(_waerme_auf)
    aufraeumen = asyncio.create_task(fristen.loesche_stuendlich())
    try:
        yield
    finally:
        aufraeumen.cancel()
        with suppress(asyncio.CancelledError):
            await aufraeumen
