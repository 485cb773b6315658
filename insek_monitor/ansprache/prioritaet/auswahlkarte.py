"""Karte zum Auswählen: jede Gemeinde ein Punkt über der kleinen Karte, Größe und Farbe nach Punkten.

plotly statt pydeck: nur dort lassen sich Rechteck und Lasso ziehen. Der Grund ist ein Bild des eigenen
Servers, die Punkte liegen in seiner Projektion (``kartenbild.Projektion``).
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any, Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import Thema, durchscheinend, palette
from insek_monitor.lage.bild.kartenbild import BREITE_INTERN, Kartenpfade, Projektion
from insek_monitor.lage.bild.vorlage import figur

Werkzeug = Literal["Rechteck", "Lasso", "Antippen"]
WERKZEUGE: tuple[Werkzeug, ...] = ("Rechteck", "Lasso", "Antippen")
_ZIEHEN: dict[Werkzeug, str | bool] = {"Rechteck": "select", "Lasso": "lasso", "Antippen": False}

GRENZEN = (20.0, 40.0, 60.0, 80.0)
"""Untere Grenzen der zweiten bis fünften Punkteklasse."""
GROESSEN = (5, 6, 8, 10, 12)
KLASSEN = ("unter 20", "20 bis unter 40", "40 bis unter 60", "60 bis unter 80", "80 und mehr")
OHNE_PUNKTE = "ohne Punkte (alle Gewichte sind 0)"
HOEHE = 380
"""Pixel; auf schmalen Schirmen bleibt oben und unten Platz."""
RAND = 12
"""Einheiten der Zeichnung rund um die Landesgrenze, damit kein Punkt am Rand abgeschnitten wird."""
DECKUNG_OFFEN = 0.5


def punkteklasse(punkte: pd.Series) -> np.ndarray:
    """Klasse 0 bis 4 je Gemeinde; ohne Punkte die unterste."""
    return np.searchsorted(GRENZEN, punkte.to_numpy(dtype="float64", na_value=0.0), side="right")


def farben_der_klassen(thema: Thema) -> tuple[str, ...]:
    """Fünf Farben von „wenig“ bis „viel“."""
    return palette(thema).skala[1:]


def karte(
    gezeigt: pd.DataFrame, pfade: Kartenpfade, bild: str, *, werkzeug: Werkzeug, thema: Thema, lauf: int = 0
) -> go.Figure:
    """Abbildung zum Auswählen.

    Parameters
    ----------
    gezeigt : Index ``ags``; ``laenge``, ``breite``, ``name``, ``rang``, ``punkte``, ``status`` (Text),
        ``offen`` (Stand nicht belegt), ``gewaehlt`` (bool).
    bild : Adresse des Hintergrunds im selben Ursprung.
    werkzeug
        womit ausgewählt wird.
    lauf : Ändert die Abbildung, ohne sie zu ändern: so vergisst der Browser eine schon übernommene Auswahl.
    """
    # Wer vorn steht, liegt oben; Gewähltes ganz oben.
    zeilen = gezeigt.sort_values("punkte", na_position="first", kind="stable")
    gewaehlt = zeilen["gewaehlt"].to_numpy(dtype=bool)
    grund = palette(thema)
    spuren = [
        _spur(zeilen[~gewaehlt], pfade, thema, form="circle", rand=grund.text_leise, dicke=0.8, mehr=0),
        _spur(zeilen[gewaehlt], pfade, thema, form="diamond", rand=grund.text, dicke=2.5, mehr=4),
    ]
    return figur(spuren, _layout(pfade, bild, werkzeug, grund.akzent, lauf), thema)


def _spur(
    zeilen: pd.DataFrame, pfade: Kartenpfade, thema: Thema, *, form: str, rand: str, dicke: float, mehr: int
) -> dict[str, Any]:
    """Eine Spur Punkte. Felder statt Listen: plotly prüft Listen Wert für Wert, das kostet 30 ms je Bild."""
    orte = _stellen(pfade.projektion, tuple(zeilen["laenge"]), tuple(zeilen["breite"]))
    klasse = punkteklasse(zeilen["punkte"])
    offen = zeilen["offen"].to_numpy(dtype=bool)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": orte[:, 0],
        "y": -orte[:, 1],
        "customdata": zeilen.index.to_numpy(dtype=object),
        "hovertext": _hinweise(zeilen),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": np.array(GROESSEN)[klasse] + mehr,
            "color": klasse + len(KLASSEN) * offen,
            "colorscale": _farbleiter(thema),
            "cmin": 0,
            "cmax": 2 * len(KLASSEN) - 1,
            "symbol": form,
            "opacity": 1,
            "line": {"color": rand, "width": dicke},
        },
        # Was gewählt ist, zeigt die Form; plotlys eigenes Verblassen verwirrte nur.
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }


def _stellen(projektion: Projektion, laenge: tuple[float, ...], breite: tuple[float, ...]) -> np.ndarray:
    punkte = [projektion.punkt(x, y) for x, y in zip(laenge, breite, strict=True)]
    return np.array(punkte, dtype="int64").reshape(-1, 2)


def _hinweise(zeilen: pd.DataFrame) -> np.ndarray:
    """Text unter dem Zeiger: Name, Platz, Punkte, Status."""
    angaben = zip(
        zeilen["name"], zeilen["rang"], zeilen["punkte"].round(), zeilen["status"].astype(str), strict=True
    )
    texte = [
        f"<b>{escape(str(name))}</b><br>Platz {rang}"
        f"{'' if zahlen.fehlt(punkte) else f' · {int(punkte)} Punkte'}<br>{escape(status)}"
        for name, rang, punkte, status in angaben
    ]
    return np.array(texte, dtype=object)


@cache
def _farbleiter(thema: Thema) -> list[list[Any]]:
    """Zehn feste Farben: die fünf Klassen voll, dann dieselben blass, wo der Stand nicht belegt ist."""
    voll = farben_der_klassen(thema)
    alle = [*voll, *(durchscheinend(farbe, DECKUNG_OFFEN) for farbe in voll)]
    return [[stelle / (len(alle) - 1), farbe] for stelle, farbe in enumerate(alle)]


def _layout(pfade: Kartenpfade, bild: str, werkzeug: Werkzeug, akzent: str, lauf: int) -> dict[str, Any]:
    achse = {"visible": False, "fixedrange": True, "showgrid": False}
    return {
        "dragmode": _ZIEHEN[werkzeug],
        # So stellt es auch Streamlit ein; abweichend zeichnete es jedes Bild ein zweites Mal.
        "clickmode": "event+select" if werkzeug == "Antippen" else "event",
        "height": HOEHE,
        "hovermode": "closest",
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": {**achse, "range": [-RAND, BREITE_INTERN + RAND], "constrain": "domain"},
        "yaxis": {
            **achse,
            "range": [-pfade.hoehe - RAND, RAND],
            "scaleanchor": "x",
            "constrain": "domain",
        },
        "images": [
            {
                "source": bild,
                "xref": "x",
                "yref": "y",
                "x": -4,
                "y": 4,
                "sizex": BREITE_INTERN + 8,
                "sizey": pfade.hoehe + 8,
                "sizing": "stretch",
                "layer": "below",
            }
        ],
        "newselection": {"line": {"color": akzent, "width": 2, "dash": "solid"}},
        "meta": {"lauf": lauf},
    }


def legende(gezeigt: pd.DataFrame, thema: Thema) -> str:
    """Legende: Punkteklassen mit ihrer Zahl, dann was Form und Blässe bedeuten (HTML)."""
    farben = farben_der_klassen(thema)
    anzahl = np.bincount(punkteklasse(gezeigt["punkte"]), minlength=len(KLASSEN))
    ohne = bool(gezeigt["punkte"].isna().all())
    teile = [
        _zeile(text, int(n), f"background-color:{farbe};width:{groesse}px;height:{groesse}px", "punkt")
        for text, n, farbe, groesse in reversed(list(zip(KLASSEN, anzahl, farben, GROESSEN, strict=True)))
        if n and not ohne
    ]
    if ohne:
        teile.append(_zeile(OHNE_PUNKTE, len(gezeigt), f"background-color:{farben[0]}", "punkt"))
    offen, gewaehlt = int(gezeigt["offen"].sum()), int(gezeigt["gewaehlt"].sum())
    if gewaehlt:
        teile.append(_zeile("gewählt", gewaehlt, f"background-color:{farben[2]}", "raute"))
    if offen:
        blass = durchscheinend(farben[2], DECKUNG_OFFEN)
        teile.append(_zeile("blass: Stand nicht belegt", offen, f"background-color:{blass}", "punkt"))
    return f'<ul class="legende punktlegende" aria-label="Legende: Punkte">{"".join(teile)}</ul>'


def _zeile(text: str, anzahl: int, stil: str, art: str) -> str:
    return (
        f'<li><span class="{art}" style="{stil}"></span><span>{escape(text)}</span>'
        f'<span class="zahl">{zahlen.zahl(anzahl)}</span></li>'
    )
