"""Die große Karte (pydeck) ohne fremde Kacheln; Flächen und Grenzen dafür als GeoJSON.

Die Flächen kommen einmal über einen eigenen Weg des Servers (`url_gemeinden`); über die Verbindung der Seite
geht bei einer Änderung nur, welche Klasse jede Gemeinde hat: ein Zeichen je Gemeinde in einem Ausdruck, den
deck.gl auswertet.
"""

from __future__ import annotations

import json
import math
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
import pydeck as pdk
import shapely
import shapely.geometry

from insek_monitor.kern.begriffe import Konzeptart, Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.befunde_gemeinde import zusammenhang
from insek_monitor.lage.bild.farben import Thema, palette, rgb
from insek_monitor.lage.bild.kartenbild import STAEDTE
from insek_monitor.lage.bild.kartenthemen import Einteilung
from insek_monitor.lage.bild.konzepttext import beschluss_belegt

EBENE = "gemeinden"
MITTE = (50.92, 13.46)
"""Breite und Länge der Kartenmitte: ganz Sachsen."""

BREITE_SACHSEN_GRAD = 3.3
"""Ausdehnung in Längengraden, mit etwas Rand."""

ZOOM_GEMEINDE = 9.3


def farbausdruck(nummern: Sequence[int], farben: Sequence[list[int]]) -> str:
    """Ausdruck für deck.gl: Farbe der Klasse, die an der Stelle `properties.nr` steht.

    Die Nummern stehen als Ziffern in Texten (höchstens 100 Klassen); so kostet eine Gemeinde ein bis zwei
    Zeichen. Die Klammern sind nötig: der Ausdrucksleser von deck.gl erlaubt den Zugriff `[…]` nur hinter
    Namen und Klammern.
    """
    tabelle = "[" + ",".join("[" + ",".join(map(str, farbe)) + "]" for farbe in farben) + "]"
    einer = "".join(str(nummer % 10) for nummer in nummern)
    if len(farben) <= 10:
        return f"({tabelle})[('{einer}')[properties.nr]]"
    zehner = "".join(str(nummer // 10) for nummer in nummern)
    return f"({tabelle})[10*('{zehner}')[properties.nr]+1*('{einer}')[properties.nr]]"


def zoom_fuer(breite_px: int | None) -> float:
    """Vergrößerung, bei der ganz Sachsen in die Breite (Pixel) passt; ohne Angabe für 580 Pixel.

    Eine Kachel der Stufe 0 zeigt 360 Grad auf 512 Pixeln. Nach oben begrenzt, damit die Höhe der Karte
    reicht.
    """
    zoom = math.log2((breite_px or 580) / BREITE_SACHSEN_GRAD * 360 / 512)
    return round(min(max(zoom, 5.6), 7.35), 2)


def hoehe_fuer(breite_px: int | None) -> int:
    """Höhe der Karte in Pixeln: Sachsen ist rund drei Viertel so hoch wie breit."""
    return min(max(round((breite_px or 700) * 0.78), 300), 560)


def karte(
    einteilung: Einteilung,
    lage_gesamt: pd.DataFrame,
    *,
    url_gemeinden: str,
    url_kreise: str,
    url_innengrenzen: str,
    thema: Thema,
    gewaehlt: str | None = None,
    sprungziel: str | None = None,
    breite_px: int | None = None,
) -> pdk.Deck:
    """Karte aller Gemeinden; was nicht in `einteilung` vorkommt, erscheint nur als Umriss.

    Parameters
    ----------
    einteilung : Klassen der ausgewählten Gemeinden.
    lage_gesamt : Alle Gemeinden in der Reihenfolge, mit der `angaben_je_gemeinde` nummeriert hat.
    gewaehlt : AGS der hervorgehobenen Gemeinde.
    sprungziel : str, optional
        AGS; die Karte rückt dorthin. Ohne Angabe ganz Sachsen; der Ausschnitt, den jemand selbst gewählt hat,
        bleibt.
    breite_px : Breite der Karte im Browser.
    """
    farben = palette(thema)
    letzte = len(einteilung.klassen)
    nummern = einteilung.nummer.reindex(lage_gesamt.index).fillna(letzte).astype("int64").tolist()
    tabelle = [rgb(k.farbe) for k in einteilung.klassen] + [rgb(farben.flaeche, 90)]
    ausdruck = farbausdruck(nummern, tabelle)
    blick = (*MITTE, zoom_fuer(breite_px))
    if sprungziel in lage_gesamt.index:
        ziel = lage_gesamt.loc[sprungziel]
        blick = (float(ziel["breite"]), float(ziel["laenge"]), ZOOM_GEMEINDE)
    schichten = [
        pdk.Layer(
            "GeoJsonLayer",
            id=EBENE,
            data=url_gemeinden,
            pickable=True,
            stroked=False,
            filled=True,
            # Stünde die Farbe an der Ebene selbst, blendete Streamlit nach einer Wahl alle anderen Gemeinden
            # ab; die Legende stimmte nicht mehr. Für Teilebenen tut es das nicht.
            _subLayerProps={"polygons-fill": {"getFillColor": f"@@={ausdruck}"}},
            update_triggers={"getFillColor": [zlib.crc32(ausdruck.encode())]},
        ),
        pdk.Layer(
            "GeoJsonLayer",
            id="innengrenzen",
            data=url_innengrenzen,
            stroked=True,
            filled=False,
            pickable=False,
            get_line_color=rgb(farben.rand),
            line_width_min_pixels=0.8,
        ),
        pdk.Layer(
            "GeoJsonLayer",
            id="kreise",
            data=url_kreise,
            stroked=True,
            filled=False,
            pickable=False,
            get_line_color=rgb(farben.kreisgrenze),
            line_width_min_pixels=1.6,
        ),
    ]
    if gewaehlt is not None and gewaehlt in lage_gesamt.index:
        nr = int(lage_gesamt.index.get_loc(gewaehlt))
        schichten.append(
            pdk.Layer(
                "GeoJsonLayer",
                # Eigene Kennung je Gemeinde: Streamlit verwirft Auslöser für andere Farben als die Füllung.
                id=f"gewaehlt-{nr}",
                data=url_gemeinden,
                stroked=True,
                filled=False,
                pickable=False,
                get_line_color=f"properties.nr=={nr}?{rgb(farben.text)}:[0,0,0,0]",
                line_width_min_pixels=3.5,
            )
        )
    schichten.append(
        pdk.Layer(
            "TextLayer",
            id="orte",
            data=[{"name": name, "ort": [laenge, breite]} for name, laenge, breite in STAEDTE],
            pickable=False,
            get_position="ort",
            get_text="name",
            get_size=13,
            _subLayerProps={"characters": {"getColor": rgb(farben.text)}},
            get_text_anchor="'middle'",
            get_alignment_baseline="'center'",
            font_family="'system-ui, sans-serif'",
            font_weight=600,
            character_set="'auto'",
            background=True,
            get_background_color=rgb(farben.grund, 190),
            background_padding=[4, 1],
            background_border_radius=3,
        )
    )
    return pdk.Deck(
        layers=schichten,
        initial_view_state=pdk.ViewState(
            latitude=blick[0], longitude=blick[1], zoom=blick[2], min_zoom=5.5, max_zoom=12
        ),
        map_provider=None,
        tooltip={"html": HINWEIS, "style": _hinweisstil(thema)},
    )


HINWEIS = (
    "<b>{name}</b><br>{kreis} · {einwohner} Einwohner<br>{status}<br>"
    "Beschluss: {beschluss}<br>Datenlage: {datenlage}"
)


def _hinweisstil(thema: Thema) -> dict[str, str]:
    farben = palette(thema)
    return {
        "backgroundColor": farben.flaeche,
        "color": farben.text,
        "border": f"1px solid {farben.text_leise}",
        "borderRadius": "6px",
        "fontSize": "13px",
        "lineHeight": "1.45",
        "maxWidth": "260px",
        "zIndex": "10",
    }


def angaben_je_gemeinde(flaechen: Mapping[str, Any], lage: pd.DataFrame) -> bytes:
    """GeoJSON der Gemeinden mit den Texten des Hinweisfelds.

    Parameters
    ----------
    flaechen : dict
        `daten/karte_gemeinden.json` (Eigenschaften `ags`, `name`).
    lage : Lage aller Gemeinden; ihre Reihenfolge bestimmt die Nummer `nr`, auf die `karte` sich bezieht.

    Returns
    -------
    bytes
        UTF-8. Eigenschaften: `nr`, `ags`, `name`, `kreis`, `einwohner`, `status`, `beschluss`, `datenlage`.
    """
    nummern = {ags: nr for nr, ags in enumerate(lage.index)}
    texte = {ags: _texte(zeile) for ags, zeile in zip(lage.index, lage.to_dict("records"), strict=True)}
    merkmale = [
        {
            "type": "Feature",
            "properties": {"nr": nummern[ags], "ags": ags, **texte[ags]},
            "geometry": flaeche["geometry"],
        }
        for flaeche in flaechen["features"]
        if (ags := flaeche["properties"]["ags"]) in nummern
    ]
    sammlung = {"type": "FeatureCollection", "features": merkmale}
    return json.dumps(sammlung, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _texte(zeile: Mapping[Any, Any]) -> dict[str, str]:
    status, beschluss, datenlage = Status(zeile["status"]), zeile["beschluss"], zeile["datenlage"]
    text = status.beschriftung
    if status is Status.VORHANDEN:
        text += f" ({Konzeptart(zeile['art']).beschriftung}), {zeile['aktualitaet']}"
    if zeile["in_arbeit"]:
        text += "; neues in Arbeit" if status is Status.VORHANDEN else "; in Arbeit"
    if satz := zusammenhang(zeile):
        text += f". {satz}"
    return {
        "name": zeile["name"],
        "kreis": zeile["kreis"],
        "einwohner": zahlen.zahl(zeile["einwohner"]),
        "status": text,
        "beschluss": (
            zahlen.ungenaues_datum(beschluss)
            if beschluss_belegt(beschluss, zeile["art"])
            else "kein Beschluss bekannt"
        ),
        "datenlage": "keine Angabe" if zahlen.fehlt(datenlage) else str(datenlage),
    }


def innengrenzen(flaechen: Mapping[str, Any], kreis_je_ags: Mapping[str, str]) -> bytes:
    """GeoJSON der Grenzen zwischen Gemeinden desselben Kreises, jede nur einmal.

    Umrisse der Flächen zu zeichnen wäre einfacher, kostet ohne Grafikkarte aber rund eine Viertelsekunde je
    Bild: jede gemeinsame Grenze käme doppelt und die Kreisgrenzen lägen noch einmal darüber.

    Parameters
    ----------
    flaechen : dict
        `daten/karte_gemeinden.json`; Nachbarn teilen sich dort dieselben Punkte.
    kreis_je_ags : AGS → Kreis
    """
    besitzer: dict[tuple[tuple[float, ...], ...], list[str]] = defaultdict(list)
    for flaeche in flaechen["features"]:
        ags = flaeche["properties"]["ags"]
        koerper = flaeche["geometry"]["coordinates"]
        teile = [koerper] if flaeche["geometry"]["type"] == "Polygon" else koerper
        for ring in (ring for teil in teile for ring in teil):
            for strecke in pairwise(map(tuple, ring)):
                besitzer[tuple(sorted(strecke))].append(ags)
    linien = [
        strecke
        for strecke, gemeinden in besitzer.items()
        if len(gemeinden) == 2 and kreis_je_ags.get(gemeinden[0]) == kreis_je_ags.get(gemeinden[1])
    ]
    verbunden = shapely.line_merge(shapely.MultiLineString(linien))
    sammlung = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(verbunden)}],
    }
    return json.dumps(sammlung, separators=(",", ":")).encode("utf-8")
