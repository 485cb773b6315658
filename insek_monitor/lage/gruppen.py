"""Gruppieren und Summieren auf Feldern; Fehlendes bleibt sichtbar und wird nie zu 0."""

from __future__ import annotations

import numpy as np
import pandas as pd

OHNE_ANGABE = "k. A."


def gruppen(spalte: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Nummer der Gruppe je Zeile und die Namen der vorkommenden Gruppen.

    Returns
    -------
    nummern : ndarray of int
    namen : list of str
        Bei Categoricals in deren Reihenfolge, sonst alphabetisch; Zeilen ohne Angabe bilden zuletzt „k. A.“.
    """
    if isinstance(spalte.dtype, pd.CategoricalDtype):
        roh, alle = spalte.cat.codes.to_numpy().astype("int64"), [str(name) for name in spalte.cat.categories]
        vorhanden = np.bincount(roh[roh >= 0], minlength=len(alle)) > 0
        namen = [name for name, da in zip(alle, vorhanden, strict=True) if da]
        neu = np.append(np.cumsum(vorhanden) - 1, -1)
        nummern = neu[roh]
    else:
        nummern, werte = pd.factorize(spalte, sort=True)
        namen = [str(wert) for wert in werte]
    ohne = nummern < 0
    if ohne.any():
        nummern = np.where(ohne, len(namen), nummern)
        namen = [*namen, OHNE_ANGABE]
    return nummern, namen


def anzahl(nummern: np.ndarray, gruppenzahl: int) -> np.ndarray:
    """Zeilen je Gruppe; negative Nummern zählen nicht mit."""
    return np.bincount(nummern[nummern >= 0], minlength=gruppenzahl)


def summe_einwohner(einwohner: pd.Series, nummern: np.ndarray, gruppenzahl: int) -> pd.array:
    """Einwohner je Gruppe.

    Returns
    -------
    IntegerArray
        Summe der bekannten Zahlen; 0 bei einer leeren Gruppe, NA, wenn keine Gemeinde der Gruppe eine Zahl
        hat.
    """
    dabei = nummern >= 0
    nummern = nummern[dabei]
    bekannt = einwohner.notna().to_numpy()[dabei]
    # Gleitkommazahlen stellen ganze Summen bis 2^53 genau dar.
    gewicht = einwohner.to_numpy(dtype="float64", na_value=0.0)[dabei]
    summe = np.bincount(nummern, weights=gewicht, minlength=gruppenzahl).astype("int64")
    ohne_zahl = np.bincount(nummern, minlength=gruppenzahl) > 0
    ohne_zahl &= np.bincount(nummern[bekannt], minlength=gruppenzahl) == 0
    return pd.arrays.IntegerArray(summe, mask=ohne_zahl)


def anteil(zaehler: pd.array, nenner: pd.array) -> pd.array:
    """Anteil in [0, 1] als Float64; NA, wenn der Nenner 0 ist oder eine Zahl fehlt."""
    oben, unten = pd.array(zaehler, dtype="Float64"), pd.array(nenner, dtype="Float64")
    teiler = unten.to_numpy(dtype="float64", na_value=0)
    fehlt = np.asarray(oben.isna()) | (teiler == 0)
    wert = oben.to_numpy(dtype="float64", na_value=0) / np.where(fehlt, 1, teiler)
    return pd.arrays.FloatingArray(np.where(fehlt, 1.0, wert), mask=fehlt)
