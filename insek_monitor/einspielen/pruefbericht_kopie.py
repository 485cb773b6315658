"""Kopie einer fremden Datei als Arbeitsmappe: Werte und Aussehen, sonst nichts.

Aus einer XLSX-Datei kommen nur Zellen, Spaltenbreiten, Ansicht und Formate mit. Was rechnet, lädt oder
verweist (Formeln, Makros, Verknüpfungen, Verweise, Gültigkeitsregeln, bedingte Formate, Objekte), bleibt
zurück.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Collection, Sequence
from datetime import date, datetime

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from insek_monitor.einspielen.lesen.archiv import Archiv
from insek_monitor.einspielen.lesen.fehler import DateiFehler
from insek_monitor.einspielen.lesen.xlsx import neues_archiv
from insek_monitor.einspielen.lesen.xlsx_aufbau import lies_aufbau
from insek_monitor.einspielen.lesen.xlsx_blatt import ohne_leere
from insek_monitor.einspielen.lesen.zellen import ort
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei, Zelle
from insek_monitor.lage.ausgabe.xlsxzellen import blattname, setze

HOECHSTENS_ZELLEN = 400_000
"""So viele Zellen kopiert der Bericht ganz; darüber nur den Anfang der Blätter und die Zeilen mit Befund."""
_ANFANG = 60
_HOECHSTENS_VERBUNDEN = 100_000
_UNGEFILTERT_BIS = 8 * 1024 * 1024
_TEILE = (b"sheetViews", b"sheetFormatPr", b"cols", b"sheetData")
_KODIERUNG = re.compile(rb'<\?xml[^>]*encoding="([^"]*)"')
_INHALTSTYPEN = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/>{}</Types>'
)
_TYP_TEXTE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sharedStrings+xml"/>'
)
_FRUEHESTER_TAG = date(1900, 3, 1)
"""Davor zählen Tabellenprogramme verschieden; solche Tage stehen als Text da."""


def namen_der_blaetter(datei: Rohdatei, vergeben: str) -> list[str]:
    """Gültige, verschiedene Blattnamen in der Reihenfolge der Datei; ``vergeben`` bleibt frei."""
    namen: list[str] = []
    belegt = {vergeben.casefold()}
    for blatt in datei.blaetter:
        wunsch = blattname(blatt.name).strip(" '") or "Blatt"
        name = wunsch
        for nummer in itertools.count(2):
            if name.casefold() not in belegt:
                break
            name = f"{wunsch[:25]} ({nummer})"
        belegt.add(name.casefold())
        namen.append(name)
    return namen


def kopie(
    inhalt: bytes,
    datei: Rohdatei,
    namen: Sequence[str],
    beanstandet: Collection[tuple[str, int | None]],
) -> Workbook:
    """Arbeitsmappe mit den Blättern der Datei.

    Parameters
    ----------
    namen
        Wie die Blätter in der Kopie heißen.
    beanstandet
        Blatt und Zeile der Befunde; diese Zeilen fehlen nie.
    """
    zellen = sum(len(zeile) for blatt in datei.blaetter for zeile in blatt.zeilen)
    if datei.format == "xlsx" and zellen <= HOECHSTENS_ZELLEN:
        try:
            return _aus_xlsx(inhalt, datei, namen)
        except (
            DateiFehler,
            KeyError,
            ValueError,
            TypeError,
            AttributeError,
            IndexError,
            OverflowError,
            SyntaxError,
            MemoryError,
        ):
            # openpyxl liest manches nicht, was calamine liest; dann eben ohne Aussehen.
            pass
    mappe = Workbook()
    mappe.remove(mappe.active)
    for blatt, name in zip(datei.blaetter, namen, strict=True):
        _aus_rohblatt(mappe.create_sheet(name), blatt, beanstandet, alles=zellen <= HOECHSTENS_ZELLEN)
    return mappe


def _aus_xlsx(inhalt: bytes, datei: Rohdatei, namen: Sequence[str]) -> Workbook:
    archiv = Archiv(inhalt)
    aufbau = lies_aufbau(archiv)
    teile = [
        _blattteil(archiv, verweis.teil, blatt)
        for verweis, blatt in zip(aufbau.blaetter, datei.blaetter, strict=True)
    ]
    puffer = io.BytesIO(neues_archiv(archiv, aufbau, teile))
    with zipfile.ZipFile(puffer, "a") as ziel:
        ziel.writestr("[Content_Types].xml", _INHALTSTYPEN.format(_TYP_TEXTE if aufbau.texte else ""))
    mappe = openpyxl.load_workbook(puffer, data_only=True, keep_links=False, keep_vba=False)
    for blatt, roh, name in zip(mappe.worksheets, datei.blaetter, namen, strict=True):
        blatt.title = name
        blatt.sheet_state = "hidden" if roh.verborgen else "visible"
        for zeile in blatt.iter_rows():
            for zelle in zeile:
                _entschaerfe(zelle)
    return mappe


def _entschaerfe(zelle: Cell) -> None:
    if isinstance(zelle.value, str) and zelle.data_type != "e":
        setze(zelle, zelle.value, zelle.number_format)
    elif zelle.data_type == "f":
        zelle.value = None


def _blattteil(archiv: Archiv, teil: str, blatt: Rohblatt) -> bytes:
    """Das Blatt mit den wenigen Elementen, die das Aussehen ausmachen."""
    stuecke = archiv.stuecke(teil)
    xml = b""
    for stueck in stuecke:
        xml += stueck
        if len(xml) > _UNGEFILTERT_BIS:
            xml = b"".join(ohne_leere(itertools.chain([xml], stuecke)))
    kodierung = _KODIERUNG.match(xml)
    if kodierung and kodierung[1].lower() not in (b"utf-8", b"us-ascii"):
        raise ValueError(kodierung[1])
    wurzel = re.search(rb"<worksheet\b[^>]*>", xml)
    if wurzel is None or b"<sheetData" not in xml:
        raise ValueError(teil)
    gewaehlt = b"".join(_element(xml, name) for name in _TEILE)
    verbunden = "".join(f'<mergeCell ref="{ort(a, b)}:{ort(c, d)}"/>' for a, b, c, d in verbundene(blatt))
    if verbunden:
        gewaehlt += f"<mergeCells>{verbunden}</mergeCells>".encode()
    return wurzel[0] + gewaehlt + b"</worksheet>"


def _element(xml: bytes, name: bytes) -> bytes:
    treffer = re.search(rb"<" + name + rb"\b(?:[^>]*/>|[^>]*>)", xml)
    if treffer is None or treffer[0].endswith(b"/>"):
        return treffer[0] if treffer else b""
    ende = xml.find(b"</" + name + b">", treffer.end())
    return xml[treffer.start() : ende] + b"</" + name + b">" if ende >= 0 else b""


def verbundene(blatt: Rohblatt) -> list[tuple[int, int, int, int]]:
    """Verbundene Zellen; openpyxl legt für jede Zelle darin ein Objekt an, darum nicht beliebig viele."""
    flaeche = 0
    ergebnis = []
    for a, b, c, d in blatt.verbunden:
        flaeche += (c - a + 1) * (d - b + 1)
        if flaeche > _HOECHSTENS_VERBUNDEN:
            break
        ergebnis.append((a, b, c, d))
    return ergebnis


def _aus_rohblatt(
    ziel: Worksheet, blatt: Rohblatt, beanstandet: Collection[tuple[str, int | None]], *, alles: bool
) -> None:
    breiten: dict[int, int] = {}
    for nummer, zeile in enumerate(blatt.zeilen, start=1):
        if not (alles or nummer <= _ANFANG or (blatt.name, nummer) in beanstandet):
            continue
        for spalte, wert in enumerate(zeile, start=1):
            if wert is not None:
                setze(ziel.cell(nummer, spalte), *_wert_und_format(wert))
                breiten[spalte] = max(breiten.get(spalte, 8), min(len(str(wert)) + 2, 50))
    for spalte, breite in breiten.items():
        ziel.column_dimensions[get_column_letter(spalte)].width = breite
    for nummer in blatt.verborgene_zeilen:
        ziel.row_dimensions[nummer].hidden = True
    for a, b, c, d in verbundene(blatt):
        ziel.merge_cells(start_row=a, start_column=b, end_row=c, end_column=d)
    ziel.sheet_state = "hidden" if blatt.verborgen else "visible"


def _wert_und_format(wert: Zelle) -> tuple[Zelle, str]:
    if isinstance(wert, date):
        tag = wert.date() if isinstance(wert, datetime) else wert
        if tag < _FRUEHESTER_TAG:
            return f"{tag:%d.%m.}{tag.year:04d}", "@"
        return wert, "DD.MM.YYYY HH:MM" if isinstance(wert, datetime) else "DD.MM.YYYY"
    return wert, "@" if isinstance(wert, str) else "General"
