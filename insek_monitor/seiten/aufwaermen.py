"""Beim Start: Register anlegen und füllen, Tabellen laden, Abgelaufenes löschen, bevor jemand kommt."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import anyio

from insek_monitor import einstellungen
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.fehler import ERWARTET
from insek_monitor.register.fehler import mit_ort
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.saal import zugriff
from insek_monitor.workshop.saal.verbindung import hebe_dateigrenze

protokoll = logging.getLogger("insek_monitor")

UNTER_PFAD = (
    "Fehler: Der INSEK-Monitor läuft noch nicht unter einem Pfad (server.baseUrlPath ist gesetzt): Seine "
    "Verweise, Karten und die Telefonseite beginnen mit „/“. Bitte starten Sie ihn ohne diese Angabe und "
    "geben Sie ihm im vorgeschalteten Server einen eigenen Namen; siehe docs/betrieb.md."
)
"""Womit ``app.py`` sich dann beendet; halb gestartet bliebe die Seite leer."""


def _waerme_auf() -> None:
    try:
        nummer = zwischenspeicher.finde_datenstand(None).nummer
        zwischenspeicher.lage_gesamt(nummer, einstellungen.heute(), False)
        zwischenspeicher.eckwerte()
    except ERWARTET as fehler:
        # Kein Grund, nicht zu starten: Jede Seite zeigt denselben Satz, bis das Register wieder da ist.
        protokoll.warning("Nicht aufgewärmt: %s", mit_ort(fehler))
    except Exception as fehler:  # noqa: BLE001  der Dienst soll starten und sagen, was ihm fehlt
        protokoll.error("Nicht aufgewärmt", exc_info=fehler)


@asynccontextmanager
async def beim_start(_: Any) -> AsyncIterator[None]:
    """Lebenslauf der ASGI-Anwendung (`st.App(lifespan=…)`)."""
    hebe_dateigrenze()
    await anyio.to_thread.run_sync(_waerme_auf)
    aufraeumen = asyncio.create_task(loesche_stuendlich())
    try:
        yield
    finally:
        aufraeumen.cancel()
        with suppress(asyncio.CancelledError):
            await aufraeumen
        zugriff.vergiss()
        zwischenspeicher.schliesse()


JEDE_S = 3600.0


def loesche() -> None:
    """Ein Durchgang; ein Fehler steht im Protokoll und hält nichts auf."""
    try:
        einstellungen.heute()  # Mit einer Uhr, die nicht stimmen kann, liefe jede Frist ab.
        anzahl = raeume.loesche_abgelaufene(zwischenspeicher.register(), einstellungen.jetzt())
    except ERWARTET as fehler:
        protokoll.warning(
            "Abgelaufene Räume nicht gelöscht, nächster Versuch in einer Stunde: %s", mit_ort(fehler)
        )
    except Exception as fehler:  # noqa: BLE001  sonst endete die Aufgabe, und nichts würde mehr gelöscht
        # Nur die Art: Im Wortlaut und in der Spur könnten Antworten stehen.
        protokoll.error(
            "Abgelaufene Räume nicht gelöscht, nächster Versuch in einer Stunde: %s", type(fehler).__name__
        )
    else:
        # Nur die Zahl: Das Protokoll des Dienstes soll keinen Workshop nennen. Im Register bleiben Titel und
        # Ort bei den Ergebnissen und in der Zeile über das Anlegen.
        if anzahl:
            protokoll.info("Abgelaufene Räume gelöscht: %d", anzahl)


async def loesche_stuendlich() -> None:
    """Läuft bis zum Ende des Programms."""
    while True:
        await anyio.to_thread.run_sync(loesche, abandon_on_cancel=True)
        await asyncio.sleep(JEDE_S)
