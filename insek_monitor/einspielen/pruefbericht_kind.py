"""Kindprozess des Prüfberichts: ``python -m insek_monitor.einspielen.pruefbericht_kind``."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from insek_monitor.einspielen.lesen.kern import lies_kern
from insek_monitor.einspielen.lesen.kindprozess import fuehre_aus
from insek_monitor.einspielen.pruefbericht_blatt import BLATT, lege_blatt_an, markiere
from insek_monitor.einspielen.pruefbericht_kopie import kopie, namen_der_blaetter
from insek_monitor.lage.ausgabe.xlsxzellen import ZEITPUNKT_ZIP, gleichbleibend


def baue(angaben: dict[str, Any], inhalt: bytes) -> bytes:
    """Die fertige Datei; ``angaben``: ``name`` und ``befunde`` (siehe ``als_pruefbericht``)."""
    datei = lies_kern(inhalt, angaben["name"])
    befunde = angaben["befunde"]
    namen = namen_der_blaetter(datei, vergeben=BLATT)
    mappe = kopie(inhalt, datei, namen, {(b["blatt"], b["zeile"]) for b in befunde})
    orte = markiere(mappe, datei, namen, befunde)
    lege_blatt_an(mappe, datei, befunde, orte)
    mappe.properties = DocumentProperties(
        creator="INSEK-Monitor Sachsen", created=datetime(*ZEITPUNKT_ZIP), modified=datetime(*ZEITPUNKT_ZIP)
    )
    return gleichbleibend(_speichere(mappe), datetime(*ZEITPUNKT_ZIP))


def _speichere(mappe: Workbook) -> bytes:
    puffer = io.BytesIO()
    with ZipFile(puffer, "w", ZIP_DEFLATED, allowZip64=True) as ziel:
        _Schreiber(mappe, ziel).save()
    return puffer.getvalue()


class _Schreiber(ExcelWriter):
    """openpyxl legt sonst je Blatt eine Datei auf die Platte, die nach einem Abbruch liegen bliebe."""

    def write_worksheet(self, blatt: Worksheet) -> None:
        blatt._drawing = SpreadsheetDrawing()
        strom = io.BytesIO()
        schreiber = WorksheetWriter(blatt, out=strom)
        schreiber.write()
        blatt._rels = schreiber._rels
        self._archive.writestr(blatt.path[1:], strom.getvalue())
        self.manifest.append(blatt)


if __name__ == "__main__":
    fuehre_aus(baue)
