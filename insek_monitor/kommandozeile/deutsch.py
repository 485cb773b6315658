"""argparse auf Deutsch: Überschriften, Hilfe und Fehlermeldungen.

argparse holt jeden eigenen Text über zwei Namen seines Moduls (``_`` und ``ngettext``), damit man ihn
übersetzen kann. Eine ``.mo``-Datei wäre der übliche Weg, hinge aber an Umgebungsvariablen des Prozesses;
deshalb tauscht der Parser die beiden Namen nur so lange aus, wie er arbeitet.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

FALSCHER_AUFRUF = 2

TEXTE = {
    "usage: ": "Aufruf: ",
    "positional arguments": "Angaben",
    "options": "Schalter",
    "optional arguments": "Schalter",
    "subcommands": "Befehle",
    "show this help message and exit": "diese Hilfe zeigen und beenden",
    "show program's version number and exit": "Version zeigen und beenden",
    "%(prog)s: error: %(message)s\n": "Fehler: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "argument %s: %s": "%s: %s",
    "the following arguments are required: %s": "Es fehlt: %s.",
    "one of the arguments %s is required": "Eine dieser Angaben ist nötig: %s.",
    "unrecognized arguments: %s": "Unbekannte Angabe: %s.",
    "not allowed with argument %s": "Das passt nicht zu %s.",
    "ignored explicit argument %r": "Dieser Schalter nimmt keinen Wert an: %r.",
    "invalid %(type)s value: %(value)r": "Das ist kein gültiger Wert: %(value)r.",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r gibt es nicht. Möglich sind: %(choices)s."
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r gibt es nicht. Meinten Sie %(closest)r? Möglich sind: %(choices)s."
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "%(parser_name)r gibt es nicht. Möglich sind: %(choices)s."
    ),
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s ist mehrdeutig: %(matches)s. Bitte schreiben Sie den Schalter aus."
    ),
    "expected one argument": "Hier fehlt ein Wert.",
    "expected at most one argument": "Hier ist höchstens ein Wert erlaubt.",
    "expected at least one argument": "Hier fehlt mindestens ein Wert.",
    "expected %s argument": "Hier wird %s Wert erwartet.",
    "expected %s arguments": "Hier werden %s Werte erwartet.",
}


def uebersetze(text: str) -> str:
    """Der deutsche Text; ein unbekannter bleibt, wie er ist."""
    return TEXTE.get(text, text)


@contextmanager
def _deutsche_texte() -> Iterator[None]:
    modul: Any = argparse
    vorher = modul._, modul.ngettext
    modul._ = uebersetze
    modul.ngettext = lambda einzahl, mehrzahl, n: uebersetze(einzahl if n == 1 else mehrzahl)
    try:
        yield
    finally:
        modul._, modul.ngettext = vorher


class DeutscherParser(argparse.ArgumentParser):
    """``ArgumentParser``, dessen eigene Texte deutsch sind; Schalter müssen ausgeschrieben werden."""

    def __init__(self, **angaben: Any) -> None:
        with _deutsche_texte():
            super().__init__(**angaben, allow_abbrev=False)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Wie im Original, mit deutschen Meldungen."""
        with _deutsche_texte():
            return super().parse_known_args(args, namespace)

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """Wie im Original, mit deutschen Meldungen."""
        with _deutsche_texte():
            return super().parse_args(args, namespace)

    def print_help(self, file: Any = None) -> None:
        """Wie im Original, mit deutschen Überschriften."""
        with _deutsche_texte():
            super().print_help(file)

    def format_help(self) -> str:
        """Wie im Original, mit deutschen Überschriften."""
        with _deutsche_texte():
            return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Melde den falschen Aufruf mit einem Satz und dem Weg zur Hilfe."""
        # argparse setzt den Namen der Angabe davor („--stichtag: …“); Werte stehen in englischen Strichen.
        satz = re.sub(r"(?<=[\s:])'([^']*)'", r"„\1“", " " + message).strip()
        print(f"Fehler: {satz}\nHilfe: {self.prog} --help", file=sys.stderr)
        raise SystemExit(FALSCHER_AUFRUF)
