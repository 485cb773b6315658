"""Reicht die Leinwand aus dem Hausnetz an das Dashboard auf der eigenen Schleife weiter, sonst nichts.

Das Dashboard vertraut, wer von der eigenen Schleife kommt. Deshalb geht nur hindurch, was hier steht: drei
Wege, nur GET, wenige Kopfzeilen; kein Cookie und kein Schlüssel, in keiner Richtung. Die Kopfzeile ``Via``
sagt dem Dashboard, dass die Anfrage nicht von diesem Rechner kommt (``rahmen.zugang``).
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from insek_monitor.kern.stimmungsbild import ZEICHEN
from insek_monitor.rahmen.grenzen import Grenzen, gegenstelle, in_sekunden, warten_satz
from insek_monitor.workshop.saal.kopfzeilen import GRUND
from insek_monitor.workshop.saal.weg import PAUSE_SEKUNDEN
from insek_monitor.workshop.vortrag.register_vorfuehrungen import KENNUNGSLAENGE

_KENNUNG = f"[{ZEICHEN}]{{{KENNUNGSLAENGE}}}"
WEGE = re.compile(
    rf"/vorfuehrung/(?:{_KENNUNG}(?:/stand\.json)?|statisch/[a-z0-9][a-z0-9_-]{{0,59}}\.(?:css|js|svg))",
    re.ASCII,
)
"""Was weitergereicht wird, auf das Zeichen genau; Prozentzeichen kommen nicht vor."""
ANGABEN = re.compile(r"(?:v=[0-9a-f]{1,64})?", re.ASCII)
"""Nur die Prüfsumme der Dateien; alles andere hinter dem Fragezeichen bleibt draußen."""
HINEIN = ("accept", "accept-encoding", "accept-language", "if-none-match")
HERAUS = (
    "content-type",
    "content-encoding",
    "content-language",
    "cache-control",
    "etag",
    "vary",
    "content-security-policy",
    "permissions-policy",
    "referrer-policy",
    "retry-after",
    "x-robots-tag",
)
DURCHGELASSEN = frozenset({200, 304, 404, 410, 429, 503})
"""Mit diesen Antworten rechnet die Leinwand; alles andere (Umleitung, Fehler 500) wird zu 502."""
HOECHSTENS = 16_000_000
"""Bytes einer Antwort; sechzig Folien mit Karten bleiben weit darunter."""
GLEICHZEITIG = 8
WARTEN_S = 3.0
FRISTEN = httpx.Timeout(15.0, connect=3.0)

GIBT_ES_NICHT = "Diese Seite gibt es hier nicht. Zum Mitmachen: /w"
NICHT_BEREIT = "Das Dashboard antwortet gerade nicht. Bitte versuchen Sie es in einigen Sekunden noch einmal."
BESETZT = "Gerade sehen sehr viele zu. Bitte versuchen Sie es in einigen Sekunden noch einmal."
UNPASSEND = "Das Dashboard hat unerwartet geantwortet. Bitte laden Sie die Seite noch einmal."
ZU_GROSS = "Die Präsentation ist zu groß für die Übertragung. Bitte kürzen Sie die Folge."


def satz(text: str, status: int, warten: int = 0) -> Response:
    """Eine Antwort aus einem deutschen Satz; ``warten`` in Sekunden."""
    kopf = GRUND | ({"Retry-After": str(warten)} if warten else {})
    return PlainTextResponse(text, status_code=status, headers=kopf)


def ist_erlaubt(anfrage: Request) -> bool:
    """Ob Methode, Pfad (so, wie er übertragen wurde) und Angaben auf der Liste stehen."""
    pfad, angaben = _ziel(anfrage)
    uebertragen: bytes = anfrage.scope.get("raw_path", pfad.encode())
    return (
        anfrage.method == "GET"
        and WEGE.fullmatch(pfad) is not None
        # Erst entschlüsselt und dann geprüft hieße: „%2e%2e“ käme beim Dashboard anders an als hier.
        and uebertragen.partition(b"?")[0] == pfad.encode()
        and ANGABEN.fullmatch(angaben) is not None
    )


@dataclass
class Weiterreicher:
    """Verbindung zum Dashboard.

    Attributes
    ----------
    ziel : ``INSEK_SAAL_INNEN``, etwa ``http://127.0.0.1:8501``; leer: Es wird nichts weitergereicht.
    grenzen : Begrenzt Anfragen je Adresse, wie bei den Telefonen.
    transport : Für Tests; sonst über das Netz.
    """

    ziel: str
    grenzen: Grenzen
    transport: httpx.AsyncBaseTransport | None = None
    _frei: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(GLEICHZEITIG))
    _verbindung: httpx.AsyncClient | None = None

    async def antworte(self, anfrage: Request) -> Response:
        """Antwort des Dashboards, oder ein deutscher Satz mit 404, 502 oder 503."""
        if not self.ziel or not ist_erlaubt(anfrage):
            return satz(GIBT_ES_NICHT, 404)
        if warten := self.grenzen.anfrage(gegenstelle(anfrage)):
            return satz(warten_satz(warten), 429, in_sekunden(warten))
        try:
            await asyncio.wait_for(self._frei.acquire(), WARTEN_S)
        except TimeoutError:
            return satz(BESETZT, 503, PAUSE_SEKUNDEN)
        try:
            return await self._hole(anfrage)
        except (httpx.ConnectError, httpx.TimeoutException):
            return satz(NICHT_BEREIT, 503, PAUSE_SEKUNDEN)
        except httpx.HTTPError:
            return satz(UNPASSEND, 502)
        finally:
            self._frei.release()

    async def schliesse(self) -> None:
        """Beendet offene Verbindungen."""
        if self._verbindung is not None:
            await self._verbindung.aclose()

    async def _hole(self, anfrage: Request) -> Response:
        kopf = {name: anfrage.headers[name] for name in HINEIN if name in anfrage.headers}
        kopf = {"accept-encoding": "identity"} | kopf | {"via": "1.1 insek-saal"}
        pfad, angaben = _ziel(anfrage)
        ziel = f"{self.ziel}{pfad}?{angaben}" if angaben else f"{self.ziel}{pfad}"
        inhalt = bytearray()
        async with self._client().stream("GET", ziel, headers=kopf) as antwort:
            if antwort.status_code not in DURCHGELASSEN:
                return satz(UNPASSEND, 502)
            # Roh, also so gepackt, wie das Dashboard es schickt: Niemand packt hier etwas aus (Zip-Bombe).
            async for stueck in antwort.aiter_raw():
                inhalt += stueck
                if len(inhalt) > HOECHSTENS:
                    return satz(ZU_GROSS, 502)
            heraus = {name: antwort.headers[name] for name in HERAUS if name in antwort.headers}
        return Response(bytes(inhalt), antwort.status_code, headers=GRUND | _gross(heraus))

    def _client(self) -> httpx.AsyncClient:
        # Erst hier: Der Client gehört zur Ereignisschleife, die ihn benutzt.
        if self._verbindung is None:
            self._verbindung = httpx.AsyncClient(
                transport=self.transport,
                timeout=FRISTEN,
                follow_redirects=False,
                trust_env=False,  # zwischen zwei Prozessen dieses Rechners steht kein Proxy des Hauses
                limits=httpx.Limits(max_connections=GLEICHZEITIG),
            )
        return self._verbindung


def _ziel(anfrage: Request) -> tuple[str, str]:
    """Pfad und Angaben hinter dem Fragezeichen, wie der Server sie gelesen hat."""
    return anfrage.scope["path"], anfrage.scope["query_string"].decode("latin-1")


def _gross(kopf: dict[str, str]) -> dict[str, str]:
    """Namen wie in ``GRUND`` geschrieben, damit das Dashboard dessen Vorgaben ersetzt statt verdoppelt."""
    return {name.title(): wert for name, wert in kopf.items()}
