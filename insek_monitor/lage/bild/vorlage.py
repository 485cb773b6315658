"""Aussehen aller Diagramme: eine plotly-Vorlage je Thema, Schrift, Ränder, Bedienleiste.

Die Diagramme haben einen durchsichtigen Grund; so passen sie in jeden Kasten der Oberfläche.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import plotly.graph_objects as go

from insek_monitor.lage.bild.farben import Thema, palette

SCHRIFT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'
"""Systemschriften: nichts wird nachgeladen."""

GROESSE = 13
"""Grundschrift der Diagramme in Pixeln."""

KONFIGURATION: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "responsive": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
"""Angaben für plotly.js: keine (englische) Bedienleiste, kein Verrutschen beim Scrollen."""


@cache
def vorlage(thema: Thema) -> go.layout.Template:
    """Plotly-Vorlage des Themas: deutsche Trennzeichen, Systemschrift, knappe Ränder."""
    farben = palette(thema)
    achse = {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": farben.gitter,
        "linecolor": farben.gitter,
        "tickcolor": farben.gitter,
        "zeroline": False,
        "title": {"standoff": 8, "font": {"color": farben.text_leise}},
        "tickfont": {"color": farben.text_leise},
    }
    return go.layout.Template(
        layout={
            "separators": ",.",
            "font": {"family": SCHRIFT, "size": GROESSE, "color": farben.text},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 4, "r": 8, "t": 8, "b": 4, "pad": 2},
            "colorway": [*farben.status.values()],
            "hovermode": "closest",
            "dragmode": False,
            "hoverlabel": {
                "align": "left",
                "bgcolor": farben.flaeche,
                "bordercolor": farben.text_leise,
                "font": {"family": SCHRIFT, "size": GROESSE, "color": farben.text},
                "namelength": -1,
            },
            "legend": {
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "itemclick": False,
                "itemdoubleclick": False,
                "traceorder": "normal",
                "font": {"color": farben.text},
                "title": {"text": ""},
            },
            "xaxis": achse,
            "yaxis": achse,
            "bargap": 0.25,
            "barcornerradius": 2,
        }
    )


def figur(spuren: list[dict[str, Any]], layout: dict[str, Any], thema: Thema) -> go.Figure:
    """Abbildung aus schlichten dicts; plotly prüft jede Angabe (unbekannte Namen → ``ValueError``)."""
    return go.Figure(data=spuren, layout={"template": vorlage(thema), **layout})


def senkrechte_linie(x: Any, farbe: str, strich: str = "dot", *, bis: float = 1) -> dict[str, Any]:
    """Hilfslinie von unten bis zum Anteil ``bis`` der Höhe (``layout.shapes``)."""
    return {
        "type": "line",
        "yref": "paper",
        "y0": 0,
        "y1": bis,
        "x0": x,
        "x1": x,
        "line": {"color": farbe, "width": 1.5, "dash": strich},
    }


def beschriftung(text: str, x: Any, y: Any, **angaben: Any) -> dict[str, Any]:
    """Text im Diagramm ohne Pfeil (``layout.annotations``); ``angaben`` überschreiben die Voreinstellung."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "align": "left", **angaben}


def leere_figur(text: str, thema: Thema) -> go.Figure:
    """Satz statt Achsen, wo es nichts zu zeigen gibt: kein leeres Feld, keine Linie bei 0."""
    mitte = {
        "xref": "paper",
        "yref": "paper",
        "xanchor": "center",
        "font": {"color": palette(thema).text_leise},
    }
    ohne = {"visible": False}
    layout = {
        "height": 90,
        "annotations": [beschriftung(text, 0.5, 0.5, **mitte)],
        "xaxis": ohne,
        "yaxis": ohne,
    }
    return figur([], layout, thema)


def zeilennamen(
    namen: list[str], links: Any, farbe: str | None = None, versatz: float = 0.44
) -> dict[str, Any]:
    """Beschriftung über jedem Balken als eine Textspur (leichter als einzelne Anmerkungen).

    Mit ``farbe`` bleibt die Beschriftung auch lesbar, wenn ein anderer Balken gewählt ist; ``versatz`` ist
    der Abstand der Textmitte von der Mitte des Balkens in Zeilen.
    """
    ungewaehlt = {"unselected": {"textfont": {"color": farbe}}} if farbe else {}
    return {
        **ungewaehlt,
        "type": "scatter",
        "mode": "text",
        "x": [links] * len(namen),
        "y": [i - versatz for i in range(len(namen))],
        "text": namen,
        "textposition": "middle right",
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def kurzname(name: str) -> str:
    """Der längste Kreisname so gekürzt, dass er mit seinem Nenner auf ein Telefon passt."""
    return name.replace("Sächsische Schweiz-", "Sächs. Schweiz-")
