"""Fertige Abbildungen: Zahlen, Diagramm und Textalternative gehören zusammen und entstehen an einer Stelle.

Jede Funktion nimmt die Lage (oder den Verlauf) und hashbare Angaben; so kann die Oberfläche das Ergebnis je
Auswahl aufheben.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage import abdeckung as _abdeckung
from insek_monitor.lage import fortschreibung as _fortschreibung
from insek_monitor.lage.abdeckung import Mass
from insek_monitor.lage.bild import (
    befunde_bilder,
    diagramme_abdeckung,
    diagramme_fortschreibung,
    diagramme_verlauf,
)
from insek_monitor.lage.bild.farben import Thema


@dataclass(frozen=True, eq=False)
class Bild:
    """Eine Abbildung: genau die gezeigten Zahlen, das Diagramm und der Text für alle, die es nicht sehen."""

    daten: pd.DataFrame
    figur: go.Figure
    alternative: str


def abdeckung(lage: pd.DataFrame, spalte: str, mass: Mass, als_anteil: bool, thema: Thema) -> Bild:
    """Status je Gruppe von `spalte`."""
    daten = _abdeckung.abdeckung(lage, spalte)
    figur = diagramme_abdeckung.balken_abdeckung(daten, mass=mass, anteil=als_anteil, thema=thema)
    return Bild(daten, figur, befunde_bilder.balken(daten, mass))


def kreuztabelle(lage: pd.DataFrame, zeilen: str, spalten: str, thema: Thema) -> Bild:
    """Anteil mit INSEK in zwei Richtungen."""
    daten = _abdeckung.kreuztabelle(lage, zeilen, spalten)
    return Bild(daten, diagramme_abdeckung.waermetabelle(daten, thema), befunde_bilder.waermetabelle(daten))


def verlauf(daten: pd.DataFrame, lage: pd.DataFrame, thema: Thema) -> Bild:
    """Belegte Abdeckung über die Zeit; am Stichtag daneben, was die Lage mit Schätzung ergibt."""
    stand = _abdeckung.stand(lage)
    if stand.geschaetzt:
        werte = {"geschaetzt": stand.geschaetzt, "von": stand.von, "bis": stand.bis}
        spalten = {f"vorhanden_{n}": [pd.NA] * (len(daten) - 1) + [wert] for n, wert in werte.items()}
        daten = daten.assign(**{n: pd.array(w, dtype="Float64") for n, w in spalten.items()})
    figur = diagramme_verlauf.linie_verlauf(daten, stand, thema)
    return Bild(daten, figur, befunde_bilder.verlauf(daten, stand))


def ablauf_je_jahr(lage: pd.DataFrame, stichtag: date, thema: Thema) -> Bild:
    """Ablauf je Kalenderjahr."""
    daten = _fortschreibung.ablauf_je_jahr(lage)
    return Bild(
        daten,
        diagramme_fortschreibung.saeulen_ablauf(daten, stichtag, thema),
        befunde_bilder.ablauf(daten, stichtag),
    )


def alter(lage: pd.DataFrame, regeln: Regeln, thema: Thema) -> Bild:
    """Altersverteilung."""
    daten = _fortschreibung.altersverteilung(lage)
    return Bild(
        daten,
        diagramme_fortschreibung.saeulen_alter(daten, regeln, thema),
        befunde_bilder.alter(daten, regeln),
    )


def ohne_fortschreibung(lage: pd.DataFrame, stichtag: date, thema: Thema) -> Bild:
    """Was gültig bleibt, wenn niemand fortschreibt."""
    daten = _fortschreibung.ohne_fortschreibung(lage, stichtag)
    figur = diagramme_verlauf.linie_ohne_fortschreibung(daten, thema)
    return Bild(daten, figur, befunde_bilder.ohne_fortschreibung(daten))
