"""Deutsche Zahlen aus Texten lesen und mit genauen Werten vergleichen; kennt nichts vom Paket."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import unescape

from tests.kette.referenz import Menge

Genau = Fraction | int

_MUSTER = re.compile(
    r"(?<![\w.,])(unter |über |höchstens )?([−-]?)((?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?)(\s*%| Tsd\.| Mio\.)?"
)
_TAGE = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b|mit 90 %(?: Sicherheit)?")
_EINHEIT = {"Tsd.": 1000, "Mio.": 1_000_000}


@dataclass(frozen=True)
class Zahl:
    """Eine Zahl, wie sie dasteht: ``1.234``, ``12,5 %``, ``345 Tsd.``, ``unter 0,1 %``."""

    wert: Fraction
    genauigkeit: Fraction
    prozent: bool
    grenze: str

    def passt(self, genau: Genau) -> bool:
        """Ist das der so gerundete Wert (Anteile als Zahl zwischen 0 und 1)?"""
        genau = Fraction(genau) * (100 if self.prozent else 1)
        if self.grenze == "unter":
            return 0 < genau < self.wert
        if self.grenze == "über":
            return self.wert < genau < 100
        # Wer „0 %“ oder „100 %“ sagt, meint keine oder alle.
        if self.prozent and self.wert in (0, 100):
            return genau == self.wert
        return abs(self.wert - genau) <= self.genauigkeit / 2 + Fraction(1, 10**6)


def klartext(html: str) -> str:
    """Ohne Marken und mit gewöhnlichen Leerzeichen."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def zahlen(text: str) -> list[Zahl]:
    """Alle Zahlen eines Textes, ohne Tage wie 30.11.2026 und ohne die Sicherheit der Intervalle."""
    gefunden = []
    for grenze, minus, ziffern, einheit in _MUSTER.findall(_TAGE.sub(" ", klartext(text))):
        ganze, _, bruch = ziffern.replace(".", "").partition(",")
        mal = _EINHEIT.get(einheit.strip(), 1)
        wert = Fraction(int(ganze + bruch), 10 ** len(bruch)) * mal * (-1 if minus else 1)
        prozent = einheit.strip() == "%"
        # Nur vor einem Bruchteil eines Prozents ist „unter“ eine Grenze; „unter 5.000“ ist eine Größenklasse.
        grenze = grenze.strip() if grenze.startswith("h") or (prozent and bruch) else ""
        gefunden.append(Zahl(wert, Fraction(mal, 10 ** len(bruch)), prozent, grenze))
    return gefunden


def pruefe(text: str, erwartet: Sequence[Genau], wo: object = "") -> None:
    """Der Text nennt genau diese Zahlen in dieser Folge."""
    gelesen = zahlen(text)
    soll = [round(float(g), 4) for g in erwartet]
    assert len(gelesen) == len(erwartet), (wo, text, soll)
    assert all(z.passt(g) for z, g in zip(gelesen, erwartet, strict=True)), (wo, text, soll)


def pruefe_menge(text: str, m: Menge, wo: object = "", *, intervall: bool = True) -> None:
    """„rund 75 von 259 (29 %; mit 90 % Sicherheit 68 bis 83), davon 24 belegt, Stand von 3 offen“."""
    anteil = m.anteil
    if anteil is None:
        # Wo nichts bekannt ist, steht keine Zahl außer der, von wie vielen man es nicht weiß.
        pruefe(text, [m.unbekannt] if m.bekannt else [], wo)
        return
    erwartet: list[Genau] = [m.zahl, m.bekannt, anteil]
    if m.unsicher and m.zahl < Fraction(1, 2):
        assert "höchstens" in text, (wo, text)
        erwartet[0] = math.ceil(m.summe.bis)
    else:
        assert ("rund " in text) == m.unsicher, (wo, text)
    if intervall and m.summe.von != m.summe.bis:
        erwartet += [m.summe.von, m.summe.bis]
    if m.summe.geschaetzt:
        assert ("geschätzt" in text) == (not m.summe.belegt), (wo, text)
        erwartet += [m.summe.belegt] if m.summe.belegt else []
    if m.unbekannt:
        assert "offen" in text, (wo, text)
        erwartet.append(m.unbekannt)
    pruefe(text, erwartet, wo)
