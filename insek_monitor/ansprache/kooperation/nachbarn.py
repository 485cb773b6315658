"""Mit welchen Nachbarn zuerst über ein gemeinsames Konzept zu sprechen ist: sie in Reihenfolge."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import pandas as pd

from insek_monitor.ansprache.kooperation.grundlage import hindernisse
from insek_monitor.ansprache.kooperation.kooperation import Kooperationswunsch
from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.fortschreibung import sortierschluessel
from insek_monitor.lage.gemeinde import nachbarn_der_gemeinde


class Stufe(IntEnum):
    """Wie nahe ein Gespräch liegt; kleiner ist früher."""

    INFRAGE = 0
    KLAEREN = 1
    ZU_GROSS = 2
    FORTSCHREIBUNG = 3
    ARBEIT = 4
    GILT = 5

    @property
    def beschriftung(self) -> str:
        return {
            Stufe.INFRAGE: "kommt infrage",
            Stufe.KLAEREN: "Stand klären",
            Stufe.ZU_GROSS: "größer als vorgegeben",
            Stufe.FORTSCHREIBUNG: "Fortschreibung steht an",
            Stufe.ARBEIT: "Konzept in Arbeit",
            Stufe.GILT: "Konzept gilt",
        }[self]


_STUFE_JE_HINDERNIS = {
    "": Stufe.INFRAGE,
    "unbekannt": Stufe.KLAEREN,
    "alter": Stufe.KLAEREN,
    "ohne_zahl": Stufe.KLAEREN,
    "gross": Stufe.ZU_GROSS,
    "arbeit": Stufe.ARBEIT,
    "gilt": Stufe.GILT,
}


def nachbarfolge(
    ags: str,
    lage: pd.DataFrame,
    nachbarn: pd.DataFrame,
    wunsch: Kooperationswunsch,
    gruppen: pd.DataFrame,
) -> pd.DataFrame:
    """Alle Nachbarn einer Gemeinde, die zuerst, mit denen ein gemeinsames Konzept am nächsten liegt.

    Zuerst entscheidet die Stufe (ohne aktuelles Konzept vor „Stand klären“ vor den übrigen; ``unbekannt``
    zählt auch dann nicht als ``kein``, wenn es einbezogen ist), dann in wie vielen der Vorschläge der Nachbar
    steht, dieselbe Verwaltungsgemeinschaft, derselbe Kreis, die Länge der Grenze.

    Parameters
    ----------
    lage : Lage aller Gemeinden.
    gruppen : Ergebnis von ``gruppen_um`` für dieselbe Gemeinde.

    Returns
    -------
    DataFrame
        Spalten von ``nachbarn_der_gemeinde`` und ``stufe`` (int), ``vorschlaege`` (int), ``gleicher_kreis``,
        ``gleicher_verband``, ``zu_gross`` (bool; auch wenn zuerst anderes dagegen spricht), ``partner``
        (bool: kommt mit diesen Vorgaben infrage).
    """
    folge = nachbarn_der_gemeinde(lage, nachbarn, ags)
    zeilen, eigene = lage.loc[folge.index], lage.loc[ags]
    stufe = hindernisse(zeilen, wunsch).map(_STUFE_JE_HINDERNIS).astype("int64")
    status, aktualitaet = zeilen["status"].astype("object"), zeilen["aktualitaet"].astype("object")
    stufe[(status == Status.UNBEKANNT.value) & (stufe == Stufe.INFRAGE)] = int(Stufe.KLAEREN)
    stufe[(stufe == Stufe.GILT) & (aktualitaet == Aktualitaet.EINLEITEN.value)] = int(Stufe.FORTSCHREIBUNG)
    kreis = (zeilen["kreis"] == eigene["kreis"]).fillna(False).astype(bool)
    verband = (
        (zeilen["verband"] == eigene["verband"]).fillna(False).astype(bool)
        if pd.notna(eigene["verband"])
        else pd.Series(False, folge.index)
    )
    grenze = min(wunsch.klein_bis, wunsch.hoechst_einwohner)
    zu_gross = (zeilen["einwohner"] >= grenze).fillna(False).astype(bool)
    mitglieder = [mitglied for gruppe in gruppen["mitglieder"] for mitglied in gruppe]
    folge = folge.assign(
        stufe=stufe,
        vorschlaege=[mitglieder.count(nachbar) for nachbar in folge.index],
        gleicher_kreis=kreis,
        gleicher_verband=verband,
        zu_gross=zu_gross,
        partner=(stufe == Stufe.INFRAGE) & (kreis | wunsch.ueber_kreisgrenzen),
    )
    schluessel = (
        sortierschluessel(folge["name"]).to_numpy(dtype=str),
        -folge["grenze_km"].to_numpy(dtype="float64"),
        ~folge["gleicher_kreis"].to_numpy(),
        ~folge["gleicher_verband"].to_numpy(),
        -folge["vorschlaege"].to_numpy(),
        ~folge["partner"].to_numpy(),
        folge["stufe"].to_numpy(),
    )
    return folge.iloc[np.lexsort(schluessel)]
