"""Wiedervorlagen: was bis wann zugesagt und noch nicht getan ist."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.modell.rollen import Person
from insek_monitor.register.kontakte_lesen import lies
from insek_monitor.register.verbindung import Register

SPALTEN = ("ags", "faellig_am", "ueberfaellig", "naechster_schritt", "stelle", "datum", "art")


def wiedervorlagen(register: Register, person: Person, *, heute: date) -> pd.DataFrame:
    """Die offenen Wiedervorlagen, die am längsten fällige zuerst; überfällig ist, was vor heute fällig war.

    Returns
    -------
    DataFrame
        Index ``nummer`` (des geltenden Kontakts), ``SPALTEN``.

    Raises
    ------
    Verweigert
        wie bei ``kontakte_lesen.lies``.
    """
    return offene(lies(register, person), heute)


def offene(kontakte: pd.DataFrame, heute: date) -> pd.DataFrame:
    """Wie ``wiedervorlagen``, aus schon gelesenen Kontakten."""
    offen = kontakte[kontakte["wiedervorlage"].notna() & ~kontakte["erledigt"]]
    offen = offen.rename(columns={"wiedervorlage": "faellig_am"})
    offen["ueberfaellig"] = offen["faellig_am"] < np.datetime64(heute)
    return offen.sort_index().sort_values(["faellig_am", "ags"], kind="stable")[list(SPALTEN)]
