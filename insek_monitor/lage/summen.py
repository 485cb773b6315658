"""Gruppieren und Summieren: Belegtes, Erwartetes mit 90-%-Intervall; Fehlendes wird nie zu 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.schaetzung import SPALTEN

#: So weit reicht das Intervall nach beiden Seiten (90 %, Normalverteilung), in Standardabweichungen.
WEITE = 1.6449


@dataclass(frozen=True, eq=False)
class Summen:
    """Je Gruppe (Zeile) und Status (Spalte, wie ``Status``): belegt, erwartet, 90-%-Intervall."""

    belegt: np.ndarray
    geschaetzt: np.ndarray
    von: np.ndarray
    bis: np.ndarray

    @property
    def gesamt(self) -> np.ndarray:
        """Belegt und geschätzt zusammen."""
        return self.belegt + self.geschaetzt


def summen(
    lage: pd.DataFrame, nummern: np.ndarray, gruppenzahl: int, gewicht: np.ndarray | None = None
) -> Summen:
    """Belege und Erwartung je Gruppe und Status, mit 90-%-Intervall.

    Parameters
    ----------
    lage : Ergebnis von ``schaetze`` oder ``ohne_schaetzung``, auch gefiltert.
    nummern : ndarray of int
        Gruppe je Zeile.
    gewicht : ndarray of float, optional
        Was je Gemeinde zählt (Einwohner); ohne Angabe 1.

    Notes
    -----
    Ziehen ohne Zurücklegen innerhalb jeder Klasse: Varianz ``p(1−p)·R/(R−1)·(Σx² − (Σx)²/R)``; zählt jede
    Gemeinde 1, ist das ``n·p·(1−p)·(R−n)/(R−1)`` und 0, wenn alle offenen der Klasse dazugehören. Die Grenzen
    sind auf ganze Zahlen nach außen gerundet und nie enger, als Belege und Gruppengröße es zulassen.
    """
    x = np.ones(len(lage)) if gewicht is None else gewicht
    alle_status = list(Status)
    offen = lage["p_kein"].notna().to_numpy()
    zellen = nummern * len(alle_status) + lage["status"].cat.codes.to_numpy().astype("int64")
    form = (gruppenzahl, len(alle_status))
    # Ohne eine Zeile zählt numpy ganz, auch mit Gewichten.
    belegt = np.bincount(zellen[~offen], weights=x[~offen], minlength=form[0] * form[1]).astype("float64")
    belegt = belegt.reshape(form)
    geschaetzt, varianz = np.zeros(form), np.zeros(form)
    klasse = lage["groessenklasse_kompakt"].cat.codes.to_numpy()
    for code in np.unique(klasse[offen]):
        darin = offen & (klasse == code)
        g, w = nummern[darin], x[darin]
        summe = np.bincount(g, weights=w, minlength=gruppenzahl)
        quadrate = np.bincount(g, weights=w * w, minlength=gruppenzahl)
        r = int(lage["offene_der_klasse"].to_numpy(dtype="int64", na_value=0)[darin][0])
        streuung = (quadrate - summe * summe / r) * r / (r - 1) if r > 1 else np.zeros(gruppenzahl)
        for stelle, status in enumerate(alle_status):
            if status in SPALTEN:
                p = float(lage[SPALTEN[status]].to_numpy(dtype="float64", na_value=0.0)[darin][0])
                geschaetzt[:, stelle] += p * summe
                varianz[:, stelle] += p * (1 - p) * streuung
    # Rundungsreste sollen aus 207 nicht 207,0000001 und aus einer sicheren Zahl kein Intervall machen.
    geschaetzt = geschaetzt.round(6)
    weite = WEITE * np.sqrt(np.where(varianz > 1e-9, varianz, 0.0))
    gesamt = belegt + geschaetzt
    alle = np.bincount(nummern, weights=x, minlength=gruppenzahl)[:, None]
    andere = belegt.sum(axis=1, keepdims=True) - belegt
    sicher = weite == 0
    von = np.where(sicher, gesamt, np.maximum(belegt, np.floor((gesamt - weite).round(6))))
    bis = np.where(sicher, gesamt, np.minimum(alle - andere, np.ceil((gesamt + weite).round(6))))
    return Summen(belegt, geschaetzt, von, bis)


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
