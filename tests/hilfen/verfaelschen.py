"""Gute Dateien verfälschen: Bytes und, bei Archiven, den Inhalt einzelner Teile."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

from openpyxl import Workbook

from tests.hilfen.tabellenbau import (
    LISTE,
    archiv,
    blatt_xml,
    csv,
    ods,
    ods_zeilen,
    ods_zelle,
    texte_xml,
    xls,
    xlsx,
    xlsx_teile,
    zeilen_xml,
)


def _aus_openpyxl() -> bytes:
    """Mit geteilten Texten, Verbund, verborgenen Zeilen, Formel und Datum, wie Excel schreibt."""
    mappe = Workbook()
    blatt = mappe.active
    for zeile in LISTE:
        blatt.append(list(zeile))
    blatt["D3"] = date(2019, 3, 14)
    blatt["F4"] = "=1+1"
    blatt.merge_cells("A6:C8")
    blatt.row_dimensions[3].hidden = True
    mappe.create_sheet("Zweites")["B2"] = 1.5
    puffer = io.BytesIO()
    mappe.save(puffer)
    return puffer.getvalue()


_TEXTE = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" s="1"><v>43538</v></c>'
    "</row>"
)
_ODS_MEHR = (
    '<table:table-row table:number-rows-repeated="3" table:visibility="collapse">'
    + ods_zelle("x", 'table:number-columns-spanned="2" table:number-columns-repeated="2"')
    + "</table:table-row>"
)
VORLAGEN: dict[str, bytes] = {
    "xlsx": xlsx(),
    "xlsx (Excel)": _aus_openpyxl(),
    "xlsx (Texte)": archiv(
        xlsx_teile(blatt_xml(_TEXTE + zeilen_xml(LISTE, ab=2)), texte=texte_xml("a", "b"))
    ),
    "xls": xls(),
    "ods": ods(ods_zeilen(LISTE) + _ODS_MEHR),
    "csv": csv().encode("cp1252"),
    "csv (UTF-16)": csv().encode("utf-16"),
    "csv (Komma)": ('"' + csv(trennzeichen='","').replace("\r\n", '"\r\n"')).encode(),
}
Aenderung = Callable[[random.Random, bytearray], None]
_MERKWUERDIG = (
    *(b"", b"\x00", b"\xff" * 4, b"-1", b"0", b"99999999999999999999", b"1e999", b"NaN", b"true", b"#REF!"),
    *(
        b'"',
        b"'",
        b"<",
        b">",
        b"&",
        b"&amp;",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"<!DOCTYPE x>",
        b"<c/>",
        b"<row/>",
    ),
    *(b"A1048576", b"XFD1", b"A0", b"ZZZZZ9", b' r="A1"', b' t="s"', b' t="d"', b' t="b"', b"</row>"),
    *(b"</sheetData>", b'number-rows-repeated="1000000"', b"1000000000", b"x" * 20_000),
    *(b"\xef\xbb\xbf", b"\r", b"\n", b";", b",", b"\t", b"\xed\xa0\x80", b"\xe2\x80\xae"),
)


def verfaelsche(wuerfel: random.Random, vorlage: bytes) -> bytes:
    """Eine bis acht Änderungen; bei Archiven meist im Inhalt eines Teils, sonst in den Bytes der Datei."""
    if vorlage.startswith(b"PK") and wuerfel.random() < 0.8:
        return _im_archiv(wuerfel, vorlage)
    if vorlage.startswith(b"\xd0\xcf") and wuerfel.random() < 0.8:
        # Verschobene Bytes scheitern schon am Verzeichnis; weiter kommt, was an seinem Ort bleibt.
        return _aendere(wuerfel, vorlage, (_kippe_bit, _ersetze_byte))
    return _aendere(wuerfel, vorlage)


def _im_archiv(wuerfel: random.Random, vorlage: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(vorlage)) as zip_:
        teile = {name: zip_.read(name) for name in zip_.namelist()}
    for _ in range(wuerfel.randint(1, 2)):
        name = wuerfel.choice(list(teile))
        art = wuerfel.random()
        if art < 0.04:
            del teile[name]
        elif art < 0.08:
            teile[wuerfel.choice(list(teile))] = teile[name]
        else:
            teile[name] = _aendere(wuerfel, teile[name])
        if not teile:
            break
    return archiv(teile)


def _aendere(wuerfel: random.Random, inhalt: bytes, arten: Sequence[Aenderung] = ()) -> bytes:
    neu = bytearray(inhalt)
    for _ in range(wuerfel.randint(1, 8)):
        wuerfel.choice(arten or _AENDERUNGEN)(wuerfel, neu)
    return bytes(neu)


def _kippe_bit(wuerfel: random.Random, inhalt: bytearray) -> None:
    if inhalt:
        inhalt[wuerfel.randrange(len(inhalt))] ^= 1 << wuerfel.randrange(8)


def _ersetze_byte(wuerfel: random.Random, inhalt: bytearray) -> None:
    if inhalt:
        inhalt[wuerfel.randrange(len(inhalt))] = wuerfel.choice(
            (0, 1, 0x7F, 0x80, 0xFF, wuerfel.randrange(256))
        )


def _schiebe_ein(wuerfel: random.Random, inhalt: bytearray) -> None:
    ort = wuerfel.randint(0, len(inhalt))
    inhalt[ort:ort] = wuerfel.choice(_MERKWUERDIG)


def _ersetze_stueck(wuerfel: random.Random, inhalt: bytearray) -> None:
    ort = wuerfel.randint(0, len(inhalt))
    inhalt[ort : ort + wuerfel.randint(0, 12)] = wuerfel.choice(_MERKWUERDIG)


def _loesche_stueck(wuerfel: random.Random, inhalt: bytearray) -> None:
    ort = wuerfel.randint(0, len(inhalt))
    del inhalt[ort : ort + wuerfel.randint(1, 1 + len(inhalt) // 8)]


def _verdopple_stueck(wuerfel: random.Random, inhalt: bytearray) -> None:
    ort = wuerfel.randint(0, len(inhalt))
    inhalt[ort:ort] = inhalt[ort : ort + wuerfel.randint(1, 400)] * wuerfel.choice((1, 2, 50))


def _ersetze_zahl(wuerfel: random.Random, inhalt: bytearray) -> None:
    """Zahlen sind die Stellen, an denen Leser sich verrechnen."""
    orte = [i for i, byte in enumerate(inhalt) if 0x30 <= byte <= 0x39]
    if orte:
        ort = wuerfel.choice(orte)
        inhalt[ort : ort + 1] = wuerfel.choice(
            (b"-1", b"0", b"1048577", b"99999999999", b"2147483648", b"65536", b"1.5", b"")
        )


_AENDERUNGEN: tuple[Aenderung, ...] = (
    _kippe_bit,
    _ersetze_byte,
    _schiebe_ein,
    _ersetze_stueck,
    _loesche_stueck,
    _verdopple_stueck,
    _ersetze_zahl,
)
