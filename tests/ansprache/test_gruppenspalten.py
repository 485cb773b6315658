"""Gruppen zum Mitnehmen: eine Zeile je Gruppe, je Gemeinde und je übriger; Excel, GeoJSON, KML."""

from __future__ import annotations

import io
import json
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

from insek_monitor.ansprache.kooperation import gruppenspalten
from insek_monitor.ansprache.kooperation.kooperation import Kooperationswunsch, aufteilung
from tests.hilfen.gitter import gitter

ERSTELLT = datetime(2026, 11, 21, 9, 30)
ANGABEN = {"Stichtag": "21.11.2026", "Vorgaben": "zusammen 2.000 bis 10.000 Einwohner"}


@pytest.fixture(scope="module")
def ergebnis():
    """Drei in einer Reihe (ohne Konzept, nicht belegt, zu groß), daneben eine, die niemanden hat."""
    grundlage = gitter(
        4,
        [1500, 1500, 6000, 800],
        status=["kein", "unbekannt", "kein", "kein"],
        datenlage=["gemeldet", None, "gemeldet", "gemeldet"],
        name=["=Ort", "Süd", "Groß", "Rand"],
        ablauf_am=[None] * 4,
    )
    return grundlage.lage, aufteilung(grundlage, Kooperationswunsch())


def test_excel(ergebnis):
    lage, teilung = ergebnis
    inhalt = gruppenspalten.als_gruppen_xlsx(teilung.gruppen, teilung.uebrig, lage, ANGABEN, ERSTELLT)
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
    assert mappe.sheetnames == ["Gruppen", "Gemeinden", "Übrig", "Quelle und Stand"]
    kopf, zeile = mappe["Gruppen"].values
    werte = dict(zip(kopf, zeile, strict=True))
    assert werte["Gruppe"] == 1
    assert werte["Gemeinden"] == "Süd; =Ort" or werte["Gemeinden"] == "=Ort; Süd"
    assert werte["Einwohner"] == 3000
    assert werte["davon Stand nicht belegt"] == 1
    assert werte["ganz in einem Kreis"] == "ja"
    assert "Stand klären, nicht belegt: Süd." in werte["Gründe"]
    gemeinden = pd.DataFrame(
        list(mappe["Gemeinden"].values)[1:], columns=next(mappe["Gemeinden"].values), dtype=object
    )
    assert dict(zip(gemeinden["Gemeinde"], gemeinden["Datenlage"], strict=True)) == {
        "=Ort": "gemeldet",
        "Süd": None,
    }
    assert dict(zip(gemeinden["Gemeinde"], gemeinden["zusammen mit"], strict=True)) == {
        "=Ort": "Süd",
        "Süd": "=Ort",
    }
    uebrig = list(mappe["Übrig"].values)[1:]
    assert [zeile[0] for zeile in uebrig] == ["Rand"]
    assert uebrig[0][2]
    assert all(zelle.data_type != "f" for blatt in mappe for reihe in blatt.iter_rows() for zelle in reihe)


def test_excel_ohne_gruppe(ergebnis):
    lage, teilung = ergebnis
    leer = teilung.gruppen.iloc[:0]
    inhalt = gruppenspalten.als_gruppen_xlsx(leer, teilung.uebrig, lage, ANGABEN, ERSTELLT)
    assert openpyxl.load_workbook(io.BytesIO(inhalt))["Gruppen"].max_row == 1


def flaechen(lage):
    ring = [[13, 51], [13.1, 51], [13.1, 51.1], [13, 51]]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"ags": ags, "name": "x"},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
            for ags in lage.index
        ],
    }


def test_geojson_und_kml(ergebnis):
    lage, teilung = ergebnis
    karte = json.loads(gruppenspalten.als_gruppen_geojson(teilung.gruppen, lage, flaechen(lage), ANGABEN))
    assert karte["angaben"]["Vorgaben"] == ANGABEN["Vorgaben"]
    assert [m["properties"]["gruppe_nr"] for m in karte["features"]] == [1, 1]
    assert {m["properties"]["datenlage"] for m in karte["features"]} == {"gemeldet", None}
    kml = gruppenspalten.als_gruppen_kml(teilung.gruppen, lage, flaechen(lage), ANGABEN).decode()
    assert "Gruppe 1, zusammen mit" in kml
    assert "Stand nicht belegt" in kml
    assert kml.count("<Placemark") == 2
