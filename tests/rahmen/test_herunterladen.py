"""Was die Knöpfe liefern: genau die gezeigten Zahlen, mit Datenlage, Stichtag und Datenstand."""

import csv
import io
import json
from datetime import date

import icalendar
import openpyxl
import pytest

from insek_monitor.rahmen import bausteine
from tests.hilfen.seiten import SEITEN, merke_ausgaben, oeffne

pytestmark = pytest.mark.usefixtures("umgebung")


@pytest.fixture
def dateien(monkeypatch):
    """Zeichnet eine Seite und rechnet den Inhalt jedes Knopfs: Dateiname → Bytes."""

    def lade(name, **angaben):
        inhalte = merke_ausgaben(monkeypatch)
        lauf = oeffne(name, **angaben)
        assert not lauf.exception
        assert {f"lade_{datei}" for datei in inhalte} == {k.key for k in lauf.download_button}
        return {datei: inhalt() for datei, inhalt in inhalte.items()}, lauf

    return lade


def _zeilen(inhalt):
    assert inhalt.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(inhalt.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("name", SEITEN)
def test_jede_datei_laesst_sich_rechnen_und_oeffnen(dateien, name):
    inhalte, _ = dateien(name, gemeinde="14523320")
    for datei, inhalt in inhalte.items():
        if datei.endswith(".csv"):
            assert _zeilen(inhalt), datei
        elif datei.endswith(".xlsx"):
            mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
            text = " ".join(str(z.value) for blatt in mappe for reihe in blatt.iter_rows() for z in reihe)
            assert len(mappe.sheetnames) >= 2
            for wort in ("21.11.2026", "recherche (Nr. 1)", "Datenlizenz Deutschland"):
                assert wort in text, (datei, wort)


@pytest.mark.parametrize("name", ["ueberblick", "karte", "fortschreibung"])
def test_leere_auswahl_laesst_sich_auch_herunterladen(dateien, name):
    inhalte, _ = dateien(name, kreis="Dresden, Stadt", klassen="unter 5.000")
    assert all(inhalte.values())


def test_karte_liefert_die_gefilterten_gemeinden(dateien):
    inhalte, lauf = dateien("karte", kreis="Meißen")
    zeilen = _zeilen(inhalte["karte.csv"])
    assert len(zeilen) == 28
    geojson = json.loads(inhalte["karte.geojson"])
    assert {f["properties"]["name"] for f in geojson["features"]} == set(lauf.dataframe[0].value["Gemeinde"])
    assert geojson["angaben"]["Kreise"] == "Meißen"
    # Ohne Nachweis: nichts als der Stand und, was von Gemeinden dieser Größe zu erwarten ist.
    offene = [z for z in zeilen if z["Status"] == "Stand nicht belegt"]
    assert offene
    for zeile in offene:
        assert (zeile["Datenlage"], zeile["Stand geklärt"], zeile["läuft ab am"]) == ("", "nein", "")
        assert float(zeile["Erwartung bei dieser Größe: kein Konzept"].replace(",", ".")) <= 1
    belegt, _ = dateien("karte", kreis="Meißen", belegt="true")
    assert not [name for name in _zeilen(belegt["karte.csv"])[0] if name.startswith("Erwartung")]


def test_faellige_tragen_die_datenlage(dateien):
    inhalte, lauf = dateien("fortschreibung")
    gezeigt = lauf.dataframe[0].value
    zeilen = _zeilen(inhalte["faellige.csv"])
    spalte = next(name for name in zeilen[0] if name.lower() == "datenlage")
    assert [z[spalte] for z in zeilen] == list(gezeigt["Datenlage"])


def test_kalender_und_tabelle_nennen_dieselben_tage(dateien):
    inhalte, _ = dateien("fortschreibung")
    termine = icalendar.Calendar.from_ical(inhalte["ablauf.ics"]).walk("VEVENT")
    tage = sorted(f"{termin.start:%d.%m.%Y}" for termin in termine if isinstance(termin, icalendar.Event))
    assert tage == sorted(zeile["läuft ab am"] for zeile in _zeilen(inhalte["faellige.csv"]))
    assert "01.07.2027" in tage
    assert all(termin.walk("VALARM") for termin in termine)


def test_dateiname_nennt_stichtag_und_datenstand(monkeypatch):
    namen = []
    monkeypatch.setattr(bausteine.st, "download_button", lambda *_, file_name, **__: namen.append(file_name))
    oeffne("karte", stichtag="2020-01-31", datenstand="recherche")
    assert "insek-monitor_karte_2020-01-31_datenstand-1.csv" in namen
    assert all(date.fromisoformat(n.split("_")[2]) == date(2020, 1, 31) for n in namen)
