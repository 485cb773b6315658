"""Der Dienst für Telefone unterhalb der Anfragen: halboffene und zu viele Verbindungen."""

from __future__ import annotations

import contextlib
import resource
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from insek_monitor.workshop.saal import verbindung
from insek_monitor.workshop.saal.verbindung import Verbindung, hebe_dateigrenze
from tests.hilfen.warten import warte
from werkzeuge.dienst import freier_port

pytestmark = pytest.mark.usefixtures("umgebung")

FRAGE = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(verbindung, "JE_ADRESSE", 3)

    async def antwort(_):
        return PlainTextResponse("da")

    nummer = freier_port()
    app = Starlette(routes=[Route("/", antwort)])
    server = uvicorn.Server(
        uvicorn.Config(
            app, port=nummer, http=Verbindung, proxy_headers=False, timeout_keep_alive=60, log_level="error"
        )
    )
    faden = threading.Thread(target=server.run, daemon=True)
    faden.start()
    assert warte(lambda: server.started, 30)
    yield nummer
    server.should_exit = True
    faden.join()


def _alles(leitung: socket.socket) -> bytes:
    """Was noch kommt, bis die Gegenseite trennt."""
    with contextlib.suppress(ConnectionResetError):
        return b"".join(iter(lambda: leitung.recv(4096), b""))
    return b""


def _rufe(port: int, inhalt: bytes = FRAGE) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as leitung:
        leitung.sendall(inhalt)
        return _alles(leitung)


def test_ohne_ganzen_kopf_endet_die_verbindung(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as leitung:
        leitung.sendall(FRAGE.replace(b"close", b"keep-alive"))
        assert leitung.recv(4096).startswith(b"HTTP/1.1 200")
        monkeypatch.setattr(verbindung, "KOPF_SEKUNDEN", 0.2)
        leitung.sendall(b"GET /")
        assert b"HTTP" not in _alles(leitung), "auch nicht nach einer ganzen"
    for anfang in (b"", b"GET / HTTP/1.1\r\nHost:"):
        assert _rufe(port, anfang) == b"", "getrennt, ohne Antwort"
    assert warte(lambda: not Verbindung.je_adresse, 30)


def test_zu_viele_von_einer_adresse_bekommen_einen_satz(port: int) -> None:
    halten = []
    for _ in range(3):
        leitung = socket.create_connection(("127.0.0.1", port), timeout=30)
        leitung.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
        assert leitung.recv(4096).startswith(b"HTTP/1.1 405")
        halten.append(leitung)
    antwort = _rufe(port).decode()
    assert antwort.startswith("HTTP/1.1 503")
    assert "retry-after: 5" in antwort.lower()
    assert verbindung.VOLL in antwort
    for leitung in halten:
        leitung.close()
    assert warte(lambda: _rufe(port).endswith(b"da"), 30), "danach geht es weiter"


def test_so_viele_dateien_wie_erlaubt() -> None:
    vorher = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, vorher[1]), vorher[1]))
        hebe_dateigrenze()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(vorher[1], verbindung.DATEIEN)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, vorher)
