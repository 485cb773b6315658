"""XLSX: Blätter, Formate, Text statt Formel, gleiche Bytes bei gleicher Eingabe."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from insek_monitor.lage.ausgabe.xlsx import BLATT_QUELLE, als_xlsx
from tests.hilfen.darstellung_beispiele import abdeckung, lage

ERSTELLT = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
ANGABEN = {"Quelle": "Recherche", "Stichtag": "21.11.2026", "Datenstand": "2", "Filter": "=Kreis"}


def mappe(tabellen, angaben=ANGABEN):
    return openpyxl.load_workbook(io.BytesIO(als_xlsx(tabellen, angaben, ERSTELLT)))


def zelle(blatt, kopf, zeile=2):
    spalte = [z.value for z in blatt[1]].index(kopf) + 1
    return blatt.cell(zeile, spalte)


def test_datenblatt():
    frame = lage({"beschluss": "2019", "titel": "=HYPERLINK(1)"}, {"einwohner": None})
    blatt = mappe({"Gemeinden": frame})["Gemeinden"]
    assert blatt.freeze_panes == "C2"
    assert blatt.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(blatt.max_column)}3"
    ags = zelle(blatt, "AGS")
    assert (ags.value, ags.data_type, ags.number_format) == ("14620000", "s", "@")
    assert zelle(blatt, "Einwohner").number_format == "#,##0"
    assert zelle(blatt, "Einwohner", 3).value is None
    ablauf = zelle(blatt, "läuft ab am")
    assert (ablauf.value.date().isoformat(), ablauf.number_format) == ("2029-07-01", "DD.MM.YYYY")
    titel = zelle(blatt, "Titel")
    assert (titel.value, titel.data_type) == ("=HYPERLINK(1)", "s")
    assert blatt["A1"].font.bold
    assert blatt.column_dimensions["B"].width >= len("Musterstadt")


def test_anteile_sind_prozente():
    blatt = mappe({"Abdeckung": abdeckung({"A": (1, 0, 3, 0)})})["Abdeckung"]
    anteil = zelle(blatt, "Anteil der Gemeinden")
    assert (anteil.value, anteil.number_format) == (0.25, "0.0%")
    assert blatt.freeze_panes == "A2"


def test_quelle_und_stand():
    def angaben(frame):
        return dict(mappe({"Gemeinden": frame})[BLATT_QUELLE].iter_rows(values_only=True))

    belegt = angaben(lage({}))
    assert list(belegt) == [*ANGABEN, "Erstellt am"]
    assert belegt["Filter"] == "=Kreis"
    assert belegt["Erstellt am"] == "21.11.2026, 15:30 Uhr"  # 14:30 Uhr UTC
    offen = angaben(lage({"status": "unbekannt", "p_kein": 0.7}))
    assert list(offen) == [*ANGABEN, "Erwartung", "Erstellt am"]


def test_gleiche_eingabe_gleiche_bytes():
    tabellen = {"Gemeinden": lage({"beschluss": "2019"})}
    erste = als_xlsx(tabellen, ANGABEN, ERSTELLT)
    assert erste == als_xlsx(tabellen, ANGABEN, ERSTELLT)
    assert erste != als_xlsx(tabellen, ANGABEN, ERSTELLT.replace(hour=15))
    eigenschaften = openpyxl.load_workbook(io.BytesIO(erste)).properties
    assert eigenschaften.modified == ERSTELLT.replace(tzinfo=None)


@pytest.mark.parametrize("text", ["a\x00b", "a\x1fb"])
def test_unerlaubte_zeichen_entfallen(text):
    assert zelle(mappe({"G": lage({"titel": text})})["G"], "Titel").value == "ab"


def test_blattname_und_leere_tabelle():
    buch = mappe({"Kreis: Bautzen / Görlitz, alle Gemeinden der Auswahl": lage()})
    assert buch.sheetnames == ["Kreis  Bautzen   Görlitz, alle ", BLATT_QUELLE]
    assert buch.worksheets[0].max_row == 1
