"""Die Karte einer Folie: SVG aus ``kartenbild``, bei einem Gebiet auf dieses vergrößert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.folien_farben import blass, voll
from insek_monitor.darstellung.folien_teile import Kartenklasse
from insek_monitor.darstellung.kartenbild import Kartenpfade, projiziere, svg_karte

SCHRIFT = 60
"""Ortsnamen in Einheiten der Zeichnung: Die Karte ist rund 48 ``--e`` breit, die Namen 2,9 ``--e`` hoch."""
_ORTE = frozenset({"Leipzig", "Dresden", "Chemnitz", "Plauen", "Torgau"})
"""So wenige, dass die großen Namen nicht aufeinanderliegen."""


@dataclass(frozen=True, eq=False)
class Karten:
    """Flächen für Folien; einmal anlegen, oft zeichnen.

    Attributes
    ----------
    gemeinden, kreise : dict
        GeoJSON aus ``daten/`` (``karte_gemeinden``, ``karte_kreise``).
    """

    gemeinden: Mapping[str, Any]
    kreise: Mapping[str, Any]

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
        return replace(projiziere({"features": merkmale}), staedte=())


def karte_svg(klassen: Sequence[Kartenklasse], karten: Karten, kennung: str, beschreibung: str) -> str:
    """Die Karte; Modelliertes ist blasser und schraffiert."""
    alle = [ags for klasse in klassen for ags in klasse.ags]
    farben = {
        ags: blass(klasse.klasse) if klasse.modelliert else voll(klasse.klasse)
        for klasse in klassen
        for ags in klasse.ags
    }
    schraffur = {ags: voll(k.klasse) for k in klassen if k.modelliert for ags in k.ags}
    return svg_karte(
        karten.ausschnitt(alle),
        farben,
        titel=f"Karte, {zahlen.gemeinden(len(alle))}",
        beschreibung=beschreibung,
        modelliert=set(schraffur),
        schraffur=schraffur,
        schrift=SCHRIFT,
        kennung=kennung,
    )
