"""Die Karte einer Folie: SVG aus ``kartenbild``, bei einem Gebiet auf dieses vergrößert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import Any, NamedTuple

from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import palette
from insek_monitor.lage.bild.kartenbild import BREITE_INTERN, Kartenpfade, projiziere, svg_karte
from insek_monitor.workshop.vortrag.folien_bilder import voll
from insek_monitor.workshop.vortrag.folien_teile import Kartenklasse

PLATZ = (48, 47)
"""Breite und Höhe des Kartenbilds auf der engsten Folie (4 : 3), in ``--e``."""
SCHRIFT, ABSTAND = 2.95, 0.5
"""Ortsnamen und Abstand vom Ort in ``--e``, bei jeder Vergrößerung gleich."""
ORTE_HOECHSTENS = 4
ZEICHENBREITE = 0.6
_ORTE = frozenset({"Leipzig", "Dresden", "Chemnitz", "Plauen", "Torgau"})
"""So wenige, dass die großen Namen nicht aufeinanderliegen."""


class Ort(NamedTuple):
    """Wo der Name einer Gemeinde steht."""

    name: str
    laenge: float
    breite: float
    einwohner: int


@dataclass(frozen=True, eq=False)
class Karten:
    """Flächen für Folien; einmal anlegen, oft zeichnen.

    Attributes
    ----------
    gemeinden, kreise : dict
        GeoJSON aus ``daten/`` (``karte_gemeinden``, ``karte_kreise``).
    orte : AGS → Ort; die größten eines Gebiets stehen mit Namen auf seiner Karte.
    """

    gemeinden: Mapping[str, Any]
    kreise: Mapping[str, Any]
    orte: Mapping[str, Ort] = field(default_factory=dict)

    @cached_property
    def land(self) -> Kartenpfade:
        """Ganz Sachsen."""
        pfade = projiziere(self.gemeinden, self.kreise)
        return replace(pfade, staedte=tuple(ort for ort in pfade.staedte if ort[0] in _ORTE))

    def ausschnitt(self, ags: Sequence[str]) -> Kartenpfade:
        """Nur diese Gemeinden, so groß wie möglich; ohne eine bekannte das ganze Land."""
        gesucht = set(ags)
        merkmale = [m for m in self.gemeinden["features"] if m["properties"]["ags"] in gesucht]
        if not merkmale or len(merkmale) == len(self.gemeinden["features"]):
            return self.land
        pfade = projiziere({"features": merkmale})
        groesste = sorted(
            (self.orte[schluessel] for schluessel in gesucht & self.orte.keys()),
            key=lambda ort: (-ort.einwohner, ort.name),
        )
        punkte = ((ort.name, *pfade.projektion.punkt(ort.laenge, ort.breite)) for ort in groesste)
        return replace(pfade, staedte=tuple(punkte)[: 2 * ORTE_HOECHSTENS])


def karte_svg(klassen: Sequence[Kartenklasse], karten: Karten, kennung: str, beschreibung: str) -> str:
    """Die Karte."""
    farben = {ags: voll(klasse.klasse) for klasse in klassen for ags in klasse.ags}
    pfade = karten.ausschnitt(list(farben))
    einheit = max(BREITE_INTERN / PLATZ[0], pfade.hoehe / PLATZ[1])
    bild = svg_karte(
        pfade,
        farben,
        titel=f"Karte, {zahlen.gemeinden(len(farben))}",
        beschreibung=beschreibung,
        mit_staedten=pfade is karten.land,
        schrift=round(SCHRIFT * einheit),
        kennung=kennung,
    )
    return bild if pfade is karten.land else bild.replace("</svg>", f"{_ortsnamen(pfade, einheit)}</svg>")


def _ortsnamen(pfade: Kartenpfade, einheit: float) -> str:
    """Die größten Orte, deren Namen ganz im Bild und nicht aufeinander liegen."""
    hoehe, luft = SCHRIFT * einheit, ABSTAND * einheit
    belegt: list[tuple[float, float, float, float]] = []
    stuecke = []
    for name, x, y in pfade.staedte:
        breite = len(name) * ZEICHENBREITE * hoehe
        for links, unten in (
            (x + luft, y + hoehe / 3),
            (x - luft - breite, y + hoehe / 3),
            (x - breite / 2, y - luft),
            (x - breite / 2, y + hoehe),
        ):
            kasten = (links, unten - hoehe, links + breite, unten + hoehe / 4)
            im_bild = (
                kasten[0] >= 0 and kasten[2] <= BREITE_INTERN and kasten[1] >= 0 and kasten[3] <= pfade.hoehe
            )
            if im_bild and not any(_liegt_auf(kasten, anderer) for anderer in belegt):
                belegt.append(kasten)
                stuecke.append(
                    f'<circle cx="{x}" cy="{y}" r="{luft / 2:.0f}"/>'
                    f'<text x="{links:.0f}" y="{unten:.0f}">{escape(name)}</text>'
                )
                break
        if len(stuecke) == ORTE_HOECHSTENS:
            break
    farben = palette("hell")
    return (
        f'<g font-family="system-ui,sans-serif" font-size="{hoehe:.0f}" fill="{farben.text}" '
        f'stroke="{farben.grund}" stroke-linejoin="round" paint-order="stroke" aria-hidden="true">'
        f"{''.join(stuecke)}</g>"
    )


def _liegt_auf(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
