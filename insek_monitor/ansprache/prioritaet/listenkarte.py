"""Karten als SVG: zu einer Liste (nummeriert, auf Wunsch Touren) und zu einer Gemeinde mit Nachbarn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from shapely.geometry import shape
from shapely.ops import polylabel

from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import palette
from insek_monitor.lage.bild.kartenbild import Kartenpfade, projiziere, svg_karte

NUMMERN_HOECHSTENS = 60
"""Bei längeren Listen lägen die Nummern übereinander."""
SCHRIFT = 22
"""Größe der Nummern in Einheiten der Zeichnung (1000 breit), wenn die Karte ein Blatt breit ist."""
KURZ = 15
"""So viele Gemeinden passen im Druck neben die Karte; sie ist dann schmal und braucht größere Nummern."""
SCHRIFT_KURZ, SCHRIFT_LANG = 38, 28


def listenkarte(
    liste: pd.DataFrame,
    pfade: Kartenpfade,
    *,
    titel: str,
    touren: Sequence[Sequence[str]] = (),
    gemeinden: pd.DataFrame | None = None,
    schrift: int = SCHRIFT,
) -> str:
    """Sachsen mit den Gemeinden der Liste.

    Parameters
    ----------
    liste : Zeilen von ``lage`` in der Reihenfolge der Liste; die Nummer ist der Platz darin.
    touren : je Tour die AGS in Fahrfolge, mit Start und Ziel
    gemeinden : Mit ``laenge`` und ``breite``, auch für den Start; nötig für ``touren``.
    schrift : Größe der Nummern; für den Druck ``druckschrift``.
    """
    fuellung = farben_nach_status(liste)
    bild = svg_karte(
        pfade,
        fuellung,
        titel=titel,
        beschreibung=f"{zahlen.gemeinden(len(liste))} der Liste, gefärbt nach Status.",
        mit_staedten=len(liste) > NUMMERN_HOECHSTENS,
        kennung="liste",
    )
    farben, stuecke = palette("hell"), []
    if gemeinden is not None:
        for tour in touren:
            orte = gemeinden.loc[list(tour), ["laenge", "breite"]].to_numpy(dtype=float)
            punkte = " ".join(f"{x},{y}" for x, y in (pfade.projektion.punkt(*ort) for ort in orte))
            stuecke.append(
                f'<polyline points="{punkte}" fill="none" stroke="{farben.akzent}" stroke-width="4" '
                'stroke-linejoin="round"/>'
            )
    if len(liste) <= NUMMERN_HOECHSTENS:
        stellen = zip(liste.index, liste["laenge"].tolist(), liste["breite"].tolist(), strict=True)
        stuecke += [
            nummer(str(platz), pfade.projektion.punkt(laenge, breite), schrift, rand=fuellung[str(ags)])
            for platz, (ags, laenge, breite) in enumerate(stellen, start=1)
        ]
    return ergaenzt(bild, stuecke)


def druckschrift(anzahl: int) -> int:
    """Größe der Nummern in der gedruckten Liste; lesbar, obwohl die Karte dort klein ist."""
    return SCHRIFT_KURZ if anzahl <= KURZ else SCHRIFT_LANG


def legende(lage: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Farbe und Bedeutung, soweit sie in diesen Gemeinden vorkommen."""
    farben, vorhandene = palette("hell").status, set(lage["status"])
    return tuple((farben[status], status.beschriftung) for status in Status if status.value in vorhandene)


UMGEBUNGSSCHRIFT = 54
"""Größe der Nummern in Einheiten der Zeichnung (1000 breit)."""


def farben_nach_status(lage: pd.DataFrame) -> dict[str, str]:
    """Füllfarbe je Gemeinde."""
    farben = palette("hell").status
    return {str(ags): farben[Status(status)] for ags, status in lage["status"].items()}


