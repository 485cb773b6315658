"""Was eine Seite zum Zeichnen braucht, in einem Wert: Auswahl, Datenstand, Lage, Thema."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.bild.bilder import Bild
from insek_monitor.lage.bild.farben import Thema
from insek_monitor.lage.lage import Auswahl
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.laden import Bestand

T = TypeVar("T")


@dataclass(frozen=True)
class Ansicht:
    """Ein Seitenaufruf: Auswahl der Filterzeile, Datenstand, Thema und der Platz für die Überschrift.

    Attributes
    ----------
    geltend : Der Datenstand, der ohne Wahl gilt; meist derselbe.
    quartale : Quartale, für die der gezeigte amtlich freigegeben ist.
    """

    auswahl: Auswahl
    datenstand: Datenstand
    thema: Thema
    kopf: DeltaGenerator
    geltend: Datenstand
    quartale: tuple[str, ...] = ()

    @property
    def stichtag(self) -> date:
        return self.auswahl.stichtag

    @property
    def lage(self) -> pd.DataFrame:
        """Gemeinden der Auswahl."""
        return zwischenspeicher.lage_der_auswahl(self.datenstand.nummer, self.auswahl)

    @property
    def lage_gesamt(self) -> pd.DataFrame:
        """Alle Gemeinden, ohne Größenklassen und Kreise der Auswahl."""
        return zwischenspeicher.lage_gesamt(
            self.datenstand.nummer, self.auswahl.stichtag, self.auswahl.nur_belegt
        )

    def einmal(self, funktion: Callable[..., T], *weitere: Any) -> T:
        """`funktion(lage, *weitere)`, je Datenstand und Auswahl nur einmal gerechnet."""
        wert: T = zwischenspeicher.ergebnis(self.datenstand.nummer, self.auswahl, funktion, *weitere)
        return wert

    def einmal_gesamt(self, funktion: Callable[..., T], *quellen: Callable[[], Any]) -> T:
        """`funktion(lage_gesamt, *quellen)`, unabhängig von Größenklassen und Kreisen einmal gerechnet."""
        wert: T = zwischenspeicher.ergebnis_gesamt(
            self.datenstand.nummer, self.stichtag, self.auswahl.nur_belegt, funktion, *quellen
        )
        return wert

    @property
    def bestand(self) -> Bestand:
        return zwischenspeicher.bestand(self.datenstand.nummer)

    @property
    def konzepte(self) -> pd.DataFrame:
        return self.bestand.konzepte

    @property
    def verlauf(self) -> Bild:
        """Abdeckung über die Zeit, als Abbildung."""
        return zwischenspeicher.verlaufsbild(self.datenstand.nummer, self.auswahl, self.thema)

    @property
    def regeln(self) -> Regeln:
        return zwischenspeicher.regeln()


_aktuell: ContextVar[Ansicht] = ContextVar("ansicht")


def setze(ansicht: Ansicht) -> None:
    """Legt die Ansicht für den laufenden Skriptlauf fest (nur `skript.py`)."""
    _aktuell.set(ansicht)


def aktuelle() -> Ansicht:
    """Die Ansicht des laufenden Skriptlaufs."""
    return _aktuell.get()
