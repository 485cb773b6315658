"""Alles für die Seite einer Gemeinde: Rang, Einwohnerentwicklung, Nachbarn, Konzepte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.kern.datum import UNBEKANNT
from insek_monitor.kern.regeln import Regeln, Schema
from insek_monitor.lage.status import bereite_vor, offene_arbeit

NACHBARSPALTEN = (
    "name",
    "bezeichnung",
    "kreis",
    "einwohner",
    "status",
    "datenlage",
    "aktualitaet",
    "ablauf_am",
    "in_arbeit",
)


class UnbekannteGemeinde(ValueError):
    """Zu einem AGS gibt es keine Gemeinde."""


@dataclass(frozen=True)
class Rang:
    """Platz nach Einwohnern, 1 ist die größte; ``von`` zählt die Gemeinden mit bekannter Einwohnerzahl."""

    platz: int
    von: int


@dataclass(frozen=True)
class GealterteArbeit:
    """Ein Konzept, das in Arbeit war und von dem seither nichts bekannt ist.

    Attributes
    ----------
    stand : Wann es in Arbeit war: der Beginn, ohne Datum der Stand der Quelle (Text wie in ``kern.datum``).
    fortschreibung : Daneben ist ein beschlossenes integriertes Konzept belegt.
    """

    konzept_id: str
    stand: str
    fortschreibung: bool


@dataclass(frozen=True, eq=False)
class Steckbrief:
    """Eine Gemeinde im Vergleich.

    Attributes
    ----------
    zeile : Zeile der Gemeinde in ``lage``.
    rang_groessenklasse, rang_kreis, rang_land : None, wenn die Einwohnerzahl fehlt.
    entwicklung : ``stichtag``, ``einwohner``, ``veraenderung`` (Einwohner gegenüber dem ersten Stichtag) und
        ``veraenderung_prozent``.
    nachbarn : DataFrame
        Index ``ags``, längste Grenze zuerst: ``grenze_km`` und die Spalten ``NACHBARSPALTEN`` aus ``lage``.
    """

    zeile: pd.Series
    rang_groessenklasse: Rang | None
    rang_kreis: Rang | None
    rang_land: Rang | None
    entwicklung: pd.DataFrame
    nachbarn: pd.DataFrame


def steckbrief(
    lage: pd.DataFrame,
    ags: str,
    bevoelkerung: pd.DataFrame,
    nachbarn: pd.DataFrame,
    *,
    schema: Schema = "kompakt",
) -> Steckbrief:
    """Rang, Entwicklung und Nachbarn einer Gemeinde.

    Parameters
    ----------
    lage : Ungefilterte Lage; sonst stimmen die Ränge nicht.
    bevoelkerung : ``ags``, ``stichtag``, ``einwohner``.
    nachbarn : ``ags``, ``nachbar_ags``, ``grenze_km``.
    schema : {"kompakt", "fein"}
        Schema der Größenklasse für den Rang.

    Raises
    ------
    UnbekannteGemeinde
        Wenn es den Schlüssel in ``lage`` nicht gibt.
    """
    if ags not in lage.index:
        raise UnbekannteGemeinde(f"Zum Schlüssel „{ags}“ gibt es keine Gemeinde.")
    zeile = lage.loc[ags]
    klasse = f"groessenklasse_{schema}"
    return Steckbrief(
        zeile=zeile,
        rang_groessenklasse=_rang(lage[(lage[klasse] == zeile[klasse]).to_numpy(dtype=bool)], zeile),
        rang_kreis=_rang(lage[(lage["kreis"] == zeile["kreis"]).to_numpy(dtype=bool)], zeile),
        rang_land=_rang(lage, zeile),
        entwicklung=einwohnerentwicklung(bevoelkerung, ags),
        nachbarn=nachbarn_der_gemeinde(lage, nachbarn, ags),
    )


def _rang(vergleich: pd.DataFrame, zeile: pd.Series) -> Rang | None:
    if pd.isna(zeile["einwohner"]):
        return None
    bekannt = vergleich["einwohner"].dropna()
    return Rang(platz=int((bekannt > zeile["einwohner"]).sum()) + 1, von=len(bekannt))


def einwohnerentwicklung(bevoelkerung: pd.DataFrame, ags: str) -> pd.DataFrame:
    """Einwohner einer Gemeinde an jedem Stichtag und die Veränderung seit dem ersten.

    Returns
    -------
    DataFrame
        ``stichtag``, ``einwohner``, ``veraenderung`` (Int64), ``veraenderung_prozent`` (Float64; NA, wenn
        die erste Zahl fehlt oder 0 ist).
    """
    reihe = bevoelkerung.loc[bevoelkerung["ags"] == ags, ["stichtag", "einwohner"]].sort_values("stichtag")
    reihe = reihe.reset_index(drop=True)
    einwohner = reihe["einwohner"].astype("Int64")
    anfang = einwohner.iloc[0] if len(einwohner) else pd.NA
    reihe["einwohner"] = einwohner
    reihe["veraenderung"] = (einwohner - anfang).astype("Int64")
    teiler = pd.NA if pd.isna(anfang) or anfang == 0 else anfang
    reihe["veraenderung_prozent"] = (reihe["veraenderung"] / teiler * 100).astype("Float64")
    return reihe


def nachbarn_der_gemeinde(lage: pd.DataFrame, nachbarn: pd.DataFrame, ags: str) -> pd.DataFrame:
    """Nachbargemeinden mit ihrem Status, längste gemeinsame Grenze zuerst (dann AGS)."""
    grenze = nachbarn.loc[nachbarn["ags"] == ags].set_index("nachbar_ags")["grenze_km"]
    bekannte = lage.loc[lage.index.isin(grenze.index), list(NACHBARSPALTEN)]
    ergebnis = bekannte.assign(grenze_km=grenze.reindex(bekannte.index))
    return ergebnis.sort_values("grenze_km", ascending=False, kind="stable")


def konzepte_der_gemeinde(konzepte: pd.DataFrame, zuordnung: pd.DataFrame, ags: str) -> pd.DataFrame:
    """Alle Datensätze einer Gemeinde, neueste zuerst.

    Geordnet wird nach dem jüngsten bekannten Tag von Beschluss, Beginn und Stand der Quelle in dieser
    Rangfolge; Datensätze ganz ohne Tag stehen am Ende.

    Returns
    -------
    DataFrame
        Zeilen von ``konzepte`` und die Spalten ``mitglieder`` (Liste der AGS, auch der eigenen) und
        ``gemeinsam`` (gilt für mehrere Gemeinden).
    """
    kennungen = zuordnung.loc[zuordnung["ags"] == ags, "konzept_id"]
    eigene = konzepte[konzepte.index.isin(kennungen)]
    beteiligt = zuordnung[zuordnung["konzept_id"].isin(kennungen)]
    mitglieder = beteiligt.groupby("konzept_id")["ags"].agg(lambda gruppe: sorted(gruppe))
    tag = eigene["beschluss_tag"].fillna(eigene["begonnen_tag"]).fillna(eigene["belegt_tag"])
    folge = np.argsort(-tag.to_numpy().astype("datetime64[D]").astype("int64"), kind="stable")
    # NaT ist die kleinste Zahl; ihr Gegenteil liefe über, darum stehen Datensätze ohne Tag eigens hinten.
    folge = np.concatenate([folge[tag.notna().to_numpy()[folge]], folge[tag.isna().to_numpy()[folge]]])
    ergebnis = eigene.iloc[folge].copy()
    ergebnis["mitglieder"] = [mitglieder[kennung] for kennung in ergebnis.index]
    ergebnis["gemeinsam"] = [len(liste) > 1 for liste in ergebnis["mitglieder"]]
    return ergebnis


def gealterte_arbeit(
    konzepte: pd.DataFrame, zuordnung: pd.DataFrame, ags: str, stichtag: date, regeln: Regeln
) -> GealterteArbeit | None:
    """Das jüngste begonnene Konzept, das nicht mehr als „in Arbeit“ gilt und nie abgeschlossen wurde.

    Returns
    -------
    GealterteArbeit or None
        None auch, wenn ein Konzept der Gemeinde zum Stichtag in Arbeit ist.
    """
    e = bereite_vor(pd.Index([ags]), konzepte, zuordnung, regeln)
    tag = np.datetime64(stichtag, "D")
    offen = np.flatnonzero(offene_arbeit(e, stichtag))
    if not len(offen) or (e.beginn_gilt_bis[offen] >= tag).any():
        return None
    stelle = offen[e.beginn[offen].argmax()]
    beschlossen = e.integriert & (e.gilt_ab <= tag)
    if (e.gilt_ab[beschlossen] > e.beginn[stelle]).any():
        # Seither ist ein Konzept ohne Datum belegt; vielleicht ist es dieses.
        return None
    juengste = konzepte.iloc[e.konzept[stelle]]
    datiert = juengste["begonnen"] != UNBEKANNT
    return GealterteArbeit(
        konzept_id=str(juengste.name),
        stand=str(juengste["begonnen"] if datiert else juengste["belegt"]),
        fortschreibung=bool((beschlossen & (tag < e.gilt_bis)).any()),
    )
