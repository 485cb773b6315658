"""Folien aus Daten: Folie und Grundlage hinein, ein ``Folieninhalt`` heraus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from insek_monitor.darstellung.folieninhalt import Folieninhalt
from insek_monitor.modell.regeln import Regeln
from insek_monitor.modell.vortrag import Folge, Folie


@dataclass(frozen=True, eq=False)
class Grundlage:
    """Woraus Folien gerechnet werden.

    Attributes
    ----------
    lage : DataFrame
        Aller Gemeinden am Stichtag; „nur belegte Angaben“ wirkt darin schon.
    nachbarn : DataFrame
        ``ags``, ``nachbar_ags``, ``grenze_km``.
    regeln : Regeln
    stichtag : date
    datenstand : str
        Wie er heißt, mit Nummer: „modell (Nr. 2)“.
    datenstand_nummer : int
    nur_belegt : bool
        Steht in der Herkunft.
    """

    lage: pd.DataFrame
    nachbarn: pd.DataFrame
    regeln: Regeln
    stichtag: date
    datenstand: str
    datenstand_nummer: int
    nur_belegt: bool = False


def inhalt(folie: Folie, folge: Folge, grundlage: Grundlage) -> Folieninhalt:
    """Was eine Folie zeigt; das Gebiet der Folge schränkt Datenfolien ein."""
    raise NotImplementedError


def inhalte(folge: Folge, grundlage: Grundlage | None) -> tuple[Folieninhalt, ...]:
    """Alle Folien einer Folge; eine eingefrorene braucht keine Grundlage.

    Raises
    ------
    FolgeFehler
        Wenn ein eingefrorener Inhalt unbrauchbar ist.
    """
    raise NotImplementedError


def friere_ein(folge: Folge, grundlage: Grundlage, pruefsumme: str, am: date) -> Folge:
    """Die Folge mit allen Folien, wie sie jetzt sind."""
    raise NotImplementedError
