"""Warum eine Gemeinde ohne Gruppe bleibt, als deutscher Satz mit Zahlen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from insek_monitor.ansprache.kooperation.grundlage import (
    HINDERNISSE,
    Grundlage,
    Kooperationswunsch,
    ganz,
    und,
)
from insek_monitor.ansprache.kooperation.gruppen import Netz


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
