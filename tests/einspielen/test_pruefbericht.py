"""Prüfbericht: Kopie der eigenen Datei mit markierten Zellen, ohne Formeln und Verweise."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from insek_monitor.einspielen import pruefbericht_kopie
from insek_monitor.einspielen.befund import Befund, Korrektur, Stufe, Vorschlag
from insek_monitor.einspielen.ergebnis import Pruefergebnis
from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.lesen import DateiFehler, lies_datei
from insek_monitor.einspielen.lesen.kern import lies_kern
from insek_monitor.einspielen.pruefbericht import als_pruefbericht
from insek_monitor.einspielen.pruefbericht_blatt import BLATT, KOPF, KOPFZEILE
from insek_monitor.einspielen.pruefbericht_kind import baue
from insek_monitor.einspielen.tabelle import Tabelle
from tests.hilfen.boese_dateien import BOESE_DATEIEN
from tests.hilfen.tabellenbau import (
    LISTE,
    archiv,
    blatt_xml,
    csv,
    ods,
    ods_zeilen,
    xls,
    xlsx,
    xlsx_teile,
    zeilen_xml,
)

pytestmark = pytest.mark.langsam

FARBE = {"fehler": "00F8C9C4", "warnung": "00FCE8B2", "hinweis": "00D3E3F8"}
RAND = {"fehler": "thick", "warnung": "mediumDashed", "hinweis": "dotted"}


def befund(
    stufe: str, zeile: int | None, spalte: int | None, blatt: str = "Blatt 1", **mehr: Any
) -> dict[str, Any]:
    texte = {
        "gemeinde": "",
        "spaltentitel": "",
        "gefunden": "x",
        "erwartet": "y",
        "meldung": "Bitte prüfen.",
        "vorschlaege": [],
    }
    return {"stufe": stufe, "blatt": blatt, "zeile": zeile, "spalte": spalte, **texte, **mehr}


def zellen(mappe: Workbook) -> list[Any]:
    return [zelle for blatt in mappe for zeile in blatt.iter_rows() for zelle in zeile]


def verweis(mappe: Workbook, befund_nr: int = 1) -> str:
    ort: str = mappe[BLATT].cell(KOPFZEILE + befund_nr, 3).hyperlink.location
    return ort


def gebaut(inhalt: bytes, *befunde: dict[str, Any], name: str = "Liste.xlsx") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(baue({"name": name, "befunde": list(befunde)}, inhalt)))


def zeilen(blatt: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(zeile) for zeile in blatt.iter_rows(min_row=KOPFZEILE + 1, values_only=True)]


def test_der_ganze_weg_durch_das_kind() -> None:
    korrektur = Korrektur("Blatt 1", 2, "beschluss", "2019")
    vorschlaege = (Vorschlag("„2019“ übernehmen", korrektur), Vorschlag("leeren", korrektur))
    ort = (Stufe.FEHLER, "Blatt 1", 2, 4, "beschluss", "Beschluss am")
    ergebnis = Pruefergebnis(
        Tabelle("Blatt 1", 1, (), ()),
        (
            Befund("a", *ort, "31.02.2019", "ein Datum", "Das gibt es nicht.", vorschlaege),
            Befund("b", Stufe.WARNUNG, "Blatt 1", None, None, None, "", "", "", "Das ganze Blatt."),
        ),
        (),
        {},
        gemeinde_je_zeile={2: "Amtsberg"},
    )
    inhalt = als_pruefbericht(xlsx(), "Meine Liste.xlsx", ergebnis)
    assert als_pruefbericht(xlsx(), "Meine Liste.xlsx", ergebnis) == inhalt
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
    assert mappe.sheetnames == [BLATT, "Blatt 1"]
    assert mappe.active.title == BLATT
    bericht = mappe[BLATT]
    assert bericht["A1"].value == "Prüfbericht zu „Meine Liste.xlsx“"
    assert bericht["A2"].value == "Fehler: 1; Warnung: 1; Hinweis: 0"
    assert tuple(zelle.value for zelle in bericht[KOPFZEILE]) == KOPF
    assert zeilen(bericht) == [
        (
            "Fehler",
            "Blatt 1",
            2,
            "Amtsberg",
            "D (Beschluss am)",
            "31.02.2019",
            "ein Datum",
            "Das gibt es nicht.",
            "„2019“ übernehmen; leeren",
        ),
        ("Warnung", "Blatt 1", None, None, None, None, None, "Das ganze Blatt.", None),
    ]
    assert bericht.cell(KOPFZEILE + 1, 3).hyperlink.location == "'Blatt 1'!D2"
    assert bericht.cell(KOPFZEILE + 2, 3).hyperlink is None


@pytest.mark.parametrize("stufe", list(FARBE))
def test_markierung_ist_nie_nur_farbe(stufe: str) -> None:
    zelle = gebaut(xlsx(), befund(stufe, 3, 2, meldung="Bitte den Namen prüfen."))["Blatt 1"]["B3"]
    assert zelle.value == "Annaberg-Buchholz"
    assert zelle.fill.start_color.rgb == FARBE[stufe]
    assert zelle.border.left.style == zelle.border.bottom.style == RAND[stufe]
    assert zelle.comment.text == f"{Stufe(stufe).beschriftung}: Bitte den Namen prüfen."


def test_mehrere_befunde_an_einer_zelle() -> None:
    befunde = befund("hinweis", 3, 2, meldung="Erstens."), befund("fehler", 3, 2, meldung="Zweitens.")
    mappe = gebaut(xlsx(), *befunde)
    zelle = mappe["Blatt 1"]["B3"]
    assert zelle.fill.start_color.rgb == FARBE["fehler"]
    assert zelle.comment.text == "Hinweis: Erstens.\n\nFehler: Zweitens."
    assert len(zeilen(mappe[BLATT])) == 2


def test_befund_ohne_spalte_markiert_die_erste_gefuellte_zelle() -> None:
    mappe = gebaut(xlsx([["AGS", "Gemeinde"], [None, "Thum"]]), befund("warnung", 2, None))
    assert mappe["Blatt 1"]["B2"].comment is not None
    assert mappe["Blatt 1"]["A2"].comment is None


def test_befund_in_leerer_zelle_und_hinter_dem_ende() -> None:
    mappe = gebaut(xlsx(), befund("fehler", 2, 6), befund("fehler", 99, 3))
    assert mappe["Blatt 1"]["F2"].comment is not None
    assert mappe["Blatt 1"]["C99"].fill.start_color.rgb == FARBE["fehler"]


def test_im_verbund_wird_die_linke_obere_zelle_markiert() -> None:
    inhalt = xlsx(danach='<mergeCells><mergeCell ref="B2:C4"/></mergeCells>')
    mappe = gebaut(inhalt, befund("fehler", 4, 3))
    assert mappe["Blatt 1"]["B2"].comment is not None
    assert verweis(mappe) == "'Blatt 1'!B2"
    assert [str(bereich) for bereich in mappe["Blatt 1"].merged_cells.ranges] == ["B2:C4"]


def test_aussehen_bleibt_und_ausgeblendete_zeile_mit_befund_erscheint() -> None:
    mappe = Workbook()
    blatt = mappe.active
    blatt.title = "Liste"
    for zeile in LISTE:
        blatt.append(list(zeile))
    blatt["B2"].font = Font(bold=True, color="FF0000")
    blatt["D2"].value, blatt["D2"].number_format = date(2019, 3, 14), "DD.MM.YY"
    blatt.column_dimensions["B"].width = 33
    blatt.row_dimensions[2].hidden = blatt.row_dimensions[3].hidden = True
    blatt.freeze_panes = "A2"
    mappe.create_sheet("Alt").sheet_state = "hidden"
    puffer = io.BytesIO()
    mappe.save(puffer)
    neu = gebaut(puffer.getvalue(), befund("warnung", 2, 2, "Liste"))
    kopie = neu["Liste"]
    assert kopie["B2"].font.b
    assert kopie["B2"].fill.start_color.rgb == FARBE["warnung"]
    assert (kopie["D2"].value.date(), kopie["D2"].number_format) == (date(2019, 3, 14), "DD.MM.YY")
    assert kopie.column_dimensions["B"].width == 33
    assert kopie.freeze_panes == "A2"
    assert not kopie.row_dimensions[2].hidden
    assert kopie.row_dimensions[3].hidden
    assert neu["Alt"].sheet_state == "hidden"


BOESE_TEXTE = ("=cmd|'/C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")')


@pytest.mark.parametrize("form", ["xlsx", "csv", "ods", "xls"])
def test_keine_formel_ueberlebt(form: str) -> None:
    liste = [*LISTE, *([text] for text in BOESE_TEXTE)]
    formeln = '<row r="90"><c r="A90"><f>1+1</f><v>2</v></c><c r="B90" t="str"><f>A1</f></c></row>'
    inhalt = {
        "xlsx": lambda: archiv(xlsx_teile(blatt_xml(zeilen_xml(liste) + formeln))),
        "csv": lambda: csv(liste).encode(),
        "ods": lambda: ods(ods_zeilen(liste)),
        "xls": lambda: xls(liste),
    }[form]()
    blattname = {"xlsx": "Blatt 1", "csv": "a"}.get(form, "Liste")
    befunde = [befund("fehler", 5, 1, blattname, gefunden=text, meldung=text) for text in BOESE_TEXTE]
    fertig = baue({"name": f"a.{form}", "befunde": befunde}, inhalt)
    mappe = openpyxl.load_workbook(io.BytesIO(fertig))
    texte = [zelle for zelle in zellen(mappe) if zelle.data_type == "s"]
    assert set(BOESE_TEXTE[:4]) <= {zelle.value for zelle in texte}
    assert not [zelle.coordinate for zelle in zellen(mappe) if zelle.data_type == "f"]
    assert all(zelle.quotePrefix for zelle in texte if zelle.value[0] in "=+-@")
    with zipfile.ZipFile(io.BytesIO(fertig)) as zip_:
        for name in zip_.namelist():
            assert not re.search(rb"<f[ >/]", zip_.read(name)), name
    if form == "xlsx":
        assert mappe["Blatt 1"]["A90"].value == 2


def test_makros_verweise_regeln_und_fremde_links_bleiben_zurueck() -> None:
    danach = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>1=1</formula>'
        '</cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="C2">'
        "<formula1>[1]Tab!A1</formula1></dataValidation></dataValidations>"
        '<hyperlinks><hyperlink ref="A1" location="x" display="y"/></hyperlinks><legacyDrawing '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>'
    )
    teile = xlsx_teile(blatt_xml(zeilen_xml(LISTE), danach=danach)) | {
        "xl/vbaProject.bin": b"\xd0\xcf",
        "xl/externalLinks/externalLink1.xml": b"<x/>",
        "docProps/custom.xml": b"<x/>",
    }
    fertig = baue({"name": "a.xlsm", "befunde": [befund("fehler", 2, 1)]}, archiv(teile))
    with zipfile.ZipFile(io.BytesIO(fertig)) as zip_:
        namen = zip_.namelist()
        alles = b"".join(map(zip_.read, namen))
    assert not [name for name in namen if "vba" in name or "external" in name or "custom" in name]
    assert b"[1]Tab" not in alles
    assert b"formula" not in alles
    blatt = openpyxl.load_workbook(io.BytesIO(fertig))["Blatt 1"]
    assert blatt["A1"].hyperlink is None
    assert blatt["B2"].value == "Amtsberg"


def test_das_eigene_blatt_pruefbericht_und_doppelte_namen_bekommen_andere_namen() -> None:
    inhalt = archiv(
        xlsx_teile(*[blatt_xml(zeilen_xml(LISTE))] * 3, namen=["prüfbericht", "A/B: [x]?*", "A B  x   "])
    )
    mappe = gebaut(inhalt, befund("fehler", 2, 1, "A/B: [x]?*"))
    assert mappe.sheetnames[0] == BLATT
    assert len({name.casefold() for name in mappe.sheetnames}) == 4
    assert mappe[mappe.sheetnames[2]]["A2"].comment is not None
    assert verweis(mappe) == f"'{mappe.sheetnames[2]}'!A2"


def test_apostroph_im_blattnamen() -> None:
    inhalt = archiv(xlsx_teile(blatt_xml(zeilen_xml(LISTE)), namen=["Lu's Liste"]))
    ort = (
        gebaut(inhalt, befund("fehler", 2, 1, "Lu's Liste"))[BLATT].cell(KOPFZEILE + 1, 3).hyperlink.location
    )
    assert ort == "'Lu''s Liste'!A2"


def test_was_openpyxl_nicht_laedt_wird_aus_den_werten_gebaut(monkeypatch: pytest.MonkeyPatch) -> None:
    def scheitere(*_: object) -> Workbook:
        raise KeyError("rId9")

    monkeypatch.setattr(pruefbericht_kopie, "_aus_xlsx", scheitere)
    blatt = gebaut(xlsx(), befund("fehler", 2, 2))["Blatt 1"]
    assert (blatt["B2"].value, blatt["B2"].comment is not None) == ("Amtsberg", True)


def test_sehr_grosse_datei_behaelt_anfang_und_beanstandete_zeilen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruefbericht_kopie, "HOECHSTENS_ZELLEN", 100)
    blatt = gebaut(xlsx([["AGS"], *[[f"{i}"] for i in range(2, 301)]]), befund("fehler", 250, 1))["Blatt 1"]
    werte = [blatt.cell(zeile, 1).value for zeile in (60, 61, 249, 250, 251)]
    assert werte == ["60", None, None, "250", None]


def test_tage_vor_1900_stehen_als_text_da() -> None:
    zelle = '<table:table-cell office:value-type="date" office:date-value="{}"><text:p/></table:table-cell>'
    inhalt = ods(
        f"<table:table-row>{zelle.format('1889-01-02')}{zelle.format('2019-03-14')}</table:table-row>"
    )
    blatt = gebaut(inhalt, befund("fehler", 1, 1, "Liste"))["Liste"]
    assert blatt["A1"].value == "02.01.1889"
    assert blatt["B1"].value.date() == date(2019, 3, 14)


def test_ohne_befunde() -> None:
    mappe = gebaut(xlsx())
    assert mappe[BLATT]["A2"].value == "Keine Befunde."
    assert mappe["Blatt 1"]["B2"].value == "Amtsberg"


def test_die_kopie_laesst_sich_wieder_einlesen() -> None:
    ergebnis = Pruefergebnis(Tabelle("Blatt 1", 1, (), ()), (), (), {})
    datei = lies_datei(als_pruefbericht(xlsx(), "a.xlsx", ergebnis), "b.xlsx")
    tabelle = erkenne(datei)
    assert tabelle.blatt == "Blatt 1"
    assert [spalte.feld for spalte in tabelle.spalten][:4] == ["ags", "gemeinde", "vorhanden", "beschluss"]
    assert len(tabelle.zeilen) == 3


# Eine Million gestaltete Zeilen schreibt openpyxl länger als alle anderen zusammen.
LESBARE = [d for d in BOESE_DATEIEN if d.erwartet == "lesbar" and d.name != "bis_unten_formatiert.xlsx"]


@pytest.mark.parametrize("datei", LESBARE, ids=lambda datei: datei.name)
def test_bericht_zu_jeder_lesbaren_boesen_datei(datei: Any) -> None:
    inhalt = datei.baue()
    blatt = _erstes_blatt(inhalt, datei.name)
    fertig = baue({"name": datei.name, "befunde": [befund("fehler", 2, 2, blatt)]}, inhalt)
    mappe = openpyxl.load_workbook(io.BytesIO(fertig))
    assert mappe.sheetnames[0] == BLATT
    assert any(
        zelle.comment for b in mappe.worksheets[1:] for zeile in b.iter_rows(max_row=9) for zelle in zeile
    )


def _erstes_blatt(inhalt: bytes, name: str) -> str:
    return lies_kern(inhalt, name).blaetter[0].name


def test_unlesbare_datei_ist_ein_deutscher_satz() -> None:
    ergebnis = Pruefergebnis(Tabelle("Blatt 1", 1, (), ()), (), (), {})
    with pytest.raises(DateiFehler, match="beschädigt"):
        als_pruefbericht(xlsx()[:900], "a.xlsx", ergebnis)
