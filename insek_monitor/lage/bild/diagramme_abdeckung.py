"""Diagramme zur Abdeckung: Balken je Gruppe, Wärmetabelle.

Voll heißt belegt, blass heißt nach den Eckwerten geschätzt; die Legende und jede Beschriftung sagen es auch.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.abdeckung import Mass, Stand, staende, zelle
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.befunde_lage import mit_nenner
from insek_monitor.lage.bild.farben import Thema, palette, rgb, text_auf
from insek_monitor.lage.bild.vorlage import figur, kurzname, zeilennamen

ZEILENHOEHE = 70
"""Pixel je Gruppe: zwei Zeilen Beschriftung, darunter der Balken."""

SCHMAL = 340
"""Breite der Zeichenfläche auf einem Telefon (Pixel); danach richtet sich, was in einen Balken passt."""

GESCHAETZT = "blasse Farben: geschätzt"


def _passend(moeglich: tuple[str, ...], breite: float) -> str:
    """Der erste Text, der in ``breite`` Pixel passt (rund 7 Pixel je Zeichen und etwas Luft)."""
    return next((text for text in moeglich if len(text) * 7 + 8 <= breite), "")


def _segmenttext(wert: float, gesamt: int, als_anteil: bool, groesster: float, art: str) -> str:
    """Was in das Segment passt: „24 belegt“, „rund 51 geschätzt“, „24 (9 %)“ oder nur die Zahl."""
    if wert < 0.5 or not gesamt:
        return ""
    rund, wort = {"belegt": ("", " belegt"), "geschaetzt": ("rund ", " geschätzt")}.get(art, ("", ""))
    prozent = zahlen.anteil(wert / gesamt)
    zahl = prozent if als_anteil else zahlen.kurz(wert)
    lang = f"{zahl} ({zahlen.kurz(wert) if als_anteil else prozent})"
    breite = SCHMAL * wert / (gesamt if als_anteil else groesster)
    return _passend((f"{rund}{zahl}{wort}" if wort else lang, f"{rund}{zahl}", zahl), breite)


def _zeile(gruppe: str, s: Stand, mass: Mass) -> str:
    """Zwei Zeilen über dem Balken: wer, und wie viele davon ein INSEK haben."""
    woerter = ("Gemeinde", "Gemeinden") if mass == "gemeinden" else ("Einwohner", "Einwohner")
    return (
        f"<b>{kurzname(gruppe)}</b> · {zahlen.anzahl(s.gesamt, *woerter)}<br>"
        f"mit INSEK: {mit_nenner(s, kurz=True, intervall=False)}"
    )


def _hinweis(s: Stand, wort: str) -> str:
    """Zahlenzeile des Hinweises, auf dem Telefon umgebrochen."""
    return f"{wort}: {mit_nenner(s)}".replace("; mit 90", ";<br>mit 90").replace("), ", "),<br>")


def balken_abdeckung(
    abdeckung: pd.DataFrame,
    *,
    mass: Mass = "gemeinden",
    anteil: bool = False,
    thema: Thema = "hell",
) -> go.Figure:
    """Waagerechte, gestapelte Balken: Status je Gruppe, belegt (voll) und geschätzt (blass).

    Parameters
    ----------
    abdeckung : DataFrame
        Aus ``lage.abdeckung.abdeckung``; eine Zeile je Gruppe und Status. Die Reihenfolge der Gruppen
        bleibt, die erste steht oben.
    mass : „gemeinden“ oder „einwohner“
    anteil : Anteile (alle Balken gleich lang) statt Anzahlen.

    Returns
    -------
    Figure
        Je Status eine Spur mit Belegtem und, wo geschätzt wird, eine blasse daneben; ``customdata`` je
        Segment beginnt mit ``[gruppe, status, „belegt“ oder „geschaetzt“]``.
    """
    farben = palette(thema)
    je_status = {status: staende(abdeckung, mass, status) for status in Status}
    gemeinden = {status: staende(abdeckung, "gemeinden", status) for status in Status}
    einwohner = {status: staende(abdeckung, "einwohner", status) for status in Status}
    vorhanden = je_status[Status.VORHANDEN]
    groesster = float(max([1, *(s.gesamt for s in vorhanden.values())]))
    geschaetzt = any(s.geschaetzt for s in vorhanden.values())
    spuren: list[dict[str, Any]] = []
    for status in Status:
        gruppen = je_status[status]
        if status is Status.UNBEKANNT and not any(s.zahl for s in gruppen.values()):
            continue
        for art in ("belegt", "geschaetzt"):
            werte = [float(getattr(s, art)) for s in gruppen.values()]
            blass = art == "geschaetzt"
            if blass and not any(werte):
                continue
            farbe = farben.status_geschaetzt[status] if blass else farben.status[status]
            nenner = [s.gesamt if anteil else 1 for s in gruppen.values()]
            spuren.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "name": status.beschriftung,
                    "showlegend": not blass,
                    "x": [w / n if n else 0.0 for w, n in zip(werte, nenner, strict=True)],
                    "y": list(range(len(werte))),
                    "text": [
                        _segmenttext(w, s.gesamt, anteil, groesster, art if geschaetzt else "")
                        for w, s in zip(werte, gruppen.values(), strict=True)
                    ],
                    "textposition": "inside",
                    "insidetextanchor": "middle",
                    "textangle": 0,
                    "constraintext": "none",
                    "textfont": {"color": text_auf(farbe)},
                    "customdata": [
                        [
                            gruppe,
                            status.value,
                            art,
                            _hinweis(gemeinden[status][gruppe], "Gemeinden"),
                            _hinweis(einwohner[status][gruppe], "Einwohner"),
                        ]
                        for gruppe in gruppen
                    ],
                    "hovertemplate": f"<b>%{{customdata[0]}}</b><br>{status.beschriftung}<br>"
                    "%{customdata[3]}<br>%{customdata[4]}<extra></extra>",
                    "marker": {"color": farbe, "line": {"color": farben.grund, "width": 1}},
                    "unselected": {"marker": {"opacity": 0.45}},
                }
            )
    if geschaetzt:
        wie_vorhanden = {"color": farben.status_geschaetzt[Status.VORHANDEN]}
        ohne = {"x": [None], "y": [None], "hoverinfo": "skip"}
        spuren.append({"type": "bar", "orientation": "h", "name": GESCHAETZT, "marker": wie_vorhanden} | ohne)
    namen = [_zeile(gruppe, s, mass) for gruppe, s in vorhanden.items()]
    spuren.append(zeilennamen(namen, 0, farben.text))
    layout = {
        "barmode": "stack",
        "bargap": 0.66,
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
    kreuz : Aus ``lage.abdeckung.kreuztabelle``.

    Notes
    -----
    In der Zelle steht „rund 11/20“ (mit INSEK, alle Gemeinden), darunter „4 belegt“ oder, wo nicht geschätzt
    wird, „3 offen“; bei mehr als drei Spalten „11/20“ und „(4)“. „?/7“, wo kein INSEK belegt und manches
    nicht bekannt ist, „–“, wo es keine Gemeinde gibt.
    """
    farben = palette(thema)
    zeilen = list(dict.fromkeys(kreuz["zeile"].astype(str)))
    spalten = list(dict.fromkeys(kreuz["spalte"].astype(str)))
    werte: list[list[float | None]] = [[None] * len(spalten) for _ in zeilen]
    texte = [["–"] * len(spalten) for _ in zeilen]
    hinweise = [["keine Gemeinde"] * len(spalten) for _ in zeilen]
    breit = len(spalten) <= 3
    zweizeilig = geschaetzt = False
    for z in kreuz.itertuples():
        if not z.gemeinden_gesamt:
            continue
        i, j = zeilen.index(str(z.zeile)), spalten.index(str(z.spalte))
        s = zelle(z)
        werte[i][j] = None if s.anteil is None else round(s.anteil, 4)
        texte[i][j] = _zellentext(s, breit)
        hinweise[i][j] = f"INSEK vorhanden:<br>{_hinweis(s, 'Gemeinden')}"
        geschaetzt |= s.geschaetzt > 0
        zweizeilig |= "<br>" in texte[i][j]
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
        "hovertemplate": "<b>%{y}</b><br>%{x}<br>%{hovertext}<extra></extra>",
        "hoverongaps": False,
    }
    koepfe, titel = _koepfe(spalten)
    if geschaetzt and not breit:
        titel = " · ".join(filter(None, (titel, "in Klammern: belegt")))
    schrift = {
        "type": "scatter",
        "mode": "text",
        "x": list(range(len(spalten))) * len(zeilen),
        "y": [i for i in range(len(zeilen)) for _ in spalten],
        "text": [text for reihe in texte for text in reihe],
        "textfont": {
            "size": 11,
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
        "height": (42 if zweizeilig else 36) * max(len(zeilen), 1) + (64 if titel else 48),
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


def _zellentext(s: Stand, breit: bool) -> str:
    if s.anteil is None:
        return f"?/{zahlen.zahl(s.gesamt)}"
    # Eine Erwartung unter 0,5 ist keine 0: „≤1/2“.
    menge = f"≤{zahlen.zahl(ceil(s.bis))}" if s.ungefaehr and s.zahl < 0.5 else zahlen.zahl(s.zahl)
    rund = "rund " if breit and s.ungefaehr and s.zahl >= 0.5 else ""
    text = f"{rund}{menge}/{zahlen.zahl(s.gesamt)}"
    if s.geschaetzt:
        return (
            f"{text}<br>{zahlen.zahl(s.belegt)} belegt" if breit else f"{text}<br>({zahlen.zahl(s.belegt)})"
        )
    return f"{text}<br>{zahlen.zahl(s.unbekannt)} offen" if s.unbekannt else text


def _koepfe(namen: list[str]) -> tuple[list[str], str]:
    """Spaltenköpfe, die auf ein Telefon passen, und der Titel der Achse.

    Mehr als drei Größenklassen nennen nur ihre Untergrenze („ab 5.000“, in Tausend „ab 5“); sonst bricht um.
    """
    treffer = [re.fullmatch(r"(?:(unter) )?([\d.]+)(?: (?:bis unter .+|und mehr))?", name) for name in namen]
    if len(namen) <= 3 or not all(treffer):
        return [_umbruch(name, 11) for name in namen], ""
    teile = [(t[1] or "ab", t[2]) for t in treffer if t]
    tausend = all(grenze.endswith(".000") for _, grenze in teile)
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
