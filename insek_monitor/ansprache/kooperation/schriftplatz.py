"""Texte auf einer Karte (SVG), von denen keiner auf einem anderen liegt."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import shapely

from insek_monitor.lage.bild import kartenbild

SICHTBAR = 0.12
"""Von so viel Fläche muss etwas zu sehen sein, damit ihr Name auf der Karte steht."""
VERSATZ = (0.0, 1.2, -1.2, 2.2, -2.2)
"""So weit (in Schriftgrößen) rückt ein Text nach unten oder oben, wenn in der Mitte schon einer steht."""
NUMMERNVERSATZ = (0.0, 0.5, -0.5)
"""Nummern rücken nur so weit, dass sie noch in ihrer Gruppe stehen."""
LUFT = 0.06
"""Rand um eine Nummer in Schriftgrößen; fette Ziffern sind breiter als gerechnet."""
KLEINER = 0.72
"""So viel kleiner steht eine Nummer, die sonst auf einer anderen läge."""


@dataclass(frozen=True)
class Blatt:
    """Der gezeigte Ausschnitt in Grad und wie er in Einheiten der Zeichnung kommt."""

    rahmen: Any
    projektion: kartenbild.Projektion
    hoehe: int


class Schriftplatz:
    """Setzt Texte in Flächen, nie einen auf den anderen; was nicht passt, wird kürzer oder entfällt."""

    def __init__(self, blatt: Blatt, schrift: int) -> None:
        self._blatt, self._schrift = blatt, schrift
        self._belegt: list[Any] = []

    def text(self, flaeche: Any, zeilen: Sequence[str], *, fett: bool) -> str:
        """SVG-Text mitten in der sichtbaren Fläche; leer, wenn er auf einem anderen läge."""
        sichtbar = flaeche.intersection(self._blatt.rahmen)
        if sichtbar.area < SICHTBAR * min(flaeche.area, self._blatt.rahmen.area):
            return ""
        punkt = self._blatt.projektion.punkt(*shapely.maximum_inscribed_circle(sichtbar).coords[0])
        for gekuerzt in (zeilen, zeilen[:1]):
            stuecke = [(s, nr == 0) for nr, zeile in enumerate(gekuerzt) for s in _umbrochen(zeile)]
            for versatz in VERSATZ:
                ort = (punkt[0], punkt[1] + round(versatz * self._schrift))
                x, y, kasten = self._lage(ort, stuecke)
                if not any(kasten.intersects(anderer) for anderer in self._belegt):
                    self._belegt.append(kasten)
                    return self._svg(x, y, stuecke, fett=fett)
        return ""

    def nummer(self, flaeche: Any, text: str) -> str:
        """Nummer einer Gruppe; wird es eng, kleiner oder gar nicht (die Tabelle nennt jede)."""
        x, y = self._blatt.projektion.punkt(*shapely.maximum_inscribed_circle(flaeche).coords[0])
        for schrift in (self._schrift, round(KLEINER * self._schrift)):
            for versatz in NUMMERNVERSATZ:
                klein = Schriftplatz(self._blatt, schrift)
                ort = (x, y + round(versatz * schrift))
                links, unten, kasten = klein._lage(ort, [(text, True)])
                kasten = kasten.buffer(LUFT * schrift, join_style="mitre")
                if not any(kasten.intersects(anderer) for anderer in self._belegt):
                    self._belegt.append(kasten)
                    return klein._svg(links, unten, [(text, True)], fett=True)
        return ""

    def _lage(self, punkt: tuple[int, int], stuecke: Sequence[tuple[str, bool]]) -> tuple[int, int, Any]:
        schrift, hoehe = self._schrift, round(self._schrift * 1.1 * (len(stuecke) - 1))
        halb = round(max(len(stueck) * (1 if kopf else 0.85) for stueck, kopf in stuecke) * 0.29 * schrift)
        x = min(max(punkt[0], halb), kartenbild.BREITE_INTERN - halb)
        y = punkt[1] + round(schrift * 0.35 - hoehe / 2)
        y = min(max(y, schrift), self._blatt.hoehe - hoehe)
        return x, y, shapely.box(x - halb, y - 0.8 * schrift, x + halb, y + hoehe + 0.1 * schrift)

    def _svg(self, x: int, y: int, stuecke: Sequence[tuple[str, bool]], *, fett: bool) -> str:
        schrift, dick = self._schrift, ' font-weight="650"' if fett else ""
        innen = "".join(
            f'<tspan x="{x}" y="{y + round(nr * schrift * 1.1)}"{dick if kopf else ""}'
            f' font-size="{schrift if kopf else round(schrift * 0.85)}">{escape(stueck)}</tspan>'
            for nr, (stueck, kopf) in enumerate(stuecke)
        )
        return f"<text>{innen}</text>"


def _umbrochen(text: str) -> list[str]:
    return textwrap.wrap(text, 17, break_long_words=False) or [""]
