"""Ein Datenstand als Zeilen der Meldeliste und ganz als CSV, JSON, GeoPackage (XLSX: ``meldeliste``)."""

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

from insek_monitor.einspielen.bekanntes import VERGLICHEN, Bekannt, Bestandsverzeichnis
from insek_monitor.einspielen.zeile import kurz
from insek_monitor.kern.begriffe import Konzeptart
from insek_monitor.kern.meldung import FELDER, Vorhanden
from insek_monitor.lage.ausgabe.dateien import entschaerft
from insek_monitor.lage.ausgabe.spalten import Zellwert, mit_erwartung, spalten_von, zeilen_von
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


FELDNAMEN = tuple(feld.name for feld in FELDER)
DATEN = ("beschluss", "begonnen", "aufgehoben", "belegt")
Meldezeile = dict[str, Zellwert]


def meldezeilen(gemeinden: pd.DataFrame, bestand: Bestand | None) -> list[Meldezeile]:
    """Zeilen der Meldeliste, nach AGS und Kennung.

    Parameters
    ----------
    gemeinden : Alle Gemeinden (docs/fachregeln.md).
    bestand : Ohne Bestand eine leere Zeile je Gemeinde.

    Returns
    -------
    list of dict
        Schlüssel ``FELDNAMEN``. Daten als Text in der bekannten Genauigkeit (``14.03.2019``, ``03/2019``,
        ``2019``, ``unbekannt``), ``zieljahr`` als Zahl, Fehlendes None. Ein gemeinsames Konzept hat je
        Mitglied eine Zeile mit derselben Kennung; ``gemeinsam`` nennt die übrigen.
    """
    bekannt = Bestandsverzeichnis(bestand) if bestand is not None else None
    namen = gemeinden["name"].to_dict()
    zeilen: list[Meldezeile] = []
    for ags, name, kreis in zip(gemeinden.index, gemeinden["name"], gemeinden["kreis"], strict=True):
        ort: Meldezeile = {"ags": str(ags), "gemeinde": str(name), "kreis": str(kreis)}
        leer: Meldezeile = dict.fromkeys(FELDNAMEN)
        saetze = sorted(bekannt.zu(str(ags)), key=lambda satz: satz.konzept_id) if bekannt else []
        zeilen += [{**leer, **_angaben(satz, str(ags), namen), **ort} for satz in saetze] or [{**leer, **ort}]
    return zeilen


def datum_als_text(text: str | None) -> str | None:
    """``2019-03-14`` → ``14.03.2019``, ``2019-03`` → ``03/2019``; sonst wie es ist."""
    return None if text is None else kurz(text)


def antwort(satz: Bekannt) -> Vorhanden:
    """Was in der Spalte „INSEK vorhanden?“ steht."""
    je_art = {
        Konzeptart.KEINS: Vorhanden.NEIN,
        Konzeptart.AEHNLICH: Vorhanden.AEHNLICH,
        Konzeptart.TEILGEBIET: Vorhanden.TEILGEBIET,
    }
    if satz.art in je_art:
        return je_art[satz.art]
    if satz.aufgehoben is not None:
        return Vorhanden.AUFGEHOBEN
    if satz.beschluss is None:
        return Vorhanden.IN_ARBEIT if satz.begonnen else Vorhanden.UNBEKANNT
    return Vorhanden.JA


def _angaben(satz: Bekannt, ags: str, namen: dict[Any, str]) -> Meldezeile:
    weitere = "; ".join(f"{namen[a]} ({a})" if a in namen else a for a in sorted(satz.ags) if a != ags)
    zeile: Meldezeile = {name: getattr(satz, name) for name in ("konzept_id", *VERGLICHEN)}
    zeile |= {name: datum_als_text(getattr(satz, name)) for name in DATEN}
    zeile |= {
        "vorhanden": antwort(satz).beschriftung,
        "art": satz.art.beschriftung,
        "gemeinsam": weitere or None,
        "datenlage": satz.datenlage.beschriftung,
    }
    if satz.sicherheit is not None:
        zeile["sicherheit"] = satz.sicherheit.beschriftung
    return zeile
