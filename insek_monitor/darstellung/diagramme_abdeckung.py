"""Diagramme zur Abdeckung: Balken je Gruppe, Wärmetabelle, Verlauf."""

from __future__ import annotations

import re
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.farben import MUSTER_UNBEKANNT, Thema, durchscheinend, palette, rgb, text_auf
from insek_monitor.darstellung.vorlage import figur, kurzname, zeilennamen
from insek_monitor.modell.begriffe import Status

Mass = Literal["gemeinden", "einwohner"]

ZEILENHOEHE = 54
"""Pixel je Gruppe: eine Zeile Beschriftung, darunter der Balken."""

SCHMAL = 340
"""Breite der Zeichenfläche auf einem Telefon (Pixel); danach richtet sich, was in einen Balken passt."""


def _passend(moeglich: tuple[str, ...], breite: float) -> str:
    """Der erste Text, der in ``breite`` Pixel passt (rund 7 Pixel je Zeichen und etwas Luft)."""
    return next((text for text in moeglich if len(text) * 7 + 8 <= breite), "")


def _kurz(wert: float) -> str:
    """Große Zahl kurz: „1,2 Mio.“, „345 Tsd.“."""
    if wert >= 1_000_000:
        return f"{zahlen.zahl(wert / 1_000_000, 1)}{zahlen.NBSP}Mio."
    return f"{zahlen.zahl(wert / 1000)}{zahlen.NBSP}Tsd." if wert >= 10_000 else zahlen.zahl(wert)


def _segmenttext(zeile: Any, mass: Mass, als_anteil: bool, groesster: float) -> str:
    wert, teil = getattr(zeile, mass), getattr(zeile, f"{mass}_anteil")
    if zahlen.fehlt(wert) or zahlen.fehlt(teil) or wert == 0:
        return ""
    breite = SCHMAL * (float(teil) if als_anteil else float(wert) / groesster)
    voll, kurz, prozent = zahlen.zahl(wert), _kurz(float(wert)), zahlen.anteil(teil)
    if als_anteil:
        return _passend((f"{prozent} ({voll})", f"{prozent} ({kurz})", prozent), breite)
    return _passend((f"{voll} ({prozent})", f"{kurz} ({prozent})", voll, kurz), breite)


def _hinweise(zeile: Any) -> list[str]:
    """Die zwei Zahlenzeilen des Hinweises: Gemeinden und Einwohner mit Nenner und Anteil."""
    return [
        f"{zahlen.zahl(zeile.gemeinden)} von "
        f"{zahlen.anzahl(zeile.gemeinden_gesamt, 'Gemeinde', 'Gemeinden')} "
        f"({zahlen.anteil(zeile.gemeinden_anteil)})",
        f"{zahlen.zahl(zeile.einwohner)} von {zahlen.zahl(zeile.einwohner_gesamt)} Einwohnern "
        f"({zahlen.anteil(zeile.einwohner_anteil)})",
    ]


