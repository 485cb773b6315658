"""Wie fest die Rangfolge ist: bei schwankenden Gewichten und unter allen Voreinstellungen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from insek_monitor.ansprache.prioritaet.rangfolge import (
    felder,
    gewichtsfeld,
    nach_punkten,
    namensfolge,
    prioritaet,
    summe,
)
from insek_monitor.lage.gewichte import NAMEN, VOREINSTELLUNGEN, Gewichte

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
