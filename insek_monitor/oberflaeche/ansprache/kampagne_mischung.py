"""Mischung einer Liste nach Planungsregion und Größenklasse, neben der der Gemeinden, die infrage kommen."""

from __future__ import annotations

from html import escape

import pandas as pd

from insek_monitor.darstellung import zahlen


def tabellen(liste: pd.DataFrame, kandidaten: pd.DataFrame) -> dict[str, str]:
    """Je Merkmal eine kleine Tabelle mit Balken (HTML).

    Parameters
    ----------
    liste, kandidaten : Aus ``kennzahlen.kampagne.mischung``.
    """
    merkmale = dict.fromkeys([*kandidaten["merkmal"], *liste["merkmal"]])
    return {merkmal: _tabelle(merkmal, liste, kandidaten) for merkmal in merkmale}


def gegenueber(liste: pd.DataFrame, kandidaten: pd.DataFrame, merkmal: str) -> pd.DataFrame:
    """Je Wert des Merkmals Anzahl und Anteil in der Liste und unter denen, die infrage kommen.

    Returns
    -------
    DataFrame
        Index Wert: ``gemeinden``, ``anteil``, ``kandidaten``, ``kandidaten_anteil``; Fehlendes 0.
    """
    eine, andere = (
        mischung[mischung["merkmal"] == merkmal].set_index("wert")[["gemeinden", "anteil"]]
        for mischung in (liste, kandidaten)
    )
    werte = [*andere.index, *(wert for wert in eine.index if wert not in andere.index)]
    zusammen = eine.reindex(werte).join(
        andere.rename(columns={"gemeinden": "kandidaten", "anteil": "kandidaten_anteil"}).reindex(werte)
    )
    zusammen = zusammen.fillna(0)
    return zusammen[(zusammen["gemeinden"] > 0) | (zusammen["kandidaten"] > 0)]


def _tabelle(merkmal: str, liste: pd.DataFrame, kandidaten: pd.DataFrame) -> str:
    tafel = gegenueber(liste, kandidaten, merkmal)
    zeilen = "".join(
        f"<tr><td>{escape(str(wert))}</td>"
        f'<td class="rechts">{zahlen.zahl(zeile.gemeinden)}</td>'
        f"<td>{_balken(float(zeile.anteil), float(zeile.kandidaten_anteil))}</td>"
        f'<td class="rechts">{zahlen.anteil(zeile.anteil)}</td>'
        f'<td class="rechts">{zahlen.anteil(zeile.kandidaten_anteil)}</td></tr>'
        for wert, zeile in zip(tafel.index, tafel.itertuples(), strict=True)
    )
    return (
        f'<div class="tabelle mischung"><table><caption>Mischung nach {escape(merkmal)}</caption><thead><tr>'
        f'<th scope="col">{escape(merkmal)}</th><th scope="col" class="rechts">Gemeinden</th>'
        '<th scope="col"><span class="nur_vorgelesen">Balken</span></th>'
        '<th scope="col" class="rechts">Anteil</th><th scope="col" class="rechts">Kandidaten</th>'
        f"</tr></thead><tbody>{zeilen}</tbody></table></div>"
    )


def _balken(anteil: float, vergleich: float) -> str:
    """Balken der Liste; der Strich steht, wo der Anteil unter den Kandidaten liegt."""
    return (
        f'<span class="anteilbalken" aria-hidden="true"><span style="width:{100 * anteil:.1f}%"></span>'
        f'<i style="left:{100 * vergleich:.1f}%"></i></span>'
    )
