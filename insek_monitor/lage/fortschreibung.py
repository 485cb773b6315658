"""Fortschreibung: Alter, Ablauf, Fristen und was bleibt, wenn niemand fortschreibt.

Gerechnet wird nur mit Gemeinden im Status ``vorhanden``; undatierte Konzepte haben kein Alter und keinen
Ablauf und werden getrennt genannt.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Status
from insek_monitor.kern.datum import plus_monate
from insek_monitor.lage.status import TAGE
from insek_monitor.lage.summen import anteil, anzahl, summe_einwohner


def sortierschluessel(namen: pd.Series) -> pd.Series:
    """Schlüssel für die deutsche Wortfolge: ä wie a, ß wie ss (DIN 5007-1)."""
    return namen.map(
        lambda name: "".join(
            z for z in unicodedata.normalize("NFKD", name.casefold()) if z.isalnum() or z == " "
        )
    )


def nach_name(lage: pd.DataFrame) -> pd.DataFrame:
    """Zeilen von ``lage`` in deutscher Wortfolge der Namen."""
    return lage.iloc[sortierschluessel(lage["name"]).to_numpy(dtype=str).argsort(kind="stable")]


def altersverteilung(lage: pd.DataFrame) -> pd.DataFrame:
    """Wie alt die maßgeblichen Konzepte sind.

    Returns
    -------
    DataFrame
        Lückenlos von 0 bis zum höchsten Alter: ``alter_jahre`` (vollendete Jahre), ``gemeinden``.
        ``attrs["ohne_alter"]``: Gemeinden mit Konzept ohne bekanntes Datum.
    """
    hat_alter = lage["alter_jahre"].notna()
    alter = lage.loc[hat_alter, "alter_jahre"].to_numpy(dtype="int64")
    stufen = int(alter.max()) + 1 if len(alter) else 0
    tabelle = pd.DataFrame(
        {
            "alter_jahre": np.arange(stufen),
            "gemeinden": anzahl(alter, stufen),
        }
    )
    tabelle.attrs["ohne_alter"] = int(((lage["status"] == Status.VORHANDEN.value) & ~hat_alter).sum())
    return tabelle


def ablauf_je_jahr(lage: pd.DataFrame) -> pd.DataFrame:
    """Wie viele Konzepte in welchem Kalenderjahr ablaufen oder abgelaufen sind.

    Returns
    -------
    DataFrame
        Lückenlos vom ersten bis zum letzten Jahr: ``jahr``, ``gemeinden``, ``einwohner``.
    """
    datiert = lage[lage["ablauf_am"].notna()]
    jahr = datiert["ablauf_am"].dt.year.to_numpy()
    erstes = int(jahr.min()) if len(jahr) else 0
    stufen = int(jahr.max()) - erstes + 1 if len(jahr) else 0
    nummern = (jahr - erstes).astype("int64")
    return pd.DataFrame(
        {
            "jahr": np.arange(erstes, erstes + stufen),
            "gemeinden": anzahl(nummern, stufen),
            "einwohner": summe_einwohner(datiert["einwohner"], nummern, stufen),
        }
    )


def faellig(lage: pd.DataFrame, monate: int, stichtag: date) -> pd.DataFrame:
    """Gemeinden, deren Konzept nach dem Stichtag und binnen ``monate`` Monaten abläuft.

    Returns
    -------
    DataFrame
        Zeilen von ``lage``, nach ``ablauf_am``, dann Name. Was am Stichtag abläuft, ist schon abgelaufen.
    """
    von, bis = np.datetime64(stichtag, "D"), np.datetime64(plus_monate(stichtag, monate), "D")
    ablauf = _ablauf(lage)
    return _nach_ablauf(lage[(ablauf > von) & (ablauf <= bis)])


def naechste_ablaufende(lage: pd.DataFrame, n: int, stichtag: date) -> pd.DataFrame:
    """Die ``n`` Gemeinden, deren Konzept nach dem Stichtag zuerst abläuft (``ablauf_am``, dann Name)."""
    kommende = lage[_ablauf(lage) > np.datetime64(stichtag, "D")]
    return _nach_ablauf(kommende).head(n)


def warnbaender(lage: pd.DataFrame, baender: Sequence[int] | None = None) -> pd.DataFrame:
    """Gemeinden, die binnen 6, 12 und 24 Monaten ablaufen, kumuliert (12 enthält 6).

    Parameters
    ----------
    baender : Warnbänder in Monaten; ohne Angabe die der Regeln, die ``lage`` in ``attrs`` mitführt.

    Returns
    -------
    DataFrame
        ``band`` (Monate, aufsteigend), ``gemeinden``, ``einwohner``.

    Raises
    ------
    ValueError
        Wenn die Warnbänder weder übergeben noch in ``lage.attrs`` zu finden sind.
    """
    if baender is None:
        baender = lage.attrs.get("warnbaender_monate")
    if baender is None:
        raise ValueError(
            "Die Warnbänder fehlen: Bitte als zweiten Wert übergeben (regeln.warnbaender_monate)."
        )
    stufen = np.array(sorted(baender))
    band = lage["warnband_monate"].to_numpy(dtype="int64", na_value=-1)
    zeilen = [np.where((band > 0) & (band <= stufe), 0, -1) for stufe in stufen]
    return pd.DataFrame(
        {
            "band": stufen,
            "gemeinden": [int(anzahl(zeile, 1)[0]) for zeile in zeilen],
            "einwohner": pd.array(
                [summe_einwohner(lage["einwohner"], zeile, 1)[0] for zeile in zeilen], dtype="Int64"
            ),
        }
    )


def ohne_fortschreibung(lage: pd.DataFrame, stichtag: date, bis: int = 2040) -> pd.DataFrame:
    """Wie viele Konzepte noch gültig sind, wenn ab dem Stichtag niemand fortschreibt.

    Parameters
    ----------
    bis : Letztes Jahr.

    Returns
    -------
    DataFrame
        Erste Zeile der Stichtag selbst, dann jeder spätere 31.12.: ``stichtag``, ``gueltig`` (datiert und
        nicht abgelaufen), ``undatiert`` (Konzept ohne Datum, nicht in ``gueltig``), ``gemeinden_gesamt``,
        ``anteil`` (gueltig an allen Gemeinden; NA, wo keines als gültig belegt und manches nicht bekannt
        ist).
    """
    tage = [stichtag] + [
        date(jahr, 12, 31) for jahr in range(stichtag.year, bis + 1) if date(jahr, 12, 31) > stichtag
    ]
    ablauf = np.sort(_ablauf(lage)[lage["ablauf_am"].notna().to_numpy()])
    stichtage = np.array(tage, dtype=TAGE)
    gueltig = len(ablauf) - np.searchsorted(ablauf, stichtage, side="right")
    gesamt = np.full(len(tage), len(lage))
    undatiert = int(((lage["status"] == Status.VORHANDEN.value) & lage["ablauf_am"].isna()).sum())
    # Nichts Gültiges belegt heißt nur dann 0, wenn zu jeder Gemeinde alles bekannt ist.
    offen = not gueltig[0] and bool(undatiert or not lage["geklaert"].all())
    return pd.DataFrame(
        {
            "stichtag": stichtage.astype("datetime64[s]"),
            "gueltig": gueltig,
            "undatiert": undatiert,
            "gemeinden_gesamt": gesamt,
            "anteil": anteil(gueltig, np.zeros(len(tage)) if offen else gesamt),
        }
    )


def _ablauf(lage: pd.DataFrame) -> np.ndarray:
    return lage["ablauf_am"].to_numpy().astype(TAGE)


def _nach_ablauf(lage: pd.DataFrame) -> pd.DataFrame:
    folge = np.lexsort((sortierschluessel(lage["name"]).to_numpy(dtype=str), lage["ablauf_am"].to_numpy()))
    return lage.iloc[folge]
