"""Das ganze Register eines Datenstands als CSV, JSON und GeoPackage (XLSX: siehe ``meldeliste``)."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from insek_monitor.einspielen.meldezeilen import FELDNAMEN, meldezeilen
from insek_monitor.kern.meldung import FELDER
from insek_monitor.lage.ausgabe.dateien import entschaerft
from insek_monitor.lage.ausgabe.spalten import mit_erwartung, spalten_von, zeilen_von
from insek_monitor.register.fassungen import SPALTEN
from insek_monitor.register.laden import Bestand
from insek_monitor.register.woerterbuch import Woerterbuch

OEFFENTLICH = ("nummer", "kuerzel", "titel", "angelegt_am", "pruefsumme", "basis_nummer")
"""Angaben zum Datenstand, die hinausgehen; wer ihn warum aus welcher Datei einspielte, bleibt intern."""


def als_gesamt_csv(gemeinden: pd.DataFrame, bestand: Bestand) -> bytes:
    """Die Meldeliste als CSV für deutsches Excel (Semikolon, UTF-8 mit BOM); lässt sich wieder einlesen.

    Texte, die ein Tabellenprogramm als Formel läse, bekommen ein Hochkomma vorangestellt und behalten es beim
    Wiedereinlesen; ohne jeden Verlust ist nur die Meldeliste (XLSX).
    """
    puffer = io.StringIO(newline="")
    schreiber = csv.writer(puffer, delimiter=";", lineterminator="\r\n")
    schreiber.writerow([feld.titel for feld in FELDER])
    for zeile in meldezeilen(gemeinden, bestand):
        schreiber.writerow(
            ["" if zeile[name] is None else entschaerft(str(zeile[name])) for name in FELDNAMEN]
        )
    return puffer.getvalue().encode("utf-8-sig")


def als_gesamt_json(
    bestand: Bestand, lage: pd.DataFrame, woerterbuch: Woerterbuch, angaben: Mapping[str, str]
) -> bytes:
    """Alle Datensätze und die Lage je Gemeinde, mit Datenwörterbuch.

    Returns
    -------
    bytes
        UTF-8. Schlüssel ``angaben``, ``datenstand``, ``datenwoerterbuch`` (Tabelle → Spalte → Bedeutung, Typ,
        Einheit, Quelle, Lizenz), ``konzepte`` (je Datensatz ein Objekt mit ``gemeinden``) und ``lage``.
        Fehlendes ist ``null``.
    """
    mitglieder = bestand.zuordnung.groupby("konzept_id")["ags"].apply(list).to_dict()
    konzepte = [
        {"konzept_id": str(kennung), **_schlicht(zeile), "gemeinden": mitglieder.get(kennung, [])}
        for kennung, zeile in zip(
            bestand.konzepte.index, bestand.konzepte[list(SPALTEN)].to_dict("records"), strict=True
        )
    ]
    inhalt: dict[str, Any] = {
        "angaben": mit_erwartung(angaben, lage),
        "datenstand": _datenstand(bestand),
        "datenwoerterbuch": {
            "konzepte": _bedeutungen(woerterbuch, ["konzept_id", *SPALTEN]),
            "lage": _bedeutungen(woerterbuch, [spalte.name for spalte in spalten_von(lage)]),
        },
        "konzepte": konzepte,
        "lage": _lage(lage),
    }
    return json.dumps(inhalt, ensure_ascii=False, indent=1, default=str).encode("utf-8")


def als_geopackage(
    lage: pd.DataFrame, bestand: Bestand, karte_gemeinden: Mapping[str, Any], angaben: Mapping[str, str]
) -> bytes:
    """GeoPackage: Ebene ``gemeinden`` (Flächen, WGS 84), Tabellen ``konzepte``, ``zuordnung``, ``quelle``.

    Parameters
    ----------
    karte_gemeinden : dict
        GeoJSON mit ``properties.ags`` (daten/karte_gemeinden.json).
    """
    flaechen = gpd.GeoDataFrame.from_features(karte_gemeinden["features"], crs="EPSG:4326").set_index("ags")
    ebene = gpd.GeoDataFrame(
        pd.DataFrame(_lage(lage)).set_index("ags"),
        geometry=flaechen.geometry.reindex(lage.index),
        crs="EPSG:4326",
    ).reset_index()
    konzepte = bestand.konzepte[list(SPALTEN)].reset_index()
    quelle = pd.DataFrame(mit_erwartung(angaben, lage).items(), columns=["angabe", "text"])
    with tempfile.TemporaryDirectory(prefix="insek-ausgabe-") as ordner:
        datei = Path(ordner) / "register.gpkg"
        pyogrio.write_dataframe(ebene, datei, layer="gemeinden", driver="GPKG")
        for name, tabelle in (("konzepte", konzepte), ("zuordnung", bestand.zuordnung), ("quelle", quelle)):
            pyogrio.write_dataframe(tabelle, datei, layer=name, driver="GPKG", append=True)
        return datei.read_bytes()


def _lage(lage: pd.DataFrame) -> list[dict[str, Any]]:
    spalten = spalten_von(lage)
    return [
        {
            spalte.name: wert.isoformat() if isinstance(wert, date) else wert
            for spalte, wert in zip(spalten, zeile, strict=True)
        }
        for zeile in zeilen_von(lage, spalten)
    ]


def _schlicht(zeile: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): None if pd.isna(wert) else wert for name, wert in zeile.items()}


def _datenstand(bestand: Bestand) -> dict[str, Any]:
    stand = bestand.datenstand
    werte = {name: getattr(stand, name) for name in OEFFENTLICH}
    return {**werte, "angelegt_am": stand.angelegt_am.isoformat()}


def _bedeutungen(woerterbuch: Woerterbuch, namen: list[str]) -> dict[str, dict[str, str]]:
    return {
        name: {
            "bedeutung": spalte.bedeutung,
            "typ": spalte.typ,
            "einheit": spalte.einheit,
            "quelle": spalte.quelle.titel,
            "lizenz": spalte.quelle.lizenz,
        }
        for name in namen
        if (spalte := woerterbuch.spalte(name)) is not None
    }
