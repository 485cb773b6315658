"""Die Prozesse eines Workshops: starten, neu starten, warten bis sie antworten, gemeinsam beenden."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from insek_monitor.workshop.dienst import netz
from insek_monitor.workshop.dienst import text as workshoptext

DATEIEN = 4096
"""So viele offene Verbindungen darf ein Prozess haben; macOS erlaubt ohne Angabe nur 256."""
TAKT_S = 0.2
BEENDEN_S = 8.0
ENDE_MIT_VATER = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGTERM)
if os.getppid() == int(sys.argv[1]):
    os.execvp(sys.argv[2], sys.argv[2:])
"""
"""Bittet Linux (PR_SET_PDEATHSIG), diesen Prozess mit seinem Vater zu beenden, und wird dann zum Dienst."""


@dataclass
class Kind:
    """Ein gestarteter Prozess.

    Attributes
    ----------
    name : Wie er in Meldungen heißt („Das Dashboard“).
    protokoll : Datei mit seinen Ausgaben.
    befehl, umgebung, ordner
        Womit er gestartet ist; ein Neustart nimmt dasselbe.
    """

    name: str
    prozess: subprocess.Popen[bytes]
    protokoll: Path
    befehl: Sequence[str]
    umgebung: Mapping[str, str]
    ordner: Path

    @property
    def laeuft(self) -> bool:
        """Ob der Prozess noch da ist."""
        return self.prozess.poll() is None

    def starte_neu(self) -> None:
        """Startet denselben Befehl noch einmal; das Protokoll wächst weiter und erklärt auch den Ausfall."""
        self.prozess = _starte(self.befehl, self.umgebung, self.ordner, self.protokoll)


