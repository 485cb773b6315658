"""XLSX: Datenblätter mit Überschrift, Formaten und Filter, dazu das Blatt „Quelle und Stand“."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from insek_monitor.lage.ausgabe.spalten import (
    SPALTEN,
    Art,
    Spalte,
    mit_erwartung,
    spalten_von,
    zeilen_von,
)
from insek_monitor.lage.ausgabe.xlsxzellen import blattname, gleichbleibend, setze
from insek_monitor.lage.bild import zahlen

BLATT_QUELLE = "Quelle und Stand"
FORMATE: dict[Art, str] = {
    "text": "@",
    "ganzzahl": "#,##0",
    "dezimal": "#,##0.00",
    "anteil": "0.0%",
    "datum": "DD.MM.YYYY",
    "verweis": "@",
}
OHNE_TAUSENDER = {"jahr", "zieljahr"}

_KOPF = Font(bold=True)
_GRUND = PatternFill("solid", start_color="E4ECF0")
_UMBRUCH = Alignment(vertical="top", wrap_text=True)


def als_xlsx(
    tabellen: Mapping[str, pd.DataFrame],
    angaben: Mapping[str, str],
    erstellt: datetime,
    *,
    spalten: Mapping[str, Sequence[Spalte]] | None = None,
    letztes_blatt: str = BLATT_QUELLE,
) -> bytes:
    """Arbeitsmappe mit einem Blatt je Tabelle.

    Parameters
    ----------
    tabellen : Blattname → DataFrame
        Ausgegeben wird, was in ``lage.ausgabe.spalten`` eine Überschrift hat.
    angaben : Bezeichnung → Text
        Zeilen des Blatts „Quelle und Stand“, in dieser Reihenfolge: Quelle, Lizenz, Stichtag, Datenstand,
        Filter …
    erstellt : Zeitpunkt der Ausgabe; steht im Blatt und in den Eigenschaften der Datei.
    spalten : Blattname → Spalten, optional
        Eigene Überschriften und Reihenfolge für ein Blatt.
    letztes_blatt : Name des Blatts mit den ``angaben``.

    Returns
    -------
    bytes
        Gleiche Eingabe ergibt gleiche Bytes. Texte sind immer Text, nie Formeln; Schlüssel sind Text.
    """
    mappe = Workbook()
    blatt = mappe.active
    assert isinstance(blatt, Worksheet)
    mappe.remove(blatt)
    for name, frame in tabellen.items():
        eigene = spalten_von(frame, (spalten or {}).get(name, SPALTEN))
        _datenblatt(mappe.create_sheet(blattname(name)), frame, eigene)
    zeitpunkt = {"Erstellt am": zahlen.zeitpunkt(erstellt)}
    quellenblatt(
        mappe.create_sheet(letztes_blatt), {**mit_erwartung(angaben, *tabellen.values()), **zeitpunkt}
    )
    mappe.properties.creator = "INSEK-Monitor Sachsen"
    puffer = io.BytesIO()
    mappe.save(puffer)
    return gleichbleibend(puffer.getvalue(), erstellt)


def _datenblatt(blatt: Worksheet, frame: pd.DataFrame, spalten: list[Spalte]) -> None:
    formate = ["0" if s.name in OHNE_TAUSENDER else FORMATE[s.art] for s in spalten]
    breiten = [len(s.ueberschrift) + 3 for s in spalten]
    for j, spalte in enumerate(spalten, start=1):
        kopf = blatt.cell(1, j, spalte.ueberschrift)
        kopf.font, kopf.fill = _KOPF, _GRUND
        kopf.alignment = Alignment(vertical="center", wrap_text=True)
    for i, zeile in enumerate(zeilen_von(frame, spalten), start=2):
        for j, wert in enumerate(zeile, start=1):
            if wert is None:
                continue
            zelle = blatt.cell(i, j)
            setze(zelle, wert, formate[j - 1])
            if spalten[j - 1].art == "verweis" and str(wert).startswith(("https://", "http://")):
                # Erst nach dem Text: Ein Verweis füllt sonst auch leere Zellen.
                zelle.hyperlink = str(wert)
            elif spalten[j - 1].umbruch:
                zelle.alignment = _UMBRUCH
            laenge = 10 if isinstance(wert, date) else len(str(wert))
            breiten[j - 1] = max(breiten[j - 1], laenge + 2)
    for j, breite in enumerate(breiten, start=1):
        blatt.column_dimensions[get_column_letter(j)].width = min(breite, 50)
    blatt.freeze_panes = "C2" if spalten[0].name in ("ags", "rang") else "A2"
    blatt.auto_filter.ref = f"A1:{get_column_letter(len(spalten))}{len(frame) + 1}"
    blatt.sheet_view.showGridLines = False
    blatt.page_setup.orientation = "landscape"
    blatt.page_setup.fitToHeight = 0
    blatt.sheet_properties.pageSetUpPr.fitToPage = True
    blatt.print_title_rows = "1:1"


def quellenblatt(blatt: Worksheet, angaben: Mapping[str, str]) -> None:
    """Blatt mit Bezeichnung und Text je Zeile."""
    blatt.column_dimensions["A"].width, blatt.column_dimensions["B"].width = 24, 100
    for i, (bezeichnung, text) in enumerate(angaben.items(), start=1):
        setze(blatt.cell(i, 1), bezeichnung, "@")
        blatt.cell(i, 1).font = Font(bold=True)
        setze(blatt.cell(i, 2), str(text), "@")
        for j in (1, 2):
            blatt.cell(i, j).alignment = Alignment(vertical="top", wrap_text=True)
