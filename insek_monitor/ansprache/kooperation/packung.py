"""Eine Aufteilung in Gruppen wählen (HiGHS, zum Vergleich gierig), und warum jemand übrig bleibt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insek_monitor.ansprache.kooperation.grundlage import (
    HINDERNISSE,
    Grundlage,
    Kooperationswunsch,
    ganz,
    und,
)
from insek_monitor.ansprache.kooperation.gruppen import PUNKTE, Gruppen, Netz, beste_je_gemeinde

MODELL_HOECHSTENS = 10_000
"""Bis zu so vielen Gruppen kommen alle ins Modell, ohne dass HiGHS eine Sekunde braucht."""
WAHL_JE_GEMEINDE = 60
"""Sind es mehr, kommen nur so viele der besten je Gemeinde hinein; sonst griffe die Zeitgrenze."""
ZEITGRENZE = 3.0
"""Sekunden für HiGHS; üblich ist eine zehntel. Nur wenn sie greift, hängt das Ergebnis vom Rechner ab."""


@dataclass(frozen=True, eq=False)
class Packung:
    """Gewählte Gruppen (Zeilen von ``Gruppen``) und wie sie zustande kamen.

    Attributes
    ----------
    im_modell : int
        Wie viele Gruppen zur Wahl standen; weniger als alle, wenn es mehr als ``MODELL_HOECHSTENS`` sind.
    bewiesen : Unter ihnen geht es nachweislich nicht besser.
    """

    gewaehlt: np.ndarray
    im_modell: int
    bewiesen: bool


def packe_gierig(gruppen: Gruppen, leer: int, belegt: np.ndarray | None = None) -> np.ndarray:
    """Immer die beste Gruppe, deren Mitglieder noch frei sind.

    Parameters
    ----------
    belegt : ndarray of bool, optional
        Gemeinden, die schon in einer Gruppe sind.
    """
    frei = np.ones(leer + 1, dtype=bool)
    if belegt is not None:
        frei[:leer] = ~belegt
    gewaehlt = []
    for nummer in np.argsort(-gruppen.punkte, kind="stable"):
        mitglieder = gruppen.mitglieder[nummer, : gruppen.groesse[nummer]]
        if frei[mitglieder].all():
            frei[mitglieder] = False
            gewaehlt.append(nummer)
    return np.array(sorted(gewaehlt), dtype="int64")


def packe(gruppen: Gruppen, leer: int) -> Packung:
    """Die Aufteilung, die zuerst die meisten Gemeinden unterbringt und dann die meisten Punkte hat.

    Punkte einer Gruppe zählen je Mitglied: sonst gewänne, wer in lauter Paare zerlegt. Zur Wahl stehen alle
    Gruppen, bei mehr als ``MODELL_HOECHSTENS`` die ``WAHL_JE_GEMEINDE`` besten je Gemeinde. Die gierige
    Aufteilung ist immer mit im Modell und Startlösung; das Ergebnis bringt also nie weniger unter als sie.
    """
    gierig = packe_gierig(gruppen, leer)
    if not len(gierig):
        return Packung(gierig, 0, True)
    spalten = np.arange(len(gruppen.punkte))
    if len(spalten) > MODELL_HOECHSTENS:
        beste = beste_je_gemeinde(gruppen.mitglieder, gruppen.punkte, leer, WAHL_JE_GEMEINDE)
        spalten = np.union1d(beste, gierig)
    gewaehlt, bewiesen = _loese(gruppen, spalten, np.isin(spalten, gierig), leer)
    if gewaehlt is None:
        gewaehlt = gierig
    # Was nicht im Modell war, kann noch Platz haben: sonst bliebe eine Gemeinde ohne Not übrig.
    belegt = np.zeros(leer + 1, dtype=bool)
    belegt[gruppen.mitglieder[gewaehlt]] = True
    weitere = packe_gierig(gruppen, leer, belegt[:leer])
    return Packung(np.union1d(gewaehlt, weitere).astype("int64"), len(spalten), bewiesen)


def _loese(
    gruppen: Gruppen, spalten: np.ndarray, start: np.ndarray, leer: int
) -> tuple[np.ndarray | None, bool]:
    import highspy  # erst hier: braucht eine zehntel Sekunde, und nur diese Seite rechnet damit

    anzahl, groesse = len(spalten), gruppen.groesse[spalten]
    # Eine Gemeinde mehr wiegt mehr als alle Punkte zusammen: die Rangfolge gilt ohne Ausnahme.
    je_gemeinde = float(sum(PUNKTE.values()) * (leer + 1))
    mitglieder = gruppen.mitglieder[spalten]
    modell = highspy.HighsLp()
    modell.num_col_, modell.num_row_ = anzahl, leer
    modell.sense_ = highspy.ObjSense.kMaximize
    modell.col_cost_ = (groesse * (je_gemeinde + gruppen.punkte[spalten])).astype("float64")
    modell.col_lower_, modell.col_upper_ = np.zeros(anzahl), np.ones(anzahl)
    modell.row_lower_, modell.row_upper_ = np.full(leer, -highspy.kHighsInf), np.ones(leer)
    modell.integrality_ = [highspy.HighsVarType.kInteger] * anzahl
    modell.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    modell.a_matrix_.start_ = np.r_[0, np.cumsum(groesse)].astype("int32")
    modell.a_matrix_.index_ = mitglieder[mitglieder < leer].astype("int32")
    modell.a_matrix_.value_ = np.ones(int(groesse.sum()))
    loeser = highspy.Highs()
    einstellungen = {
        "output_flag": False, "threads": 1, "random_seed": 1, "time_limit": ZEITGRENZE,
        "mip_rel_gap": 0.0, "mip_abs_gap": 1e-6,
    }  # fmt: skip
    for name, wert in einstellungen.items():
        loeser.setOptionValue(name, wert)
    loeser.passModel(modell)
    anfang = highspy.HighsSolution()
    anfang.col_value = start.astype("float64").tolist()
    loeser.setSolution(anfang)
    loeser.run()
    bewiesen = loeser.getModelStatus() == highspy.HighsModelStatus.kOptimal
    werte = np.asarray(loeser.getSolution().col_value)
    if len(werte) != anzahl:
        return None, False
    return spalten[werte > 0.5], bewiesen


def warum_uebrig(
    feld: Netz,
    nummer: int,
    grundlage: Grundlage,
    arten: pd.Series,
    wunsch: Kooperationswunsch,
    *,
    moeglich: bool,
) -> str:
    """Warum eine Kandidatin ohne Gruppe bleibt.

    Parameters
    ----------
    arten : Ergebnis von ``hindernisse`` für alle Gemeinden der Grundlage.
    moeglich : Es gibt zulässige Gruppen mit ihr.
    """
    if moeglich:
        return _verdraengt(int(feld.einwohner[nummer]), wunsch)
    erreichbar = np.zeros(feld.leer + 1, dtype=bool)
    erreichbar[nummer] = True
    for _ in range(wunsch.hoechstens_mitglieder - 1):
        erreichbar |= (feld.grenze[erreichbar] > 0).any(axis=0)
    if erreichbar.sum() == 1:
        return _ohne_partner(grundlage, feld.ags[nummer], arten, wunsch)
    return _ohne_gruppe(int(feld.einwohner[erreichbar].sum()), wunsch)


def _ohne_partner(
    grundlage: Grundlage, ags: str, art_je_gemeinde: pd.Series, wunsch: Kooperationswunsch
) -> str:
    """Satz, warum keine Nachbargemeinde infrage kommt."""
    paare = grundlage.nachbarn
    nachbarn = paare.loc[(paare["ags"] == ags) & (paare["grenze_km"] > 0), "nachbar_ags"]
    arten = art_je_gemeinde.reindex(nachbarn).dropna()
    if arten.empty:
        return "Keine Nachbargemeinde gehört zur Auswahl."
    anzahl = arten.value_counts()
    alle = {**HINDERNISSE, "": "in einem anderen Kreis"}
    teile = [f"{anzahl[art]} {worte}" for art, worte in alle.items() if art in anzahl]
    wer = (
        "Die einzige Nachbargemeinde kommt nicht"
        if len(arten) == 1
        else f"Keine der {len(arten)} Nachbargemeinden kommt"
    )
    return f"{wer} infrage: {und(teile)}."


def _ohne_gruppe(einwohner_erreichbar: int, wunsch: Kooperationswunsch) -> str:
    """Satz, warum es mit den passenden Nachbarn keine zulässige Gruppe gibt."""
    if einwohner_erreichbar < wunsch.mindest_einwohner:
        return (
            f"Mit allen passenden Nachbargemeinden zusammen {ganz(einwohner_erreichbar)} Einwohner, "
            f"gewünscht sind mindestens {ganz(wunsch.mindest_einwohner)}."
        )
    return (
        f"Keine Gruppe mit höchstens {wunsch.hoechstens_mitglieder} Gemeinden hat zusammen "
        f"{ganz(wunsch.mindest_einwohner)} bis {ganz(wunsch.hoechst_einwohner)} Einwohner."
    )


def _verdraengt(einwohner: int, wunsch: Kooperationswunsch) -> str:
    """Satz für eine Gemeinde, deren Partner alle anderswo untergekommen sind."""
    satz = "In jeder möglichen Gruppe fehlt ein Partner, der schon in einer anderen ist."
    if einwohner >= wunsch.mindest_einwohner:
        satz += f" Mit {ganz(einwohner)} Einwohnern erreicht sie die Mindestzahl auch allein."
    return satz
