"""Prozesse eines Workshops für Tests und Messung: starten, töten, am selben Anschluss neu starten."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from insek_monitor.workshop.dienst import dienst as workshop
from insek_monitor.workshop.dienst import prozesse as workshopprozesse
from werkzeuge.dienst import WURZEL, DienstFehler, freier_port


@dataclass
class Saalserver:
    """Ein Prozess, der an ``port`` antwortet; seine Ausgaben stehen in ``protokoll``.

    Attributes
    ----------
    pfad : str
        Antwortet er darauf mit 200, ist er bereit.
    """

    befehl: Sequence[str]
    umgebung: Mapping[str, str]
    port: int
    pfad: str
    protokoll: Path
    prozess: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def starte(self, frist_s: float = 90.0) -> None:
        """Starte und warte, bis er antwortet."""
        with self.protokoll.open("ab") as ausgabe:
            self.prozess = subprocess.Popen(
                self.befehl,
                cwd=WURZEL,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.umgebung},
                stdin=subprocess.DEVNULL,
                stdout=ausgabe,
                stderr=subprocess.STDOUT,
            )
        ende = time.monotonic() + frist_s
        while not workshopprozesse.antwortet(self.port, self.pfad):
            if self.prozess.poll() is not None or time.monotonic() > ende:
                raise DienstFehler(f"Der Server startet nicht:\n{self.text()[-3000:]}")
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """Nummer des Prozesses."""
        assert self.prozess is not None
        return self.prozess.pid

    def toete(self) -> None:
        """``kill -9``."""
        assert self.prozess is not None
        self.prozess.send_signal(signal.SIGKILL)
        self.prozess.wait()

    def beende(self) -> None:
        """Ordentlich beenden; wer nicht will, wird getötet."""
        if self.prozess is not None and self.prozess.poll() is None:
            workshopprozesse.beende([self.prozess])

    def text(self) -> str:
        """Was der Server bisher ausgegeben hat."""
        return self.protokoll.read_text(encoding="utf-8", errors="replace")


def hausnetzdienst(umgebung: Mapping[str, str], ordner: Path) -> Saalserver:
    """Der kleine Dienst für Telefone, wie ``make workshop`` ihn startet; nur auf der eigenen Schleife."""
    port = freier_port()
    befehl = workshop.telefone(port, "127.0.0.1")
    return Saalserver(befehl, umgebung, port, "/w", ordner / f"dienst-{port}.txt")


def dashboard(umgebung: Mapping[str, str], ordner: Path) -> Saalserver:
    """``app.py`` mit allen Wegen."""
    port = freier_port()
    befehl = workshop.dashboard(port)
    return Saalserver(befehl, umgebung, port, "/_stcore/health", ordner / f"dashboard-{port}.txt")


def verteiler(ziele: Sequence[int], ordner: Path) -> Saalserver:
    """Der kleine Verteiler vor mehreren Servern (``tests/messung/verteiler.py``)."""
    port = freier_port()
    befehl = [sys.executable, "-m", "tests.messung.verteiler", str(port), *map(str, ziele)]
    return Saalserver(befehl, {}, port, "/w", ordner / f"verteiler-{port}.txt")


def nachkommen(pid: int) -> list[int]:
    """Der Prozess und alle, die er gestartet hat (Linux)."""
    alle = [pid]
    for aufgabe in Path(f"/proc/{pid}/task").glob("*/children"):
        for kind in aufgabe.read_text(encoding="ascii").split():
            alle += nachkommen(int(kind))
    return alle
