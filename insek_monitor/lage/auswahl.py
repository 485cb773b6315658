"""Die Auswahl einer Seite (Filterzeile) und ihr Wirken auf die Lage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.kern.regeln import Schema


@dataclass(frozen=True)
class Auswahl:
    """Was in der Filterzeile gewählt ist; hashbar und damit Schlüssel der Zwischenspeicher.

    Attributes
    ----------
    schema : {"kompakt", "fein"}
        Schema der Größenklassen.
    klassen : Beschriftungen der Größenklassen; leer heißt alle.
    kreise : Namen der Kreise; leer heißt alle.
    nur_belegt : Nichts schätzen (wirkt vor dem Filtern).
    """

    stichtag: date
    schema: Schema = "kompakt"
    klassen: tuple[str, ...] = ()
    kreise: tuple[str, ...] = ()
    nur_belegt: bool = False

    @property
    def spalte_groessenklasse(self) -> str:
        """Name der Spalte in ``lage`` zum gewählten Schema."""
        return f"groessenklasse_{self.schema}"

    @property
    def ist_gefiltert(self) -> bool:
        """Schränkt die Auswahl die Gemeinden ein?"""
        return bool(self.klassen or self.kreise)


def filtere(lage: pd.DataFrame, auswahl: Auswahl) -> pd.DataFrame:
    """Gemeinden der gewählten Größenklassen und Kreise.

    Returns
    -------
    DataFrame
        Zeilen von ``lage`` in derselben Reihenfolge. Ein Name, den es nicht gibt, trifft keine Gemeinde.
    """
    if not auswahl.ist_gefiltert:
        return lage
    behalten = np.ones(len(lage), dtype=bool)
    if auswahl.klassen:
        behalten &= lage[auswahl.spalte_groessenklasse].isin(auswahl.klassen).to_numpy()
    if auswahl.kreise:
        behalten &= lage["kreis"].isin(auswahl.kreise).to_numpy()
    return lage[behalten]
