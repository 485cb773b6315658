"""XLSX und XLS: Werte, Verborgenes, Verbundenes, Formeln, Fehlerwerte, Hinweise."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import xlwt  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from insek_monitor.einspielen.lesen import DateiFehler
from insek_monitor.einspielen.lesen.fehler import ZEILEN
from insek_monitor.einspielen.lesen.kern import lies_kern
from insek_monitor.einspielen.lesen.xlsx_blatt import bezug, ohne_leere
from insek_monitor.einspielen.lesen.zellen import ort
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei
from tests.hilfen.tabellenbau import (
    LISTE,
    Wert,
    archiv,
    blatt_xml,
    texte_xml,
    xls,
    xlsx,
    xlsx_teile,
    zeilen_xml,
)


def gelesen(fuelle: Callable[[Workbook], None]) -> Rohdatei:
    mappe = Workbook()
    fuelle(mappe)
    puffer = io.BytesIO()
    mappe.save(puffer)
    return lies_kern(puffer.getvalue(), "Liste.xlsx")


def erstes(inhalt: bytes) -> Rohblatt:
    return lies_kern(inhalt, "Liste.xlsx").blaetter[0]


def test_werte_und_ihre_typen() -> None:
    def fuelle(mappe: Workbook) -> None:
        mappe.active.append(["Text", " mit Rand ", 14521010.0, 1.5, True, -3])
        mappe.active.append(
            [date(2019, 3, 14), datetime(2019, 3, 14, 12, 30), time(8, 30), timedelta(hours=30)]
        )
        mappe.active.append([None, None])
        mappe.active.append(["", "   ", "letzte"])

    blatt = gelesen(fuelle).blaetter[0]
    assert blatt.zeilen == (
        ("Text", " mit Rand ", 14521010, 1.5, True, -3),
        (date(2019, 3, 14), datetime(2019, 3, 14, 12, 30), "08:30", "30:00"),
        (),
        (None, None, "letzte"),
    )
    assert [type(z) for z in blatt.zeilen[0]] == [str, str, int, float, bool, int]
    assert type(blatt.zeilen[1][0]) is date


def test_kalender_ab_1904() -> None:
    def fuelle(mappe: Workbook) -> None:
        mappe.epoch = CALENDAR_MAC_1904
        mappe.active.append([date(2019, 3, 14)])

    assert gelesen(fuelle).blaetter[0].zeilen == ((date(2019, 3, 14),),)


def test_monatsformat_ist_ein_datum_und_eine_zahl_mit_einheit_nicht() -> None:
    def fuelle(mappe: Workbook) -> None:
        mappe.active.append([43525, 2019, 2035])
        mappe.active["A1"].number_format = "MMM YY"
        mappe.active["B1"].number_format = '0" Jahr"'

    assert gelesen(fuelle).blaetter[0].zeilen == ((date(2019, 3, 1), 2019, 2035),)


def test_verborgenes_und_verbundenes() -> None:
    def fuelle(mappe: Workbook) -> None:
        blatt = mappe.active
        for zeile in range(1, 8):
            blatt.append([zeile, "x", "y"])
        blatt.row_dimensions[3].hidden = True
        blatt.row_dimensions[900].hidden = True
        blatt.column_dimensions["B"].hidden = True
        blatt.merge_cells("A5:A7")
        blatt.merge_cells("E1:E1000")
        zweites = mappe.create_sheet("Alt")
        zweites["C2"] = "alt"
        zweites.sheet_state = "hidden"
        mappe.create_sheet("Sehr verborgen").sheet_state = "veryHidden"

    datei = gelesen(fuelle)
    erstes_blatt, zweites, drittes = datei.blaetter
    assert erstes_blatt.verborgene_zeilen == {3}
    assert erstes_blatt.verbunden == ((5, 1, 7, 1),)
    assert [blatt.verborgen for blatt in datei.blaetter] == [False, True, True]
    assert zweites.zeilen == ((), (None, None, "alt"))
    assert drittes.zeilen == ()
    assert any("Spalte B ist ausgeblendet" in hinweis for hinweis in datei.hinweise)


def test_liste_mitten_im_blatt() -> None:
    """python-calamine zählt vom ersten benutzten Feld; Zeilen und Spalten müssen trotzdem stimmen."""
    daten = (
        '<row r="3"><c r="C3"><v>1</v></c></row><row r="5"><c r="B5"><v>2</v></c><c r="E5"><v>3</v></c></row>'
    )
    erwartet = ((), (), (None, None, 1), (), (None, 2, None, None, 3))
    assert erstes(archiv(xlsx_teile(blatt_xml(daten)))).zeilen == erwartet
    liste: list[list[Wert]] = [[], [], [None, None, 1], [], [None, 2, None, None, 3]]
    assert erstes(xls(liste)).zeilen == erwartet


def test_verbund_reicht_nicht_ueber_das_ende_der_liste() -> None:
    danach = '<mergeCells><mergeCell ref="B2:B1048576"/><mergeCell ref="A1:A1"/></mergeCells>'
    assert erstes(xlsx(danach=danach)).verbunden == ((2, 2, 4, 2),)


def test_formeln_und_fehlerwerte() -> None:
    daten = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c>'
        '<c r="C1"><f>B9</f></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="3"><c r="E3" t="e"><v>#REF!</v></c></row>'
    )
    datei = lies_kern(archiv(xlsx_teile(blatt_xml(daten))), "a.xlsx")
    blatt = datei.blaetter[0]
    assert blatt.zeilen == ((2, "a", None, "#DIV/0!"), (), (None, None, None, None, "#REF!"))
    assert blatt.formeln == {(1, 1), (1, 2), (1, 3), (1, 4)}
    assert datei.hinweise == (
        "4 Zellen enthalten Formeln; gelesen wurde der zuletzt gespeicherte Wert, gerechnet wurde nichts.",
        "Blatt „Blatt 1“: Für eine Formel ist kein Ergebnis gespeichert (zuerst C1); diese Zellen gelten als "
        "leer. Bitte öffnen und speichern Sie die Datei in Excel oder LibreOffice, damit die Werte berechnet "
        "werden.",
    )


def test_geteilte_und_formatierte_texte() -> None:
    daten = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
    inhalt = archiv(xlsx_teile(blatt_xml(daten), texte=texte_xml("erster", "zweiter &amp; &lt;b&gt;")))
    assert erstes(inhalt).zeilen == (("zweiter & <b>", "erster"),)

    def fuelle(mappe: Workbook) -> None:
        mappe.active["A1"] = CellRichText("Bad ", TextBlock(InlineFont(b=True), "Düben"))

    mappe = Workbook()
    fuelle(mappe)
    puffer = io.BytesIO()
    mappe.save(puffer)
    assert erstes(puffer.getvalue()).zeilen == (("Bad Düben",),)


def test_unsichtbare_zeichen_fallen_weg_und_werden_gemeldet() -> None:
    datei = lies_kern(
        xlsx([["AGS"], ["14\u200b521010"], ["Amts\u00adberg\ufeff"], ["a\r\nb"], ["👨‍👩‍👧"]]), "a.xlsx"
    )
    assert datei.blaetter[0].zeilen == (("AGS",), ("14521010",), ("Amtsberg",), ("a\nb",), ("👨‍👩‍👧",))
    assert datei.hinweise == (
        "In 2 Zellen standen unsichtbare Zeichen (zuerst in Blatt „Blatt 1“, Zelle A2); sie wurden "
        "weggelassen.",
    )


def test_leere_formatierte_zellen_zaehlen_nicht() -> None:
    """Bis unten und weit nach rechts formatiert, aber nur vier Zeilen gefüllt: sehr häufig."""
    leer = "".join(
        f'<row r="{i}" s="1"><c r="A{i}" s="1"/><c r="XFD{i}" s="1"/></row>' for i in range(5, 60_000)
    )
    assert len(erstes(archiv(xlsx_teile(blatt_xml(zeilen_xml(LISTE) + leer)))).zeilen) == 4


def test_zeilen_ohne_ortsangabe_verschieben_sich_nicht() -> None:
    daten = (
        '<row><c t="inlineStr"><is><t>a</t></is></c><c s="1"/><c><v>3</v></c></row>'
        '<row r="4"><c r="B4" s="1"/><c><v>4</v></c></row>'
    )
    assert erstes(archiv(xlsx_teile(blatt_xml(daten)))).zeilen == (
        ("a", None, 3),
        (),
        (),
        (None, None, 4),
    )


@pytest.mark.parametrize("stueck", [1, 7, 64, 10_000])
def test_das_weglassen_haengt_nicht_an_den_stuecken(stueck: int) -> None:
    xml = blatt_xml(
        zeilen_xml(LISTE)
        + '<row r="5"><c r="A5" s="1"/><c r="B5"><v>1</v></c></row><row r="6" s="1"/>'
        + '<row r="7"><c r="A7" s="2"/></row><row r="8"><c r="C8"><v>2</v></c></row>'
    )
    teile = [xml[i : i + stueck] for i in range(0, len(xml), stueck)]
    gefiltert = b"".join(ohne_leere(teile))
    assert gefiltert.count(b"<v>") == 2
    assert b"<v>1</v>" in gefiltert
    assert len(gefiltert) <= len(xml)
    assert gefiltert.endswith(b"</sheetData></worksheet>")


def test_grenze_der_zeilen() -> None:
    zeile = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'

    def mit(anzahl: int) -> bytes:
        return archiv(xlsx_teile(blatt_xml("".join(zeile.format(i) for i in range(1, anzahl + 1)))))

    assert len(erstes(mit(ZEILEN)).zeilen) == ZEILEN
    with pytest.raises(DateiFehler, match=r"mehr als 20\.000 ausgefüllte Zeilen"):
        erstes(mit(ZEILEN + 1))


def test_die_zeilen_aller_blaetter_zaehlen_zusammen() -> None:
    halbe = zeilen_xml([["x"]] * 10_001)
    with pytest.raises(DateiFehler, match=r"20\.000"):
        lies_kern(archiv(xlsx_teile(blatt_xml(halbe), blatt_xml(halbe))), "a.xlsx")


def test_grenze_der_spalten_nennt_die_zelle() -> None:
    assert len(erstes(xlsx([[1] * 200])).zeilen[0]) == 200
    with pytest.raises(DateiFehler, match=r"Zelle GS1 .* höchstens 200 Spalten \(bis GR\)"):
        erstes(xlsx([[1] * 201]))


@pytest.mark.parametrize(
    ("stelle", "name"),
    [((1, 1), "A1"), ((9, 26), "Z9"), ((3, 27), "AA3"), ((1, 200), "GR1"), ((1, 16384), "XFD1")],
)
def test_ort_und_bezug(stelle: tuple[int, int], name: str) -> None:
    assert ort(*stelle) == name
    assert bezug(name) == stelle


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_bezug_kehrt_ort_um(zeile: int, spalte: int) -> None:
    assert bezug(ort(zeile, spalte)) == (zeile, spalte)


# Was XML und Excel als Text erlauben; Steuerzeichen prüft ein eigener Test.
texte = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn")), min_size=1, max_size=20
).filter(lambda text: text.strip() and "_x" not in text)
werte = st.one_of(
    st.none(), texte, st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9).filter(lambda x: x % 1 != 0)
)


@given(st.lists(st.lists(werte, min_size=1, max_size=5), min_size=1, max_size=6))
def test_was_in_der_datei_steht_wird_gelesen(zeilen: list[list[str | int | float | None]]) -> None:
    erwartet = [list(zeile) for zeile in zeilen]
    for zeile in erwartet:
        while zeile and zeile[-1] is None:
            zeile.pop()
    while erwartet and not erwartet[-1]:
        erwartet.pop()
    if not erwartet:
        with pytest.raises(DateiFehler, match="keine einzige ausgefüllte Zelle"):
            erstes(xlsx(zeilen))
        return
    assert erstes(xlsx(zeilen)).zeilen == tuple(map(tuple, erwartet))


def test_xls() -> None:
    mappe = xlwt.Workbook()
    blatt = mappe.add_sheet("Übersicht")
    blatt.write(0, 0, "AGS")
    blatt.write(1, 0, 14521010)
    blatt.write(1, 1, date(2019, 3, 14), xlwt.easyxf(num_format_str="DD.MM.YYYY"))
    blatt.row(1).hidden = True
    blatt.write_merge(3, 5, 0, 1, "gemeinsam")
    blatt.write(5, 3, True)
    blatt.write(6, 0, xlwt.Formula("1/0"))
    blatt.write(7, 2, 1.25)
    versteckt = mappe.add_sheet("Alt")
    versteckt.write(0, 0, "x")
    versteckt.visibility = 1
    puffer = io.BytesIO()
    mappe.save(puffer)
    datei = lies_kern(puffer.getvalue(), "Liste.xls")
    erstes_blatt, zweites = datei.blaetter
    assert (datei.format, erstes_blatt.name, zweites.verborgen) == ("xls", "Übersicht", True)
    assert erstes_blatt.zeilen[:2] == (("AGS",), (14521010, date(2019, 3, 14)))
    assert erstes_blatt.zeilen[3] == ("gemeinsam",)
    assert erstes_blatt.zeilen[5] == (None, None, None, True)
    assert erstes_blatt.zeilen[7] == (None, None, 1.25)
    assert erstes_blatt.verborgene_zeilen == {2}
    assert erstes_blatt.verbunden == ((4, 1, 6, 2),)
    assert erstes_blatt.formeln == {(7, 1)}


def test_xls_mit_vielen_zeilen_und_spalten() -> None:
    with pytest.raises(DateiFehler, match="Zelle GS1"):
        lies_kern(xls([[1] * 201]), "a.xls")
    assert len(lies_kern(xls([["a", i] for i in range(2000)]), "a.xls").blaetter[0].zeilen) == 2000
