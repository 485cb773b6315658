"""Kleine HTML-Stücke, für die Streamlit kein Element hat: große Zahlen, Legende, kurze Tabelle.

Alle Texte werden maskiert; das Aussehen steht im Stilblatt der Oberfläche.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.kartenthemen import Einteilung

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
    ausserhalb : Gemeinden, die nicht zur Auswahl gehören; 0 lässt die Zeile weg.
    """
    zeilen = [_legendenzeile(k.beschriftung, k.gemeinden, k.farbe) for k in einteilung.klassen]
    if ausserhalb:
        zeilen.append(_legendenzeile("nicht in der Auswahl", ausserhalb, "transparent"))
    return (
        f'<ul class="legende" aria-label="Legende, Thema {escape(einteilung.thema)}">{"".join(zeilen)}</ul>'
    )


def _legendenzeile(text: str, gemeinden: int, farbe: str) -> str:
    return (
        f'<li><span class="feld" style="background-color:{farbe}"></span><span>{escape(text)}</span>'
        f'<span class="zahl">{zahlen.zahl(gemeinden)}</span></li>'
    )


def tabelle(
    inhalt: pd.DataFrame,
    *,
    beschreibung: str,
    verweise: Sequence[str] | None = None,
    hinweis: str = "",
) -> str:
    """Kurze Tabelle als echtes HTML: vorlesbar, druckbar, mit der Tastatur bedienbar, schnell.

    Parameters
    ----------
    inhalt : Anzeigeform; Zahlen stehen rechts und deutsch, Fehlendes als „–“.
    beschreibung : Überschrift der Tabelle für Vorleseprogramme (``caption``).
    verweise : Folge von Adressen, optional
        Je Zeile; macht die erste Spalte zum Verweis innerhalb der Anwendung.
    hinweis : Kleiner Text unter der Tabelle.
    """
    kopf = "".join(f'<th scope="col"{_rechts(inhalt[s])}>{escape(str(s))}</th>' for s in inhalt.columns)
    ausrichtung = [_rechts(inhalt[spalte]) for spalte in inhalt.columns]
    zeilen = []
    for nummer, zeile in enumerate(inhalt.itertuples(index=False)):
        zellen = [escape(_zelle(wert)) for wert in zeile]
        if verweise is not None:
            zellen[0] = f'<a class="intern" href="{escape(verweise[nummer])}">{zellen[0]}</a>'
        zeilen.append("".join(f"<td{a}>{z}</td>" for a, z in zip(ausrichtung, zellen, strict=True)))
    rumpf = "".join(f"<tr>{zeile}</tr>" for zeile in zeilen)
    return (
        f'<div class="tabelle"><table><caption>{escape(beschreibung)}</caption>'
        f"<thead><tr>{kopf}</tr></thead><tbody>{rumpf}</tbody></table>"
        + (f'<p class="hinweis">{escape(hinweis)}</p>' if hinweis else "")
        + "</div>"
    )


def _rechts(spalte: pd.Series) -> str:
    return ' class="rechts"' if pd.api.types.is_numeric_dtype(spalte) else ""


def _zelle(wert: Any) -> str:
    if zahlen.fehlt(wert):
        return "–"
    if isinstance(wert, str):
        return wert
    return zahlen.zahl(wert, 1 if isinstance(wert, float) else 0)
