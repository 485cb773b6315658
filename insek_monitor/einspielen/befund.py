"""Was die Prüfung einer Liste ergibt: Befunde mit Ort, Erwartung und Vorschlag; Korrekturen dazu."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

WEGLASSEN = "_weglassen"
"""Feld einer Korrektur, die eine ganze Zeile übergeht (Wert „ja“)."""


class Stufe(StrEnum):
    """Wie schwer ein Befund wiegt."""

    FEHLER = "fehler"
    WARNUNG = "warnung"
    HINWEIS = "hinweis"

    @property
    def beschriftung(self) -> str:
        return {Stufe.FEHLER: "Fehler", Stufe.WARNUNG: "Warnung", Stufe.HINWEIS: "Hinweis"}[self]

    @property
    def folge(self) -> str:
        return {
            Stufe.FEHLER: "Die Zeile wird so nicht übernommen.",
            Stufe.WARNUNG: "Die Zeile wird übernommen, wenn Sie die Warnung annehmen.",
            Stufe.HINWEIS: "Die Zeile wird übernommen.",
        }[self]


@dataclass(frozen=True)
class Korrektur:
    """Ein anderer Wert für eine Zelle (oder ``WEGLASSEN`` für die Zeile), ohne die Datei zu ändern."""

    blatt: str
    zeile: int
    feld: str
    wert: str


@dataclass(frozen=True)
class Vorschlag:
    """Was mit einem Klick übernommen werden kann: Beschriftung des Knopfes und die Korrektur."""

    beschriftung: str
    korrektur: Korrektur


@dataclass(frozen=True)
class Befund:
    """Ein Befund.

    Attributes
    ----------
    code : Kurzname der Regel, etwa ``gemeinde_mehrdeutig``.
    blatt, zeile, spalte : str, int or None, int or None
        Ort in der Datei; Zeile und Spalte ab 1. ``None``: betrifft das Blatt oder die Zeile als Ganzes.
    feld : Feld der Meldeliste (``kern.meldung.FELDER``).
    spaltentitel : Überschrift der Spalte in der Datei, leer, wenn keine.
    gefunden, erwartet : Wert in der Datei, wie er dort steht, und was stattdessen stehen soll.
    meldung : Ein deutscher Satz, was nicht stimmt und was zu tun ist.
    """

    code: str
    stufe: Stufe
    blatt: str
    zeile: int | None
    spalte: int | None
    feld: str | None
    spaltentitel: str
    gefunden: str
    erwartet: str
    meldung: str
    vorschlaege: tuple[Vorschlag, ...] = ()

    @property
    def kennung(self) -> str:
        """Gleich, solange derselbe Befund an derselben Stelle steht; damit nimmt man eine Warnung an."""
        ort = f"{self.code}|{self.blatt}|{self.zeile}|{self.feld}|{self.gefunden}|{self.meldung}"
        return hashlib.sha256(ort.encode()).hexdigest()[:16]
