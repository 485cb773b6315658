"""Wiedervorlagen: was bis wann zugesagt und noch nicht getan ist, und was ein Kalender davon wissen muss."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.ansprache.kontakte.register_lesen import erledigungen, lies, verlauf
from insek_monitor.kern.datum import plus_monate
from insek_monitor.kern.rollen import Person
from insek_monitor.register.verbindung import Register

SPALTEN = (
    "vorgang",
    "ags",
    "ags_damals",
    "faellig_am",
    "ueberfaellig",
    "naechster_schritt",
    "stelle",
    "datum",
    "art",
)
OFFEN, ERLEDIGT, ZURUECKGEZOGEN, ENTFALLEN = "", "erledigt", "zurückgezogen", "entfallen"
"""Was aus einer Wiedervorlage wurde; „entfallen“: eine Berichtigung nahm sie weg."""
ABSAGE_MONATE = 12
"""So lange sagt die Kalenderdatei ab, was nicht mehr offen ist."""


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


def termine(register: Register, person: Person, *, heute: date) -> pd.DataFrame:
    """Wiedervorlagen für einen Kalender: die offenen und die abzusagenden, früh Fälliges zuerst.

    Abzusagen ist, was nicht mehr offen ist und in den letzten ``ABSAGE_MONATE`` fällig war oder sich änderte,
    oder noch fällig würde: Ein Kalender, der den Termin kennt, soll ihn streichen.

    Returns
    -------
    DataFrame
        Index ``nummer`` (des letzten Eintrags), ``SPALTEN`` mit der zuletzt genannten Zusage des Vorgangs,
        dazu ``ausgang`` (leer: offen) und ``folge``: wie oft der Vorgang seit dem ersten Eintrag geändert,
        abgehakt oder wieder geöffnet wurde; wächst mit jeder Änderung.

    Raises
    ------
    Verweigert
        wie bei ``kontakte_lesen.lies``.
    """
    alle = verlauf(register, person)
    with register.lesen() as verbindung:
        haken = erledigungen(verbindung)
    # Der zuletzt geschriebene Eintrag steht vorn.
    letzte = alle[~alle["vorgang"].duplicated()].reset_index().set_index("vorgang")
    zusagen = alle[alle["wiedervorlage"].notna()]
    zusagen = zusagen[~zusagen["vorgang"].duplicated()].set_index("vorgang")
    zusagen = zusagen.rename(columns={"wiedervorlage": "faellig_am"})
    letzte = letzte.loc[zusagen.index]
    vorgaenge = zusagen.index
    zusagen["nummer"] = letzte["nummer"]
    zusagen["ausgang"] = np.select(
        [letzte["zurueckgezogen"], letzte["wiedervorlage"].isna(), letzte["erledigt"]],
        [ZURUECKGEZOGEN, ENTFALLEN, ERLEDIGT],
        OFFEN,
    )
    eintraege = alle.groupby("vorgang").size()
    zusagen["folge"] = [int(eintraege[v]) - 1 + (haken[v][0] if v in haken else 0) for v in vorgaenge]
    offen = zusagen["ausgang"] == OFFEN
    zusagen["ueberfaellig"] = offen & (zusagen["faellig_am"] < np.datetime64(heute))
    geaendert = [max(am, haken[v][1]) if v in haken else am for v, am in letzte["am"].items()]
    seit = plus_monate(heute, -ABSAGE_MONATE)
    juengst = np.array([am.date() >= seit for am in geaendert], dtype=bool)
    behalten = offen | juengst | (zusagen["faellig_am"] >= np.datetime64(seit))
    gewollt = zusagen[behalten].reset_index().set_index("nummer").sort_index()
    return gewollt.sort_values(["faellig_am", "ags"], kind="stable")[[*SPALTEN, "ausgang", "folge"]]
