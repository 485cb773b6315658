"""Deutsche Zahlen aus Texten lesen und mit genauen Werten vergleichen; kennt nichts vom Paket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_MUSTER = re.compile(r"(unter |über )?([−-]?)((?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?)(\s*%)?")
_TAGE = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b")


@dataclass(frozen=True)
class Zahl:
    """Eine Zahl, wie sie dasteht: ``1.234``, ``12,5 %``, ``unter 0,1 %``."""

    wert: Fraction
    stellen: int
    prozent: bool
    grenze: str = ""

    def passt(self, genau: Fraction | int) -> bool:
        """Ist das der auf so viele Stellen gerundete Wert (Anteile als Zahl zwischen 0 und 1)?"""
        genau = Fraction(genau) * (100 if self.prozent else 1)
        if self.grenze == "unter":
            return 0 < genau < self.wert
        if self.grenze == "über":
            return self.wert < genau < 100
        # Wer „0 %“ oder „100 %“ sagt, meint keine oder alle.
        if self.prozent and self.wert in (0, 100) and genau != self.wert:
            return False
        return abs(self.wert - genau) <= Fraction(1, 2 * 10**self.stellen) + Fraction(1, 10**6)


def zahlen(text: str) -> list[Zahl]:
    """Alle Zahlen eines Textes, ohne Tage wie 30.11.2026."""
    gefunden = []
    for grenze, minus, ziffern, prozent in _MUSTER.findall(_TAGE.sub(" ", text.replace("\u00a0", " "))):
        ganze, _, bruch = ziffern.replace(".", "").partition(",")
        wert = Fraction(int(ganze + bruch), 10 ** len(bruch)) * (-1 if minus else 1)
        # Nur vor einem Anteil ist „unter“ eine Grenze; „unter 5.000“ ist der Name einer Größenklasse.
        grenze = grenze.strip() if prozent and bruch else ""
        gefunden.append(Zahl(wert, len(bruch), bool(prozent), grenze))
    return gefunden


def passen(text: str, *genau: Fraction | int) -> bool:
    """Nennt der Text genau diese Zahlen in dieser Folge?"""
    gelesen = zahlen(text)
    return len(gelesen) == len(genau) and all(z.passt(g) for z, g in zip(gelesen, genau, strict=True))
