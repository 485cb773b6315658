"""Zwischenschicht (ASGI) vor allem anderen: Kopfzeilen jeder Antwort, Herkunft der offenen Verbindung.

Ohne sie könnte eine fremde Seite das Dashboard in einen Rahmen setzen und die Bedienenden darin klicken
lassen, und ein Skript einer fremden Seite (auch von einem anderen Port dieses Rechners) eine Verbindung mit
ihren Rechten öffnen: Streamlit vergleicht nur den Namen, nicht den Port.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

RICHTLINIE = (
    "default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""Streamlit setzt Stile im Text, lädt eigene Bausteine als ``blob:`` und die Karte WebAssembly; Skripte im
Text gibt es nicht (``seitenhuelle`` nimmt das eine heraus)."""
KOPFZEILEN = {
    "Content-Security-Policy": RICHTLINIE,
    "X-Content-Type-Options": "nosniff",
    # Nicht „no-referrer“: Damit schickten eigene Formulare „Origin: null“ und wären von fremden nicht zu
    # unterscheiden.
    "Referrer-Policy": "same-origin",
}


class Schutz:
    """Ergänzt, was eine Antwort nicht selbst sagt (Telefone und Leinwand sind strenger)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not ist_von_hier(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 1008})  # vor dem Annehmen: Antwort 403
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def ergaenzt(nachricht: Message) -> None:
            if nachricht["type"] == "http.response.start":
                kopf = MutableHeaders(scope=nachricht)
                for name, wert in KOPFZEILEN.items():
                    kopf.setdefault(name, wert)
            await send(nachricht)

        await self.app(scope, receive, ergaenzt)


def ist_von_hier(kopf: Mapping[str, str]) -> bool:
    """Ob eine Seite dieses Servers fragt; ohne ``Origin`` fragt kein Browser."""
    ursprung = kopf.get("origin")
    if ursprung is None:
        return True
    try:
        return ursprung != "null" and urlsplit(ursprung).netloc.lower() == kopf.get("host", "").lower()
    except ValueError:
        return False
