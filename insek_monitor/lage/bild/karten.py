"""Die große Karte (pydeck): Gemeinden nach Klassen, Kreisgrenzen, Ortsnamen, ohne fremde Kacheln.

Die Flächen kommen einmal über einen eigenen Weg des Servers (`url_gemeinden`); über die Verbindung der Seite
geht bei einer Änderung nur, welche Klasse jede Gemeinde hat: ein Zeichen je Gemeinde in einem Ausdruck, den
deck.gl auswertet.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence

import pandas as pd
import pydeck as pdk

from insek_monitor.lage.bild.farben import Thema, palette, rgb
from insek_monitor.lage.bild.kartenbild import STAEDTE
from insek_monitor.lage.bild.kartenthemen import Einteilung

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
