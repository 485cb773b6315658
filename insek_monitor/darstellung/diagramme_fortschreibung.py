"""Säulen zur Fortschreibung: Ablauf je Jahr und Alter der Konzepte; Modelliertes blasser und schraffiert."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.farben import MUSTER_MODELLIERT, Palette, Thema, palette
from insek_monitor.darstellung.vorlage import beschriftung, figur, senkrechte_linie
from insek_monitor.modell.begriffe import Aktualitaet
from insek_monitor.modell.regeln import Regeln

HOEHE = 320


def muster(farbe: str | Sequence[str], blass: str | Sequence[str]) -> dict[str, Any]:
    """Plotly-Muster für Modelliertes: blasser Grund, Schraffur in der vollen Farbe."""
    return {
        "shape": MUSTER_MODELLIERT,
        "size": 6,
        "solidity": 0.25,
        "fgcolor": farbe,
        "bgcolor": blass,
        "fillmode": "replace",
    }


def _saeulen(
    x: list[int],
    belegt: list[int],
    modelliert: list[int],
    farbe: list[str],
    blass: list[str],
    hinweise: list[str],
    schrift: list[str],
) -> list[dict[str, Any]]:
    """Zwei gestapelte Spuren: belegt (voll) und modelliert (gemustert); die Summe steht über der Säule."""
    gemeinsam: dict[str, Any] = {
        "type": "bar",
        "x": x,
        "hovertext": hinweise,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "textposition": "none",
    }
    spuren: list[dict[str, Any]] = [
        {
            **gemeinsam,
            "name": "belegt",
            "y": belegt,
            "customdata": [[wert, "belegt"] for wert in x],
            "marker": {"color": farbe},
        }
    ]
    if any(modelliert):
        spuren.append(
            {
                **gemeinsam,
                "name": "modelliert",
                "y": modelliert,
                "customdata": [[wert, "modelliert"] for wert in x],
                "marker": {"color": blass, "pattern": muster(farbe, blass)},
            }
        )
    summen = [b + m for b, m in zip(belegt, modelliert, strict=True)]
    spuren.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": x,
            "y": summen,
            "text": [zahlen.zahl(s) if s else "" for s in summen],
            "textposition": "top center",
            "textfont": {"color": schrift, "size": 11},
            "hoverinfo": "skip",
            "showlegend": False,
            "cliponaxis": False,
        }
    )
    return spuren


def _hinweis(kopf: str, gesamt: int, modelliert: int, schluss: str = "") -> str:
    dazu = f"<br>davon {zahlen.zahl(modelliert)} modelliert" if modelliert else ""
    return f"<b>{kopf}</b><br>{zahlen.gemeinden(gesamt)}{dazu}{schluss}"


def _legende(farben: Palette) -> list[dict[str, Any]]:
    """Legende in neutralem Grau: Sie erklärt das Muster, nicht die Farben."""
    grau, blass = farben.text_leise, farben.gitter
    leer: dict[str, Any] = {"type": "bar", "x": [None], "y": [None], "hoverinfo": "skip", "showlegend": True}
    return [
        {**leer, "name": "belegt", "marker": {"color": grau}},
        {**leer, "name": "modelliert", "marker": {"color": blass, "pattern": muster(grau, blass)}},
    ]


def saeulen_ablauf(ablauf_je_jahr: pd.DataFrame, stichtag: date, thema: Thema = "hell") -> go.Figure:
    """Konzepte, die je Kalenderjahr zehn Jahre alt werden; vergangene Jahre grau.

    Parameters
    ----------
    ablauf_je_jahr : DataFrame
        Aus ``kennzahlen.fortschreibung.ablauf_je_jahr``: ``jahr``, ``gemeinden``, ``modelliert``
        (davon), ``einwohner``.

    Returns
    -------
    Figure
        ``customdata`` je Säulenteil: ``[jahr, „belegt“ oder „modelliert“]``.
    """
    farben = palette(thema)
    zeilen = list(ablauf_je_jahr.sort_values("jahr").itertuples())
    jahre = [int(z.jahr) for z in zeilen]
    modelliert = [int(z.modelliert) for z in zeilen]
    gesamt = [int(z.gemeinden) for z in zeilen]
    voll, blass = farben.status["vorhanden"], farben.status_modelliert["vorhanden"]
    spuren = _saeulen(
        jahre,
        [g - m for g, m in zip(gesamt, modelliert, strict=True)],
        modelliert,
        [voll if j >= stichtag.year else farben.status["unbekannt"] for j in jahre],
        [blass if j >= stichtag.year else farben.gitter for j in jahre],
        [
            _hinweis(str(j), g, m, f"<br>{zahlen.anzahl(z.einwohner, 'Einwohner', 'Einwohner')}")
            for j, g, m, z in zip(jahre, gesamt, modelliert, zeilen, strict=True)
        ],
        [farben.text if j >= stichtag.year else farben.text_leise for j in jahre],
    )
    for spur in spuren:
        spur["showlegend"] = False
    if any(modelliert):
        spuren += _legende(farben)
    stelle = stichtag.year - 0.5 + (stichtag.timetuple().tm_yday - 1) / 366
    hoechste = max(gesamt, default=1)
    layout = {
        "height": HOEHE,
        "barmode": "stack",
        "bargap": 0.2,
        "showlegend": any(modelliert),
        "margin": {"t": 34 if any(modelliert) else 8},
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
    altersverteilung : DataFrame
        Aus ``kennzahlen.fortschreibung.altersverteilung``: ``alter_jahre``, ``gemeinden``,
        ``modelliert`` (davon).
    regeln : Regeln
        ``fortschreibung_ab_jahre`` und ``gueltig_bis_jahre`` trennen die Bänder.
    """
    farben = palette(thema)
    zeilen = list(altersverteilung.sort_values("alter_jahre").itertuples())
    alter = [int(z.alter_jahre) for z in zeilen]
    modelliert = [int(z.modelliert) for z in zeilen]
    gesamt = [int(z.gemeinden) for z in zeilen]

    def band(jahre: int) -> Aktualitaet:
        if jahre < regeln.fortschreibung_ab_jahre:
            return Aktualitaet.AKTUELL
        return Aktualitaet.EINLEITEN if jahre < regeln.gueltig_bis_jahre else Aktualitaet.ABGELAUFEN

    spuren = _saeulen(
        alter,
        [g - m for g, m in zip(gesamt, modelliert, strict=True)],
        modelliert,
        [farben.aktualitaet[band(a)] for a in alter],
        [farben.aktualitaet_modelliert[band(a)] for a in alter],
        [
            _hinweis(f"{zahlen.jahre(a)} alt", g, m, f"<br>{band(a).beschriftung}")
            for a, g, m in zip(alter, gesamt, modelliert, strict=True)
        ],
        [farben.text] * len(alter),
    )
    for spur in spuren:
        spur["showlegend"] = False
    if any(modelliert):
        spuren += _legende(farben)
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
        "barmode": "stack",
        "bargap": 0.2,
        "showlegend": any(modelliert),
        "margin": {"t": 34 if any(modelliert) else 8},
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
