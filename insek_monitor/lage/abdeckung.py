"""Abdeckung: wie viele Gemeinden und Einwohner welchen Status haben, jetzt und im Verlauf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Status, werte
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.status import STATUS_CODE, bereite_vor, status_am, status_categorical
from insek_monitor.lage.summen import anteil, anzahl, gruppen, summe_einwohner, summen

GESAMT = "gesamt"
Mass = Literal["gemeinden", "einwohner"]
_ZAHL = len(Status)


@dataclass(frozen=True)
class Stand:
    """Wie viele (Gemeinden oder Einwohner) einen Status haben, und von wie vielen man es nicht weiß.

    Die eine Regel für Sätze, Zahlen und Linien: Nicht bekannt ist nicht „keines“. ``anteil`` gilt denen,
    deren Stand belegt ist oder geschätzt wird. Solange auch nur einer nicht bekannt ist, gibt es keinen
    Anteil von 0: ``anteil`` ist dann None, und nirgends steht eine 0 oder „0 %“.

    Attributes
    ----------
    geschaetzt : Erwartung zu denen, deren Stand nicht belegt ist.
    von, bis : 90-%-Intervall um ``zahl``.
    unbekannt : Weder belegt noch geschätzt.
    """

    gesamt: int
    belegt: int
    geschaetzt: float = 0.0
    von: float = 0.0
    bis: float = 0.0
    unbekannt: int = 0

    @property
    def zahl(self) -> float:
        """Belegt und geschätzt zusammen."""
        return self.belegt + self.geschaetzt

    @property
    def bekannt(self) -> int:
        """Nenner des Anteils."""
        return self.gesamt - self.unbekannt

    @property
    def anteil(self) -> float | None:
        return self.zahl / self.bekannt if self.zahl or (self.gesamt and not self.unbekannt) else None

    @property
    def ungefaehr(self) -> bool:
        """Ob die Zahl unsicher ist und nur gerundet dastehen darf."""
        return self.von != self.bis or self.zahl != round(self.zahl)


def staende(
    tabelle: pd.DataFrame, mass: Mass = "gemeinden", status: Status = Status.VORHANDEN
) -> dict[str, Stand]:
    """Stand je Gruppe einer ``abdeckung``, in deren Reihenfolge."""
    ergebnis = {}
    for gruppe, zeilen in tabelle.groupby("gruppe", sort=False):
        je_status = {str(z.status): z for z in zeilen.itertuples()}

        def wert(endung: str, s: Status, zeilen_: dict[str, Any] = je_status) -> float:
            roh = getattr(zeilen_[s.value], f"{mass}{endung}")
            return 0.0 if pd.isna(roh) else float(roh)

        ergebnis[str(gruppe)] = Stand(
            gesamt=int(wert("_gesamt", status)),
            belegt=int(wert("_belegt", status)),
            geschaetzt=wert("_geschaetzt", status),
            von=wert("_von", status),
            bis=wert("_bis", status),
            unbekannt=0 if status is Status.UNBEKANNT else int(wert("", Status.UNBEKANNT)),
        )
    return ergebnis


def stand(lage: pd.DataFrame) -> Stand:
    """Gemeinden mit INSEK in der ganzen Lage."""
    return staende(abdeckung(lage, None)).get(GESAMT, Stand(0, 0))


def abdeckung(lage: pd.DataFrame, nach: str | None) -> pd.DataFrame:
    """Gemeinden und Einwohner je Gruppe und Status.

    Parameters
    ----------
    lage : Ergebnis von ``lage`` oder ``filtere``.
    nach : Spalte zum Gruppieren, etwa ``kreis``, ``planungsregion``, ``gemeindetyp``,
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
        zusammen), ``vorhanden_belegt``, ``vorhanden_von``, ``vorhanden_bis``, ``vorhanden_anteil`` (wie
        ``Stand.anteil``: an denen, deren Stand belegt ist oder geschätzt wird; keine 0, wo manches unbekannt
        ist).
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
    tabelle["vorhanden_anteil"] = _anteil(
        tabelle["vorhanden"], gesamt - tabelle["unbekannt"], tabelle["unbekannt"]
    )
    return tabelle


def zelle(z: Any) -> Stand:
    """Stand einer Zeile der ``kreuztabelle`` (``itertuples``)."""
    return Stand(
        gesamt=int(z.gemeinden_gesamt),
        belegt=int(z.vorhanden_belegt),
        geschaetzt=float(z.vorhanden - z.vorhanden_belegt),
        von=float(z.vorhanden_von),
        bis=float(z.vorhanden_bis),
        unbekannt=int(z.unbekannt),
    )


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
        ``gemeinden_gesamt``, ``vorhanden_einwohner``, ``einwohner_gesamt``, ``vorhanden_anteil`` (an allen
        Gemeinden und damit mindestens; keine 0, wo manches unbekannt ist).
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
    tabelle["vorhanden_anteil"] = _anteil(zahl["vorhanden"], gesamt, zahl["unbekannt"])
    return tabelle


def _anteil(vorhanden: Any, nenner: Any, unbekannt: Any) -> pd.array:
    """Die Regel von ``Stand`` auf Feldern."""
    return anteil(vorhanden, np.where((np.asarray(vorhanden) == 0) & (np.asarray(unbekannt) > 0), 0, nenner))
