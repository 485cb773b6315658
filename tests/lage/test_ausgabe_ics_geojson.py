"""Kalender und GeoJSON."""

import json
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from insek_monitor.lage.ausgabe.geojson import als_geojson
from insek_monitor.lage.ausgabe.ics import als_ics
from tests.hilfen.darstellung_beispiele import STICHTAG, lage

ERSTELLT = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
LAGE = lage(
    {"name": "Tag", "beschluss": "2019-03-14", "titel": "INSEK 2030", "quelle_url": "https://example.org/a"},
    {"name": "Monat", "beschluss": "2018-05", "konzept_id": "k2", "quelle_url": "javascript:alert(1)"},
    {"name": "Jahr", "beschluss": "2017", "konzept_id": "k3"},
    {"name": "Vorbei", "beschluss": "2016-11-21"},
    {"name": "Ohne", "beschluss": "unbekannt"},
)


def termine(erstellt=ERSTELLT):
    inhalt = als_ics(LAGE, STICHTAG, erstellt)
    return {str(t["summary"]).split(":")[0]: t for t in icalendar.Calendar.from_ical(inhalt).walk("VEVENT")}


def test_nur_kuenftige_konzepte_mit_datum():
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


def test_ungenaue_daten_stehen_am_selben_tag_wie_in_den_tabellen_und_sagen_es():
    jahr, monat = termine()["Jahr"], termine()["Monat"]
    assert [t["dtstart"].dt for t in (jahr, monat)] == [date(2027, 7, 1), date(2028, 5, 15)]
    assert [t["dtstart"].dt for t in (jahr, monat)] == [
        LAGE.set_index("name").loc[name, "ablauf_am"].date() for name in ("Jahr", "Monat")
    ]
    assert jahr["description"] == (
        "Vom Beschluss ist nur das Jahr bekannt (2017); er zählt als 1. Juli. 10 Jahre alt wird das Konzept "
        "irgendwann im Jahr 2027."
    )
    assert monat["description"] == (
        "Vom Beschluss ist nur der Monat bekannt (Mai 2018); er zählt als 15. 10 Jahre alt wird das Konzept "
        "irgendwann im Mai 2028."
    )
    # Nur http(s)-Adressen werden zu Verweisen.
    assert "url" not in monat


def erinnerungen(name, **angaben):
    termin = termine(**angaben)[name]
    return [termin["dtstart"].dt + alarm["trigger"].dt for alarm in termin.walk("VALARM")]


def test_erinnert_wird_24_12_und_6_monate_vorher_soweit_es_noch_kommt():
    assert erinnerungen("Tag") == [date(2027, 3, 14), date(2028, 3, 14), date(2028, 9, 14)]
    assert erinnerungen("Jahr") == [date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("erstellt", "erinnert"),
    [
        (datetime(2027, 1, 1, 12, tzinfo=UTC), [date(2027, 1, 4)]),  # Freitag
        (datetime(2027, 1, 31, 23, 30, tzinfo=UTC), [date(2027, 2, 2)]),  # in Deutschland schon Montag
        (datetime(2027, 6, 30, 12, tzinfo=UTC), [date(2027, 7, 1)]),
        (datetime(2027, 7, 1, 12, tzinfo=UTC), []),
    ],
)
def test_sind_alle_drei_tage_vorbei_wird_am_naechsten_werktag_erinnert(erstellt, erinnert):
    assert erinnerungen("Jahr", erstellt=erstellt) == erinnert


def test_ein_spaeterer_kalender_ersetzt_die_termine_des_frueheren():
    frueher, spaeter = (termine(erstellt=ERSTELLT + timedelta(days=n))["Jahr"] for n in (0, 1))
    assert frueher["uid"] == spaeter["uid"]
    assert frueher["sequence"] < spaeter["sequence"]


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
    with pytest.raises(ValueError, match="14620004"):
        als_geojson(LAGE, karte(*LAGE.index[:4]))
