"""Abdeckung: wie viele Gemeinden und Einwohner welchen Status haben, jetzt und im Verlauf."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.kennzahlen.gruppen import anteil, anzahl, gruppen, summe_einwohner
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
        Eine Zeile je vorkommender Gruppe × Status (alle vier, auch mit 0): ``gruppe``, ``status``,
        ``gemeinden``, ``einwohner``, ``gemeinden_gesamt``, ``einwohner_gesamt``, ``gemeinden_anteil``,
        ``einwohner_anteil``. Gemeinden ohne Angabe in ``nach`` bilden die letzte Gruppe „k. A.“. Anteile
        sind aus Summen gerechnet, in [0, 1] und NA bei Nenner 0. Einwohner zählen nur, wo sie bekannt sind.
    """
    if nach is None:
        nummern, namen = np.zeros(len(lage), dtype="int64"), [GESAMT]
    else:
        nummern, namen = gruppen(lage[nach])
    zellen = nummern * _ZAHL + lage["status"].cat.codes.to_numpy()
    groesse = len(namen) * _ZAHL
    gemeinden = anzahl(zellen, groesse)
    einwohner = summe_einwohner(lage["einwohner"], zellen, groesse)
    gemeinden_gesamt = np.repeat(anzahl(nummern, len(namen)), _ZAHL)
    einwohner_gesamt = summe_einwohner(lage["einwohner"], nummern, len(namen)).repeat(_ZAHL)
    return pd.DataFrame(
        {
            "gruppe": pd.array(np.repeat(np.array(namen, dtype=object), _ZAHL), dtype="str"),
            "status": status_categorical(np.tile(np.arange(_ZAHL), len(namen))),
            "gemeinden": gemeinden,
            "einwohner": einwohner,
            "gemeinden_gesamt": gemeinden_gesamt,
            "einwohner_gesamt": einwohner_gesamt,
            "gemeinden_anteil": anteil(gemeinden, gemeinden_gesamt),
            "einwohner_anteil": anteil(einwohner, einwohner_gesamt),
        }
    )


def kreuztabelle(lage: pd.DataFrame, zeilen: str, spalten: str) -> pd.DataFrame:
    """Status in zwei Richtungen, etwa Kreis × Größenklasse.

    Returns
    -------
    DataFrame
        Eine Zeile je Paar vorkommender Gruppen, auch mit 0 Gemeinden: ``zeile``, ``spalte``,
        ``gemeinden_gesamt``, ``vorhanden``, ``teilweise``, ``kein``, ``unbekannt``, ``vorhanden_anteil``
        (NA bei 0 Gemeinden).
    """
    zeile, zeilennamen = gruppen(lage[zeilen])
    spalte, spaltennamen = gruppen(lage[spalten])
    paare = len(zeilennamen) * len(spaltennamen)
    zelle = zeile * len(spaltennamen) + spalte
    zaehlung = anzahl(zelle * _ZAHL + lage["status"].cat.codes.to_numpy(), paare * _ZAHL).reshape(
        paare, _ZAHL
    )
    gesamt = zaehlung.sum(axis=1)
    tabelle = pd.DataFrame(
        {
            "zeile": pd.array(np.repeat(np.array(zeilennamen, dtype=object), len(spaltennamen)), dtype="str"),
            "spalte": pd.array(np.tile(np.array(spaltennamen, dtype=object), len(zeilennamen)), dtype="str"),
            "gemeinden_gesamt": gesamt,
        }
    )
    for stelle, name in enumerate(werte(Status)):
        tabelle[name] = zaehlung[:, stelle]
    tabelle["vorhanden_anteil"] = anteil(zaehlung[:, STATUS_CODE[Status.VORHANDEN]], gesamt)
    return tabelle


def verlauf(
    gemeinden: pd.DataFrame,
    konzepte: pd.DataFrame,
    zuordnung: pd.DataFrame,
    regeln: Regeln,
    jahre: Iterable[int],
    *,
    nur_belegt: bool = False,
) -> pd.DataFrame:
    """Abdeckung an jedem 31.12. der genannten Jahre, auf heutigem Gebietsstand und mit heutigen Einwohnern.

    Returns
    -------
    DataFrame
        Je Jahr: ``stichtag``, ``vorhanden``, ``davon_gueltig`` (jünger als ``gueltig_bis_jahre``),
        ``davon_undatiert``, ``davon_modelliert``, ``teilweise``, ``kein``, ``unbekannt``,
        ``gemeinden_gesamt``, ``vorhanden_einwohner``, ``einwohner_gesamt``, ``vorhanden_anteil`` (der
        Gemeinden).
    """
    ereignisse = bereite_vor(gemeinden.index, konzepte, zuordnung, regeln, nur_belegt=nur_belegt)
    stichtage = [date(jahr, 12, 31) for jahr in jahre]
    davon = ("davon_gueltig", "davon_undatiert", "davon_modelliert")
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
        zahl["davon_modelliert"][nummer] = (~ereignisse.belegt[massgeblich]).sum()
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
