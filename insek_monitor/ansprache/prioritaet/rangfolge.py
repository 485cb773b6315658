"""Rangfolge der Ansprache: Punkte, Rang und Beiträge der Kriterien.

Punkte = 100 · Σ Gewicht·Wert / Höchstes · (1 − Abschlag/10 · in Arbeit). „Höchstes“ ist, was eine Gemeinde
erreichen kann: je Gruppe das größte Gewicht, summiert; sind Kontakte nicht bekannt (Gast), ohne deren Gruppe.
Gleiche Punkte ordnet die deutsche Wortfolge der Namen, dann der AGS.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from insek_monitor.lage.fortschreibung import sortierschluessel
from insek_monitor.lage.gewichte import GRUPPEN, KRITERIEN, NAMEN, Gewichte

NACHKOMMASTELLEN = 9
"""So genau werden Punkte beim Ordnen verglichen; Rundungsfehler sollen keinen Gleichstand brechen."""


def prioritaet(kriterien: pd.DataFrame, gewichte: Gewichte, lage: pd.DataFrame) -> pd.DataFrame:
    """Punkte, Rang und Beiträge.

    Parameters
    ----------
    kriterien : Aus ``kriterien``; darf mehr Gemeinden haben als ``lage``.
    lage : Die Gemeinden, die geordnet werden (auch gefiltert), mit ``name``.

    Returns
    -------
    DataFrame
        Index ``ags``, nach Rang: ``rang`` (Int64), ``punkte`` (Float64, 0 bis 100; NA, wenn alle Gewichte
        null sind), ``beitrag_<kriterium>`` (Punkte) und ``abschlag`` (höchstens 0). Beiträge und Abschlag
        ergeben zusammen die Punkte.
    """
    werte, in_arbeit = felder(kriterien, lage.index)
    gewicht = gewichtsfeld(kriterien, gewichte)
    hoechstes = _hoechstes(gewicht)
    beitraege = 100 * werte * gewicht / hoechstes if hoechstes else np.zeros_like(werte)
    brutto = summe(beitraege)
    abschlag = 0.0 - brutto * gewichte.abschlag_in_arbeit / 10 * in_arbeit
    # Gerundet wie beim Ordnen: Sonst zeigte ein Rundungsfehler zu 12,5 einmal 12 und dahinter 13 Punkte.
    punkte = np.clip(brutto + abschlag, 0.0, 100.0).round(NACHKOMMASTELLEN)
    folge = nach_punkten(punkte, namensfolge(lage))
    ohne = np.zeros(len(folge), dtype=bool)
    spalten = {
        "rang": pd.array(np.arange(1, len(folge) + 1), dtype="Int64"),
        "punkte": pd.arrays.FloatingArray(punkte[folge], mask=~ohne if not hoechstes else ohne),
    }
    for stelle, name in enumerate(NAMEN):
        spalten[f"beitrag_{name}"] = pd.arrays.FloatingArray(beitraege[folge, stelle], mask=ohne)
    spalten["abschlag"] = pd.arrays.FloatingArray(abschlag[folge], mask=ohne)
    return pd.DataFrame(spalten, index=lage.index[folge])


def felder(kriterien: pd.DataFrame, index: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    """Werte (Gemeinde × Kriterium) und „in Arbeit“ in der Reihenfolge von ``index``."""
    stelle = kriterien.index.get_indexer(index)
    if (stelle < 0).any():
        raise KeyError(f"Ohne Kriterien: {', '.join(index[stelle < 0][:5])}.")
    werte = np.column_stack([kriterien[name].to_numpy(dtype="float64") for name in NAMEN])
    return werte[stelle], kriterien["in_arbeit"].to_numpy(dtype="float64")[stelle]


def gewichtsfeld(kriterien: pd.DataFrame, gewichte: Gewichte) -> np.ndarray:
    """Die Gewichte in der Reihenfolge der Kriterien; ohne Angabe der Kontakte ist deren Gewicht 0."""
    # Gäste sehen keine Kontakte; ihr Fehlen soll niemandes Punkte drücken.
    kontakte = bool(kriterien["kontakt_bekannt"].all())
    zahlen = [0 if name == "kein_kontakt" and not kontakte else zahl for name, zahl in gewichte.werte]
    return np.array(zahlen, dtype="float64")


def _hoechstes(gewicht: np.ndarray) -> float:
    gruppe = np.array([GRUPPEN.index(k.gruppe) for k in KRITERIEN])
    return float(sum(gewicht[gruppe == nummer].max() for nummer in range(len(GRUPPEN))))


def summe(beitraege: np.ndarray) -> np.ndarray:
    """Summe je Zeile, Spalte für Spalte: Gleiche Zeilen haben dieselbe, anders als beim Matrixprodukt."""
    gesamt = np.zeros(len(beitraege))
    for stelle in range(beitraege.shape[1]):
        gesamt = gesamt + beitraege[:, stelle]
    return gesamt


def nach_punkten(punkte: np.ndarray, namen: np.ndarray) -> np.ndarray:
    """Stellen in Rangfolge: mehr Punkte zuerst, dann der Platz in der Wortfolge (``namensfolge``)."""
    return np.lexsort((namen, -np.round(punkte, NACHKOMMASTELLEN)))


def namensfolge(lage: pd.DataFrame) -> np.ndarray:
    """Platz jeder Gemeinde in der deutschen Wortfolge, bei Gleichheit nach AGS."""
    return _namensfolge_von(tuple(lage["name"]), tuple(lage.index))


@lru_cache(maxsize=16)
def _namensfolge_von(namen: tuple[str, ...], ags: tuple[str, ...]) -> np.ndarray:
    # Ändert sich fast nie, kostet aber mehr als die ganze übrige Rechnung.
    schluessel = sortierschluessel(pd.Series(namen, dtype="str")).to_numpy(dtype=str)
    platz = np.empty(len(namen), dtype="int64")
    platz[np.lexsort((np.array(ags, dtype=str), schluessel))] = np.arange(len(namen))
    platz.flags.writeable = False
    return platz
