"""Thema „Priorität“ der großen Karte: Punkte nach der Voreinstellung, für alle gleich.

Die Karte kennt weder eigene Gewichte noch Kontakte; so zeigt derselbe Verweis allen dasselbe.
"""

from __future__ import annotations

import pandas as pd

from insek_monitor.ansprache.prioritaet.seite import rechnung
from insek_monitor.lage.bild import kartenthemen
from insek_monitor.lage.bild.kartenthemen import Einteilung, Kartenthema
from insek_monitor.lage.fortschreibung import nach_name
from insek_monitor.lage.gewichte import VOREINSTELLUNGEN, VORGABE
from insek_monitor.rahmen.ansicht import Ansicht

HINWEIS = (
    f"Priorität: Punkte von 0 bis 100 nach der Voreinstellung „{VORGABE}“, nur aus öffentlichen "
    "Angaben. Auf der Seite Ansprache gelten die dort eingestellten Gewichte, und für Angemeldete mit Rolle "
    "zählen die Kontakte mit; dann weichen Punkte und Plätze ab."
)


def teile_ein(ansicht: Ansicht, kartenthema: Kartenthema) -> Einteilung:
    """Klassen der Karte zu jedem Thema."""
    if kartenthema != "Priorität":
        return ansicht.einmal(kartenthemen.teile_ein, kartenthema, ansicht.stichtag, ansicht.thema)
    return kartenthemen.teile_nach_punkten(ansicht.lage, _punkte(ansicht)["punkte"], ansicht.thema)


def liste(ansicht: Ansicht, kartenthema: Kartenthema) -> pd.DataFrame:
    """Zeilen der Liste neben der Karte: nach Namen, beim Thema „Priorität“ nach Rang mit Punkten."""
    if kartenthema != "Priorität":
        return ansicht.einmal(nach_name)
    return ausgabe(ansicht, kartenthema).sort_values("rang", kind="stable")


def ausgabe(ansicht: Ansicht, kartenthema: Kartenthema) -> pd.DataFrame:
    """Was heruntergeladen wird; beim Thema „Priorität“ mit Rang und Punkten."""
    if kartenthema != "Priorität":
        return ansicht.lage
    return ansicht.lage.join(_punkte(ansicht))


def spalten(kartenthema: Kartenthema) -> list[str]:
    """Überschriften der Liste."""
    return ["Gemeinde", "Status", "Punkte" if kartenthema == "Priorität" else "Ablauf"]


def _punkte(ansicht: Ansicht) -> pd.DataFrame:
    """Rang und Punkte im ganzen Land; gefiltert wird danach."""
    return rechnung.prioritaet(ansicht, VOREINSTELLUNGEN[VORGABE], None)[["rang", "punkte"]]
