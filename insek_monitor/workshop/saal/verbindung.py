"""Grenzen der Verbindungen (unterhalb der Anfragen): Frist für den Kopf, Zahl je Adresse, offene Dateien.

uvicorn wartet auf den Kopf einer Anfrage ohne Ende und weist, was zu viel ist, englisch ab: Ein Gerät, das
Verbindungen öffnet und nichts fragt, sperrte alle Telefone aus.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import ClassVar

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from insek_monitor.rahmen.grenzen import netz
from insek_monitor.workshop.saal.weiterreichen import satz

KOPF_SEKUNDEN = 10.0
"""So lange darf der Kopf einer Anfrage brauchen; ein Telefon schickt ihn in einem Stück."""
VERBINDUNGEN = 2000
"""Zweihundert Telefone mit je bis zu sechs Verbindungen, und Luft."""
JE_ADRESSE = 1200
"""Ein voller Saal hinter einem Anschluss."""
DATEIEN = 65_536
VOLL = "Gerade sind sehr viele Geräte verbunden. Bitte warten Sie kurz und laden Sie die Seite neu."
WARTEN = 5


class Verbindung(H11Protocol):
    """Eine Verbindung des Hausnetzdienstes (``uvicorn --http``).

    Attributes
    ----------
    je_adresse : Zahl der offenen Verbindungen; ein vertrauter Proxy spricht für viele und steht nicht darin.
    """

    je_adresse: ClassVar[Counter[str]] = Counter()
    _wer = ""
    _frist: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Zählt die Verbindung; ist es eine zu viel, bekommt ihre Anfrage den Satz dazu."""
        super().connection_made(transport)
        self._wer = netz(self.client[0]) if self.client and not self._ist_proxy(self.client[0]) else ""
        if self._wer:
            self.je_adresse[self._wer] += 1
        if len(self.connections) > VERBINDUNGEN or self.je_adresse[self._wer] > JE_ADRESSE:
            self.app = _voll
        self._warte_auf_kopf()

    def _ist_proxy(self, adresse: str) -> bool:
        erlaubt = self.config.forwarded_allow_ips
        vertraut = erlaubt.split(",") if isinstance(erlaubt, str) else erlaubt
        return self.config.proxy_headers and adresse in [wort.strip() for wort in vertraut]

    def data_received(self, data: bytes) -> None:
        """Wie bei uvicorn; ist der Kopf da, endet seine Frist."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._ende_der_frist()
        elif self._frist is None:
            self._warte_auf_kopf()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wie bei uvicorn."""
        self._ende_der_frist()
        if self._wer:
            self.je_adresse[self._wer] -= 1
            if not self.je_adresse[self._wer]:
                del self.je_adresse[self._wer]
        super().connection_lost(exc)

    def _warte_auf_kopf(self) -> None:
        self._frist = self.loop.call_later(KOPF_SEKUNDEN, self._kein_kopf)

    def _ende_der_frist(self) -> None:
        if self._frist is not None:
            self._frist.cancel()
            self._frist = None

    def _kein_kopf(self) -> None:
        self._frist = None
        if not self.transport.is_closing():
            self.transport.close()


async def _voll(scope: Scope, receive: Receive, send: Send) -> None:
    antwort = satz(VOLL, 503, WARTEN)
    antwort.headers["Connection"] = "close"
    await antwort(scope, receive, send)


def hebe_dateigrenze() -> None:
    """Erlaubt diesem Prozess so viele offene Dateien wie möglich (Linux, macOS).

    Üblich sind 1 024; jede Sitzung und jedes Telefon hält mehrere offen. Im systemd-Dienst: ``LimitNOFILE``.
    """
    if sys.platform == "win32":
        return
    import resource

    weich, hart = resource.getrlimit(resource.RLIMIT_NOFILE)
    ziel = DATEIEN if hart == resource.RLIM_INFINITY else min(hart, DATEIEN)
    if weich != resource.RLIM_INFINITY and weich < ziel:
        resource.setrlimit(resource.RLIMIT_NOFILE, (ziel, hart))
