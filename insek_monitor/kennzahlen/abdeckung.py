"""Abdeckung: wie viele Gemeinden und Einwohner welchen Status haben, jetzt und im Verlauf."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.kennzahlen.gruppen import anteil, anzahl, gruppen, summe_einwohner
from insek_monitor.kennzahlen.schaetzung import summen
from insek_monitor.kennzahlen.status import STATUS_CODE, bereite_vor, status_am, status_categorical
from insek_monitor.modell.begriffe import Status, werte
from insek_monitor.modell.regeln import Regeln

GESAMT = "gesamt"
_ZAHL = len(Status)


def abdeckung(lage: pd.DataFrame, nach: str | None) -> pd.DataFrame:
    """Gemeinden und Einwohner je Gruppe und Status.

    Parameters
    ----------
    lage : DataFrame
        Ergebnis von ``lage`` oder ``filtere``.
    nach : str or None
        Spalte zum Gruppieren, etwa ``kreis``, ``planungsregion``, ``gemeindetyp``,
        ``groessenklasse_kompakt``; None fasst alles unter „gesamt“ zusammen.

    Returns
    -------
    DataFrame
        Eine Zeile je vorkommender Gruppe × Status (alle vier, auch mit 0): ``gruppe``, ``status``;
        ``gemeinden_belegt``, ``gemeinden_geschaetzt``, ``gemeinden`` (zusammen), ``gemeinden_von``,
        ``gemeinden_bis`` (90-%-Intervall) und ebenso ``einwohner…``; ``gemeinden_gesamt``,
        ``einwohner_gesamt``, ``gemeinden_anteil``, ``einwohner_anteil``. Gemeinden ohne Angabe in ``nach``
        bilden die letzte Gruppe „k. A.“. Anteile sind aus Summen gerechnet, in [0, 1] und NA bei Nenner 0.
        Einwohner zählen nur, wo sie bekannt sind.

    Notes
    -----
    Wo geschätzt wird, zählt eine Gemeinde ohne Nachweis mit ihrer Erwartung, auch neben einem belegten
    ähnlichen Konzept (``schaetzung``).
    """
    if nach is None:
        nummern, namen = np.zeros(len(lage), dtype="int64"), [GESAMT]
    else:
        nummern, namen = gruppen(lage[nach])
    tabelle = pd.DataFrame(
        {
            "gruppe": pd.array(np.repeat(np.array(namen, dtype=object), _ZAHL), dtype="str"),
            "status": status_categorical(np.tile(np.arange(_ZAHL), len(namen))),
        }
    )
    gemeinden = summen(lage, nummern, len(namen))
    einwohner = summen(lage, nummern, len(namen), lage["einwohner"].to_numpy(dtype="float64", na_value=0.0))
    # Eine Zelle, in der keine Gemeinde eine Einwohnerzahl hat, ist ohne Angabe und nicht 0.
    zellen = nummern * _ZAHL + lage["status"].cat.codes.to_numpy()
    fehlt = np.asarray(summe_einwohner(lage["einwohner"], zellen, len(namen) * _ZAHL).isna())
    for name, teil, leer in (("gemeinden", gemeinden, np.zeros_like(fehlt)), ("einwohner", einwohner, fehlt)):
        for endung in ("belegt", "geschaetzt", "gesamt", "von", "bis"):
            spalte = name if endung == "gesamt" else f"{name}_{endung}"
            tabelle[spalte] = pd.arrays.FloatingArray(getattr(teil, endung).ravel(), mask=leer.copy())
    tabelle["gemeinden_belegt"] = tabelle["gemeinden_belegt"].astype("int64")
    tabelle["gemeinden_gesamt"] = np.repeat(anzahl(nummern, len(namen)), _ZAHL)
    tabelle["einwohner_gesamt"] = summe_einwohner(lage["einwohner"], nummern, len(namen)).repeat(_ZAHL)
    for name in ("gemeinden", "einwohner"):
        tabelle[f"{name}_anteil"] = anteil(tabelle[name], tabelle[f"{name}_gesamt"])
    return tabelle


def kreuztabelle(lage: pd.DataFrame, zeilen: str, spalten: str) -> pd.DataFrame:
    """Status in zwei Richtungen, etwa Kreis × Größenklasse.

    Returns
    -------
    DataFrame
        Eine Zeile je Paar vorkommender Gruppen, auch mit 0 Gemeinden: ``zeile``, ``spalte``,
        ``gemeinden_gesamt``, ``vorhanden``, ``teilweise``, ``kein``, ``unbekannt`` (belegt und erwartet
        zusammen), ``vorhanden_belegt``, ``vorhanden_von``, ``vorhanden_bis``, ``vorhanden_anteil`` (NA bei 0
        Gemeinden).
    """
    zeile, zeilennamen = gruppen(lage[zeilen])
    spalte, spaltennamen = gruppen(lage[spalten])
    paare = len(zeilennamen) * len(spaltennamen)
    zelle = zeile * len(spaltennamen) + spalte
    zaehlung = summen(lage, zelle, paare)
    gesamt = anzahl(zelle, paare)
    tabelle = pd.DataFrame(
        {
            "zeile": pd.array(np.repeat(np.array(zeilennamen, dtype=object), len(spaltennamen)), dtype="str"),
            "spalte": pd.array(np.tile(np.array(spaltennamen, dtype=object), len(zeilennamen)), dtype="str"),
            "gemeinden_gesamt": gesamt,
        }
    )
    for stelle, name in enumerate(werte(Status)):
        tabelle[name] = zaehlung.gesamt[:, stelle]
    vorhanden = STATUS_CODE[Status.VORHANDEN]
    tabelle["vorhanden_belegt"] = zaehlung.belegt[:, vorhanden].astype("int64")
    tabelle["vorhanden_von"] = zaehlung.von[:, vorhanden]
    tabelle["vorhanden_bis"] = zaehlung.bis[:, vorhanden]
    tabelle["vorhanden_anteil"] = anteil(tabelle["vorhanden"], gesamt)
    return tabelle


def verlauf(
    gemeinden: pd.DataFrame,
    konzepte: pd.DataFrame,
    zuordnung: pd.DataFrame,
    regeln: Regeln,
    stichtage: Sequence[date],
) -> pd.DataFrame:
    """Belegte Abdeckung an jedem Stichtag, auf heutigem Gebietsstand und mit heutigen Einwohnern.

    Returns
    -------
    DataFrame
        Je Stichtag: ``stichtag``, ``vorhanden``, ``davon_gueltig`` (jünger als ``gueltig_bis_jahre``),
        ``davon_undatiert``, ``teilweise``, ``kein``, ``unbekannt``,
        ``gemeinden_gesamt``, ``vorhanden_einwohner``, ``einwohner_gesamt``, ``vorhanden_anteil`` (der
        Gemeinden).
    """
    ereignisse = bereite_vor(gemeinden.index, konzepte, zuordnung, regeln)
    davon = ("davon_gueltig", "davon_undatiert")
    zahl = {
        name: np.zeros(len(stichtage), dtype="int64") for name in ("vorhanden", *davon, *werte(Status)[1:])
    }
    hat_konzept = np.zeros((len(stichtage), len(gemeinden)), dtype=bool)
    for nummer, stichtag in enumerate(stichtage):
        felder = status_am(ereignisse, stichtag)
        je_status = np.bincount(felder.code, minlength=_ZAHL)
        for stelle, name in enumerate(werte(Status)):
            zahl[name][nummer] = je_status[stelle]
        hat_konzept[nummer] = felder.code == STATUS_CODE[Status.VORHANDEN]
        massgeblich = felder.zeile[hat_konzept[nummer]]
        # NaT ist nie größer als ein Tag: Undatierte sind weder gültig noch abgelaufen.
        zahl["davon_gueltig"][nummer] = (ereignisse.ablauf[massgeblich] > np.datetime64(stichtag, "D")).sum()
        zahl["davon_undatiert"][nummer] = (~ereignisse.datiert[massgeblich]).sum()
    einwohner = gemeinden["einwohner"]
    gesamt = np.full(len(stichtage), len(gemeinden))
    tabelle = pd.DataFrame({"stichtag": np.array(stichtage, dtype="datetime64[s]")} | zahl)
    tabelle["gemeinden_gesamt"] = gesamt
    tabelle["vorhanden_einwohner"] = pd.array(
        [summe_einwohner(einwohner, np.where(maske, 0, -1), 1)[0] for maske in hat_konzept], dtype="Int64"
    )
    alle = summe_einwohner(einwohner, np.zeros(len(gemeinden), dtype="int64"), 1)
    tabelle["einwohner_gesamt"] = alle.repeat(len(stichtage))
    tabelle["vorhanden_anteil"] = anteil(zahl["vorhanden"], gesamt)
    return tabelle
