"""Wo die Ansprache steht: Fristen der Wiedervorlagen, je Gemeinde Stand, letzter Kontakt und nächste Zusage.

Nur für Leute mit Rolle: Alles hier beruht auf Kontakten. Rechnet ohne Uhr; „heute“ kommt vom Aufrufer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.lage.fortschreibung import sortierschluessel

FREITAG = 4
"""Wochentag, bis zu dem in der Fachstelle „diese Woche“ reicht (Montag ist 0)."""


class Frist(StrEnum):
    """Wie dringend eine Wiedervorlage ist."""

    UEBERFAELLIG = "ueberfaellig"
    HEUTE = "heute"
    BIS_FREITAG = "bis_freitag"
    SPAETER = "spaeter"


@dataclass(frozen=True)
class Zaehlung:
    """Anzahlen für Überschrift und Überblick.

    Attributes
    ----------
    ueberfaellig, heute, bis_freitag, spaeter : Offene Wiedervorlagen; jede zählt in genau einer Gruppe.
    im_gespraech : Gemeinden mit dem Stand „im Gespräch“.
    """

    ueberfaellig: int = 0
    heute: int = 0
    bis_freitag: int = 0
    spaeter: int = 0
    im_gespraech: int = 0

    @property
    def offen(self) -> int:
        return self.ueberfaellig + self.heute + self.bis_freitag + self.spaeter


def freitag(heute: date) -> date:
    """Der nächste Freitag nach heute; an einem Freitag der in einer Woche."""
    return heute + timedelta(days=(FREITAG - heute.weekday() - 1) % 7 + 1)


def frist(faellig: date, heute: date) -> Frist:
    """Überfällig, heute, bis zum nächsten Freitag (eingeschlossen) oder später."""
    if faellig < heute:
        return Frist.UEBERFAELLIG
    if faellig == heute:
        return Frist.HEUTE
    return Frist.BIS_FREITAG if faellig <= freitag(heute) else Frist.SPAETER


def fristen(wiedervorlagen: pd.DataFrame, heute: date) -> pd.Series:
    """Je offener Wiedervorlage ihre ``Frist`` (gleicher Index)."""
    tage = tage_von(wiedervorlagen["faellig_am"])
    return pd.Series([frist(tag.date(), heute).value for tag in tage], index=tage.index, dtype="str")


def zaehle(je_wiedervorlage: pd.Series, staende: pd.DataFrame) -> Zaehlung:
    """Wie viele Wiedervorlagen (aus ``fristen``) wie dringend sind, und wie viele Gemeinden im Gespräch."""
    je_frist = je_wiedervorlage.value_counts()
    return Zaehlung(
        **{wert.value: int(je_frist.get(wert.value, 0)) for wert in Frist},
        im_gespraech=int((staende["stand"] == Kontaktstand.IM_GESPRAECH.value).sum()),
    )


def je_gemeinde(
    lage: pd.DataFrame, kontakte: pd.DataFrame, staende: pd.DataFrame, wiedervorlagen: pd.DataFrame
) -> pd.DataFrame:
    """Eine Zeile je Gemeinde von ``lage``; ohne Eintrag gilt „nicht angesprochen“.

    Parameters
    ----------
    kontakte, staende, wiedervorlagen
        Aus ``ansprache.kontakte.register`` (``lies``, ``staende``, ``wiedervorlagen``).

    Returns
    -------
    DataFrame
        Früh Fälliges (also Überfälliges) zuerst, dann in deutscher Wortfolge. Index ``ags``: ``name``,
        ``bezeichnung``, ``stand``, ``seit``, ``letzter_kontakt``, ``letzte_art``, ``faellig_am`` und
        ``naechster_schritt`` der nächsten offenen Wiedervorlage.
    """
    letzte = (
        kontakte.assign(datum=tage_von(kontakte["datum"]), reihe=kontakte.index)
        .sort_values(["datum", "reihe"])
        .drop_duplicates("ags", keep="last")
        .set_index("ags")
    )
    naechste = (
        wiedervorlagen.assign(faellig_am=tage_von(wiedervorlagen["faellig_am"]), reihe=wiedervorlagen.index)
        .sort_values(["faellig_am", "reihe"])
        .drop_duplicates("ags")
        .set_index("ags")
    )
    index = lage.index
    tabelle = pd.DataFrame(
        {
            "name": lage["name"],
            "bezeichnung": lage["bezeichnung"],
            "stand": staende["stand"].reindex(index).fillna(Kontaktstand.NICHT_ANGESPROCHEN.value),
            "seit": tage_von(staende["seit"]).reindex(index),
            "letzter_kontakt": letzte["datum"].reindex(index),
            "letzte_art": letzte["art"].reindex(index),
            "faellig_am": naechste["faellig_am"].reindex(index),
            "naechster_schritt": naechste["naechster_schritt"].reindex(index),
        },
        index=index,
    )
    namen = sortierschluessel(tabelle["name"]).to_numpy(dtype=str)
    return tabelle.iloc[np.lexsort((namen, tabelle["faellig_am"].to_numpy()))]  # ohne Zusage (NaT) zuletzt


def spalte_der_tafel(gemeinden: pd.DataFrame, stand: Kontaktstand) -> pd.DataFrame:
    """Gemeinden eines Stands, in der Reihenfolge von ``je_gemeinde``."""
    return gemeinden[(gemeinden["stand"] == stand.value).to_numpy(dtype=bool)]


def tage_von(spalte: Any) -> pd.Series:
    """Spalte mit Tagen als ``datetime64[s]``; Fehlendes NaT."""
    if isinstance(spalte, pd.Series) and spalte.dtype == "datetime64[s]":
        return spalte
    return pd.to_datetime(pd.Series(spalte)).astype("datetime64[s]")
