"""Überschrift der Karte: was die Legende des gezeigten Themas zählt, in einem Satz."""

from __future__ import annotations

from datetime import date

import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild import befunde_lage, zahlen
from insek_monitor.lage.bild.kartenthemen import EINWOHNERGRENZEN, Einteilung

IN_JAHREN = 2
"""Beim Ablaufjahr nennt der Satz, was im Jahr des Stichtags und in so vielen weiteren abläuft."""


def karte(einteilung: Einteilung, lage: pd.DataFrame, stichtag: date) -> str:
    """Der Befund zum Thema der Karte.

    Parameters
    ----------
    einteilung : Seine Klassen liefern die Zahlen.
    lage : Die eingeteilte.
    """
    klassen, gesamt = einteilung.klassen, len(lage)
    if gesamt and einteilung.thema in ("Einwohner", "Priorität"):
        einheit = " Einwohner" if einteilung.thema == "Einwohner" else ""
        if gesamt == 1:
            einzige = klassen[int(einteilung.nummer.iloc[0])].beschriftung
            return f"{lage['name'].iloc[0]}: {einzige}{einheit}."
        erste, zweite = klassen[0].gemeinden, klassen[1].gemeinden
        if einheit:
            return f"{_von(erste + zweite, gesamt)} unter {zahlen.zahl(EINWOHNERGRENZEN[1])} Einwohner."
        weitere = f"{zahlen.zahl(zweite)} {_hat(zweite)} {klassen[1].beschriftung}"
        return f"{_von(erste, gesamt)} {klassen[0].beschriftung}, {weitere}."
    je = {klasse.wert: klasse.gemeinden for klasse in klassen}
    insek = int((lage["status"] == Status.VORHANDEN.value).sum())
    if einteilung.thema == "Status" or gesamt == 1 or not insek:
        return befunde_lage.belege(lage)
    abgelaufen, undatiert = je[Aktualitaet.ABGELAUFEN.value], je[Aktualitaet.ALTER_UNBEKANNT.value]
    if einteilung.thema == "Aktualität":
        teile = [
            (je[Aktualitaet.AKTUELL.value], "aktuell"),
            (je[Aktualitaet.EINLEITEN.value], "fortzuschreiben"),
            (abgelaufen, "abgelaufen"),
        ]
    else:
        bis = stichtag.year + IN_JAHREN
        bald = sum(je[str(jahr)] for jahr in range(stichtag.year, bis + 1))
        teile = [
            (abgelaufen, "abgelaufen"),
            (bald, f"{'läuft' if bald == 1 else 'laufen'} bis Ende {bis} ab"),
            (insek - abgelaufen - bald - undatiert, "später"),
        ]
    worte = ", ".join(
        f"{zahlen.zahl(n)} {wort}" for n, wort in [*teile, (undatiert, "ohne bekanntes Alter")] if n
    )
    return f"{zahlen.anzahl(insek, 'belegtes', 'belegte')} INSEK: {worte}."


def _von(n: int, gesamt: int) -> str:
    return f"{zahlen.zahl(n) if n else 'Keine'} von {zahlen.zahl(gesamt)} Gemeinden {_hat(n or 1)}"


def _hat(n: int) -> str:
    return "hat" if n == 1 else "haben"
