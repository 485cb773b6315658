"""Grundlage der Gruppen: der Wunsch, die Tabellen, wer infrage kommt, was es an Zusammenarbeit gibt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Status

if TYPE_CHECKING:
    import geopandas as gpd
from datetime import date

from insek_monitor.kern.begriffe import Konzeptart
from insek_monitor.lage.fortschreibung import sortierschluessel

HOECHSTENS_MITGLIEDER = 6
"""Die größte Verwaltungsgemeinschaft hat fünf; mit jeder weiteren wächst die Zahl der Gruppen stark."""
METRISCH = 25833
"""ETRS89 / UTM 33N; auch ``nachbarn`` ist so gemessen, darum passen Umfang und gemeinsame Grenze zusammen."""


class KooperationFehler(ValueError):
    """Der Wunsch geht nicht auf oder die Gemeinde gibt es nicht; der Text ist ein Satz für Menschen."""


def ganz(wert: Any) -> str:
    """Ganze Zahl mit Tausenderpunkt (``darstellung`` liegt für Kennzahlen auf der falschen Seite)."""
    return f"{int(wert):,}".replace(",", ".")


def komma(wert: Any, stellen: int = 1) -> str:
    """Kommazahl in deutscher Schreibweise."""
    return f"{float(wert):,.{stellen}f}".translate(str.maketrans(",.", ".,"))


def und(worte: Iterable[str]) -> str:
    """„A“, „A und B“, „A, B und C“."""
    alle = list(worte)
    return alle[0] if len(alle) == 1 else f"{', '.join(alle[:-1])} und {alle[-1]}" if alle else ""


@dataclass(frozen=True)
class Kooperationswunsch:
    """Was eine Gruppe haben soll; hashbar und damit Schlüssel der Zwischenspeicher.

    Attributes
    ----------
    mindest_einwohner, hoechst_einwohner : Einwohner der Gruppe; die obere Zahl ist zugleich die Zielgröße.
    hoechstens_mitglieder : 2 bis 6 Gemeinden.
    klein_bis : Nur Gemeinden mit weniger Einwohnern kommen infrage (wie die Größenklasse „unter 5.000“).
    auch_unbekannte : Auch Gemeinden, deren Stand nicht belegt ist; der Grund heißt dann „Stand klären“.
    ueber_kreisgrenzen : Gruppen dürfen aus mehreren Kreisen sein.

    Raises
    ------
    KooperationFehler
        Wenn die Zahlen einander widersprechen.
    """

    mindest_einwohner: int = 2000
    hoechst_einwohner: int = 10000
    hoechstens_mitglieder: int = 4
    klein_bis: int = 5000
    auch_unbekannte: bool = True
    ueber_kreisgrenzen: bool = True

    def __post_init__(self) -> None:
        if not 2 <= self.hoechstens_mitglieder <= HOECHSTENS_MITGLIEDER:
            raise KooperationFehler(
                f"Eine Gruppe hat 2 bis {HOECHSTENS_MITGLIEDER} Gemeinden, gewünscht sind höchstens "
                f"{self.hoechstens_mitglieder}. Bitte wählen Sie eine Zahl dazwischen."
            )
        if self.mindest_einwohner < 0 or self.hoechst_einwohner < max(self.mindest_einwohner, 1):
            raise KooperationFehler(
                f"Mindestens {ganz(self.mindest_einwohner)} und höchstens {ganz(self.hoechst_einwohner)} "
                "Einwohner passen nicht zusammen. Bitte heben Sie die obere an oder senken Sie die untere."
            )
        if self.klein_bis < 1:
            raise KooperationFehler(
                f"„Klein“ heißt unter {ganz(self.klein_bis)} Einwohnern; das erfüllt keine Gemeinde. "
                "Bitte geben Sie eine größere Zahl an."
            )


@dataclass(frozen=True, eq=False)
class Grundlage:
    """Tabellen, aus denen Gruppen entstehen.

    Attributes
    ----------
    lage : Gemeinden, unter denen gesucht wird (ganz Sachsen oder schon gefiltert).
    nachbarn : ``ags``, ``nachbar_ags``, ``grenze_km``; beide Richtungen.
    umfang_km, flaeche_km2 : Series
        Je ``ags`` aus denselben Flächen wie ``nachbarn``; die amtliche Fläche passt nicht zum Umfang.
    """

    lage: pd.DataFrame
    nachbarn: pd.DataFrame
    umfang_km: pd.Series
    flaeche_km2: pd.Series


def grundlage(lage_gesamt: pd.DataFrame, nachbarn: pd.DataFrame, grenzen: gpd.GeoDataFrame) -> Grundlage:
    """Misst Umfang und Fläche der Gemeinden einmal; das Ergebnis lässt sich zwischenspeichern."""
    flaechen = grenzen.geometry.to_crs(METRISCH)
    return Grundlage(lage_gesamt, nachbarn, flaechen.length / 1000, flaechen.area / 1e6)


HINDERNISSE = {
    "gilt": "mit geltendem Konzept",
    "arbeit": "mit einem Konzept in Arbeit",
    "alter": "mit einem Konzept unbekannten Alters",
    "unbekannt": "ohne belegten Stand",
    "ohne_zahl": "ohne Einwohnerzahl",
    "gross": "zu groß",
}
"""Warum eine Gemeinde nicht infrage kommt, in der Reihenfolge der Prüfung; als Teil eines Satzes."""


def hindernisse(lage: pd.DataFrame, wunsch: Kooperationswunsch) -> pd.Series:
    """Was gegen jede Gemeinde spricht: ein Schlüssel aus ``HINDERNISSE``, leer bei Kandidatinnen.

    Ohne aktuelles Konzept sind Gemeinden mit Status ``kein`` oder ``teilweise`` und mit abgelaufenem Konzept;
    ``unbekannt`` nur, wenn gewünscht. Wer eines erarbeitet oder eines von
    unbekanntem Alter hat, kommt nicht infrage.
    """
    status, stufe = lage["status"].astype("object"), lage["aktualitaet"].astype("object")
    vorhanden = status == Status.VORHANDEN.value
    einwohner = lage["einwohner"].to_numpy(dtype="float64", na_value=np.nan)
    unbekannt = (status == Status.UNBEKANNT.value) & (not wunsch.auch_unbekannte)
    bedingungen: dict[str, Any] = {
        "gilt": vorhanden & stufe.isin([Aktualitaet.AKTUELL.value, Aktualitaet.EINLEITEN.value]),
        "arbeit": lage["in_arbeit"],
        "alter": vorhanden & (stufe == Aktualitaet.ALTER_UNBEKANNT.value),
        "unbekannt": unbekannt,
        "ohne_zahl": np.isnan(einwohner),
        "gross": einwohner >= min(wunsch.klein_bis, wunsch.hoechst_einwohner),
    }
    felder = [np.asarray(bedingung, dtype=bool) for bedingung in bedingungen.values()]
    return pd.Series(np.select(felder, list(bedingungen), default=""), index=lage.index, dtype="object")


def warum_nicht(lage: pd.DataFrame, ags: str, art: str, wunsch: Kooperationswunsch) -> str:
    """Satz dazu, warum die Gemeinde selbst nicht infrage kommt, mit dem, was sich tun lässt."""
    zeile = lage.loc[ags]
    name = zeile["bezeichnung"]
    grenze = min(wunsch.klein_bis, wunsch.hoechst_einwohner)
    was = "diese Grenze" if grenze == wunsch.klein_bis else "die Höchstzahl der Einwohner einer Gruppe"
    return {
        "gilt": f"{name} hat ein Konzept, das noch gilt.",
        "arbeit": f"{name} erarbeitet schon ein Konzept.",
        "alter": f"{name} hat ein Konzept, dessen Alter unbekannt ist. Bitte zuerst den Stand klären.",
        "unbekannt": f"Der Stand von {name} ist nicht belegt. Bitte zuerst den Stand klären oder Gemeinden "
        "ohne belegten Stand einbeziehen.",
        "ohne_zahl": f"Zu {name} fehlt die Einwohnerzahl.",
        "gross": f"{name} zählt mit {_einwohner(zeile)} Einwohnern nicht zu den kleinen Gemeinden (unter "
        f"{ganz(grenze)}). Bitte heben Sie {was} an.",
    }[art]


def _einwohner(zeile: pd.Series) -> str:
    return "k. A." if pd.isna(zeile["einwohner"]) else ganz(zeile["einwohner"])


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
