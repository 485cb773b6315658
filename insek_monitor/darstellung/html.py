"""Kleine HTML-Stücke, für die Streamlit kein Element hat: große Zahlen, Legende, Tabelle auf Papier.

Alle Texte werden maskiert; das Aussehen steht im Stilblatt der Oberfläche.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.kartenthemen import Einteilung

Kennzahl = tuple[str, str, str | None]
"""Beschriftung, Zahl, Zusatz darunter."""


def kennzahlenliste(eintraege: Sequence[Kennzahl]) -> str:
    """Große Zahlen als Beschreibungsliste."""
    karten = "".join(
        f"<div><dt>{escape(beschriftung)}</dt><dd>{escape(wert)}</dd>"
        + (f'<dd class="zusatz">{escape(zusatz)}</dd>' if zusatz else "")
        + "</div>"
        for beschriftung, wert, zusatz in eintraege
    )
    return f'<dl class="kennzahlen">{karten}</dl>'


def legende(einteilung: Einteilung, ausserhalb: int = 0) -> str:
    """Legende einer Karte: Farbfeld, Bedeutung, Zahl der Gemeinden.

    Parameters
    ----------
    ausserhalb : int
        Gemeinden, die nicht zur Auswahl gehören; 0 lässt die Zeile weg.
    """
    zeilen = [
        _legendenzeile(k.beschriftung, k.gemeinden, k.farbe, k.modelliert)
        for k in einteilung.klassen
        if k.gemeinden or not k.modelliert
    ]
    if ausserhalb:
        zeilen.append(_legendenzeile("nicht in der Auswahl", ausserhalb, "transparent", False))
    return (
        f'<ul class="legende" aria-label="Legende, Thema {escape(einteilung.thema)}">{"".join(zeilen)}</ul>'
    )


def _legendenzeile(text: str, gemeinden: int, farbe: str, modelliert: bool) -> str:
    feld = "feld modelliert" if modelliert else "feld"
    return (
        f'<li><span class="{feld}" style="background-color:{farbe}"></span><span>{escape(text)}</span>'
        f'<span class="zahl">{zahlen.zahl(gemeinden)}</span></li>'
    )


def papiertabelle(tabelle: pd.DataFrame) -> str:
    """Schlichte Tabelle, die nur beim Drucken erscheint; Zahlen deutsch, Fehlendes als „–“."""
    kopf = "".join(f'<th scope="col">{escape(str(spalte))}</th>' for spalte in tabelle.columns)
    zeilen = "".join(
        "<tr>" + "".join(f"<td>{escape(_zelle(wert))}</td>" for wert in zeile) + "</tr>"
        for zeile in tabelle.itertuples(index=False)
    )
    return (
        f'<div class="nur-druck"><table><thead><tr>{kopf}</tr></thead><tbody>{zeilen}</tbody></table></div>'
    )


def _zelle(wert: Any) -> str:
    if zahlen.fehlt(wert):
        return "–"
    if isinstance(wert, str):
        return wert
    return zahlen.zahl(wert, 0 if float(wert).is_integer() and not isinstance(wert, float) else 1)
