"""``python -m insek_monitor workshop`` als echter Prozess auf freien Ports, mit frischem Datenordner."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import WURZEL
from tests.hilfen.warten import warte

BEFEHL = (sys.executable, "-m", "insek_monitor", "workshop")


def umgebung(ordner: Path, **weitere: str) -> dict[str, str]:
    """Eigener Datenordner, eigener Ordner für Protokolle, keine Einstellungen dieses Rechners."""
    sauber = {name: wert for name, wert in os.environ.items() if not name.startswith("INSEK_")}
    return sauber | {"INSEK_DATENORDNER": str(ordner), "TMPDIR": str(ordner.parent)} | weitere


def rufe(*worte: str, ordner: Path, **weitere: str) -> subprocess.CompletedProcess[str]:
    """Führt den Befehl bis zum Ende aus."""
    return subprocess.run(
        [*BEFEHL, *worte],
        cwd=WURZEL,
        env=umgebung(ordner, **weitere),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@dataclass
class Workshop:
    """Ein laufender Workshop."""

    prozess: subprocess.Popen[str]
    port: int
    saalport: int
    ausgabe: Path

    def text(self) -> str:
        """Was der Befehl bisher gezeigt hat."""
        return self.ausgabe.read_text(encoding="utf-8")

    def fliesstext(self) -> str:
        """Dasselbe ohne Zeilenumbrüche."""
        return " ".join(self.text().split())

    def kinder(self) -> dict[str, int]:
        """Kindprozesse nach dem Programm, das in ihrer Befehlszeile steht."""
        gefunden: dict[str, int] = {}
        for nummer in Path(f"/proc/{self.prozess.pid}/task/{self.prozess.pid}/children").read_text().split():
            # Wer zwischen den beiden Blicken endet, ist kein Kind mehr.
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                worte = Path(f"/proc/{nummer}/cmdline").read_bytes().split(b"\0")
                gefunden |= {name: int(nummer) for name in ("streamlit", "uvicorn") if name.encode() in worte}
        return gefunden


def freier_port() -> int:
    """Ein freier Port unterhalb derer, die das System von sich aus für ausgehende Verbindungen vergibt.

    Einer von dort könnte bis zum Start schon wieder benutzt sein (Chromium, andere Tests).
    """
    zufall = random.SystemRandom()
    while True:
        port = zufall.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.create_server(("", port)):
            return port


@contextlib.contextmanager
def workshop(ordner: Path, *worte: str, **weitere: str) -> Iterator[Workshop]:
    """Startet den Befehl auf freien Ports und wartet, bis er bereit ist."""
    port, saalport = freier_port(), freier_port()
    ausgabe = ordner.parent / "ausgabe.txt"
    with ausgabe.open("w", encoding="utf-8") as strom:
        prozess = subprocess.Popen(
            [*BEFEHL, "--port", str(port), "--saalport", str(saalport), *worte],
            cwd=WURZEL,
            env=umgebung(ordner, **weitere),
            stdout=strom,
            stderr=subprocess.STDOUT,
            text=True,
        )
    laufend = Workshop(prozess, port, saalport, ausgabe)
    try:
        warte(lambda: "Beenden: Strg+C" in laufend.text() or prozess.poll() is not None, 90)
        assert "Beenden: Strg+C" in laufend.text(), laufend.text()
        assert prozess.poll() is None, laufend.text()
        yield laufend
    finally:
        prozess.terminate()
        try:
            prozess.wait(timeout=20)
        except subprocess.TimeoutExpired:
            prozess.kill()
            prozess.wait()


def hole(port: int, pfad: str, rechner: str = "127.0.0.1") -> tuple[int, str]:
    """Status und Text einer Seite, ohne Proxy."""
    verbindung = http.client.HTTPConnection(rechner, port, timeout=10)
    try:
        verbindung.request("GET", pfad)
        antwort = verbindung.getresponse()
        return antwort.status, antwort.read().decode("utf-8", errors="replace")
    finally:
        verbindung.close()


def hoert(port: int) -> bool:
    """Ob auf diesem Rechner jemand auf dem Port hört."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def hoerende_adressen(port: int) -> set[str]:
    """Woran auf diesem Port gehört wird, aus /proc/net/tcp (Zustand 0A)."""
    zeilen = [zeile.split() for zeile in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    offen = [worte[1].split(":") for worte in zeilen if worte[3] == "0A"]
    return {socket.inet_ntoa(bytes.fromhex(ip)[::-1]) for ip, nummer in offen if int(nummer, 16) == port}
