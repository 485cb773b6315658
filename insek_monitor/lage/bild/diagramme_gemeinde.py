"""Zeitstrahl der Konzepte einer Gemeinde."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insek_monitor.kern.begriffe import Genauigkeit, Konzeptart, Status
from insek_monitor.kern.datum import UNBEKANNT, jahrestag, lies_datum
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.farben import Palette, Thema, durchscheinend, palette
from insek_monitor.lage.bild.konzepttext import belegte
from insek_monitor.lage.bild.vorlage import beschriftung, figur, senkrechte_linie, zeilennamen

BAHN = 52
"""Pixel je Konzept: eine Zeile Text, darunter der Balken."""

ZEICHEN = {"begonnen": "circle-open", "beschluss": "circle", "aufgehoben": "x"}


def _ms(von: date, bis: date) -> int:
    """Länge eines Balkens auf der Datumsachse: plotly rechnet in Millisekunden."""
    return (bis - von).days * 86_400_000


def _spanne(text: str) -> tuple[date, date] | None:
    """Das Jahr, in dem ein nur auf das Jahr bekanntes Ereignis liegt; sonst zweimal derselbe Tag.

    Ein Monat ist auf dieser Achse kaum breiter als ein Punkt; er erscheint als Punkt in seiner Mitte.
    """
    gelesen = lies_datum(text)
    if gelesen is None or gelesen.tag is None:
        return None
    if gelesen.genauigkeit is Genauigkeit.JAHR:
        return date(gelesen.tag.year, 1, 1), date(gelesen.tag.year + 1, 1, 1)
    return gelesen.tag, gelesen.tag


def _kopf(konzept: Any) -> str:
    """„INSEK · beschlossen 2019“ mit gekürztem Titel."""
    art = Konzeptart(konzept.art)
    teile = [f"<b>{'Teilgebiet' if art is Konzeptart.TEILGEBIET else art.beschriftung}</b>"]
    if ereignisse := belegte(konzept):
        wort, wann = ereignisse[-1]
        ohne = f"{wort}, ohne Datum" if wann else wort
        teile.append(ohne if wann in ("", UNBEKANNT) else f"{wort} {zahlen.ungenaues_datum(wann)}")
    elif not zahlen.fehlt(konzept.belegt) and konzept.belegt != "":
        teile.append(f"Stand der Quelle {zahlen.ungenaues_datum(konzept.belegt)}")
    return " · ".join(teile)


def _hinweis(konzept: Any) -> str:
    zeilen = [_kopf(konzept)]
    if not zahlen.fehlt(konzept.titel):
        titel = str(konzept.titel)
        # Plotly liest einfaches HTML, auch Verweise.
        zeilen.append(escape(titel if len(titel) <= 70 else f"{titel[:67]}…", quote=False))
    zeilen += [f"{wort}: {zahlen.ungenaues_datum(wann)}" for wort, wann in belegte(konzept) if wann]
    return "<br>".join(zeilen)


def _farbe(art: Konzeptart, farben: Palette) -> str:
    """Farbe des Status, den ein Konzept dieser Art belegt."""
    if art.ist_integriert:
        return farben.status[Status.VORHANDEN]
    belegt = {Konzeptart.AEHNLICH: Status.TEILWEISE, Konzeptart.KEINS: Status.KEIN}
    return farben.status[belegt.get(art, Status.UNBEKANNT)]


def zeitstrahl(
    konzepte: pd.DataFrame,
    stichtag: date,
    thema: Thema = "hell",
    *,
    gueltig_jahre: int = 10,
) -> go.Figure:
    """Konzepte einer Gemeinde auf einer Zeitachse, das neueste oben.

    Parameters
    ----------
    konzepte : Zeilen von ``konzepte`` (docs/fachregeln.md) dieser Gemeinde.
    stichtag : Senkrechte Linie.
    gueltig_jahre : int
        So lange gilt ein integriertes Konzept ab dem Beschluss (``regeln.gueltig_bis_jahre``): heller Balken.

    Notes
    -----
    Ein auf Tag oder Monat bekanntes Ereignis ist ein Punkt; ist nur das Jahr bekannt, ein Balken dieser
    Breite.
    """
    farben = palette(thema)
    ereignistage = ["beschluss_tag", "begonnen_tag", "aufgehoben_tag", "belegt_tag"]
    reihenfolge = konzepte[ereignistage].bfill(axis=1).iloc[:, 0]
    bahnen = list(
        konzepte.loc[reihenfolge.sort_values(ascending=False, na_position="last").index].itertuples()
    )
    spuren: list[dict[str, Any]] = []
    tage = [stichtag]
    for i, konzept in enumerate(bahnen):
        neue, weitere = _bahn(konzept, i, _farbe(Konzeptart(konzept.art), farben), gueltig_jahre)
        spuren += neue
        tage += weitere
    von, bis = f"{min(tage).year - 1}-01-01", f"{max(tage).year + 2}-01-01"
    spuren.append(zeilennamen([_kopf(k) for k in bahnen], von))
    # Nah am rechten Rand steht die Beschriftung links von der Linie, damit sie nicht abgeschnitten wird.
    rechts = (stichtag.year - min(tage).year + 1) / (max(tage).year - min(tage).year + 3) > 0.7
    layout = {
        "height": BAHN * max(len(bahnen), 1) + 56,
        "barmode": "overlay",
        "bargap": 0.72,
        "showlegend": False,
        "margin": {"t": 22},
        "shapes": [senkrechte_linie(stichtag.isoformat(), farben.akzent, "solid")],
        "annotations": [
            beschriftung(
                f"Stichtag {zahlen.datum(stichtag)}",
                stichtag.isoformat(),
                1,
                yref="paper",
                yanchor="bottom",
                xanchor="right" if rechts else "center",
                font={"color": farben.akzent, "size": 12},
            )
        ],
        "xaxis": {
            "type": "date",
            "range": [von, bis],
            "tickformat": "%Y",
            "nticks": 8,
            "tickangle": 0,
        },
        "yaxis": {"visible": False, "range": [len(bahnen) - 0.6, -0.8]},
    }
    return figur(spuren, layout, thema)


def _bahn(konzept: Any, i: int, farbe: str, gueltig_jahre: int) -> tuple[list[dict[str, Any]], list[date]]:
    """Spuren eines Konzepts (Gültigkeit, ungenaue und genaue Ereignisse) und die Tage, die es belegt."""
    hinweis = {"hovertext": [_hinweis(konzept)], "hovertemplate": "%{hovertext}<extra></extra>"}
    spuren: list[dict[str, Any]] = []
    tage: list[date] = []

    def balken(von: date, bis: date, marke: dict[str, Any]) -> None:
        spuren.append(
            {
                "type": "bar",
                "orientation": "h",
                "base": [von.isoformat()],
                "x": [_ms(von, bis)],
                "y": [i],
                "marker": marke,
                **hinweis,
            }
        )
        tage.extend((von, bis))

    beschlossen = None if pd.isna(konzept.beschluss_tag) else konzept.beschluss_tag.date()
    if beschlossen is not None and Konzeptart(konzept.art).ist_integriert:
        ende = jahrestag(beschlossen, gueltig_jahre)
        if not pd.isna(konzept.aufgehoben_tag):
            ende = min(ende, konzept.aufgehoben_tag.date())
        balken(beschlossen, ende, {"color": durchscheinend(farbe, 0.35)})
    datiert = [
        (spalte, form, spanne)
        for spalte, form in ZEICHEN.items()
        if not zahlen.fehlt(text := getattr(konzept, spalte)) and (spanne := _spanne(str(text)))
    ]
    if not datiert and not pd.isna(konzept.belegt_tag):
        # Kein datiertes Ereignis: Die Raute zeigt, von wann die Quelle ist.
        datiert = [("belegt", "diamond-open", (konzept.belegt_tag.date(), konzept.belegt_tag.date()))]
    for _, form, (von, bis) in datiert:
        if von != bis:
            balken(von, bis, {"color": farbe, "opacity": 0.9 if form == "circle" else 0.45})
            continue
        spuren.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [von.isoformat()],
                "y": [i],
                "marker": {"symbol": form, "size": 13, "color": farbe, "line": {"width": 2, "color": farbe}},
                "cliponaxis": False,
                **hinweis,
            }
        )
        tage.append(von)
    return spuren, tage
