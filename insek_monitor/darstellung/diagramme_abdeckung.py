"""Diagramme zur Abdeckung: Balken je Gruppe, Wärmetabelle, Verlauf."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.farben import MUSTER_UNBEKANNT, Thema, durchscheinend, palette, text_auf
from insek_monitor.darstellung.vorlage import beschriftung, figur
from insek_monitor.modell.begriffe import Status

Mass = Literal["gemeinden", "einwohner"]

ZEILENHOEHE = 50
"""Pixel je Gruppe: eine Zeile Beschriftung, darunter der Balken."""

SCHMAL = 340
"""Breite der Zeichenfläche auf einem Telefon (Pixel); danach richtet sich, was in einen Balken passt."""

LEGENDE = {
    Status.VORHANDEN: "INSEK vorhanden",
    Status.TEILWEISE: "ähnliches Konzept",
    Status.KEIN: "kein Konzept",
    Status.UNBEKANNT: "unbekannt",
}


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


def _hinweis(zeile: Any) -> str:
    return (
        f"<b>{zeile.gruppe}</b><br>{LEGENDE[Status(zeile.status)]}:<br>"
        f"{zahlen.zahl(zeile.gemeinden)} von {zahlen.anzahl(zeile.gemeinden_gesamt, 'Gemeinde', 'Gemeinden')} "
        f"({zahlen.anteil(zeile.gemeinden_anteil)})<br>"
        f"{zahlen.zahl(zeile.einwohner)} von {zahlen.zahl(zeile.einwohner_gesamt)} Einwohnern "
        f"({zahlen.anteil(zeile.einwohner_anteil)})"
    )


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
        Aus ``kennzahlen.abdeckung.abdeckung``; eine Zeile je Gruppe und Status. Die Reihenfolge der Gruppen bleibt,
        die erste steht oben.
    mass : „gemeinden“ oder „einwohner“
    anteil : bool
        Anteile (alle Balken gleich lang) statt Anzahlen.

    Returns
    -------
    Figure
        Eine Spur je Status in fester Reihenfolge; ``customdata`` je Segment: ``[gruppe, status]``.
    """
    farben = palette(thema)
    gruppen = list(dict.fromkeys(abdeckung["gruppe"].astype(str)))
    gesamt = abdeckung.drop_duplicates("gruppe")[f"{mass}_gesamt"].astype("float64")
    groesster = max(float(gesamt.max()), 1.0) if len(gesamt) else 1.0
    spalte = f"{mass}_anteil" if anteil else mass
    spuren: list[dict[str, Any]] = []
    for status in Status:
        zeilen = abdeckung[abdeckung["status"].astype(str) == status.value]
        if status is Status.UNBEKANNT and not (zeilen["gemeinden"] > 0).any():
            continue
        punkte = list(zeilen.itertuples())
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
                "name": LEGENDE[status],
                "x": [0.0 if zahlen.fehlt(w) else float(w) for w in zeilen[spalte]],
                "y": [gruppen.index(str(p.gruppe)) for p in punkte],
                "text": [_segmenttext(p, mass, anteil, groesster) for p in punkte],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"color": text_auf(farbe)},
                "customdata": [[str(p.gruppe), status.value] for p in punkte],
                "hovertext": [_hinweis(p) for p in punkte],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": marke,
            }
        )
    nenner = abdeckung.drop_duplicates("gruppe").itertuples()
    woerter = ("Gemeinde", "Gemeinden") if mass == "gemeinden" else ("Einwohner", "Einwohner")
    namen = [
        beschriftung(
            f"<b>{z.gruppe}</b> · {zahlen.anzahl(getattr(z, f'{mass}_gesamt'), *woerter)}",
            0,
            i,
            xref="paper",
            xanchor="left",
            yanchor="bottom",
            yshift=12,
        )
        for i, z in enumerate(nenner)
    ]
    layout = {
        "barmode": "stack",
        "bargap": 0.54,
        "height": ZEILENHOEHE * max(len(gruppen), 1) + 44,
        "margin": {"l": 4, "r": 4, "t": 34, "b": 4},
        "annotations": namen,
        "showlegend": True,
        "xaxis": {"visible": False, "range": [0, 1 if anteil else groesster]},
        "yaxis": {"visible": False, "range": [len(gruppen) - 0.6, -0.8]},
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
    hinweise = [[""] * len(spalten) for _ in zeilen]
    trenner = " von " if len(spalten) <= 3 else "/"
    for z in kreuz.itertuples():
        i, j = zeilen.index(str(z.zeile)), spalten.index(str(z.spalte))
        kopf = f"<b>{z.zeile}</b><br>{z.spalte}<br>"
        if zahlen.fehlt(z.vorhanden_anteil):
            hinweise[i][j] = f"{kopf}keine Gemeinde"
            continue
        werte[i][j] = round(float(z.vorhanden_anteil), 4)
        texte[i][j] = f"{zahlen.zahl(z.vorhanden)}{trenner}{zahlen.zahl(z.gemeinden_gesamt)}"
        hinweise[i][j] = (
            f"{kopf}{zahlen.zahl(z.vorhanden)} von {zahlen.anzahl(z.gemeinden_gesamt, 'Gemeinde', 'Gemeinden')} "
            f"mit INSEK ({zahlen.anteil(z.vorhanden_anteil)})"
        )
    felder = [
        beschriftung(
            texte[i][j],
            j,
            i,
            font={
                "color": farben.text_leise
                if (wert := werte[i][j]) is None
                else text_auf(_skalenfarbe(wert, farben.skala))
            },
        )
        for i in range(len(zeilen))
        for j in range(len(spalten))
    ]
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
        "hovertext": hinweise,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    layout = {
        "height": 36 * max(len(zeilen), 1) + 48,
        "margin": {"l": 4, "r": 4, "t": 40, "b": 4},
        "annotations": felder,
        "xaxis": {
            "side": "top",
            "showgrid": False,
            "tickangle": 0,
            "tickvals": list(range(len(spalten))),
            "ticktext": [_umbruch(s, 11) for s in spalten],
            "range": [-0.5, len(spalten) - 0.5],
        },
        "yaxis": {
            "showgrid": False,
            "tickvals": list(range(len(zeilen))),
            "ticktext": [_umbruch(z, 18) for z in zeilen],
            "range": [len(zeilen) - 0.5, -0.5],
        },
    }
    return figur([spur], layout, thema)


def _skalenfarbe(wert: float, skala: tuple[str, ...]) -> str:
    """Nächste Stützfarbe der stetigen Skala (0 bis 1); genügt, um die Schriftfarbe zu wählen."""
    return skala[round(wert * (len(skala) - 1))]