class Halt:
    """Merkt sich, dass beendet werden soll: Strg+C, ``kill`` oder ein geschlossenes Fenster."""

    def __init__(self) -> None:
        self.verlangt = False

    def horche(self) -> None:
        """Ab jetzt beenden diese Signale geordnet statt sofort."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            # SIGHUP gibt es unter Windows nicht, SIGBREAK nur dort.
            if (nummer := getattr(signal, name, None)) is not None:
                signal.signal(nummer, self._merke)

    def _merke(self, _nummer: int, _rahmen: FrameType | None) -> None:
        self.verlangt = True


def starte(
    name: str, befehl: Sequence[str], umgebung: Mapping[str, str], ordner: Path, protokolle: Path
) -> Kind:
    """Startet einen Prozess in ``ordner``; seine Ausgaben stehen in ``protokolle``."""
    protokoll = protokolle / f"{name.rpartition(' ')[2].lower()}.txt"
    prozess = _starte(befehl, umgebung, ordner, protokoll)
    return Kind(name, prozess, protokoll, befehl, umgebung, ordner)


def _starte(
    befehl: Sequence[str], umgebung: Mapping[str, str], ordner: Path, protokoll: Path
) -> subprocess.Popen[bytes]:
    with protokoll.open("ab") as ausgabe:
        return subprocess.Popen(
            _endet_mit_uns(befehl),
            cwd=ordner,
            env={**os.environ, **umgebung},
            stdin=subprocess.DEVNULL,
            stdout=ausgabe,
            stderr=subprocess.STDOUT,
        )


def _endet_mit_uns(befehl: Sequence[str]) -> Sequence[str]:
    # Wird der Workshop hart beendet (kill -9), liefen die Dienste sonst weiter und hielten die Ports. Ein
    # Vorspann statt preexec_fn: Jener Weg verträgt sich nicht mit Fäden.
    if sys.platform != "linux":
        return befehl
    return [sys.executable, "-c", ENDE_MIT_VATER, str(os.getpid()), *befehl]


def halte_wach(befehl: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """Sperrt den Ruhezustand; None, wenn es nicht geht.

    Der Befehl endet, sobald seine Eingabe endet, also auch mit diesem Prozess.
    """
    if not befehl:
        return None
    try:
        prozess = subprocess.Popen(
            befehl, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None
    try:
        prozess.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        return prozess
    return None


def antwortet(port: int, pfad: str) -> bool:
    """Ob der Dienst auf der eigenen Schleife mit 200 antwortet (ohne einen Proxy des Hauses)."""
    verbindung = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        verbindung.request("GET", pfad)
        return verbindung.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        verbindung.close()


def warte(bereit: Callable[[], bool], kinder: Iterable[Kind], halt: Halt, frist_s: float) -> bool:
    """Wartet, bis ``bereit``; falsch, wenn ein Prozess endet, die Frist verstreicht oder Halt gilt."""
    ende = time.monotonic() + frist_s
    kinder = list(kinder)
    while not bereit():
        if halt.verlangt or time.monotonic() > ende or not all(kind.laeuft for kind in kinder):
            return False
        time.sleep(TAKT_S)
    return True


def erstes_beendete(kinder: Iterable[Kind]) -> Kind | None:
    """Ein Prozess, der nicht mehr läuft; None, wenn alle laufen."""
    return next((kind for kind in kinder if not kind.laeuft), None)


def beende(prozesse: Iterable[subprocess.Popen[bytes]]) -> None:
    """Beendet alle zugleich; wer nicht rechtzeitig endet, wird abgebrochen."""
    offene = list(prozesse)
    for prozess in offene:
        if prozess.stdin is not None:
            prozess.stdin.close()
        prozess.terminate()
    ende = time.monotonic() + BEENDEN_S
    for prozess in offene:
        try:
            prozess.wait(timeout=max(ende - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            prozess.kill()
            prozess.wait()


def erlaube_viele_verbindungen() -> None:
    """Hebt die Grenze offener Dateien an; die Kinder erben sie."""
    if sys.platform != "win32":
        import resource

        weich, hart = resource.getrlimit(resource.RLIMIT_NOFILE)
        hoechstens = DATEIEN if hart == resource.RLIM_INFINITY else min(DATEIEN, hart)
        if weich != resource.RLIM_INFINITY and weich < hoechstens:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hoechstens, hart))


NETZ_PRUEFEN_S = 30.0
NEUSTARTS, IN_S = 5, 600.0
"""So oft wird ein Dienst in dieser Zeit neu gestartet; wer öfter stirbt, dem hilft es nicht."""
PAUSE_S = 1.0
"""Vor jedem weiteren Neustart so viel länger: Ein Port oder eine Datei wird manchmal erst gleich frei."""


@dataclass
class Neustarts:
    """Zählt je Dienst, wann er neu gestartet wurde."""

    uhr: Callable[[], float] = time.monotonic
    _zeiten: dict[str, list[float]] = field(default_factory=dict)

    def naechster(self, name: str) -> int:
        """Der wievielte in der Zeitspanne jetzt wäre; 0, wenn es keinen mehr gibt."""
        jetzt = self.uhr()
        juengst = [zeit for zeit in self._zeiten.get(name, []) if jetzt - zeit < IN_S]
        if len(juengst) >= NEUSTARTS:
            return 0
        self._zeiten[name] = [*juengst, jetzt]
        return len(juengst) + 1


def wache(kinder: Sequence[Kind], halt: Halt, adresse: str, quellen: netz.Quellen) -> Kind | None:
    """Bis Halt verlangt ist (None) oder ein Dienst zu oft gestorben ist (dieser).

    Meldet einmal, wenn der Rechner das Netz wechselt.
    """
    naechste, neustarts = time.monotonic() + NETZ_PRUEFEN_S, Neustarts()
    while not halt.verlangt:
        time.sleep(TAKT_S)
        if (kind := erstes_beendete(kinder)) is not None:
            # Strg+C erreicht auch die Kinder; dann sind sie manchmal früher fertig.
            time.sleep(2 * TAKT_S)
            if not halt.verlangt and not _starte_neu(kind, neustarts, halt):
                return kind
        if adresse and time.monotonic() > naechste:
            naechste = time.monotonic() + NETZ_PRUEFEN_S
            jetzt = [anschluss.adresse for anschluss in netz.finde(quellen)]
            if adresse not in jetzt:
                print("\n" + workshoptext.andere_adresse(adresse, jetzt), flush=True)
                adresse = ""
    return None


def _starte_neu(kind: Kind, neustarts: Neustarts, halt: Halt) -> bool:
    """Startet den Dienst neu; falsch, wenn er zu oft gestorben ist."""
    nummer = neustarts.naechster(kind.name)
    if not nummer:
        return False
    satz = workshoptext.neustart(kind.name, kind.prozess.returncode, nummer, NEUSTARTS)
    print("\n" + satz, flush=True)
    ende = time.monotonic() + PAUSE_S * (nummer - 1)
    while not halt.verlangt and time.monotonic() < ende:
        time.sleep(TAKT_S)
    if not halt.verlangt:
        kind.starte_neu()
    return True