def balken_abdeckung(
    abdeckung: pd.DataFrame,
    *,
    mass: Mass = "gemeinden",
    anteil: bool = False,
    thema: Thema = "hell",
) -> go.Figure:
    """Waagerechte, gestapelte Balken: Status je Gruppe.

    Parameters
    ----------
    abdeckung : DataFrame
        Aus ``kennzahlen.abdeckung.abdeckung``; eine Zeile je Gruppe und Status. Die Reihenfolge der Gruppen
        bleibt, die erste steht oben.
    mass : „gemeinden“ oder „einwohner“
    anteil : bool
        Anteile (alle Balken gleich lang) statt Anzahlen.

    Returns
    -------
    Figure
        Eine Spur je Status in fester Reihenfolge; ``customdata`` je Segment beginnt mit
        ``[gruppe, status, …]``.
    """
    farben = palette(thema)
    alle = list(abdeckung.itertuples(index=False))
    gesamt = {str(z.gruppe): getattr(z, f"{mass}_gesamt") for z in alle}
    platz = {gruppe: i for i, gruppe in enumerate(gesamt)}
    groesster = max([1.0, *(float(n) for n in gesamt.values() if not zahlen.fehlt(n))])
    spalte = f"{mass}_anteil" if anteil else mass
    spuren: list[dict[str, Any]] = []
    for status in Status:
        punkte = [z for z in alle if z.status == status.value]
        if status is Status.UNBEKANNT and not any(z.gemeinden > 0 for z in punkte):
            continue
        farbe = farben.status[status]
        marke: dict[str, Any] = {"color": farbe, "line": {"color": farben.grund, "width": 1}}
        if status is Status.UNBEKANNT:
            marke["pattern"] = {
                "shape": MUSTER_UNBEKANNT,
                "size": 5,
                "solidity": 0.15,
                "fgcolor": durchscheinend(farben.grund, 0.5),
                "bgcolor": farbe,
                "fillmode": "replace",
            }
        spuren.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": status.beschriftung,
                "x": [0.0 if zahlen.fehlt(w := getattr(z, spalte)) else float(w) for z in punkte],
                "y": [platz[str(p.gruppe)] for p in punkte],
                "text": [_segmenttext(p, mass, anteil, groesster) for p in punkte],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"color": text_auf(farbe)},
                "customdata": [[str(p.gruppe), status.value, *_hinweise(p)] for p in punkte],
                "hovertemplate": f"<b>%{{customdata[0]}}</b><br>{status.beschriftung}:<br>"
                "%{customdata[2]}<br>%{customdata[3]}<extra></extra>",
                "marker": marke,
                "unselected": {"marker": {"opacity": 0.45}},
            }
        )
    woerter = ("Gemeinde", "Gemeinden") if mass == "gemeinden" else ("Einwohner", "Einwohner")
    namen = [f"<b>{kurzname(g)}</b> · {zahlen.anzahl(n, *woerter)}" for g, n in gesamt.items()]
    spuren.append(zeilennamen(namen, 0, farben.text))
    layout = {
        "barmode": "stack",
        "bargap": 0.54,
        "height": ZEILENHOEHE * max(len(namen), 1) + 60,
        "margin": {"l": 4, "r": 4, "t": 48, "b": 4},
        "xaxis": {"visible": False, "range": [0, 1 if anteil else groesster]},
        "yaxis": {"visible": False, "range": [len(namen) - 0.7, -0.8]},
    }
    return figur(spuren, layout, thema)


def _umbruch(name: str, breite: int = 16) -> str:
    """Lange Beschriftung auf zwei Zeilen: nach einem Bindestrich oder einem Leerzeichen."""
    if len(name) <= breite:
        return name
    stellen = [i + 1 for i, zeichen in enumerate(name) if zeichen in " -–"]
    if not stellen:
        return name
    bruch = min(stellen, key=lambda stelle: abs(stelle - len(name) / 2))
    return f"{name[:bruch].rstrip()}<br>{name[bruch:]}"


