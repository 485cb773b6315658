"""Die Seite des Kindprozesses: Grenzen setzen, Auftrag lesen, Ergebnis oder deutschen Satz zurückgeben."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from typing import Any

from insek_monitor.einspielen.lesen.fehler import DateiFehler

ERGEBNIS, FEHLER = b"E", b"F"
ZU_VIEL_SPEICHER = (
    "Die Datei braucht beim Lesen zu viel Arbeitsspeicher. Bitte kopieren Sie nur die ausgefüllten Zellen "
    "in eine neue, leere Arbeitsmappe und laden Sie diese hoch."
)


def fuehre_aus(arbeit: Callable[[dict[str, Any], bytes], bytes]) -> None:
    """Liest Angaben (erste Zeile, JSON) und Datei von der Eingabe, schreibt das Ergebnis auf die Ausgabe."""
    eingabe = sys.stdin.buffer
    angaben = json.loads(eingabe.readline())
    begrenze(angaben["sekunden"], angaben["speicher"])
    try:
        antwort = ERGEBNIS + arbeit(angaben, eingabe.read())
    except DateiFehler as fehler:
        antwort = FEHLER + str(fehler).encode("utf-8", "replace")
    except MemoryError:
        antwort = FEHLER + ZU_VIEL_SPEICHER.encode()
    sys.stdout.buffer.write(antwort)
    sys.stdout.buffer.flush()


def begrenze(sekunden: float, speicher: int) -> None:
    """Speicher, Rechenzeit, keine Dateien schreiben. Windows kennt das nicht; dort wacht nur die Frist."""
    try:
        import resource
    except ImportError:
        return
    rechenzeit = int(sekunden) + 1
    for was, grenze, spaetestens in (
        (resource.RLIMIT_AS, speicher, speicher),
        # Eine Sekunde dazwischen, damit das Ende den Grund nennt (SIGXCPU statt SIGKILL).
        (resource.RLIMIT_CPU, rechenzeit, rechenzeit + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        # macOS lehnt manche Grenzen ab; dann bleibt die Frist.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(was, (grenze, spaetestens))
