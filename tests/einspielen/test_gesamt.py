"""Ausgabe des ganzen Registers: CSV, JSON, GeoPackage; und in keiner Tabelle eine Formel."""

import csv
import io
import json
import sqlite3
import zipfile
from datetime import datetime

import openpyxl
import pandas as pd
import pyogrio
import pytest

from insek_monitor.einspielen.gesamt import als_geopackage, als_gesamt_csv, als_gesamt_json
from insek_monitor.einspielen.meldeliste import als_meldeliste
from insek_monitor.kern.meldung import FELDER
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.ausgabe.dateien import FORMELZEICHEN, als_csv
from insek_monitor.lage.ausgabe.xlsx import als_xlsx
from insek_monitor.lage.lage import lage
from insek_monitor.lage.schaetzung import schaetze
from insek_monitor.register import tabellen, woerterbuch
from tests.conftest import STICHTAG, beispiel_konzept, rohe_regeln
from tests.einspielen.test_vergleich import AMTSBERG, ANNABERG, AUE, CHEMNITZ, inhalt

ERSTELLT = datetime(2026, 11, 21, 12)
ANGABEN = {"Quelle": "Probe", "Lizenz": "dl-de/by-2-0", "Datenstand": "1"}
KONZEPTE = (
    beispiel_konzept("R-1", AMTSBERG, beschluss="2019-03-14", titel="INSEK „A“; B", notiz="Zeile 1\nZeile 2"),
    beispiel_konzept("R-2", ANNABERG, AUE, art="aehnlich", beschluss="unbekannt", zieljahr=2030),
    beispiel_konzept("M-1", CHEMNITZ, beschluss="2015", datenlage="recherchiert"),
)


@pytest.fixture(scope="module")
def gemeinden():
    return tabellen.gemeinden()


@pytest.fixture(scope="module")
def bestand():
    return inhalt(*KONZEPTE)


@pytest.fixture(scope="module")
def die_lage(gemeinden, bestand):
    regeln = Regeln.aus_dict(rohe_regeln())
    belegt = lage(gemeinden, bestand.konzepte, bestand.zuordnung, STICHTAG, regeln)
    return schaetze(belegt, tabellen.eckwerte(), STICHTAG)


