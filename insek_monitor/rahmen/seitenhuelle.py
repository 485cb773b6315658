"""Zwischenschicht (ASGI), die Streamlits HTML-Hülle auf Deutsch stellt.

Streamlit liefert eine fertige HTML-Seite mit ``lang="en"`` und englischen Hilfstexten und kennt keine
Einstellung dafür. Die Schicht ändert nur diese eine Seite: Sprache, Sprache des Browsers (Kalender, Zahlen),
den Ort des Servers (damit ein tiefer Link ohne vergebliche Anfragen auskommt) und bindet das eigene Stilblatt
und die Übersetzung der Bedientexte ein.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from insek_monitor.rahmen.dateiordner import Dateiordner

UNBERUEHRT = (
    "/static",
    "/_stcore",
    "/media",
    "/component",
    "/karte/",
    "/oberflaeche/",
    "/w/",
    "/vorfuehrung/",
)

DATEIEN = Dateiordner(Path(__file__).parent / "statisch", "/oberflaeche/")


KOPF = (
    '<meta name="description" content="INSEK-Monitor Sachsen: Stand der integrierten Entwicklungskonzepte">'
    f'<link rel="stylesheet" href="{DATEIEN.adresse("stil.css")}">'
    f'<script src="{DATEIEN.adresse("deutsch.js")}"></script>'
    f'<script src="{DATEIEN.adresse("druck.js")}" defer></script>'
    f'<script src="{DATEIEN.adresse("verweise.js")}" defer></script>'
)


class DeutscheSeite:
    """ASGI-Zwischenschicht; reicht alles außer der HTML-Hülle unverändert durch."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # „/w“ ganz genau: Eine Seite von Streamlit dürfte so anfangen.
        if scope["type"] != "http" or scope["path"] == "/w" or scope["path"].startswith(UNBERUEHRT):
            await self.app(scope, receive, send)
            return
        # Ungepackt anfordern, sonst läge der HTML-Text nur komprimiert vor.
        kopfzeilen = [(name, wert) for name, wert in scope["headers"] if name.lower() != b"accept-encoding"]
        await self.app({**scope, "headers": kopfzeilen}, receive, _Umschreiber(send))


class _Umschreiber:
    """Sammelt eine HTML-Antwort, stellt sie um und schickt sie mit richtiger Länge weiter."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._anfang: dict[str, Any] | None = None
        self._text = b""

    async def __call__(self, nachricht: Message) -> None:
        if nachricht["type"] == "http.response.start":
            kopfzeilen = dict(nachricht["headers"])
            if kopfzeilen.get(b"content-type", b"").startswith(b"text/html"):
                self._anfang = dict(nachricht)
                return
        elif self._anfang is not None and nachricht["type"] == "http.response.body":
            self._text += nachricht.get("body", b"")
            if nachricht.get("more_body"):
                return
            # Bei HEAD und 304 gibt es keinen Text; dann bleiben die Kopfzeilen, wie sie sind.
            if self._text:
                self._text = stelle_um(self._text.decode("utf-8")).encode("utf-8")
                self._anfang["headers"] = [
                    (name, wert)
                    for name, wert in self._anfang["headers"]
                    if name not in (b"content-length", b"etag", b"last-modified")
                ] + [(b"content-length", str(len(self._text)).encode())]
            await self._send(self._anfang)
            self._anfang = None
            await self._send({"type": "http.response.body", "body": self._text})
            return
        await self._send(nachricht)


def stelle_um(html: str) -> str:
    """HTML-Hülle von Streamlit mit deutscher Sprache, deutschem Titel und unseren Beigaben im Kopf."""
    html = html.replace('<html lang="en">', '<html lang="de">', 1)
    html = re.sub(r"<title>.*?</title>", "<title>INSEK-Monitor Sachsen</title>", html, count=1)
    # Für Suchmaschinen; als einziges Skript im Text verböte die Richtlinie (``schutz``) es ohnehin.
    html = re.sub(r"<script>\s*window\.prerenderReady = false\s*</script>", "", html, count=1)
    return html.replace("<head>", f"<head>{KOPF}", 1)
