"""Startet das Dashboard wie ein neuer Nutzer: ``streamlit run app.py`` mit frischem Datenordner.

Gemeinsam benutzt von den Browsertests, der Messung (``make bench``) und den Bildern (``make bilder``).
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[1]
STICHTAG = "2026-11-21"
"""Fester Stichtag der Tests und Bilder, damit sich Zahlen und Sätze nicht mit dem Kalender ändern."""

SEITEN = {
    "ueberblick": "/",
    "abdeckung": "/abdeckung",
    "fortschreibung": "/fortschreibung",
    "karte": "/karte",
    "gemeinde": "/gemeinde?gemeinde=14524210",
    "ansprache": "/ansprache",
    "praesentation": "/praesentation",
    "stimmungsbild": "/stimmungsbild",
    "datenpflege": "/datenpflege",
    "methodik": "/methodik",
}
"""Name der Seite → Adresse. Die Startseite steht bei Streamlit unter ``/``; die Gemeinde ist ein Beispiel."""


class DienstFehler(RuntimeError):
    """Das Dashboard ließ sich nicht starten oder war nicht rechtzeitig bereit."""


@dataclass(frozen=True)
class Dienst:
    """Ein laufendes Dashboard."""

    adresse: str
    """Zum Beispiel ``http://localhost:43210``, ohne Schrägstrich am Ende."""
    pid: int
    bereit_nach_s: float
    """Sekunden vom Prozessstart, bis die Startseite ausgeliefert wird."""
    protokoll: Path
    """Datei mit allem, was der Server ausgegeben hat."""

    def text(self) -> str:
        """Was der Server bisher ausgegeben hat."""
        return self.protokoll.read_text(encoding="utf-8", errors="replace")


def freier_port() -> int:
    """Ein gerade freier Port auf diesem Rechner."""
    with socket.socket() as anschluss:
        anschluss.bind(("127.0.0.1", 0))
        return int(anschluss.getsockname()[1])


def _antwortet(adresse: str) -> bool:
    try:
        for weg in ("/_stcore/health", "/"):
            with urllib.request.urlopen(adresse + weg, timeout=2) as antwort:
                if antwort.status != 200:
                    return False
    except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError):
        return False
    return True


@contextlib.contextmanager
def dienst(
    datenordner: Path,
    protokoll: Path,
    *,
    umgebung: Mapping[str, str] | None = None,
    wurzel: Path = WURZEL,
    frist_s: float = 180.0,
) -> Iterator[Dienst]:
    """Startet das Dashboard auf einem freien Port und beendet es am Ende.

    Parameters
    ----------
    datenordner : Path
        Ordner der Datenbank (``INSEK_DATENORDNER``); leer oder nicht vorhanden wie beim ersten Start.
    protokoll : Path
        Datei für die Ausgaben des Servers.
    umgebung : Mapping[str, str], optional
        Weitere Umgebungsvariablen.
    wurzel : Path
        Ordner mit der ``app.py``.
    frist_s : float
        So viele Sekunden hat der Server, bis er antwortet.

    Raises
    ------
    DienstFehler
        Wenn der Server abbricht oder die Frist verstreicht; der Text enthält das Ende seiner Ausgaben.
    """
    port = freier_port()
    adresse = f"http://localhost:{port}"
    alle = {**os.environ, "INSEK_STICHTAG": STICHTAG, "PYTHONUNBUFFERED": "1"}
    alle |= {"INSEK_DATENORDNER": str(datenordner), **(umgebung or {})}
    befehl = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    befehl += ["--server.headless", "true"]
    beginn = time.perf_counter()
    with protokoll.open("wb") as ausgabe:
        prozess = subprocess.Popen(
            befehl, cwd=wurzel, env=alle, stdout=ausgabe, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        try:
            while not _antwortet(adresse):
                if prozess.poll() is not None or time.perf_counter() - beginn > frist_s:
                    ende = protokoll.read_text(encoding="utf-8", errors="replace")[-3000:]
                    raise DienstFehler(f"Das Dashboard startet nicht (Rückgabe {prozess.poll()}):\n{ende}")
                time.sleep(0.05)
            yield Dienst(adresse, prozess.pid, time.perf_counter() - beginn, protokoll)
        finally:
            prozess.send_signal(signal.SIGTERM)
            try:
                prozess.wait(timeout=10)
            except subprocess.TimeoutExpired:
                prozess.kill()
                prozess.wait()