def lies_csv(inhalt_):
    return list(csv.reader(io.StringIO(inhalt_.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv(gemeinden, bestand):
    roh = als_gesamt_csv(gemeinden, bestand)
    assert roh.startswith(b"\xef\xbb\xbf")
    kopf, *zeilen = lies_csv(roh)
    assert kopf == [feld.titel for feld in FELDER]
    # 418 Gemeinden, vier davon mit einem Datensatz; jede hat genau eine Zeile.
    assert len(zeilen) == 418
    je_ags = {zeile[0]: dict(zip(kopf, zeile, strict=True)) for zeile in zeilen}
    amtsberg = je_ags[AMTSBERG]
    assert amtsberg["Beschluss am"] == "14.03.2019"
    assert (amtsberg["Titel"], amtsberg["Bemerkung"]) == ("INSEK „A“; B", "Zeile 1\nZeile 2")
    assert je_ags[CHEMNITZ]["Datenlage"] == "recherchiert"
    assert je_ags[AUE]["gemeinsam mit"] == f"Annaberg-Buchholz ({ANNABERG})"


@pytest.fixture(scope="module")
def gelesen(bestand, die_lage):
    return json.loads(als_gesamt_json(bestand, die_lage, woerterbuch.woerterbuch(), ANGABEN))


def test_json_datensaetze(gelesen):
    assert gelesen["angaben"].items() > ANGABEN.items()
    assert "nichts" in gelesen["angaben"]["Erwartung"]
    assert (gelesen["datenstand"]["nummer"], gelesen["datenstand"]["pruefsumme"]) == (1, "0" * 64)
    assert not {"von", "anlass", "quelle_datei", "quelle_pruefsumme"} & gelesen["datenstand"].keys()
    saetze = {satz["konzept_id"]: satz for satz in gelesen["konzepte"]}
    assert saetze["R-2"]["gemeinden"] == [ANNABERG, AUE]
    assert (saetze["R-2"]["zieljahr"], saetze["R-2"]["titel"]) == (2030, None)
    assert saetze["R-1"]["notiz"] == "Zeile 1\nZeile 2"
    assert saetze["M-1"]["datenlage"] == "recherchiert"


def test_json_nennt_je_gemeinde_die_erwartung(gelesen, die_lage):
    for satz, (ags, zeile) in zip(gelesen["lage"], die_lage.iterrows(), strict=True):
        assert satz["ags"] == ags
        assert satz["geklaert"] == ("ja" if zeile["geklaert"] else "nein")
        assert satz["p_kein"] == (None if zeile["p_kein"] is pd.NA else pytest.approx(zeile["p_kein"]))
        assert (satz["status"] == "Stand nicht belegt") == (zeile["status"] == "unbekannt")


def test_json_erklaert_jedes_feld(gelesen):
    erklaert = gelesen["datenwoerterbuch"]
    for satz in gelesen["konzepte"]:
        assert satz.keys() - {"gemeinden"} <= erklaert["konzepte"].keys()
    assert len(gelesen["lage"]) == 418
    assert gelesen["lage"][0].keys() <= erklaert["lage"].keys() | {"ags"}
    assert all(spalte["bedeutung"] and spalte["lizenz"] for spalte in erklaert["konzepte"].values())


@pytest.fixture(scope="module")
def geopackage(tmp_path_factory, bestand, die_lage):
    datei = tmp_path_factory.mktemp("gpkg") / "register.gpkg"
    datei.write_bytes(als_geopackage(die_lage, bestand, json.loads(tabellen.karte_gemeinden()), ANGABEN))
    return datei


def test_geopackage_ebenen(geopackage, gemeinden):
    assert {str(name) for name, _ in pyogrio.list_layers(geopackage)} == {
        "gemeinden",
        "konzepte",
        "zuordnung",
        "quelle",
    }
    flaechen = pyogrio.read_dataframe(geopackage, layer="gemeinden").set_index("ags")
    assert len(flaechen) == 418
    assert flaechen.crs.to_epsg() == 4326
    assert flaechen.geometry.notna().all()
    # Die Fläche liegt dort, wo das Gemeindeverzeichnis den Ort nennt.
    mitte = flaechen.geometry.representative_point()[AMTSBERG]
    ort = gemeinden.loc[AMTSBERG]
    assert (mitte.y, mitte.x) == pytest.approx((ort["breite"], ort["laenge"]), abs=0.05)
    assert flaechen.at[CHEMNITZ, "datenlage"] == "recherchiert"
    assert flaechen.at[AMTSBERG, "beschluss"] == "2019-03-14"


def test_geopackage_tabellen(geopackage):
    verbindung = sqlite3.connect(geopackage)
    assert verbindung.execute("SELECT count(*) FROM konzepte").fetchone() == (3,)
    anfrage = "SELECT k.datenlage, z.ags FROM konzepte k JOIN zuordnung z USING (konzept_id) ORDER BY z.ags"
    assert verbindung.execute(anfrage).fetchall() == [
        ("recherchiert", CHEMNITZ),
        ("gemeldet", AMTSBERG),
        ("gemeldet", ANNABERG),
        ("gemeldet", AUE),
    ]
    quelle = dict(verbindung.execute("SELECT angabe, text FROM quelle").fetchall())
    assert list(quelle) == [*ANGABEN, "Erwartung"]
    verbindung.close()


ANFAENGE = [*FORMELZEICHEN, "\t", "\r", "\n", " =", "\u00a0=", "\t="]
TEXTFELDER = ("titel", "zielhorizont", "quelle", "quelle_url", "notiz")


@pytest.fixture(scope="module")
def boeser_bestand():
    """Jeder gefährliche Anfang in jedem Textfeld."""
    return inhalt(
        *(
            beispiel_konzept(
                f"=K{n:02d}", AMTSBERG, beschluss="2019", **dict.fromkeys(TEXTFELDER, f"{anfang}1+1")
            )
            for n, anfang in enumerate(ANFAENGE)
        )
    )


def gefaehrlich(text):
    kern = text.lstrip(" \u00a0")
    return kern[:1] != "" and (kern[0] in FORMELZEICHEN or kern[0] in "\t\r\n")


def test_keine_formel_in_csv(gemeinden, boeser_bestand):
    konzepte = boeser_bestand.konzepte
    for roh in (als_gesamt_csv(gemeinden, boeser_bestand), als_csv(konzepte.reset_index())):
        zellen = [text for zeile in lies_csv(roh) for text in zeile]
        assert sum("1+1" in text for text in zellen) >= 4 * len(ANFAENGE)
        assert not [text for text in zellen if gefaehrlich(text)]


def formeln(inhalt_):
    """Zellen, die XLSX als Formel speichert, und die Blätter als XML."""
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt_))
    gefunden = [
        zelle.coordinate
        for blatt in mappe
        for zeile in blatt.iter_rows()
        for zelle in zeile
        if zelle.data_type == "f"
    ]
    with zipfile.ZipFile(io.BytesIO(inhalt_)) as archiv:
        blaetter = [archiv.read(n) for n in archiv.namelist() if n.startswith("xl/worksheets/sheet")]
    return gefunden, blaetter


def test_keine_formel_in_xlsx(gemeinden, boeser_bestand):
    angaben = {f"{anfang}Quelle": f"{anfang}1+1" for anfang in ANFAENGE}
    konzepte = boeser_bestand.konzepte.reset_index()
    for roh in (
        als_meldeliste(gemeinden, boeser_bestand, angaben, ERSTELLT),
        als_xlsx({"=Konzepte": konzepte}, angaben, ERSTELLT),
    ):
        gefunden, blaetter = formeln(roh)
        assert gefunden == []
        assert len(blaetter) >= 2
        assert not any(b"<f>" in blatt or b"<f " in blatt for blatt in blaetter)


def test_text_wie_eine_formel_bleibt_in_xlsx_wie_er_ist(gemeinden, boeser_bestand):
    mappe = openpyxl.load_workbook(io.BytesIO(als_meldeliste(gemeinden, boeser_bestand, {}, ERSTELLT)))
    werte = {str(zelle.value) for zeile in mappe["Meldeliste"].iter_rows() for zelle in zeile}
    assert {"=1+1", "+1+1", "-1+1", "@1+1", "＝1+1"} <= werte
