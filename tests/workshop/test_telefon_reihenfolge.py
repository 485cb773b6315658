"""Gegen den wirklichen Dienst: Eine aufgehaltene alte Stimme überschreibt keine neuere."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from insek_monitor.register.speicher import oeffne_leer
from tests.hilfen.saalraum import Saalraum, lege_an
from tests.hilfen.saalserver import hausnetzdienst

pytestmark = [pytest.mark.langsam, pytest.mark.usefixtures("umgebung")]


@pytest.fixture
def saal(tmp_path: Path) -> Iterator[tuple[Saalraum, int]]:
    """Ein Raum und der Anschluss des Dienstes für Telefone."""
    adresse = f"sqlite:///{tmp_path / 'r.sqlite'}"
    register = oeffne_leer(adresse)
    server = hausnetzdienst({"INSEK_DATENBANK_URL": adresse, "INSEK_DATENORDNER": str(tmp_path)}, tmp_path)
    try:
        server.starte()
        yield lege_an(register, jetzt=datetime.now(UTC)), server.port
    finally:
        server.beende()
        register.schliesse()


def beginne(saal: Saalraum, port: int, cookie: str, rumpf: bytes, davon: int) -> socket.socket:
    """Eine Stimme, von deren Rumpf erst ``davon`` Bytes unterwegs sind."""
    zeilen = [
        f"POST {saal.weg} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        f"Cookie: {cookie}",
        "Accept: application/json",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(rumpf)}",
        "Connection: close",
    ]
    leitung = socket.create_connection(("127.0.0.1", port), timeout=20)
    leitung.sendall("\r\n".join([*zeilen, "", ""]).encode() + rumpf[:davon])
    return leitung


def antwort(leitung: socket.socket) -> str:
    with leitung, leitung.makefile(encoding="utf-8") as text:
        return text.read()


def test_die_neuere_stimme_bleibt(saal: tuple[Saalraum, int]) -> None:
    raum, port = saal
    runde = raum.oeffne()
    alt, neu = (f"runde={runde}&fassung=1&antwort={w}&zug={z}".encode() for w, z in ((1, 1), (7, 2)))
    cookie = httpx.get(f"http://127.0.0.1:{port}{raum.weg}").headers["set-cookie"].partition(";")[0]
    aufgehalten = beginne(raum, port, cookie, alt, 5)
    assert '"gespeichert":true' in antwort(beginne(raum, port, cookie, neu, len(neu)))
    aufgehalten.sendall(alt[5:])
    spaet = antwort(aufgehalten)
    assert spaet.startswith("HTTP/1.1 409")
    assert '"grund":"ueberholt"' in spaet
    assert raum.zaehle(runde).je_antwort == (0, 0, 0, 0, 0, 0, 1)
