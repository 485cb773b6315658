"""Säulen zur Fortschreibung: Ablauf je Jahr und Alter der Konzepte."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insek_monitor.kern.begriffe import Aktualitaet
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import Thema, palette
from insek_monitor.lage.bild.vorlage import beschriftung, figur, leere_figur, senkrechte_linie

HOEHE = 320
OHNE_DATUM = "kein INSEK mit bekanntem Datum"


def _saeulen(
    x: list[int], gemeinden: list[int], farbe: list[str], hinweise: list[str], schrift: list[str]
) -> list[dict[str, Any]]:
    """Säulen mit ihrer Zahl darüber."""
    return [
        {
            "type": "bar",
            "x": x,
            "y": gemeinden,
            "customdata": [[wert] for wert in x],
            "hovertext": hinweise,
            "hovertemplate": "%{hovertext}<extra></extra>",
            "textposition": "none",
            "marker": {"color": farbe},
        },
        {
            "type": "scatter",
            "mode": "text",
            "x": x,
            "y": gemeinden,
            "text": [zahlen.zahl(n) if n else "" for n in gemeinden],
            "textposition": "top center",
            "textfont": {"color": schrift, "size": 11},
            "hoverinfo": "skip",
            "cliponaxis": False,
        },
    ]


def saeulen_ablauf(ablauf_je_jahr: pd.DataFrame, stichtag: date, thema: Thema = "hell") -> go.Figure:
    """Konzepte, die je Kalenderjahr zehn Jahre alt werden; vergangene Jahre grau.

    Parameters
    ----------
    ablauf_je_jahr : Aus ``lage.fortschreibung.ablauf_je_jahr``: ``jahr``, ``gemeinden``, ``einwohner``.
    """
    farben = palette(thema)
    zeilen = list(ablauf_je_jahr.sort_values("jahr").itertuples())
    jahre = [int(z.jahr) for z in zeilen]
    if not zeilen:
        return leere_figur(OHNE_DATUM, thema)
    gemeinden = [int(z.gemeinden) for z in zeilen]
    spuren = _saeulen(
        jahre,
        gemeinden,
        [farben.status["vorhanden" if j >= stichtag.year else "unbekannt"] for j in jahre],
        [
            f"<b>{z.jahr}</b><br>{zahlen.gemeinden(n)}<br>"
            f"{zahlen.anzahl(z.einwohner, 'Einwohner', 'Einwohner')}"
            for z, n in zip(zeilen, gemeinden, strict=True)
        ],
        [farben.text if j >= stichtag.year else farben.text_leise for j in jahre],
    )
    stelle = stichtag.year - 0.5 + (stichtag.timetuple().tm_yday - 1) / 366
    hoechste = max(gemeinden, default=1)
    layout = {
        "height": HOEHE,
        "bargap": 0.2,
        "showlegend": False,
        "shapes": [senkrechte_linie(stelle, farben.text_leise)],
        "annotations": [
            beschriftung(
                f"Stichtag<br>{zahlen.datum(stichtag)}",
                stelle,
                1,
                yref="paper",
                xanchor="left" if stelle < _mitte(jahre) else "right",
                yanchor="top",
                xshift=4 if stelle < _mitte(jahre) else -4,
                align="left" if stelle < _mitte(jahre) else "right",
                font={"color": farben.text_leise, "size": 12},
            )
        ],
        "xaxis": {"showgrid": False, "tickformat": "d", "nticks": 8, "tickangle": 0},
        "yaxis": {"range": [0, hoechste * 1.25], "nticks": 5, "tickformat": "d"},
    }
    return figur(spuren, layout, thema)


def _mitte(jahre: list[int]) -> float:
    return (jahre[0] + jahre[-1]) / 2 if jahre else 0.0


def saeulen_alter(altersverteilung: pd.DataFrame, regeln: Regeln, thema: Thema = "hell") -> go.Figure:
    """Alter der Konzepte in vollendeten Jahren, gefärbt nach Aktualität.

    Parameters
    ----------
    altersverteilung : Aus ``lage.fortschreibung.altersverteilung``: ``alter_jahre``, ``gemeinden``.
    regeln : ``fortschreibung_ab_jahre`` und ``gueltig_bis_jahre`` trennen die Bänder.
    """
    farben = palette(thema)
    zeilen = list(altersverteilung.sort_values("alter_jahre").itertuples())
    alter = [int(z.alter_jahre) for z in zeilen]
    if not zeilen:
        return leere_figur(OHNE_DATUM, thema)
    gesamt = [int(z.gemeinden) for z in zeilen]

    def band(jahre: int) -> Aktualitaet:
        if jahre < regeln.fortschreibung_ab_jahre:
            return Aktualitaet.AKTUELL
        return Aktualitaet.EINLEITEN if jahre < regeln.gueltig_bis_jahre else Aktualitaet.ABGELAUFEN

    spuren = _saeulen(
        alter,
        gesamt,
        [farben.aktualitaet[band(a)] for a in alter],
        [
            f"<b>{zahlen.jahre(a)} alt</b><br>{zahlen.gemeinden(n)}<br>{band(a).beschriftung}"
            for a, n in zip(alter, gesamt, strict=True)
        ],
        [farben.text] * len(alter),
    )
    ab, bis = regeln.fortschreibung_ab_jahre, regeln.gueltig_bis_jahre
    rechts = max([*alter, bis + 2])
    baender = (
        (Aktualitaet.AKTUELL, (ab - 1) / 2, "aktuell"),
        (Aktualitaet.EINLEITEN, (ab + bis - 1) / 2, "einleiten"),
        (Aktualitaet.ABGELAUFEN, (bis + rechts) / 2, "abgelaufen"),
    )
    summe = {b: sum(g for a, g in zip(alter, gesamt, strict=True) if band(a) is b) for b, _, _ in baender}
    layout = {
        "height": HOEHE,
        "bargap": 0.2,
        "showlegend": False,
        "shapes": [senkrechte_linie(grenze - 0.5, farben.text_leise, bis=0.84) for grenze in (ab, bis)],
        "annotations": [
            beschriftung(
                f"<b>{zahlen.zahl(summe[b])}</b><br>{wort}",
                mitte,
                1,
                yref="paper",
                yanchor="top",
                align="center",
                font={"color": farben.aktualitaet[b] if thema == "dunkel" else farben.text, "size": 11},
            )
            for b, mitte, wort in baender
        ],
        "xaxis": {
            "showgrid": False,
            "title": {"text": "Alter in vollendeten Jahren", "font": {"size": 12}},
            "range": [-0.6, rechts + 0.6],
            "tickvals": sorted({0, ab, bis, *range(0, rechts + 1, 5)}) if rechts <= 30 else None,
            "tickangle": 0,
        },
        "yaxis": {"range": [0, max(gesamt, default=1) * 1.45], "nticks": 5, "tickformat": "d"},
    }
    return figur(spuren, layout, thema)
