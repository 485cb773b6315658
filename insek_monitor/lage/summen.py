"""Summen einer Auswahl: was belegt ist, was nach der Schätzung dazu zu erwarten ist, mit 90-%-Intervall."""

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
