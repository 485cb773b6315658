"""Kleine Karte von Sachsen als SVG: ohne Kartendienst, ohne Skript, druckbar.

Die Projektion ist die einfachste, die auf Landesbreite kaum verzerrt: Längengrade mit dem Kosinus der
mittleren Breite gestaucht. ``projiziere`` rechnet die Pfade einmal; ``svg_karte`` färbt nur noch ein.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from insek_monitor.lage.bild.farben import Thema, palette

BREITE_INTERN = 1000
"""Einheiten der Zeichnung in der Breite; 1 Einheit sind rund 220 Meter."""

STAEDTE: tuple[tuple[str, float, float], ...] = (
    ("Leipzig", 12.37, 51.34),
    ("Dresden", 13.74, 51.05),
    ("Chemnitz", 12.92, 50.83),
    ("Zwickau", 12.49, 50.72),
    ("Plauen", 12.13, 50.49),
    ("Görlitz", 14.98, 51.15),
    ("Bautzen", 14.42, 51.18),
    ("Hoyerswerda", 14.24, 51.44),
    ("Torgau", 13.00, 51.56),
    ("Freiberg", 13.34, 50.92),
    ("Riesa", 13.29, 51.31),
    ("Annaberg-B.", 13.00, 50.58),
    ("Pirna", 13.94, 50.96),
)
"""Orte zur Orientierung: Name, Länge, Breite (Grad, WGS 84; aus dem Gemeindeverzeichnis, gerundet)."""


def _ringe(geometrie: Mapping[str, Any]) -> Iterable[list[list[float]]]:
    """Alle Ringe eines Polygons oder Multipolygons (GeoJSON)."""
    if geometrie["type"] == "Polygon":
        yield from geometrie["coordinates"]
    elif geometrie["type"] == "MultiPolygon":
        for polygon in geometrie["coordinates"]:
            yield from polygon
    else:
        raise ValueError(f"Nur Polygon und MultiPolygon sind erlaubt, nicht {geometrie['type']!r}.")


@dataclass(frozen=True)
class Projektion:
    """Von Grad (WGS 84) in Einheiten der Zeichnung; y wächst nach unten."""

    west: float
    nord: float
    massstab: float
    stauchung: float

    def punkt(self, laenge: float, breite: float) -> tuple[int, int]:
        """Ganzzahlig, wie die Pfade."""
        return (
            round((laenge - self.west) * self.stauchung * self.massstab),
            round((self.nord - breite) * self.massstab),
        )

    def pfad(self, geometrie: Mapping[str, Any]) -> str:
        """Pfad mit ganzzahligen, relativen Schritten; zusammenfallende Punkte entfallen."""
        teile = []
        for ring in _ringe(geometrie):
            punkte = [self.punkt(x, y) for x, y in (ecke[:2] for ecke in ring)]
            letzter = punkte[0]
            schritte = []
            for punkt in punkte[1:]:
                dx, dy = punkt[0] - letzter[0], punkt[1] - letzter[1]
                if dx or dy:
                    schritte.append(f"{dx}{'' if dy < 0 else ' '}{dy}")
                    letzter = punkt
            if len(schritte) > 2:
                # Der letzte Schritt führt zum Anfang zurück; das erledigt „z“.
                teile.append(f"M{punkte[0][0]} {punkte[0][1]}l{' '.join(schritte[:-1]).replace(' -', '-')}z")
        return "".join(teile)


@dataclass(frozen=True)
class Kartenpfade:
    """Fertig projizierte Pfade; einmal rechnen, oft einfärben.

    Attributes
    ----------
    gemeinden : AGS → Pfad (Inhalt des Attributs ``d``)
    namen : AGS → Name
    kreise : Pfad aller Kreisgrenzen in einem Stück
    hoehe : Höhe der Zeichnung in Einheiten (Breite: ``BREITE_INTERN``)
    staedte : Name, x, y
    projektion : wie die Pfade gerechnet sind; für Punkte, die darüber liegen sollen
    """

    gemeinden: Mapping[str, str]
    namen: Mapping[str, str]
    kreise: str
    hoehe: int
    staedte: tuple[tuple[str, int, int], ...]
    projektion: Projektion


def projiziere(
    karte_gemeinden: Mapping[str, Any], karte_kreise: Mapping[str, Any] | None = None
) -> Kartenpfade:
    """Rechnet Grenzen in SVG-Pfade um (rund 50 ms; das Ergebnis behalten).

    Parameters
    ----------
    karte_gemeinden : dict
        GeoJSON, ``properties`` mit ``ags`` und ``name`` (daten/karte_gemeinden.json).
    karte_kreise : dict, optional
        GeoJSON der Kreise (daten/karte_kreise.json).
    """
    merkmale = karte_gemeinden["features"]
    ecken = [ecke for merkmal in merkmale for ring in _ringe(merkmal["geometry"]) for ecke in ring]
    if not ecken:
        raise ValueError("Die Karte enthält keine Gemeinde.")
    west, ost = min(e[0] for e in ecken), max(e[0] for e in ecken)
    sued, nord = min(e[1] for e in ecken), max(e[1] for e in ecken)
    stauchung = math.cos(math.radians((sued + nord) / 2))
    projektion = Projektion(west, nord, BREITE_INTERN / ((ost - west) * stauchung), stauchung)
    kreise = karte_kreise["features"] if karte_kreise else []
    return Kartenpfade(
        gemeinden={m["properties"]["ags"]: projektion.pfad(m["geometry"]) for m in merkmale},
        namen={m["properties"]["ags"]: m["properties"]["name"] for m in merkmale},
        kreise="".join(projektion.pfad(m["geometry"]) for m in kreise),
        hoehe=math.ceil((nord - sued) * projektion.massstab),
        staedte=tuple((name, *projektion.punkt(x, y)) for name, x, y in STAEDTE if west < x < ost),
        projektion=projektion,
    )


def svg_karte(
    pfade: Kartenpfade,
    farben_je_ags: Mapping[str, str],
    *,
    titel: str,
    beschreibung: str,
    hervorgehoben: str | None = None,
    mit_staedten: bool = True,
    schrift: int = 22,
    breite: int | None = None,
    thema: Thema = "hell",
    kennung: str = "karte",
) -> str:
    """SVG-Text der Karte.

    Parameters
    ----------
    pfade : Aus ``projiziere``.
    farben_je_ags : AGS → Füllfarbe
        Wer fehlt, erscheint in der Flächenfarbe des Themas (etwa außerhalb der Auswahl).
    titel, beschreibung : Für Vorleseprogramme: ``<title>`` und ``<desc>``.
    hervorgehoben : AGS, optional
        Bekommt einen kräftigen, hell abgesetzten Rand.
    schrift : Größe der Ortsnamen in Einheiten der Zeichnung; größer für kleine Karten.
    breite : Pixel; ohne Angabe füllt die Karte ihren Kasten.
    kennung : Vorsilbe der ``id``; je Seite eindeutig, wenn mehrere Karten darauf stehen.

    Raises
    ------
    ValueError
        Wenn ``hervorgehoben`` keine Gemeinde der Karte ist.
    """
    farben = palette(thema)
    flaechen: dict[str, list[str]] = defaultdict(list)
    for ags, pfad in pfade.gemeinden.items():
        flaechen[farben_je_ags.get(ags, farben.flaeche)].append(pfad)
    groesse = f' width="{breite}" height="{round(breite * pfade.hoehe / BREITE_INTERN)}"' if breite else ""
    teile = [
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="de" role="img" viewBox="-4 -4 {BREITE_INTERN + 8} '
        f'{pfade.hoehe + 8}"{groesse} aria-labelledby="{kennung}-titel {kennung}-text">',
        f'<title id="{kennung}-titel">{escape(titel)}</title>'
        f'<desc id="{kennung}-text">{escape(beschreibung)}</desc>',
    ]
    teile.append(f'<g stroke="{farben.grund}" stroke-width="1" stroke-linejoin="round" fill-rule="evenodd">')
    teile += [_flaeche(farbe, stuecke) for farbe, stuecke in flaechen.items()]
    teile.append("</g>")
    if pfade.kreise:
        teile.append(
            f'<path fill="none" stroke="{farben.kreisgrenze}" stroke-width="2.2" stroke-linejoin="round" '
            f'd="{pfade.kreise}"/>'
        )
    if hervorgehoben is not None:
        teile.append(_hervorhebung(pfade, hervorgehoben, farben.text, farben.grund))
    if mit_staedten:
        teile.append(_staedte(pfade, farben.text, farben.grund, schrift))
    return "".join([*teile, "</svg>"])


def _flaeche(fuellung: str, stuecke: list[str]) -> str:
    """Ein Pfad für alle Gemeinden gleicher Füllung."""
    pfad = "".join(stuecke)
    return f'<path fill="{fuellung}" d="{pfad}"/>'


def _hervorhebung(pfade: Kartenpfade, ags: str, farbe: str, grund: str) -> str:
    if ags not in pfade.gemeinden:
        raise ValueError(f"Die Gemeinde {ags!r} kommt auf der Karte nicht vor.")
    pfad = pfade.gemeinden[ags]
    return "".join(
        f'<path fill="none" stroke="{strich}" stroke-width="{dicke}" stroke-linejoin="round" d="{pfad}"/>'
        for strich, dicke in ((grund, 13), (farbe, 6))
    )


def _staedte(pfade: Kartenpfade, farbe: str, grund: str, schrift: int) -> str:
    stuecke = []
    for name, x, y in pfade.staedte:
        am_rand = x > 0.85 * BREITE_INTERN
        # Am Ostrand steht der Name unter dem Ort, damit er nicht auf dem seines Nachbarn liegt.
        lage = f'x="{x}" text-anchor="end"' if am_rand else f'x="{x + 8}"'
        zeile = y + (schrift if am_rand else schrift // 3)
        stuecke.append(f'<circle cx="{x}" cy="{y}" r="4"/><text {lage} y="{zeile}">{escape(name)}</text>')
    namen = "".join(stuecke)
    return (
        f'<g font-family="system-ui,sans-serif" font-size="{schrift}" fill="{farbe}" stroke="{grund}" '
        f'stroke-width="4" stroke-linejoin="round" paint-order="stroke" aria-hidden="true">{namen}</g>'
    )
