"""Der Dienst für das Hausnetz (``make workshop``): Telefone und Leinwand, sonst nichts.

Ein eigener kleiner Prozess ohne Streamlit und pandas. Was hier nicht steht, gibt es von außen nicht; das
Dashboard bleibt auf der eigenen Schleife.

Gestartet wird er so (``workshop.dienst.dienst.telefone``): ``uvicorn
insek_monitor.workshop.saal.dienst:app --http insek_monitor.workshop.saal.verbindung:Verbindung``.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from insek_monitor import einstellungen
from insek_monitor.rahmen.grenzen import Grenzen
from insek_monitor.workshop.saal import zugriff
from insek_monitor.workshop.saal.telefonwege import TELEFONWEGE
from insek_monitor.workshop.saal.verbindung import hebe_dateigrenze
from insek_monitor.workshop.saal.weiterreichen import GIBT_ES_NICHT, Weiterreicher, satz

UNERWARTET = "Hier ist etwas schiefgegangen. Bitte laden Sie die Seite noch einmal."
NICHT_SO = "Diese Anfrage ist hier nicht vorgesehen. Zum Mitmachen: /w"


def baue(wege: Sequence[BaseRoute], weiterreicher: Weiterreicher) -> Starlette:
    """Die Anwendung aus den Wegen der Telefone und dem, was weitergereicht wird."""

    async def anfang(_: Request) -> Response:
        return RedirectResponse("/w", status_code=303)

    @asynccontextmanager
    async def lebenslauf(_: Starlette) -> AsyncIterator[None]:
        hebe_dateigrenze()
        yield
        await weiterreicher.schliesse()
        zugriff.vergiss()

    anwendung = Starlette(
        routes=[
            *wege,
            Route("/", anfang, methods=["GET"]),
            Route("/vorfuehrung/{rest:path}", weiterreicher.antworte, methods=["GET"]),
        ],
        exception_handlers={HTTPException: _abgewiesen, Exception: _unerwartet},
        lifespan=lebenslauf,
    )
    # Sonst leitete „/karte/“ um, statt zu fehlen.
    anwendung.router.redirect_slashes = False
    return anwendung


async def _abgewiesen(_: Request, fehler: Exception) -> Response:
    status = fehler.status_code if isinstance(fehler, HTTPException) else 404
    return satz(GIBT_ES_NICHT if status in (404, 405) else NICHT_SO, 404 if status == 405 else status)


async def _unerwartet(_: Request, _fehler: Exception) -> Response:
    return satz(UNERWARTET, 500)


app = baue(TELEFONWEGE, Weiterreicher(einstellungen.saal_innen(), Grenzen(time.monotonic)))
