"""Kalender und GeoJSON."""

import json
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from insek_monitor.ausgabe.geojson import als_geojson
from insek_monitor.ausgabe.ics import als_ics
from tests.einheit.darstellung_beispiele import STICHTAG, lage

ERSTELLT = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
LAGE = lage(
    {"name": "Tag", "beschluss": "2019-03-14", "titel": "INSEK 2030", "quelle_url": "https://example.org/a"},
    {"name": "Monat", "beschluss": "2018-05", "konzept_id": "k2", "quelle_url": "javascript:alert(1)"},
    {"name": "Jahr", "beschluss": "2017", "konzept_id": "k3"},
    {"name": "Vorbei", "beschluss": "2016-11-21"},
    {"name": "Modell", "beschluss": "2020", "datenlage": "modelliert", "konzept_id": "m1"},
    {"name": "Ohne", "beschluss": "unbekannt"},
)


def termine(**angaben):
    inhalt = als_ics(LAGE, STICHTAG, ERSTELLT, **angaben)
    return {str(t["summary"]).split(":")[0]: t for t in icalendar.Calendar.from_ical(inhalt).walk("VEVENT")}


def test_nur_kuenftige_belegte_konzepte():
    assert list(termine()) == ["Jahr", "Monat", "Tag"]


def test_ganztaegig_am_ablauftag():
    termin = termine()["Tag"]
    assert (termin["dtstart"].dt, termin["dtend"].dt) == (date(2029, 3, 14), date(2029, 3, 15))
    assert termin["summary"] == "Tag: INSEK wird 10 Jahre alt"
    assert termin["description"] == (
        "Konzept: INSEK 2030. Beschlossen am 14.03.2019; an diesem Tag wird das Konzept 10 Jahre alt."
    )
    assert termin["uid"] == "14620000-k1@insek-monitor"
    assert termin["dtstamp"].dt == ERSTELLT
    assert termin["url"] == "https://example.org/a"


def test_ungenaue_daten_stehen_am_anfang_des_zeitraums_und_sagen_es():
    jahr, monat = termine()["Jahr"], termine()["Monat"]
    assert jahr["dtstart"].dt == date(2027, 1, 1)
    assert "Nur das Jahr des Beschlusses ist bekannt (2017)" in jahr["description"]
    assert "1. Januar" in jahr["description"]
    assert monat["dtstart"].dt == date(2028, 5, 1)
    assert "Nur der Monat des Beschlusses ist bekannt" in monat["description"]
    # Nur http(s)-Adressen werden zu Verweisen.
    assert "url" not in monat


def test_modelliertes_nur_auf_wunsch_und_gekennzeichnet():
    termin = termine(mit_modellierten=True)["[modelliert] Modell"]
    assert "kein Befund" in termin["description"]


def test_erinnerungen_nur_in_der_zukunft():
    def vorlauf(name):
        return [t["trigger"].dt for t in termine()[name].walk("VALARM")]

    # 14.3.2027, 14.3.2028 und 14.9.2028 bis zum 14.3.2029 (2028 ist ein Schaltjahr).
    assert vorlauf("Tag") == [timedelta(days=-731), timedelta(days=-365), timedelta(days=-181)]
    # 1.1.2027: Alle drei Erinnerungen lägen vor dem Stichtag.
    assert vorlauf("Jahr") == []


def test_kalender_ist_gleichbleibend_und_braucht_eine_zeitzone():
    assert als_ics(LAGE, STICHTAG, ERSTELLT) == als_ics(LAGE, STICHTAG, ERSTELLT)
    assert b"\r\n" in als_ics(LAGE, STICHTAG, ERSTELLT)
    with pytest.raises(ValueError, match="Zeitzone"):
        als_ics(LAGE, STICHTAG, ERSTELLT.replace(tzinfo=None))


def test_leerer_kalender():
    assert b"VEVENT" not in als_ics(LAGE.iloc[:0], STICHTAG, ERSTELLT)


def karte(*schluessel):
    ring = [[13.0, 51.0], [13.1, 51.0], [13.1, 51.1], [13.0, 51.0]]
    return {
        "features": [
            {"properties": {"ags": ags}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
            for ags in schluessel
        ]
    }


def test_geojson():
    frame = lage({"beschluss": "2020"}, {"status": "unbekannt", "datenlage": None, "p_kein": 0.73})
    sammlung = json.loads(als_geojson(frame, karte(*frame.index), {"Stichtag": "21.11.2026"}))
    assert sammlung["type"] == "FeatureCollection"
    assert list(sammlung["angaben"]) == ["Stichtag", "Erwartung"]
    belegt, offen = sammlung["features"]
    assert belegt["id"] == "14620000"
    assert belegt["geometry"]["type"] == "Polygon"
    assert belegt["properties"]["ablauf_am"] == "2030-07-01"
    assert (belegt["properties"]["p_kein"], offen["properties"]["p_kein"]) == (None, 0.73)
    assert offen["properties"]["datenlage"] is None
    assert sammlung["spalten"].keys() == offen["properties"].keys()
    assert sammlung["spalten"]["p_kein"] == "Erwartung bei dieser Größe: kein Konzept"


def test_geojson_ohne_flaeche():
    with pytest.raises(ValueError, match="14620005"):
        als_geojson(LAGE, karte(*LAGE.index[:5]))
