"""CSV (Trennzeichen, Zeichensätze, Anführungszeichen) und ODS."""

from __future__ import annotations

import csv as csv_modul
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.einspielen.lesen import DateiFehler
from insek_monitor.einspielen.lesen.kern import lies_kern
from insek_monitor.kern.rohdatei import Rohdatei
from tests.hilfen.tabellenbau import LISTE, archiv, csv, ods, ods_inhalt, ods_zeilen, ods_zelle

ALS_TEXT = tuple(tuple(zeile[: max(i for i, w in enumerate(zeile) if w) + 1]) for zeile in LISTE)


def gelesen(inhalt: str | bytes, name: str = "Liste.csv") -> Rohdatei:
    return lies_kern(inhalt if isinstance(inhalt, bytes) else inhalt.encode(), name)


def zeilen(inhalt: str | bytes) -> tuple[tuple[object, ...], ...]:
    return gelesen(inhalt).blaetter[0].zeilen


@pytest.mark.parametrize("trennzeichen", [";", ",", "\t"])
@pytest.mark.parametrize("kodierung", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_trennzeichen_und_zeichensatz(trennzeichen: str, kodierung: str) -> None:
    text = csv([*LISTE, ("14521060", "Bärenstein", "ähnliches Konzept")], trennzeichen)
    datei = gelesen(text.encode(kodierung))
    assert datei.format == "csv"
    assert datei.blaetter[0].name == "Liste"
    assert datei.blaetter[0].zeilen == (*ALS_TEXT, ("14521060", "Bärenstein", "ähnliches Konzept"))
    assert ("1252" in " ".join(datei.hinweise)) == (kodierung == "cp1252")


def test_alles_bleibt_text() -> None:
    assert zeilen("a;b\n007;1,5\n2019;ja") == (("a", "b"), ("007", "1,5"), ("2019", "ja"))


def test_kommas_in_bemerkungen_sind_keine_trennzeichen() -> None:
    text = "AGS;Bemerkung\n1;erstens, zweitens, drittens\n2;a, b, c\n3;ohne\n"
    assert zeilen(text)[1] == ("1", "erstens, zweitens, drittens")


def test_semikolons_in_einer_kommaliste() -> None:
    text = "AGS,Gemeinde,gemeinsam mit\n1,Amtsberg,Gornau; Zschopau\n2,Thum,\n3,Jahnsdorf,\n"
    assert zeilen(text)[1] == ("1", "Amtsberg", "Gornau; Zschopau")


def test_titelzeilen_ueber_der_liste() -> None:
    text = "INSEK in Sachsen, Stand: Oktober, vorläufig\n\nAGS;Gemeinde;Stand\n1;a;b\n2;c;d\n"
    assert zeilen(text)[0] == ("INSEK in Sachsen, Stand: Oktober, vorläufig",)
    assert zeilen(text)[2] == ("AGS", "Gemeinde", "Stand")


def test_sep_zeile_von_excel_zaehlt_nicht() -> None:
    assert zeilen("sep=,\r\na,b;c\r\n") == (("a", "b;c"),)


def test_umbruch_im_feld_ist_eine_zeile() -> None:
    assert zeilen('a;b\n"x\ny";"sagt ""ja"""\n') == (("a", "b"), ("x\ny", 'sagt "ja"'))


def test_lose_anfuehrungszeichen_verschlucken_keine_zeilen() -> None:
    datei = gelesen('a;b\n1;"INSEK" 2035\n2;"offen\n3;c\n')
    assert datei.blaetter[0].zeilen == (("a", "b"), ("1", '"INSEK" 2035'), ("2", '"offen'), ("3", "c"))
    assert datei.hinweise == (
        "In Zeile 2 und anderen steht ein einzelnes Anführungszeichen; die Datei wurde Zeile für Zeile "
        "gelesen. Bitte prüfen Sie diese Zeile.",
    )


def test_zeilenenden_von_mac_und_leerzeilen() -> None:
    assert zeilen("a;b\r\r1;2\r") == (("a", "b"), (), ("1", "2"))


def test_gemischte_zeichensaetze_je_zeile() -> None:
    datei = gelesen("a;für\n".encode() + "b;für\n".encode("cp1252"))
    assert datei.blaetter[0].zeilen == (("a", "für"), ("b", "für"))
    assert "mischt" in datei.hinweise[0]


def test_ms_dos() -> None:
    assert zeilen("Gemeinde;Größe\nBärenstein;für\nMühlau;größer\n".encode("cp850"))[1] == (
        "Bärenstein",
        "für",
    )


felder = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")), max_size=12)


@given(
    st.lists(st.lists(felder, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_was_geschrieben_wurde_wird_gelesen(
    liste: list[list[str]], trennzeichen: str, kodierung: str
) -> None:
    puffer = io.StringIO()
    schreiber = csv_modul.writer(puffer, delimiter=trennzeichen, quoting=csv_modul.QUOTE_ALL)
    schreiber.writerows([["AGS", "Gemeinde", "Titel"], *liste])
    erwartet = [[None if not feld.strip() else feld for feld in zeile] for zeile in liste]
    for zeile in erwartet:
        while zeile and zeile[-1] is None:
            zeile.pop()
    while erwartet and not erwartet[-1]:
        erwartet.pop()
    assert zeilen(puffer.getvalue().encode(kodierung))[1:] == tuple(map(tuple, erwartet))


def test_ods_werte() -> None:
    def zelle(art: str, angabe: str, text: str = "") -> str:
        return (
            f'<table:table-cell office:value-type="{art}" {angabe}><text:p>{text}</text:p></table:table-cell>'
        )

    zeile = (
        zelle("float", 'office:value="14521010"')
        + zelle("percentage", 'office:value="0.5"', "50 %")
        + zelle("date", 'office:date-value="2019-03-14"', "14.03.19")
        + zelle("date", 'office:date-value="2019-03-14T12:30:00"')
        + zelle("boolean", 'office:boolean-value="true"', "WAHR")
        + zelle("float", 'office:value="kaputt"', "zu sehen")
        + '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p><text:p>c'
        "<text:line-break/>d</text:p></table:table-cell>"
        + '<table:table-cell office:value-type="string"><office:annotation><text:p>Kommentar</text:p>'
        "</office:annotation><text:p>Wert</text:p></table:table-cell>"
    )
    datei = lies_kern(ods(f"<table:table-row>{zeile}</table:table-row>"), "a.ods")
    assert datei.format == "ods"
    assert datei.blaetter[0].zeilen == (
        (
            14521010,
            0.5,
            date(2019, 3, 14),
            datetime(2019, 3, 14, 12, 30),
            True,
            "zu sehen",
            "a  b\nc\nd",
            "Wert",
        ),
    )


def test_ods_wiederholungen_verborgenes_verbundenes_formeln() -> None:
    zeile = '<table:table-row table:number-rows-repeated="{}" {}>{}</table:table-row>'
    inhalt = (
        zeile.format(2, "", ods_zelle("x", 'table:number-columns-repeated="3"'))
        + zeile.format(3, 'table:visibility="collapse"', ods_zelle(None))
        + zeile.format(1, 'table:visibility="filter"', ods_zelle("y", 'table:number-rows-spanned="2"'))
        + zeile.format(
            1, "", "<table:covered-table-cell><text:p>alt</text:p></table:covered-table-cell>" + ods_zelle(5)
        )
        + zeile.format(
            1, "", ods_zelle(7, 'table:formula="of:=3+4"') + '<table:table-cell table:formula="of:=1"/>'
        )
        + zeile.format(1_000_000, "", ods_zelle(None, 'table:number-columns-repeated="16384"'))
    )
    datei = lies_kern(ods(inhalt), "a.ods")
    blatt = datei.blaetter[0]
    assert blatt.zeilen == (("x",) * 3, ("x",) * 3, (), (), (), ("y",), (None, 5), (7,))
    assert blatt.verborgene_zeilen == {3, 4, 5, 6}
    assert blatt.verbunden == ((6, 1, 7, 1),)
    assert blatt.formeln == {(8, 1), (8, 2)}
    assert "kein Ergebnis gespeichert (zuerst B8)" in " ".join(datei.hinweise)


def test_ods_verborgenes_blatt() -> None:
    stil = (
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    tabellen = "".join(
        f'<table:table table:name="{name}" table:style-name="{name}">{ods_zeilen(LISTE)}</table:table>'
        for name in ("ta1", "ta2")
    )
    datei = lies_kern(archiv({"content.xml": ods_inhalt(tabellen, stil)}), "a.ods")
    assert [(blatt.name, blatt.verborgen) for blatt in datei.blaetter] == [("ta1", False), ("ta2", True)]
    assert datei.blaetter[0].zeilen == ALS_TEXT


def test_leere_datei() -> None:
    with pytest.raises(DateiFehler, match="0 Byte"):
        gelesen(b"")


def test_das_hochkomma_der_eigenen_ausgabe_verschwindet_wieder():
    datei = lies_kern(b"Titel\n'=1+1\n' -x\n'Tagesblatt\n'\n", "liste.csv")
    assert [zeile[0] for zeile in datei.blaetter[0].zeilen[1:]] == ["=1+1", " -x", "'Tagesblatt", "'"]
