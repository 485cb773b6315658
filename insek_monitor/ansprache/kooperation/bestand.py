"""Was es an Zusammenarbeit schon gibt: gemeinsame Konzepte und Verwaltungsgemeinschaften, zum Vergleich."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Konzeptart, Status
from insek_monitor.lage.fortschreibung import sortierschluessel


def bestehende(
    konzepte: pd.DataFrame, zuordnung: pd.DataFrame, gemeinden: pd.DataFrame, stichtag: date
) -> pd.DataFrame:
    """Gemeinsame Konzepte, die am Stichtag belegt und nicht aufgehoben sind.

    Ein Datensatz zählt ab dem Tag seines Beschlusses, sonst seines Beginns, ohne Tag ab dem Stand der Quelle.

    Returns
    -------
    DataFrame
        Neueste zuerst: ``konzept_id``, ``titel``, ``art``, ``stand`` („beschlossen“; „begonnen“, wenn der
        Beschluss nicht belegt ist), ``beschluss``, ``datenlage``, ``mitglieder`` (tuple, nach Namen),
        ``einwohner`` (heutige, NA wenn eine Zahl fehlt).
    """
    tag = np.datetime64(stichtag, "s")
    bekannt = zuordnung[zuordnung["ags"].isin(gemeinden.index)]
    namen = sortierschluessel(gemeinden["name"]).reindex(bekannt["ags"]).to_numpy(dtype=str)
    geordnet = bekannt.iloc[np.lexsort((bekannt["ags"].to_numpy(dtype=str), namen))]
    mitglieder = geordnet.groupby("konzept_id")["ags"].agg(tuple)
    mitglieder = mitglieder[mitglieder.map(len) > 1]
    auswahl = konzepte[konzepte.index.isin(mitglieder.index) & (konzepte["art"] != Konzeptart.KEINS.value)]
    beschlossen = _gilt(auswahl, "beschluss", tag)
    begonnen = _gilt(auswahl, "begonnen", tag)
    auswahl = auswahl[(beschlossen | begonnen) & ~_gilt(auswahl, "aufgehoben", tag)]
    neueste = auswahl["beschluss_tag"].fillna(auswahl["begonnen_tag"]).fillna(auswahl["belegt_tag"])
    auswahl = auswahl.loc[neueste.sort_values(ascending=False, kind="stable", na_position="last").index]
    je_konzept = [mitglieder[kennung] for kennung in auswahl.index]
    return pd.DataFrame(
        {
            "konzept_id": auswahl.index.to_numpy(dtype=object),
            "titel": auswahl["titel"].to_numpy(dtype=object),
            "art": auswahl["art"].to_numpy(dtype=object),
            "stand": np.where(beschlossen.loc[auswahl.index], "beschlossen", "begonnen"),
            "beschluss": auswahl["beschluss"].to_numpy(dtype=object),
            "datenlage": auswahl["datenlage"].to_numpy(dtype=object),
            "mitglieder": pd.Series(je_konzept, dtype="object"),
            "einwohner": pd.array(
                [gemeinden["einwohner"].loc[list(ags)].sum(skipna=False) for ags in je_konzept], dtype="Int64"
            ),
        }
    )


def _gilt(konzepte: pd.DataFrame, ereignis: str, tag: np.datetime64) -> pd.Series:
    """Ob das Ereignis belegt und bis zum Tag eingetreten ist; ohne Tag ab dem Stand der Quelle."""
    seit = konzepte[f"{ereignis}_tag"].fillna(konzepte["belegt_tag"])
    return konzepte[ereignis].notna() & (seit.isna() | (seit <= tag))


def verbaende(lage: pd.DataFrame) -> pd.DataFrame:
    """Verwaltungsgemeinschaften und -verbände mit ihren Mitgliedern.

    Returns
    -------
    DataFrame
        Nach Namen: ``verband``, ``verband_art``, ``kreis``, ``mitglieder`` (tuple, größte zuerst),
        ``einwohner``, ``ohne_konzept`` (Mitglieder mit Status kein, teilweise oder abgelaufen),
        ``unbekannt`` (Mitglieder, deren Stand nicht belegt ist, nicht in ``ohne_konzept``).
    """
    status = lage["status"].astype("object")
    ohne = status.isin([Status.KEIN.value, Status.TEILWEISE.value]) | (
        lage["aktualitaet"].astype("object") == Aktualitaet.ABGELAUFEN.value
    )
    groesse = -lage["einwohner"].to_numpy(dtype="int64", na_value=0)
    mitglied = lage.assign(ohne=ohne, offen=status == Status.UNBEKANNT.value)
    mitglied = mitglied.iloc[np.lexsort((sortierschluessel(lage["name"]).to_numpy(dtype=str), groesse))]
    mitglied = mitglied[mitglied["verband"].notna()]
    zeilen = [
        {
            "verband": name,
            "verband_art": art,
            "kreis": gruppe["kreis"].iloc[0],
            "mitglieder": tuple(gruppe.index),
            "einwohner": gruppe["einwohner"].sum(skipna=False),
            "ohne_konzept": int(gruppe["ohne"].sum()),
            "unbekannt": int(gruppe["offen"].sum()),
        }
        for (name, art), gruppe in mitglied.groupby(["verband", "verband_art"])
    ]
    spalten = ["verband", "verband_art", "kreis", "mitglieder", "einwohner", "ohne_konzept", "unbekannt"]
    return pd.DataFrame(zeilen, columns=spalten).astype({"einwohner": "Int64"})
