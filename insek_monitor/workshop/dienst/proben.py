"""Womit die Prüfung vor einem Workshop nachsieht: Ports, Befehle, Dateien, Platz."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Proben:
    """Wie nachgesehen wird; im Test austauschbar. Was nicht geht, ist leer.

    Attributes
    ----------
    system : ``Linux``, ``Windows`` oder ``Darwin``.
    belegt : Ob auf diesem Port schon etwas hört.
    ausgabe : Was ein Befehl ausgibt.
    datei : Inhalt einer Datei.
    freier_platz : Bytes, die in einem Ordner noch frei sind.
    namen : Namen in einem Ordner.
    beschreibbar : Ob sich in einem Ordner eine Datei anlegen lässt (er darf noch fehlen).
    """

    system: str
    belegt: Callable[[int], bool]
    ausgabe: Callable[[Sequence[str]], str]
    datei: Callable[[Path], str]
    freier_platz: Callable[[Path], int]
    namen: Callable[[Path], list[str]]
    beschreibbar: Callable[[Path], bool]


def proben_dieses_rechners(system: str) -> Proben:
    """Die echten Proben."""
    return Proben(system, _belegt, ausgabe, datei, _freier_platz, _namen, _beschreibbar)


def ausgabe(befehl: Sequence[str]) -> str:
    """Was ein Befehl ausgibt; leer, wenn es ihn nicht gibt oder er scheitert."""
    try:
        lauf = subprocess.run(befehl, capture_output=True, timeout=5, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    # Windows schreibt in der Zeichentabelle der Konsole; gebraucht werden nur Ziffern und Namen.
    return lauf.stdout.decode("utf-8", errors="replace") if lauf.returncode == 0 else ""


def datei(pfad: Path) -> str:
    """Inhalt einer Datei; leer, wenn es sie nicht gibt oder sie nicht lesbar ist."""
    try:
        return pfad.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _belegt(port: int) -> bool:
    for ziel in ("127.0.0.1", "::1"):
        try:
            with socket.create_connection((ziel, port), timeout=0.3):
                return True
        except OSError:
            continue
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as anschluss:
            # Sonst gälte ein eben beendeter Dienst noch eine Minute als „belegt“. Unter Windows hieße die
            # Angabe etwas anderes: einem laufenden Dienst den Port wegnehmen.
            if sys.platform != "win32":
                anschluss.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            anschluss.bind(("", port))
    except OSError:
        return True
    return False


def _namen(ordner: Path) -> list[str]:
    try:
        return sorted(pfad.name for pfad in ordner.iterdir())
    except OSError:
        return []


def _vorhanden(ordner: Path) -> Path:
    """Der Ordner selbst oder der nächste darüber, den es gibt."""
    return next((pfad for pfad in (ordner, *ordner.parents) if pfad.is_dir()), ordner)


def _freier_platz(ordner: Path) -> int:
    try:
        return shutil.disk_usage(_vorhanden(ordner)).free
    except OSError:
        return 0


def _beschreibbar(ordner: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=_vorhanden(ordner)):
            return True
    except OSError:
        return False
