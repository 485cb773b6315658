"""Bösartige, kaputte und falsch benannte Dateien: ODS, CSV, Fremdes."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

from tests.hilfen.boese_excel import LACHER, XXE, Eintrag
from tests.hilfen.tabellenbau import (
    KOPF,
    LISTE,
    ODS_RAEUME,
    XML,
    archiv,
    csv,
    ods,
    ods_inhalt,
    ods_zeilen,
    ods_zelle,
    xls,
    xlsx,
)

_GUT = ods_zeilen(LISTE)
_CSV = csv()
_FORMATE: dict[str, Callable[[], bytes]] = {
    "xlsx": xlsx,
    "xls": xls,
    "ods": ods,
    "csv": lambda: _CSV.encode(),
}


def _rauschen(anzahl: int, startwert: int) -> bytes:
    return random.Random(startwert).randbytes(anzahl)


def _ods_wiederholt(zeile: str, spalte: str, wert: str | None) -> bytes:
    zelle = ods_zelle(wert, f'table:number-columns-repeated="{spalte}"')
    return ods(f'{_GUT}<table:table-row table:number-rows-repeated="{zeile}">{zelle}</table:table-row>')


def _zeile(*werte: str) -> str:
    return _CSV + ";".join(werte) + "\r\n"


def _gemischt() -> bytes:
    erste = _CSV + "14625010;Arnsdorf;ja;2019;Ortskern für Bürger;\r\n"
    zweite = "14521060;Bärenstein;nein;;;Gespräch geführt\r\n"
    return erste.encode("utf-8") + zweite.encode("cp1252")


def _offenes_anfuehrungszeichen() -> bytes:
    zeilen = [
        f'1452{i:04d};Ort {i};ja;2019;"INSEK {i};' if i == 1 else f"1452{i:04d};Ort {i};ja;2019;;"
        for i in range(900)
    ]
    return (";".join(KOPF) + "\r\n" + "\r\n".join(zeilen)).encode()


def _falsche_endungen() -> list[Eintrag]:
    return [
        (f"{inhalt}_als.{endung}", "lesbar", "", baue)
        for inhalt, baue in _FORMATE.items()
        for endung in _FORMATE
        if inhalt != endung
    ]


_BOESER_TEXT = "<script>alert('x')</script><img src=x onerror=alert(1)>"
_EINGEFUEGT = ("=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")')

ANDERE: tuple[Eintrag, ...] = (
    *_falsche_endungen(),
    ("leer.xlsx", "fehler", "0 Byte", lambda: b""),
    ("leer.csv", "fehler", "0 Byte", lambda: b""),
    ("nur_kennung.csv", "fehler", "ausgefüllte", lambda: b"\xef\xbb\xbf"),
    ("nur_umbrueche.csv", "fehler", "ausgefüllte", lambda: b"\r\n" * 100_000),
    ("nur_trennzeichen.csv", "fehler", "ausgefüllte", lambda: b";;;;\r\n" * 1000),
    ("zweihundert_mb.csv", "fehler", "200 MB", lambda: b"x" * (200 << 20)),
    ("rauschen.xlsx", "fehler", "weder", lambda: _rauschen(100_000, 1)),
    ("rauschen.csv", "fehler", "weder", lambda: b"a" + _rauschen(5_000_000, 2)),
    ("rauschen_als_zip.xlsx", "fehler", "beschädigt", lambda: b"PK\x03\x04" + _rauschen(100_000, 3)),
    (
        "rauschen_als_ole.xls",
        "fehler",
        "beschädigt",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _rauschen(100_000, 4),
    ),
    ("lauter_nullen.csv", "fehler", "weder", lambda: bytes(1_000_000)),
    (
        "einzelne_nullen.csv",
        "lesbar",
        "unsichtbare",
        lambda: _CSV.encode().replace(b"Amtsberg;", b"Amts\x00berg;"),
    ),
    ("gemischte_zeichensaetze.csv", "lesbar", "mischt", _gemischt),
    ("windows_1252.csv", "lesbar", "1252", lambda: _zeile("14521060", "Bärenstein", "ja").encode("cp1252")),
    (
        "ms_dos.csv",
        "lesbar",
        "MS-DOS",
        lambda: _zeile("14521060", "Bärenstein", "für", "größer").encode("cp850"),
    ),
    ("utf_16_le.csv", "lesbar", "", lambda: b"\xff\xfe" + _CSV.encode("utf-16-le")),
    ("utf_16_be.csv", "lesbar", "", lambda: b"\xfe\xff" + _CSV.encode("utf-16-be")),
    ("utf_16_ohne_kennung.csv", "lesbar", "", lambda: _CSV.encode("utf-16-le")),
    ("utf_16_ungerade.csv", "lesbar", "", lambda: b"\xff\xfe" + _CSV.encode("utf-16-le") + b"x"),
    ("utf_7.csv", "lesbar", "", lambda: _zeile("14521060", "Bärenstein").encode("utf-7")),
    ("halbe_zeichen.csv", "lesbar", "�", lambda: b"\xff\xfe" + _CSV.encode("utf-16-le") + b"\x00\xd8a\x00"),
    ("halbe_zeichen_utf_8.csv", "lesbar", "", lambda: _CSV.encode() + b"14521060;B\xed\xa0\x80renstein\r\n"),
    (
        "lose_anfuehrungszeichen.csv",
        "lesbar",
        "Anführungszeichen",
        lambda: _zeile('"14521060', "x", '"INSEK" 2035').encode(),
    ),
    ("offenes_anfuehrungszeichen.csv", "lesbar", "Anführungszeichen", _offenes_anfuehrungszeichen),
    ("eine_zeile_30_mb.csv", "fehler", "Zeile", lambda: b"x" * (30 << 20)),
    ("eine_zeile_30_mb_felder.csv", "fehler", "Zeile", lambda: b"x;" * (15 << 20)),
    ("ein_feld_30_mb.csv", "fehler", "", lambda: _CSV.encode() + b'"' + b"x\n" * (15 << 20) + b'"'),
    ("million_zeilen.csv", "fehler", "20.000", lambda: b"14521010;Amtsberg;ja\r\n" * 1_048_576),
    (
        "fuenftausend_spalten.csv",
        "fehler",
        "200 Spalten",
        lambda: (";".join(map(str, range(5000))) + "\r\n").encode(),
    ),
    ("ohne_ende_trennzeichen.csv", "lesbar", "", lambda: _CSV.replace("\r\n", ";" * 5000 + "\r\n").encode()),
    (
        "html_in_zellen.csv",
        "lesbar",
        "",
        lambda: _zeile("14521060", _BOESER_TEXT, "ja", "2019", _BOESER_TEXT, _BOESER_TEXT).encode(),
    ),
    (
        "html_in_zellen.xlsx",
        "lesbar",
        "",
        lambda: xlsx([*LISTE, [14521060, _BOESER_TEXT, "ja", 2019, _BOESER_TEXT, _BOESER_TEXT]]),
    ),
    (
        "html_in_ueberschriften.xlsx",
        "lesbar",
        "",
        lambda: xlsx([[f"{k}{_BOESER_TEXT}" for k in KOPF], *LISTE[1:]]),
    ),
    ("formeltexte.csv", "lesbar", "", lambda: _zeile("14521060", *_EINGEFUEGT).encode()),
    (
        "alte_und_ferne_daten.csv",
        "lesbar",
        "",
        lambda: (
            _zeile("14521060", "Bärenstein", "ja", "01.01.1889") + "14521040;Auerbach;ja;31.12.2999;;\r\n"
        ).encode(),
    ),
    (
        "ferne_daten.xlsx",
        "lesbar",
        "",
        lambda: xlsx(
            [*LISTE, [14521060, "Bärenstein", "ja", 2958465], [14521040, "Auerbach", "ja", 99999999]]
        ),
    ),
    (
        "ueberschriften_doppelt.csv",
        "lesbar",
        "",
        lambda: (";".join(KOPF + KOPF) + "\r\n14521060;Bärenstein\r\n").encode(),
    ),
    ("ohne_ueberschriften.csv", "lesbar", "", lambda: csv([["x", "y", "z"]] * 50).encode()),
    (
        "umgekehrte_schrift.csv",
        "lesbar",
        "unsichtbare",
        lambda: _zeile("14521060", "\u202egrebstmA\u202c", "ja").encode(),
    ),
    (
        "ohne_breite.csv",
        "lesbar",
        "unsichtbare",
        lambda: _zeile("1452\u200b1060", "B\u00adärenstein\ufeff").encode(),
    ),
    ("emoji.csv", "lesbar", "", lambda: _zeile("14521060", "Bärenstein 👨‍👩‍👧‍👦🏴", "✅").encode()),
    ("tausend_akzente.csv", "lesbar", "", lambda: _zeile("14521060", "A" + "\u0301" * 5000).encode()),
    ("sep_angabe.csv", "lesbar", "", lambda: b"sep=,\r\n" + csv(LISTE, ",").encode()),
    ("dokument.xlsx", "fehler", "PDF", lambda: b"%PDF-1.7\n" + _rauschen(1000, 6)),
    ("bild.xlsx", "fehler", "Bild", lambda: b"\x89PNG\r\n\x1a\n" + _rauschen(1000, 7)),
    ("bild.csv", "fehler", "Bild", lambda: b"\xff\xd8\xff\xe0" + _rauschen(1000, 8)),
    (
        "textdokument.xlsx",
        "fehler",
        "Word",
        lambda: archiv({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}),
    ),
    ("praesentation.xlsx", "fehler", "PowerPoint", lambda: archiv({"ppt/presentation.xml": b"<x/>"})),
    ("binaermappe.xlsx", "fehler", "XLSB", lambda: archiv({"xl/workbook.bin": b"\x00"})),
    ("nur_ein_archiv.xlsx", "fehler", "Archiv", lambda: archiv({"liste.csv": _CSV.encode()})),
    (
        "webseite.xls",
        "fehler",
        "Webseite",
        lambda: b"<html><body><table><tr><td>AGS</td></tr></table></body></html>",
    ),
    ("webseite.xlsx", "fehler", "Webseite", lambda: b"\xef\xbb\xbf \n<!DOCTYPE html><html></html>"),
    (
        "tabelle_2003.xls",
        "fehler",
        "2003",
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ),
    ("xml_lacher.csv", "fehler", "XML", lambda: f"{LACHER}<x>&l9;</x>".encode()),
    ("mhtml.xls", "fehler", "Webseite", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related"),
    ("rtf.csv", "fehler", "RTF", lambda: b"{\\rtf1 AGS;Gemeinde}"),
    ("programm.xlsx", "fehler", "Programm", lambda: b"MZ\x90\x00" + _rauschen(5000, 9)),
    ("sehr_alt.xls", "fehler", "sehr alte", lambda: b"\x09\x00\x04\x00\x02\x00\x10\x00"),
    ("ods_zeilen_mal_milliarde.ods", "fehler", "20.000", lambda: _ods_wiederholt("1000000000", "1", "x")),
    (
        "ods_spalten_mal_milliarde.ods",
        "fehler",
        "200 Spalten",
        lambda: _ods_wiederholt("1", "1000000000", "x"),
    ),
    ("ods_ueberlauf.ods", "fehler", "", lambda: _ods_wiederholt("9" * 5000, "9" * 5000, "x")),
    ("ods_wiederholung_negativ.ods", "fehler", "beschädigt", lambda: _ods_wiederholt("-1", "1", "x")),
    ("ods_leer_bis_unten.ods", "lesbar", "", lambda: _ods_wiederholt("1048000", "16384", None)),
    ("ods_leerzeichen_mal_milliarde.ods", "lesbar", "", lambda: _ods_wiederholt("1000000000", "100", " ")),
    ("ods_makro.ods", "lesbar", "Makros", lambda: ods(mehr={"Basic/Standard/Modul1.xml": b"<x/>"})),
    (
        "ods_kennwort.ods",
        "fehler",
        "Kennwort",
        lambda: ods(mehr={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
    ),
    ("ods_lacher.ods", "fehler", "DTD", lambda: ods(vorspann=LACHER)),
    ("ods_xxe.ods", "fehler", "DTD", lambda: ods(vorspann=XXE)),
    (
        "ods_kein_xml.ods",
        "fehler",
        "beschädigt",
        lambda: archiv({"content.xml": b"<office:document-content"}),
    ),
    (
        "ods_textdokument.ods",
        "fehler",
        "OpenDocument",
        lambda: archiv(
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": ods_inhalt("")}
        ),
    ),
    ("ods_ohne_tabelle.ods", "fehler", "Tabellenblatt", lambda: archiv({"content.xml": ods_inhalt("")})),
    (
        "ods_verknuepft.ods",
        "lesbar",
        "verweist",
        lambda: ods(
            f'<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>{_GUT}'
        ),
    ),
    (
        "ods_abgebrochen.ods",
        "fehler",
        "beschädigt",
        lambda: archiv(
            {"content.xml": f"{XML}<office:document-content {ODS_RAEUME}><table:table>{_GUT}".encode()}
        ),
    ),
    ("ods_abgeschnitten.ods", "fehler", "beschädigt", lambda: ods()[:600]),
    ("nur_vier_byte.xlsx", "fehler", "beschädigt", lambda: b"PK\x03\x04"),
    (
        "riesige_laengen.xls",
        "fehler",
        "beschädigt",
        lambda: xls()[:512] + struct.pack("<128I", *[0x7FFFFFFF] * 128),
    ),
)
