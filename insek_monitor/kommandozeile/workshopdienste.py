"""Womit die beiden Dienste eines Workshops und vorher das Register gestartet werden."""

from __future__ import annotations

import ipaddress
import subprocess
import sys
from pathlib import Path

VERBINDUNGEN, RUHE_S = 2000, 15
"""Zweihundert Telefone mit je bis zu sechs Verbindungen; wer 15 Sekunden nichts fragt, wird getrennt."""
ALLE = "0.0.0.0"
KEIN_REGISTER = (
    "Das Register lässt sich nicht öffnen. Bitte prüfen Sie INSEK_DATENORDNER und INSEK_DATENBANK_URL."
)


def dashboard(port: int, nach_aussen: str = "") -> list[str]:
    """Das Dashboard auf der eigenen Schleife; mit ``nach_aussen`` an allen Adressen unter diesem Namen."""
    befehl = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    befehl += ["--server.headless", "true", "--server.showEmailPrompt", "false"]
    # Nicht „localhost“: Der Dienst für das Hausnetz muss wissen, ob es 127.0.0.1 oder ::1 ist.
    befehl += ["--server.address", ALLE if nach_aussen else "127.0.0.1"]
    return befehl + (["--browser.serverAddress", nach_aussen] if nach_aussen else [])


def telefone(saalport: int, adresse: str) -> list[str]:
    """Der Dienst für das Hausnetz, ohne Zugriffsprotokoll (IP-Adressen) und ohne fremde Kopfzeilen."""
    nur_hier = bool(adresse) and ipaddress.IPv4Address(adresse).is_loopback
    befehl = [sys.executable, "-m", "uvicorn", "insek_monitor.oberflaeche.saal.dienst:app"]
    befehl += ["--host", adresse if nur_hier else ALLE, "--port", str(saalport)]
    befehl += ["--no-access-log", "--no-server-header", "--no-proxy-headers", "--ws", "none"]
    befehl += ["--log-level", "warning", "--limit-concurrency", str(VERBINDUNGEN)]
    return [*befehl, "--timeout-keep-alive", str(RUHE_S), "--timeout-graceful-shutdown", "3"]


def richte_register_ein(projekt: Path) -> str:
    """Legt das Register an oder bringt es auf Stand; Rückgabe: warum es nicht geht, sonst leer.

    Vor den Diensten, damit kein Telefon ein halb angelegtes Register trifft; als eigener Prozess, damit
    pandas und SQLAlchemy nicht den ganzen Workshop lang im Speicher bleiben.
    """
    lauf = subprocess.run(
        [sys.executable, "-m", "insek_monitor", "datenstaende"],
        cwd=projekt,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if lauf.returncode == 0:
        return ""
    zeilen = lauf.stderr.decode("utf-8", errors="replace").strip().splitlines()
    # Mehrere Zeilen wären ein Absturz mit englischem Text.
    return zeilen[0].removeprefix("Fehler: ") if len(zeilen) == 1 else KEIN_REGISTER
