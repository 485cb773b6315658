"""Sätze der Ansprache: Überschrift der Rangliste, wie fest sie ist."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

import pandas as pd

from insek_monitor.ansprache.prioritaet.rangstabilitaet import Stabilitaet
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.befunde_lage import LEERE_AUSWAHL

ALLE_NULL = (
    "Alle Gewichte stehen auf null; die Gemeinden stehen nach dem Namen. Bitte geben Sie mindestens einem "
    "Kriterium ein Gewicht."
)
SCHWELLE = 60
"""Ab so vielen Punkten zählt die Überschrift mit; sie ist nur ein Anhalt, keine Regel."""


def ueberschrift(prioritaet: pd.DataFrame, lage: pd.DataFrame) -> str:
    """„Zuerst bei 297 Gemeinden den Stand klären“; Namen nur, wo Belege sie nach vorn stellen.

    Parameters
    ----------
    prioritaet : Nach Rang, nur die Gemeinden der Auswahl.
    lage : Mit ``bezeichnung`` und ``geklaert``; darf mehr Gemeinden haben.
    """
    if prioritaet.empty:
        return LEERE_AUSWAHL
    punkte = prioritaet["punkte"]
    if punkte.isna().all():
        return ALLE_NULL
    erste = prioritaet.index[(punkte > 0).to_numpy(dtype=bool)][:3]
    if not len(erste):
        if len(prioritaet) == 1:
            return "Auf die Gemeinde trifft keines der gewichteten Kriterien zu"
        return f"Auf keine der {zahlen.gemeinden(len(prioritaet))} trifft ein gewichtetes Kriterium zu"
    belegt = list(takewhile(lambda ags: bool(lage.at[ags, "geklaert"]), erste))
    klaeren = f"bei {_dativ(int((~lage.loc[prioritaet.index, 'geklaert']).sum()))} den Stand klären"
    if not belegt:
        return f"Zuerst {klaeren}"
    satz = f"Zuerst ansprechen: {zahlen.aufzaehlung(lage.loc[belegt, 'bezeichnung'].astype(str))}"
    if len(belegt) < len(erste):
        return f"{satz}; dann {klaeren}"
    ueber = int((punkte >= SCHWELLE).sum())
    if ueber:
        return f"{satz}; {zahlen.gemeinden(ueber)} mit mindestens {SCHWELLE} Punkten"
    return f"{satz}; höchstens {zahlen.zahl(punkte.max())} von 100 Punkten"


def zu_klaeren(lage: pd.DataFrame, je_kreis: Mapping[str, int] | pd.Series) -> tuple[str, str | None]:
    """Überschrift des Bereichs „Stand klären“ und die Zahlen je Kreis.

    Parameters
    ----------
    lage : Gemeinden der Auswahl.
    je_kreis : Kreis → Gemeinden, deren Stand zu klären ist
    """
    if lage.empty:
        return LEERE_AUSWAHL, None
    offen = int((~lage["geklaert"]).sum())
    if not offen:
        return f"Der Stand ist geklärt: {zahlen.gemeinden(len(lage))} der Auswahl, keine offen", None
    titel = f"Bei {zahlen.zahl(offen)} von {_dativ(len(lage))} ist der Stand zu klären"
    if len(je_kreis) < 2:
        return titel, None
    return titel, " · ".join(f"{kreis} {zahlen.zahl(n)}" for kreis, n in je_kreis.items())


def _dativ(anzahl: int) -> str:
    return "einer Gemeinde" if anzahl == 1 else f"{zahlen.zahl(anzahl)} Gemeinden"


def stabilitaet(werte: Stabilitaet, spanne: float = 0.2) -> str:
    """„Bei ±20 % an allen Gewichten bleiben im Mittel 17 von 20 Gemeinden unter den ersten 20 …“"""
    if not werte.n:
        return "Keine Gemeinde hat Punkte; darum lässt sich nicht sagen, wie fest die Reihenfolge ist."
    wer = zahlen.gemeinden(werte.n)
    mittel = zahlen.zahl(werte.gleich_mittel, 0 if float(werte.gleich_mittel).is_integer() else 1)
    sicher = zahlen.gemeinden(len(werte.sicher))
    gehoert = "gehört" if len(werte.sicher) <= 1 else "gehören"
    immer = f"{sicher[0].upper()}{sicher[1:]} {gehoert} in jedem Lauf dazu."
    return (
        f"Bei ±{zahlen.anteil(spanne)} an allen Gewichten bleiben im Mittel {mittel} von {wer} auf den "
        f"ersten {zahlen.zahl(werte.n)} Plätzen, mindestens {zahlen.zahl(werte.gleich_min)} "
        f"({zahlen.zahl(werte.laeufe)} Läufe). {immer}"
    )


def immer_vorn(zahl: int, n: int = 20) -> str:
    """Wie viele Gemeinden unter jeder Voreinstellung vorn stehen."""
    wer = zahlen.gemeinden(zahl)
    steht = "steht" if zahl <= 1 else "stehen"
    satz = f"{wer} {steht} unter jeder Voreinstellung auf den ersten {zahlen.zahl(n)} Plätzen."
    return f"{satz[0].upper()}{satz[1:]}"
