"""Die Lage: Status, Aktualität und Frist je Gemeinde zum Stichtag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Foerdergrundlage, Gemeindetyp, Status, werte
from insek_monitor.kern.datum import je_tag, plus_monate, vollendete_jahre
from insek_monitor.kern.regeln import SCHEMATA, Regeln, Schema
from insek_monitor.lage.schaetzung import ohne_schaetzung
from insek_monitor.lage.status import STATUS_CODE, TAGE, bereite_vor, status_am, status_categorical

AUS_KONZEPT = ("datenlage", "art", "titel", "beschluss", "zieljahr", "quelle_url", "sicherheit")


def lage(
    gemeinden: pd.DataFrame,
    konzepte: pd.DataFrame,
    zuordnung: pd.DataFrame,
    stichtag: date,
    regeln: Regeln,
) -> pd.DataFrame:
    """Status, Aktualität und Frist je Gemeinde zum Stichtag.

    Parameters
    ----------
    gemeinden, konzepte, zuordnung : Spalten wie in docs/fachregeln.md.

    Returns
    -------
    DataFrame
        Index ``ags`` wie in ``gemeinden``; alle Spalten von ``gemeinden`` und: ``status``, ``datenlage``,
        ``konzept_id``, ``art``, ``titel``, ``beschluss``, ``beschluss_tag``, ``ablauf_am``, ``alter_jahre``
        (vollendete Jahre), ``aktualitaet``, ``warnband_monate``, ``in_arbeit``, ``foerdergrundlage``,
        ``zieljahr``, ``quelle_url``, ``sicherheit``, ``groessenklasse_kompakt``, ``groessenklasse_fein``;
        dazu die Spalten von ``schaetzung.schaetze``, noch ohne Erwartung.
        Die Angaben zum Konzept sind die des Datensatzes, auf dem der Status beruht; ``ablauf_am``,
        ``alter_jahre``, ``aktualitaet`` und ``warnband_monate`` gibt es nur bei ``vorhanden``.
        ``attrs["warnbaender_monate"]`` nennt die Warnbänder aus den Regeln.

    Notes
    -----
    Regel: docs/fachregeln.md, „Regeln zum Stichtag“; Schwellen aus ``daten/regeln.yaml``. Fehlt die
    Einwohnerzahl, ist die Größenklasse NA und die Fördergrundlage höchstens „unklar“.
    """
    ereignisse = bereite_vor(gemeinden.index, konzepte, zuordnung, regeln)
    felder = status_am(ereignisse, stichtag)
    vorhanden = felder.code == STATUS_CODE[Status.VORHANDEN]
    treffer = felder.zeile >= 0
    stelle = np.full(len(gemeinden), -1, dtype="int64")
    stelle[treffer] = ereignisse.konzept[felder.zeile[treffer]]

    spalten: dict[str, object] = {"status": status_categorical(felder.code)}
    spalten["konzept_id"] = konzepte.index.array.take(stelle, allow_fill=True)
    for name in AUS_KONZEPT:
        spalten[name] = konzepte[name].array.take(stelle, allow_fill=True)
    beschluss_tag = konzepte["beschluss_tag"].array.take(stelle, allow_fill=True)
    spalten["beschluss_tag"] = beschluss_tag

    ablauf = np.full(len(gemeinden), np.datetime64("NaT"), dtype=TAGE)
    ablauf[vorhanden] = ereignisse.ablauf[felder.zeile[vorhanden]]
    spalten["ablauf_am"] = ablauf.astype("datetime64[s]")
    tage = np.where(vorhanden, np.asarray(beschluss_tag).astype(TAGE), np.datetime64("NaT"))
    alter = je_tag(tage, lambda tag: vollendete_jahre(tag, stichtag), "float64", np.nan)
    spalten["alter_jahre"] = pd.array(alter, dtype="Float64")
    spalten["aktualitaet"] = _aktualitaet(alter, vorhanden, regeln)
    spalten["warnband_monate"] = _warnband(ablauf, stichtag, regeln)
    spalten["in_arbeit"] = felder.in_arbeit
    spalten["foerdergrundlage"] = _foerdergrundlage(gemeinden["einwohner"], felder.code, alter, regeln)
    for schema in SCHEMATA:
        spalten[f"groessenklasse_{schema}"] = regeln.groessenklassen(schema).einordnen(gemeinden["einwohner"])
    if not isinstance(gemeinden["gemeindetyp"].dtype, pd.CategoricalDtype):
        spalten["gemeindetyp"] = pd.Categorical(gemeinden["gemeindetyp"], werte(Gemeindetyp), ordered=True)
    ergebnis = ohne_schaetzung(gemeinden.assign(**spalten))
    ergebnis["geklaert"] |= felder.gemeldet
    ergebnis.attrs["warnbaender_monate"] = list(regeln.warnbaender_monate)
    return ergebnis


def _geordnet(aufzaehlung: type[StrEnum], code: np.ndarray) -> pd.Categorical:
    return pd.Categorical.from_codes(code, categories=werte(aufzaehlung), ordered=True)


def _aktualitaet(alter: np.ndarray, vorhanden: np.ndarray, regeln: Regeln) -> pd.Categorical:
    # Vollendete Jahre zählen die erreichten Jahrestage; der Jahrestag selbst gehört schon zur nächsten Stufe.
    stufen = list(Aktualitaet)
    code = np.where(vorhanden, stufen.index(Aktualitaet.ALTER_UNBEKANNT), -1)
    code[alter < regeln.fortschreibung_ab_jahre] = stufen.index(Aktualitaet.AKTUELL)
    code[alter >= regeln.fortschreibung_ab_jahre] = stufen.index(Aktualitaet.EINLEITEN)
    code[alter >= regeln.gueltig_bis_jahre] = stufen.index(Aktualitaet.ABGELAUFEN)
    return _geordnet(Aktualitaet, code)


def _warnband(ablauf: np.ndarray, stichtag: date, regeln: Regeln) -> pd.array:
    band = np.zeros(len(ablauf), dtype="int64")
    offen = ablauf > np.datetime64(stichtag, "D")
    for monate in sorted(regeln.warnbaender_monate, reverse=True):
        band[offen & (ablauf <= np.datetime64(plus_monate(stichtag, monate), "D"))] = monate
    return pd.arrays.IntegerArray(band, mask=band == 0)


def _foerdergrundlage(
    einwohner: pd.Series, status: np.ndarray, alter: np.ndarray, regeln: Regeln
) -> pd.Categorical:
    fehlt = einwohner.isna().to_numpy()
    zahl = einwohner.to_numpy(dtype="int64", na_value=0)
    klein = ~fehlt & (zahl < regeln.foerderung_mindest_einwohner)
    vorhanden = status == STATUS_CODE[Status.VORHANDEN]
    gueltig = vorhanden & (alter < regeln.gueltig_bis_jahre)
    offen = (vorhanden & np.isnan(alter)) | (status == STATUS_CODE[Status.UNBEKANNT])
    stufen = list(Foerdergrundlage)
    code = np.full(len(status), stufen.index(Foerdergrundlage.NEIN))
    code[~klein & (offen | (fehlt & gueltig))] = stufen.index(Foerdergrundlage.UNKLAR)
    code[~klein & ~fehlt & gueltig] = stufen.index(Foerdergrundlage.JA)
    return _geordnet(Foerdergrundlage, code)


@dataclass(frozen=True)
class Auswahl:
    """Was in der Filterzeile gewählt ist; hashbar und damit Schlüssel der Zwischenspeicher.

    Attributes
    ----------
    schema : {"kompakt", "fein"}
        Schema der Größenklassen.
    klassen : Beschriftungen der Größenklassen; leer heißt alle.
    kreise : Namen der Kreise; leer heißt alle.
    nur_belegt : Nichts schätzen (wirkt vor dem Filtern).
    """

    stichtag: date
    schema: Schema = "kompakt"
    klassen: tuple[str, ...] = ()
    kreise: tuple[str, ...] = ()
    nur_belegt: bool = False

    @property
    def spalte_groessenklasse(self) -> str:
        """Name der Spalte in ``lage`` zum gewählten Schema."""
        return f"groessenklasse_{self.schema}"

    @property
    def ist_gefiltert(self) -> bool:
        """Schränkt die Auswahl die Gemeinden ein?"""
        return bool(self.klassen or self.kreise)


def filtere(lage: pd.DataFrame, auswahl: Auswahl) -> pd.DataFrame:
    """Gemeinden der gewählten Größenklassen und Kreise.

    Returns
    -------
    DataFrame
        Zeilen von ``lage`` in derselben Reihenfolge. Ein Name, den es nicht gibt, trifft keine Gemeinde.
    """
    if not auswahl.ist_gefiltert:
        return lage
    behalten = np.ones(len(lage), dtype=bool)
    if auswahl.klassen:
        behalten &= lage[auswahl.spalte_groessenklasse].isin(auswahl.klassen).to_numpy()
    if auswahl.kreise:
        behalten &= lage["kreis"].isin(auswahl.kreise).to_numpy()
    return lage[behalten]