def waermetabelle(kreuz: pd.DataFrame, thema: Thema = "hell") -> go.Figure:
    """Tabelle mit Farbe: Anteil der Gemeinden mit INSEK je Zeile (Kreis) und Spalte (Größenklasse).

    Parameters
    ----------
    kreuz : DataFrame
        Aus ``kennzahlen.abdeckung.kreuztabelle``: ``zeile``, ``spalte``, ``gemeinden_gesamt``, ``vorhanden``,
        ``vorhanden_anteil``.

    Notes
    -----
    In der Zelle steht „12 von 30“ (bei mehr als drei Spalten „12/30“), „–“, wo es keine Gemeinde gibt.
    """
    farben = palette(thema)
    zeilen = list(dict.fromkeys(kreuz["zeile"].astype(str)))
    spalten = list(dict.fromkeys(kreuz["spalte"].astype(str)))
    werte: list[list[float | None]] = [[None] * len(spalten) for _ in zeilen]
    texte = [["–"] * len(spalten) for _ in zeilen]
    anteile = [["keine Gemeinde"] * len(spalten) for _ in zeilen]
    trenner = " von " if len(spalten) <= 3 else "/"
    for z in kreuz.itertuples():
        if zahlen.fehlt(z.vorhanden_anteil):
            continue
        i, j = zeilen.index(str(z.zeile)), spalten.index(str(z.spalte))
        werte[i][j] = round(float(z.vorhanden_anteil), 4)
        texte[i][j] = f"{zahlen.zahl(z.vorhanden)}{trenner}{zahlen.zahl(z.gemeinden_gesamt)}"
        anteile[i][j] = f"INSEK vorhanden: {texte[i][j]} ({zahlen.anteil(z.vorhanden_anteil)})"
    spur = {
        "type": "heatmap",
        "z": werte,
        "x": list(range(len(spalten))),
        "y": list(range(len(zeilen))),
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[i / (len(farben.skala) - 1), farbe] for i, farbe in enumerate(farben.skala)],
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "hovertext": anteile,
        "hovertemplate": "<b>%{y}</b><br>%{x}<br>%{hovertext}<extra></extra>",
        "hoverongaps": False,
    }
    koepfe, titel = _koepfe(spalten)
    schrift = {
        "type": "scatter",
        "mode": "text",
        "x": list(range(len(spalten))) * len(zeilen),
        "y": [i for i in range(len(zeilen)) for _ in spalten],
        "text": [text for reihe in texte for text in reihe],
        "textfont": {
            "size": 12 if len(spalten) <= 3 else 11,
            "color": [
                farben.text_leise if wert is None else text_auf(_skalenfarbe(wert, farben.skala))
                for reihe in werte
                for wert in reihe
            ],
        },
        "hoverinfo": "skip",
    }
    layout = {
        "showlegend": False,
        "height": 36 * max(len(zeilen), 1) + (64 if titel else 48),
        "margin": {"l": 4, "r": 4, "t": 56 if titel else 40, "b": 4},
        "xaxis": {
            "side": "top",
            "showgrid": False,
            "tickangle": 0,
            "tickfont": {"size": 12},
            "title": {"text": titel, "font": {"size": 12}},
            "tickvals": list(range(len(spalten))),
            "ticktext": koepfe,
            "range": [-0.5, len(spalten) - 0.5],
        },
        "yaxis": {
            "showgrid": False,
            "tickvals": list(range(len(zeilen))),
            "ticktext": [_umbruch(z, 18) for z in zeilen],
            "range": [len(zeilen) - 0.5, -0.5],
        },
    }
    return figur([spur, schrift], layout, thema)


def _koepfe(namen: list[str]) -> tuple[list[str], str]:
    """Spaltenköpfe, die auf ein Telefon passen, und der Titel der Achse.

    Aus Größenklassen wird ihre Untergrenze („ab 5.000“), bei mehr als drei in Tausend; anderes bricht um.
    """
    treffer = [re.fullmatch(r"(?:(unter) )?([\d.]+)(?: (?:bis unter .+|und mehr))?", name) for name in namen]
    if not all(treffer):
        return [_umbruch(name, 11) for name in namen], ""
    teile = [(t[1] or "ab", t[2]) for t in treffer if t]
    tausend = len(namen) > 3 and all(grenze.endswith(".000") for _, grenze in teile)
    koepfe = [f"{wort}<br>{grenze.removesuffix('.000') if tausend else grenze}" for wort, grenze in teile]
    return koepfe, "Tausend Einwohner" if tausend else ""


def _skalenfarbe(wert: float, skala: tuple[str, ...]) -> str:
    """Farbe der stetigen Skala bei ``wert`` (0 bis 1), zwischen den Stützfarben gemischt."""
    stelle = wert * (len(skala) - 1)
    unten = min(int(stelle), len(skala) - 2)
    gewicht = stelle - unten
    mischung = (
        round(a + (b - a) * gewicht)
        for a, b in zip(rgb(skala[unten])[:3], rgb(skala[unten + 1])[:3], strict=True)
    )
    return "#" + "".join(f"{teil:02x}" for teil in mischung)
