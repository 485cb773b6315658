"""Fremde Dateien in einem Kindprozess verarbeiten, mit Frist und begrenztem Speicher.

Was immer eine Datei anrichtet (Endlosschleife, Absturz einer Bibliothek, Speicher ohne Ende), trifft nur das
Kind. Es bekommt die Datei über die Eingabe, schreibt nichts auf die Platte und kennt weder Datenbank noch
Kennwörter.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from insek_monitor.einspielen.lesen.fehler import (
    GEDULD,
    GLEICHZEITIG,
    NEU_SPEICHERN,
    SEKUNDEN,
    SPEICHER_BYTES,
    DateiFehler,
    verlange_groesse,
)
from insek_monitor.einspielen.lesen.kindprozess import packe_aus
from insek_monitor.kern.rohdatei import Rohdatei

_WURZEL = Path(__file__).resolve().parents[3]
_KIND = "insek_monitor.einspielen.lesen.kind"
# Nur was Python zum Starten braucht; die Adresse der Datenbank und Geheimnisse der Anmeldung bleiben hier.
_UMGEBUNG = (
    "PATH",
    "SYSTEMROOT",
    "WINDIR",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "VIRTUAL_ENV",
    "HOME",
    "LANG",
)
_plaetze = threading.BoundedSemaphore(GLEICHZEITIG)
_SPUERBAR = 1.0
"""So viele Sekunden Warten nehmen dem Kind Zeit weg; reicht der Rest nicht, lag es nicht an der Datei."""
_RECHENZEIT_VERBRAUCHT = -getattr(signal, "SIGXCPU", 0) or None
_log = logging.getLogger(__name__)


def lies_datei(inhalt: bytes, name: str) -> Rohdatei:
    """Liest eine fremde Tabelle (XLSX, XLSM, XLS, ODS, CSV), das Format am Inhalt erkannt.

    Parameters
    ----------
    inhalt : bytes
    name : str
        Dateiname, nur für Anzeige und Protokoll.

    Raises
    ------
    DateiFehler
        wenn die Datei nicht lesbar, zu groß oder bösartig ist: ein deutscher Satz mit Abhilfe.
    """
    verlange_groesse(len(inhalt))
    return packe_aus(im_kind(_KIND, {"name": name}, inhalt))


def im_kind(
    modul: str,
    angaben: dict[str, Any],
    inhalt: bytes,
    *,
    sekunden: float = SEKUNDEN,
    frist: float | None = None,
    speicher: int = SPEICHER_BYTES,
) -> bytes:
    """Lässt ein Modul (``kindprozess.fuehre_aus``) eine Datei verarbeiten.

    Parameters
    ----------
    sekunden : Rechenzeit.
    frist : So viele Sekunden dürfen im Ganzen vergehen; ohne Angabe ``GEDULD`` mal so viele.

    Raises
    ------
    DateiFehler
        was das Kind meldet, oder wenn es die Frist überschreitet oder abstürzt. Mehr als ``GLEICHZEITIG``
        Kinder laufen nie; das Warten auf einen Platz zählt zur Frist.
    """
    frist = GEDULD * sekunden if frist is None else frist
    kopf = json.dumps({**angaben, "sekunden": sekunden, "speicher": speicher}).encode("ascii")
    beginn = time.monotonic()
    if not _plaetze.acquire(timeout=frist):
        raise _ausgelastet()
    try:
        ergebnis = _lass_laufen(modul, kopf + b"\n" + inhalt, frist, time.monotonic() - beginn)
        return _werte_aus(*ergebnis, sekunden)
    finally:
        _plaetze.release()


def _lass_laufen(modul: str, eingabe: bytes, frist: float, gewartet: float) -> tuple[int, bytes, bytes]:
    umgebung = {name: os.environ[name] for name in _UMGEBUNG if name in os.environ}
    umgebung |= {"PYTHONPATH": str(_WURZEL), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    kind = subprocess.Popen(
        [sys.executable, "-m", modul],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=umgebung,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with kind:
        try:
            antwort, ausgabe = kind.communicate(eingabe, timeout=max(0.0, frist - gewartet))
        except subprocess.TimeoutExpired:
            kind.kill()
            kind.communicate()
            raise (_ausgelastet() if gewartet > _SPUERBAR else _zu_langsam(frist)) from None
        except BaseException:
            kind.kill()
            raise
    return kind.returncode, antwort, ausgabe


def _werte_aus(ende: int, antwort: bytes, ausgabe: bytes, sekunden: float) -> bytes:
    art, rest = antwort[:1], antwort[1:]
    if ende == _RECHENZEIT_VERBRAUCHT:
        raise _zu_langsam(sekunden)
    if ende == 0 and art == b"E":
        return rest
    if ende == 0 and art == b"F":
        raise DateiFehler(rest.decode("utf-8", "replace"))
    # Der Grund steht nur im Protokoll des Servers; wer die Datei hochlädt, kann mit ihm nichts anfangen.
    _log.warning("Der Leser endete mit %s: %s", ende, ausgabe[-2000:].decode("utf-8", "replace"))
    raise DateiFehler(
        "Die Datei ließ sich nicht lesen; sie ist beschädigt, ungewöhnlich aufgebaut oder zu umfangreich. "
        f"{NEU_SPEICHERN}"
    )


def _ausgelastet() -> DateiFehler:
    return DateiFehler(
        f"Gerade werden schon {GLEICHZEITIG} andere Dateien gelesen. Bitte warten Sie einen Augenblick und "
        "versuchen Sie es dann noch einmal; mit Ihrer Datei ist nichts geschehen."
    )


def _zu_langsam(sekunden: float) -> DateiFehler:
    return DateiFehler(
        f"Das Lesen der Datei dauerte länger als {sekunden:.0f} Sekunden und wurde abgebrochen. Bitte "
        "kopieren Sie nur die ausgefüllten Zellen in eine neue, leere Arbeitsmappe und laden Sie diese hoch."
    )
