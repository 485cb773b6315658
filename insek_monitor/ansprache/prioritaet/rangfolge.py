"""Rangfolge der Ansprache: Punkte, Rang, Beiträge, und wie fest sie bei anderen Gewichten ist.

Punkte = 100 · Σ Gewicht·Wert / Höchstes · (1 − Abschlag/10 · in Arbeit). „Höchstes“ ist, was eine Gemeinde
erreichen kann: je Gruppe das größte Gewicht, summiert; sind Kontakte nicht bekannt (Gast), ohne deren Gruppe.
Gleiche Punkte ordnet die deutsche Wortfolge der Namen, dann der AGS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from insek_monitor.lage.fortschreibung import sortierschluessel
from insek_monitor.lage.gewichte import GRUPPEN, KRITERIEN, NAMEN, VOREINSTELLUNGEN, Gewichte

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


STARTWERT = 2026
"""Startwert der Zufallszahlen in ``stabilitaet``: Jeder Aufruf rechnet dieselben Läufe."""


@dataclass(frozen=True)
class Stabilitaet:
    """Wie fest die ersten Plätze sind, wenn die Gewichte schwanken.

    Attributes
    ----------
    n
        betrachtete Plätze; weniger als verlangt, wenn nicht so viele Gemeinden Punkte haben.
    laeufe
        Zahl der Läufe mit zufällig veränderten Gewichten.
    gleich_mittel, gleich_min
        wie viele der ersten n in einem Lauf unter den ersten n bleiben, im Mittel und mindestens.
    sicher
        in jedem Lauf unter den ersten n.
    nie_sicher
        in manchen Läufen unter den ersten n, in anderen nicht.
    """

    n: int
    laeufe: int
    gleich_mittel: float
    gleich_min: float
    sicher: frozenset[str]
    nie_sicher: frozenset[str]


def stabilitaet(
    kriterien: pd.DataFrame,
    gewichte: Gewichte,
    lage: pd.DataFrame,
    *,
    n: int = 20,
    laeufe: int = 200,
    spanne: float = 0.2,
) -> Stabilitaet:
    """Wie viele der ersten ``n`` vorn bleiben, wenn jedes Gewicht für sich um bis zu ``spanne`` schwankt.

    In jedem Lauf wird jedes Gewicht und der Abschlag mit einer eigenen, gleichverteilten Zahl aus
    ``1 − spanne … 1 + spanne`` malgenommen (der Abschlag höchstens bis 10).
    """
    werte, in_arbeit = felder(kriterien, lage.index)
    gewicht = gewichtsfeld(kriterien, gewichte)
    namen = namensfolge(lage)
    faktor = np.random.default_rng(STARTWERT).uniform(1 - spanne, 1 + spanne, (laeufe, len(NAMEN) + 1))
    abschlag = np.minimum(faktor[:, -1] * gewichte.abschlag_in_arbeit, 10) / 10

    def vorn(laufgewicht: np.ndarray, laufabschlag: float) -> np.ndarray:
        punkte = summe(werte * laufgewicht) * (1 - laufabschlag * in_arbeit)
        erste = nach_punkten(punkte, namen)[:n]
        auswahl = np.zeros(len(punkte), dtype=bool)
        auswahl[erste[punkte[erste] > 0]] = True
        return auswahl

    unveraendert = vorn(gewicht, gewichte.abschlag_in_arbeit / 10)
    plaetze = int(unveraendert.sum())
    if not plaetze or not laeufe:
        return Stabilitaet(plaetze, laeufe, float(plaetze), float(plaetze), frozenset(), frozenset())
    laufend = np.array([vorn(gewicht * faktor[i, :-1], abschlag[i]) for i in range(laeufe)])
    gleich = (laufend & unveraendert).sum(axis=1)
    immer, manchmal = laufend.all(axis=0), laufend.any(axis=0)
    return Stabilitaet(
        n=plaetze,
        laeufe=laeufe,
        gleich_mittel=float(gleich.mean()),
        gleich_min=float(gleich.min()),
        sicher=frozenset(lage.index[immer]),
        nie_sicher=frozenset(lage.index[manchmal & ~immer]),
    )


def immer_vorn(
    kriterien_je_voreinstellung: Mapping[str, pd.DataFrame], lage: pd.DataFrame, n: int = 20
) -> frozenset[str]:
    """Gemeinden, die unter jeder Voreinstellung zu den ersten ``n`` gehören und Punkte haben.

    Parameters
    ----------
    kriterien_je_voreinstellung
        Name aus ``VOREINSTELLUNGEN`` → Kriterien, mit deren Frist gerechnet.
    """
    gemeinsam: set[str] | None = None
    for name, werte in kriterien_je_voreinstellung.items():
        erste = prioritaet(werte, VOREINSTELLUNGEN[name], lage).head(n)
        vorn = set(erste.index[(erste["punkte"] > 0).fillna(False)])
        gemeinsam = vorn if gemeinsam is None else gemeinsam & vorn
    return frozenset(gemeinsam or ())
