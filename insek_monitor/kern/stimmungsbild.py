"""Begriffe des Stimmungsbilds: Runden, Gruppen, Antworten, Raumcodes; die Fragen stehen in ``fragen``.

Ohne pandas, damit der Dienst für Telefone klein bleibt.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from insek_monitor.kern.fragen import (
    FRAGEN_HOECHSTENS,
    KENNUNG,
    OPTION_HOECHSTENS,
    OPTIONEN,
    STUFEN,
    TEXT_HOECHSTENS,
    Frage,
    Frageart,
    FrageFehler,
    einzeiler,
    lies_frage,
    lies_fragen,
    stufengrad,
    stufentext,
)

__all__ = [
    "AUFBEWAHRUNG_HOECHSTENS",
    "AUFBEWAHRUNG_TAGE",
    "CODELAENGE",
    "FRAGEN_HOECHSTENS",
    "KENNUNG",
    "MINDESTENS_JE_GRUPPE",
    "OPTIONEN",
    "OPTION_HOECHSTENS",
    "STUFEN",
    "TEXT_HOECHSTENS",
    "ZEICHEN",
    "Frage",
    "FrageFehler",
    "Frageart",
    "Freigabe",
    "Gruppenfrage",
    "Herkunft",
    "Rundenstand",
    "einzeiler",
    "lies_frage",
    "lies_fragen",
    "normiere_code",
    "pruefe_antwort",
    "stufengrad",
    "stufentext",
    "zeige_code",
]

MINDESTENS_JE_GRUPPE = 5
"""Eine Gruppe erscheint erst ab so vielen Stimmen, und nur, wenn auch der nicht gezeigte Rest keine kleinere
Zahl verrät (eigene Regel nach dem Auftrag; steht auf der Telefonseite)."""
AUFBEWAHRUNG_TAGE = 30
AUFBEWAHRUNG_HOECHSTENS = 365

ZEICHEN = "BCDFGHJKLMNPQRTVWXYZ2346789"
"""Zeichen eines Raumcodes: ohne Selbstlaute (keine Wörter) und ohne Verwechselbares (0, 1, 5, S)."""
CODELAENGE = 8


class Rundenstand(StrEnum):
    """Ob eine Runde Stimmen annimmt."""

    OFFEN = "offen"
    PAUSIERT = "pausiert"
    GESCHLOSSEN = "geschlossen"

    @property
    def beschriftung(self) -> str:
        """Für die Oberfläche."""
        return self.value


class Herkunft(StrEnum):
    """Woher die Zahlen einer Runde kommen."""

    TELEFON = "telefon"
    HANDZEICHEN = "handzeichen"

    @property
    def beschriftung(self) -> str:
        """Für die Oberfläche."""
        return {"telefon": "Telefone", "handzeichen": "Handzeichen"}[self.value]


class Gruppenfrage(StrEnum):
    """Wonach die Teilnehmenden auf Wunsch gefragt werden."""

    KEINE = ""
    GROESSE = "groesse"
    KREIS = "kreis"

    @property
    def beschriftung(self) -> str:
        """Für die Oberfläche."""
        return {"": "nicht fragen", "groesse": "Größenklasse der Gemeinde", "kreis": "Kreis der Gemeinde"}[
            self.value
        ]


class Freigabe(StrEnum):
    """Ob eine freie Antwort gezeigt wird; andere Antworten haben ``KEINE``."""

    KEINE = ""
    NEU = "neu"
    GEZEIGT = "gezeigt"
    ABGELEHNT = "abgelehnt"


def pruefe_antwort(frage: Frage, werte: Sequence[str]) -> str:
    """Antwort, wie sie gespeichert wird: Stufe oder Optionsnummern (ab 1, mit Komma), sonst der Text.

    Parameters
    ----------
    werte : Was das Formular schickt: je angekreuztem Feld ein Wert.

    Raises
    ------
    FrageFehler
        wenn nichts oder etwas Unmögliches gewählt ist.
    """
    if frage.art is Frageart.FREITEXT:
        return einzeiler(werte[0] if werte else "", "Ihre Antwort", TEXT_HOECHSTENS)
    moeglich = {str(nummer): nummer for nummer in range(1, len(frage.antworten) + 1)}
    if not werte:
        raise FrageFehler("Sie haben noch nichts gewählt. Bitte tippen Sie eine Antwort an.")
    if any(wert not in moeglich for wert in werte):
        raise FrageFehler("Diese Antwort gibt es nicht (mehr). Bitte laden Sie die Seite neu.")
    nummern = sorted({moeglich[wert] for wert in werte})
    if frage.art is not Frageart.MEHRFACH and len(nummern) > 1:
        raise FrageFehler("Hier gilt nur eine Antwort. Bitte wählen Sie eine aus.")
    return ",".join(str(nummer) for nummer in nummern)


def normiere_code(eingabe: str) -> str:
    """Raumcode aus einer Eingabe: Großbuchstaben ohne Trennzeichen; leer, wenn es kein Code sein kann."""
    sauber = "".join(z for z in eingabe.upper()[:40] if z not in " -–—._")
    return sauber if len(sauber) == CODELAENGE and all(z in ZEICHEN for z in sauber) else ""


def zeige_code(code: str) -> str:
    """Raumcode zum Vorlesen und Abtippen: „BCDF-GHJK“."""
    return f"{code[: CODELAENGE // 2]}-{code[CODELAENGE // 2 :]}"