def umgebung(
    ags: str, nachbarn: Sequence[str], lage: pd.DataFrame, karte_gemeinden: Mapping[str, Any]
) -> str:
    """Die Gemeinde mit kräftigem Rand, ihre Nachbarn nach Status gefärbt und nummeriert.

    Parameters
    ----------
    nachbarn : Folge von AGS
        In der Reihenfolge der Liste; die Nummer ist der Platz darin.
    lage : Mindestens die Gemeinde und ihre Nachbarn.
    karte_gemeinden : dict
        GeoJSON (daten/karte_gemeinden.json).

    Raises
    ------
    ValueError
        Wenn eine der Gemeinden auf der Karte fehlt.
    """
    gezeigt = [ags, *nachbarn]
    merkmale = {m["properties"]["ags"]: m for m in karte_gemeinden["features"]}
    fehlend = [schluessel for schluessel in gezeigt if schluessel not in merkmale]
    if fehlend:
        raise ValueError(f"Zu diesen Gemeinden fehlt die Fläche: {', '.join(fehlend)}.")
    pfade = projiziere({"features": [merkmale[schluessel] for schluessel in gezeigt]})
    name = str(lage.at[ags, "name"])
    bild = svg_karte(
        pfade,
        farben_nach_status(lage.loc[gezeigt]),
        titel=f"{name} und Nachbargemeinden",
        beschreibung="Gefärbt nach Status; die Nummern stehen in der Liste der Nachbargemeinden.",
        hervorgehoben=ags,
        mit_staedten=False,
        kennung=f"u{ags}",
    )
    nummern = [
        nummer(str(platz), pfade.projektion.punkt(*_mitte(merkmale[schluessel]["geometry"])))
        for platz, schluessel in enumerate(nachbarn, start=1)
    ]
    return ergaenzt(bild, nummern)


def lage_im_land(ags: str, gemeinden: pd.DataFrame, pfade: Kartenpfade) -> str:
    """Umriss Sachsens mit Kreisgrenzen; ein Ring zeigt, wo die Gemeinde liegt.

    Parameters
    ----------
    gemeinden : Mit ``laenge`` und ``breite``.
    pfade : Alle Gemeinden und Kreise; gezeichnet wird nur die eine.
    """
    farben = palette("hell")
    bild = svg_karte(
        replace(pfade, gemeinden={ags: pfade.gemeinden[ags]}),
        {ags: farben.akzent},
        titel="Lage in Sachsen",
        beschreibung="Ein Ring zeigt die Lage der Gemeinde.",
        mit_staedten=False,
        kennung=f"l{ags}",
    )
    x, y = pfade.projektion.punkt(float(gemeinden.at[ags, "laenge"]), float(gemeinden.at[ags, "breite"]))
    ring = f'<circle cx="{x}" cy="{y}" r="38" fill="none" stroke="{farben.akzent}" stroke-width="9"/>'
    return ergaenzt(bild, [ring])


def _mitte(geometrie: Mapping[str, Any]) -> tuple[float, float]:
    """Ein Punkt weit im Innern der größten Teilfläche, auch bei zerklüfteten Gemeinden."""
    flaeche = shape(geometrie)
    groesste = max(getattr(flaeche, "geoms", [flaeche]), key=lambda teil: teil.area)
    punkt = polylabel(groesste, tolerance=0.002)
    return float(punkt.x), float(punkt.y)


def nummer(text: str, stelle: tuple[int, int], schrift: int = UMGEBUNGSSCHRIFT, *, rand: str = "") -> str:
    """Nummer in einem hellen Kreis; ``rand`` ist die Farbe der Gemeinde, die er sonst ganz verdeckte."""
    farben = palette("hell")
    x, y = stelle
    strich, dicke = (rand, schrift / 5) if rand else (farben.text, schrift / 18)
    return (
        f'<circle cx="{x}" cy="{y}" r="{schrift * 0.72:.0f}" fill="{farben.grund}" stroke="{strich}" '
        f'stroke-width="{dicke:.1f}"/><text x="{x}" y="{y + schrift // 3}" text-anchor="middle" '
        f'font-size="{schrift}" font-family="Libertinus Serif,serif" fill="{farben.text}">{text}</text>'
    )


def ergaenzt(bild: str, stuecke: Sequence[str]) -> str:
    """Das Bild mit weiteren Stücken obenauf."""
    return f"{bild.removesuffix('</svg>')}{''.join(stuecke)}</svg>"
