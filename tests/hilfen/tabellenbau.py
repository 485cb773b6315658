"""Tabellen Byte für Byte bauen: XLSX, ODS, XLS und CSV, auch solche, die kein Programm je schriebe."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import xlwt  # type: ignore[import-untyped]

Wert = str | int | float | None
KOPF = ("AGS", "Gemeinde", "INSEK vorhanden?", "Beschluss am", "Titel", "Bemerkung")
LISTE: tuple[tuple[Wert, ...], ...] = (
    KOPF,
    ("14521010", "Amtsberg", "ja", "14.03.2019", "INSEK Amtsberg 2035", None),
    ("14521020", "Annaberg-Buchholz", "nein", None, None, "Grundsatzbeschluss geplant"),
    ("14521220", "Gornau/Erzgeb.", "in Arbeit", None, None, None),
)
HAUPT = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BEZIEHUNG = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAKET = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
_ZEIT = (1980, 1, 1, 0, 0, 0)
Teile = dict[str, bytes]


def archiv(
    teile: Mapping[str, bytes] | Sequence[tuple[str, bytes]], art: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """ZIP mit festem Zeitpunkt; als Folge von Paaren sind doppelte Namen möglich."""
    paare = list(teile.items()) if isinstance(teile, Mapping) else list(teile)
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", art) as ziel:
        for name, inhalt in paare:
            eintrag = zipfile.ZipInfo(name, _ZEIT)
            eintrag.compress_type = art
            ziel.writestr(eintrag, inhalt)
    return puffer.getvalue()


def buchstaben(spalte: int) -> str:
    """Name einer Spalte ab 1."""
    text = ""
    while spalte:
        spalte, rest = divmod(spalte - 1, 26)
        text = chr(65 + rest) + text
    return text


def zelle_xml(zeile: int, spalte: int, wert: Wert) -> str:
    """Eine Zelle mit Text in der Zelle selbst oder einer Zahl."""
    if wert is None:
        return ""
    stelle = f'r="{buchstaben(spalte)}{zeile}"'
    if isinstance(wert, str):
        return f'<c {stelle} t="inlineStr"><is><t xml:space="preserve">{escape(wert)}</t></is></c>'
    return f"<c {stelle}><v>{wert}</v></c>"


def zeilen_xml(zeilen: Sequence[Sequence[Wert]], ab: int = 1) -> str:
    """Zeilen eines Blatts."""
    return "".join(
        f'<row r="{i}">{"".join(zelle_xml(i, j, wert) for j, wert in enumerate(zeile, start=1))}</row>'
        for i, zeile in enumerate(zeilen, start=ab)
    )


def blatt_xml(daten: str, davor: str = "", danach: str = "", vorspann: str = XML) -> bytes:
    """Ein Blatt aus dem Inhalt von ``sheetData``."""
    return (
        f'{vorspann}<worksheet xmlns="{HAUPT}">{davor}<sheetData>{daten}</sheetData>{danach}</worksheet>'
    ).encode()


def xlsx_teile(*blaetter: bytes, namen: Sequence[str] = (), texte: bytes | None = None) -> Teile:
    """Teile einer XLSX-Datei mit den genannten Blättern."""
    namen = namen or [f"Blatt {i}" for i in range(1, len(blaetter) + 1)]
    verweise = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(blaetter) + 1)]
    verweise += [("styles", "styles.xml")] + ([("sharedStrings", "sharedStrings.xml")] if texte else [])
    beziehungen = "".join(
        f'<Relationship Id="r{i}" Type="{BEZIEHUNG}/{art}" Target="{ziel}"/>'
        for i, (art, ziel) in enumerate(verweise, start=1)
    )
    mappe = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(namen, start=1)
    )
    teile = {
        "[Content_Types].xml": (
            f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'{XML}<Relationships xmlns="{PAKET}"><Relationship Id="r1" Type="{BEZIEHUNG}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'{XML}<workbook xmlns="{HAUPT}" xmlns:r="{BEZIEHUNG}"><sheets>{mappe}</sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'{XML}<Relationships xmlns="{PAKET}">{beziehungen}</Relationships>'
        ).encode(),
        "xl/styles.xml": (
            f'{XML}<styleSheet xmlns="{HAUPT}"><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0"/></cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        ).encode(),
    }
    if texte is not None:
        teile["xl/sharedStrings.xml"] = texte
    return teile | {f"xl/worksheets/sheet{i}.xml": xml for i, xml in enumerate(blaetter, start=1)}


def xlsx(zeilen: Sequence[Sequence[Wert]] = LISTE, **mehr: str) -> bytes:
    """Eine XLSX-Datei mit einem Blatt; ``davor`` und ``danach`` umgeben ``sheetData``."""
    return archiv(xlsx_teile(blatt_xml(zeilen_xml(zeilen), **mehr)))


def texte_xml(*texte: str, vorspann: str = XML) -> bytes:
    """Geteilte Texte (``sharedStrings.xml``)."""
    return f'{vorspann}<sst xmlns="{HAUPT}">{"".join(f"<si><t>{t}</t></si>" for t in texte)}</sst>'.encode()


ODS_RAEUME = " ".join(
    f'xmlns:{kuerzel}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for kuerzel, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def ods_zelle(wert: Wert, angaben: str = "") -> str:
    """Eine Zelle einer ODS-Tabelle."""
    if wert is None:
        return f"<table:table-cell {angaben}/>"
    if isinstance(wert, str):
        return (
            f'<table:table-cell office:value-type="string" {angaben}><text:p>{escape(wert)}</text:p>'
            "</table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="float" office:value="{wert}" {angaben}><text:p>{wert}</text:p>'
        "</table:table-cell>"
    )


def ods_zeilen(zeilen: Sequence[Sequence[Wert]]) -> str:
    """Zeilen einer ODS-Tabelle."""
    return "".join(f"<table:table-row>{''.join(map(ods_zelle, z))}</table:table-row>" for z in zeilen)


def ods_inhalt(tabellen: str, stile: str = "", vorspann: str = XML) -> bytes:
    """``content.xml`` mit den genannten Tabellen."""
    return (
        f"{vorspann}<office:document-content {ODS_RAEUME}><office:automatic-styles>{stile}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tabellen}</office:spreadsheet>"
        "</office:body></office:document-content>"
    ).encode()


def ods(zeilen: str | None = None, mehr: Mapping[str, bytes] | None = None, **angaben: str) -> bytes:
    """Eine ODS-Datei mit einer Tabelle."""
    tabelle = (
        f'<table:table table:name="Liste">{ods_zeilen(LISTE) if zeilen is None else zeilen}</table:table>'
    )
    teile = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": ods_inhalt(tabelle, **angaben),
    }
    return archiv(teile | dict(mehr or {}))


def csv(zeilen: Sequence[Sequence[Wert]] = LISTE, trennzeichen: str = ";") -> str:
    """Text einer CSV-Datei ohne Anführungszeichen."""
    return "".join(trennzeichen.join("" if w is None else str(w) for w in z) + "\r\n" for z in zeilen)


def xls(zeilen: Sequence[Sequence[Wert]] = LISTE) -> bytes:
    """Eine XLS-Datei (BIFF8)."""
    mappe = xlwt.Workbook()
    blatt = mappe.add_sheet("Liste")
    for i, zeile in enumerate(zeilen):
        for j, wert in enumerate(zeile):
            if wert is not None:
                blatt.write(i, j, wert)
    puffer = io.BytesIO()
    mappe.save(puffer)
    return puffer.getvalue()


def archiv_mit_strom(name: str, block: bytes, mal: int, davor: bytes, angegeben: int | None = None) -> bytes:
    """ZIP, in dem ein Teil aus ``davor`` und ``mal`` gleichen Blöcken besteht, ohne sie je auszupacken.

    Mit vollem Abschluss (``Z_FULL_FLUSH``) gepackte Blöcke lassen sich aneinanderhängen; so entsteht eine
    Bombe von Gigabyte in Millisekunden.
    """

    def gepackt(inhalt: bytes) -> bytes:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(inhalt) + packer.flush(zlib.Z_FULL_FLUSH)

    daten = gepackt(davor) + gepackt(block) * mal + b"\x03\x00"
    laenge = min(len(davor) + len(block) * mal if angegeben is None else angegeben, 0xFFFFFFFE)
    titel = name.encode()
    gemeinsam = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(daten), laenge, len(titel), 0)
    kopf = b"PK\x03\x04" + gemeinsam + titel
    verzeichnis = (
        b"PK\x01\x02" + struct.pack("<H", 20) + gemeinsam + struct.pack("<HHHII", 0, 0, 0, 0, 0) + titel
    )
    ende = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(verzeichnis), len(kopf) + len(daten), 0)
    return kopf + daten + verzeichnis + ende


def einfuegen(teile: Mapping[str, bytes], bombe: bytes) -> bytes:
    """Ein Archiv aus den Teilen, dahinter der eine Teil eines zweiten (siehe ``archiv_mit_strom``)."""
    vorn = archiv(teile)
    ende = vorn.rindex(b"PK\x05\x06")
    anfang = vorn.index(b"PK\x01\x02")
    verzeichnis, davor = vorn[anfang:ende], vorn[:anfang]
    ende_2 = bombe.rindex(b"PK\x05\x06")
    anfang_2 = bombe.rindex(b"PK\x01\x02")
    eintrag = bytearray(bombe[anfang_2:ende_2])
    struct.pack_into("<I", eintrag, 42, len(davor))
    alles = verzeichnis + bytes(eintrag)
    zahl = len(teile) + 1
    schluss = struct.pack("<HHHHIIH", 0, 0, zahl, zahl, len(alles), len(davor) + anfang_2, 0)
    return davor + bombe[:anfang_2] + alles + b"PK\x05\x06" + schluss
