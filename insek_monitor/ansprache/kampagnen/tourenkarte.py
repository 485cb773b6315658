"""Karte der Touren: Luftlinien von Ort zu Ort über den Kreisgrenzen; und dieselbe Auskunft als Text.

Farbe steht nie allein: An jedem Halt steht „Tour.Halt“ (2.3 ist der dritte Halt der zweiten Tour), und Linien
gleicher Farbe unterscheiden sich durch den Strich.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from insek_monitor.ansprache.kampagnen.touren import Tour, Tourenplan
from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import Palette, Thema, palette
from insek_monitor.lage.bild.vorlage import figur

MIT_NUMMERN = 60
"""Bis zu so vielen Halten stehen die Nummern auf der Karte; darüber verdeckten sie einander."""
HOEHE = 460
STRICHE = ("solid", "dash", "dot", "dashdot")


def _linienfarben(farben: Palette) -> tuple[str, ...]:
    return (
        farben.status[Status.VORHANDEN],
        farben.status[Status.KEIN],
        farben.aktualitaet[Aktualitaet.ABGELAUFEN],
        farben.status[Status.TEILWEISE],
        farben.aktualitaet[Aktualitaet.EINLEITEN],
    )


def tourenkarte(
    plan: Tourenplan, orte: pd.DataFrame, start: str, kreise: Mapping[str, Any], thema: Thema
) -> go.Figure:
    """Eine Spur je Tour, darunter die Kreisgrenzen.

    Parameters
    ----------
    orte : Index ``ags``, mindestens ``name``, ``laenge``, ``breite``; mit dem Startort.
    start : AGS des Ortes, an dem jede Tour beginnt und endet.
    kreise : dict
        GeoJSON der Kreise (daten/karte_kreise.json).
    """
    farben = palette(thema)
    linien = _linienfarben(farben)
    halte = sum(len(tour.orte) for tour in plan.touren)
    lagen = schriftlagen(orte.loc[[ags for tour in plan.touren for ags in tour.orte]])
    spuren = [
        _grenzen(kreise, farben.gitter),
        *(
            _spur(
                tour,
                orte,
                start,
                [lagen[ags] for ags in tour.orte],
                farbe=linien[platz % len(linien)],
                strich=STRICHE[platz // len(linien) % len(STRICHE)],
                mit_nummern=halte <= MIT_NUMMERN,
            )
            for platz, tour in enumerate(plan.touren)
        ),
        _startpunkt(orte.loc[start], farben),
    ]
    mitte = math.radians(float(orte["breite"].mean()))
    achse = {"visible": False, "automargin": False}
    layout = {
        "height": HOEHE,
        "showlegend": len(plan.touren) <= 8,
        "xaxis": achse,
        # Ein Breitengrad ist länger als ein Längengrad; ohne das Maß läge Sachsen in die Breite gezogen.
        "yaxis": {**achse, "scaleanchor": "x", "scaleratio": 1 / math.cos(mitte)},
    }
    return figur(spuren, layout, thema)


def alternative(plan: Tourenplan, namen: Mapping[str, str]) -> str:
    """Was die Karte zeigt, als Text: je Tour die Orte in ihrer Folge und die Länge."""
    if not plan.touren:
        return "Karte ohne Tour."
    touren = " ".join(
        f"Tour {tour.nummer}: {' – '.join(namen[ags] for ags in tour.orte)} "
        f"({zahlen.zahl(tour.km)}{zahlen.NBSP}km)."
        for tour in plan.touren[:12]
    )
    rest = len(plan.touren) - 12
    weitere = f" Dazu {zahlen.anzahl(rest, 'weitere Tour', 'weitere Touren')}." if rest > 0 else ""
    kopf = zahlen.anzahl(len(plan.touren), "Tagestour", "Tagestouren")
    return f"Karte von Sachsen mit {kopf} ab Leipzig, Luftlinie. {touren}{weitere}"


def _spur(
    tour: Tour,
    orte: pd.DataFrame,
    start: str,
    lagen: Sequence[str],
    *,
    farbe: str,
    strich: str,
    mit_nummern: bool,
) -> dict[str, Any]:
    folge = orte.loc[[start, *tour.orte, start]]
    nummern = ["", *(f"{tour.nummer}.{halt}" for halt in range(1, len(tour.orte) + 1)), ""]
    hinweise = [
        "Leipzig",
        *(
            f"Tour {tour.nummer}, Halt {halt}: {name}<br>{zahlen.zahl(km, 1)} km ab dem vorigen Ort"
            for halt, (name, km) in enumerate(
                zip(folge["name"].iloc[1:-1], tour.teilstrecken_km[:-1], strict=True), start=1
            )
        ),
        "Leipzig",
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers+text" if mit_nummern else "lines+markers",
        "name": f"Tour {tour.nummer} ({zahlen.zahl(tour.km)} km)",
        "x": folge["laenge"].astype(float).tolist(),
        "y": folge["breite"].astype(float).tolist(),
        "text": nummern,
        "textposition": ["top center", *lagen, "top center"],
        "customdata": hinweise,
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": farbe, "width": 2, "dash": strich},
        "marker": {"color": farbe, "size": [0, *[8] * len(tour.orte), 0]},
        "cliponaxis": False,
    }


def schriftlagen(halte: pd.DataFrame) -> dict[str, str]:
    """Wo die Nummer an jedem Halt steht: auf der Seite, die vom nächsten anderen Halt wegzeigt.

    So liegen die Nummern dicht benachbarter Orte nicht aufeinander.
    """
    stauchung = math.cos(math.radians(float(halte["breite"].mean())))
    x = halte["laenge"].to_numpy(dtype="float64") * stauchung
    y = halte["breite"].to_numpy(dtype="float64")
    if len(halte) == 1:
        return {str(halte.index[0]): "top center"}
    abstand = np.hypot(x[:, None] - x, y[:, None] - y)
    np.fill_diagonal(abstand, np.inf)
    naechster = abstand.argmin(axis=1)
    dx, dy = x - x[naechster], y - y[naechster]
    lagen = np.where(
        np.abs(dx) > np.abs(dy),
        np.where(dx > 0, "middle right", "middle left"),
        np.where(dy >= 0, "top center", "bottom center"),
    )
    return {str(ags): str(lage) for ags, lage in zip(halte.index, lagen, strict=True)}


def _startpunkt(ort: pd.Series, farben: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [float(ort["laenge"])],
        "y": [float(ort["breite"])],
        "text": [str(ort["name"])],
        "textposition": "top left",
        "marker": {"color": farben.text, "size": 11, "symbol": "square"},
        "hovertemplate": "Beginn und Ende jeder Tour<extra></extra>",
        "showlegend": False,
    }


def _grenzen(kreise: Mapping[str, Any], farbe: str) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in _ringe(kreise):
        x += [*(ecke[0] for ecke in ring), None]
        y += [*(ecke[1] for ecke in ring), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": farbe, "width": 1.2},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _ringe(kreise: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    for merkmal in kreise["features"]:
        flaeche = merkmal["geometry"]
        for polygon in [flaeche["coordinates"]] if flaeche["type"] == "Polygon" else flaeche["coordinates"]:
            yield from polygon
