"""Ein Weg für Telefone: begrenzt, nur die erlaubten Methoden, jeder Fehler ein deutscher Satz."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from insek_monitor.rahmen.grenzen import Grenzen, gegenstelle, in_sekunden, warten_satz
from insek_monitor.register.fehler import RegisterFehler, mit_ort
from insek_monitor.workshop.saal import telefonantworten, zugriff
from insek_monitor.workshop.saal.formular import FormularFehler

protokoll = logging.getLogger("insek_monitor")

Antworten = Callable[[Request], Awaitable[Response]]
NICHT_ERREICHBAR = (
    "Die Abstimmung ist gerade nicht erreichbar, es wurde nichts gespeichert. Bitte versuchen Sie es gleich "
    "noch einmal."
)
PAUSE_SEKUNDEN = 3


class Weg:
    """Ein Weg (ASGI): begrenzt Anfragen, wählt nach der Methode, macht aus Fehlern deutsche Sätze."""

    def __init__(self, methoden: Mapping[str, Antworten], grenzen: Grenzen | None) -> None:
        self._methoden = methoden
        self._grenzen = grenzen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Beantwortet eine Anfrage."""
        anfrage = Request(scope, receive)
        await (await self._antwort(anfrage))(scope, receive, send)

    async def _antwort(self, anfrage: Request) -> Response:
        if self._grenzen and (warten := self._grenzen.anfrage(gegenstelle(anfrage))):
            return zu_viele(anfrage, warten)
        methode = "GET" if anfrage.method == "HEAD" else anfrage.method
        if methode not in self._methoden:
            antwort = telefonantworten.satz(
                anfrage, 405, "methode", "Das geht hier nicht", "Diese Art der Anfrage gibt es hier nicht."
            )
            antwort.headers["Allow"] = ", ".join(self._methoden)
            return antwort
        try:
            return await self._methoden[methode](anfrage)
        except FormularFehler as fehler:
            return telefonantworten.satz(
                anfrage, fehler.status, fehler.grund, "Nicht angenommen", str(fehler)
            )
        except RegisterFehler as fehler:
            # Der Wortlaut nennt Dateien und Rechner; Teilnehmende sehen nur, was für sie zu tun ist.
            protokoll.warning("Telefone: %s", mit_ort(fehler))
            bereit = not isinstance(fehler, zugriff.NochNichtBereit)
            text = NICHT_ERREICHBAR if bereit else str(fehler)
            return telefonantworten.satz(anfrage, 503, "nicht_da", "Gleich wieder da", text, PAUSE_SEKUNDEN)


def zu_viele(anfrage: Request, warten: float) -> Response:
    """429 mit der Wartezeit."""
    return telefonantworten.satz(
        anfrage, 429, "zu_viele", "Bitte kurz warten", warten_satz(warten), in_sekunden(warten)
    )
