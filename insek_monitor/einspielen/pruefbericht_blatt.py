"""Befunde in der Kopie markieren und im Blatt „Prüfbericht“ auflisten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.pruefbericht_kopie import verbundene
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei
from insek_monitor.lage.ausgabe.xlsxzellen import Stilvorrat, setze

BLATT = "Prüfbericht"
KOPF = ("Stufe", "Blatt", "Zeile", "Gemeinde", "Spalte", "gefunden", "erwartet", "Meldung", "Vorschlag")
KOPFZEILE = 5
_BREITEN = (11, 18, 8, 24, 26, 30, 34, 70, 34)
HOECHSTENS_KOMMENTARE = 5_000
"""Mehr Kommentare in einer Datei öffnet Excel nur noch quälend langsam; markiert wird trotzdem alles."""
_VERFASSER = "INSEK-Monitor"

Ort = tuple[str, str]
"""Blatt der Kopie und Zelle, etwa ``("Liste", "B5")``."""


@dataclass(frozen=True)
class _Zeichen:
    """Füllung und Rand; der Rand unterscheidet die Stufen auch ohne Farbe."""

    fuellung: str
    rand: str
    strich: str

    def zeichne(self, zelle: Cell) -> None:
        """Gibt einer Zelle Füllung und Rand."""
        seite = Side(style=self.strich, color=self.rand)
        zelle.fill = PatternFill("solid", start_color=self.fuellung)
        zelle.border = Border(left=seite, right=seite, top=seite, bottom=seite)


_ZEICHEN = {
    Stufe.FEHLER: _Zeichen("F8C9C4", "B3261E", "thick"),
    Stufe.WARNUNG: _Zeichen("FCE8B2", "8A6100", "mediumDashed"),
    Stufe.HINWEIS: _Zeichen("D3E3F8", "1F4E9E", "dotted"),
}
_REIHENFOLGE = list(Stufe)


def markiere(
    mappe: Workbook, datei: Rohdatei, namen: Sequence[str], befunde: Sequence[dict[str, Any]]
) -> list[Ort | None]:
    """Füllt, umrandet und erklärt die beanstandeten Zellen.

    Returns
    -------
    list
        Je Befund der Ort in der Kopie; None, wenn er das Blatt als Ganzes betrifft.
    """
    stellen: dict[str, int] = {}
    for i, blatt in enumerate(datei.blaetter):
        stellen.setdefault(blatt.name, i)
    anfaenge = [_anfaenge(blatt) for blatt in datei.blaetter]
    orte: list[Ort | None] = []
    je_zelle: dict[Ort, list[dict[str, Any]]] = {}
    for befund in befunde:
        stelle, zeile = stellen.get(befund["blatt"]), befund["zeile"]
        if stelle is None or zeile is None:
            orte.append(None)
            continue
        spalte = befund["spalte"] or _erste_spalte(datei.blaetter[stelle], zeile)
        zeile, spalte = anfaenge[stelle].get((zeile, spalte), (zeile, spalte))
        ort = (namen[stelle], f"{get_column_letter(spalte)}{zeile}")
        orte.append(ort)
        je_zelle.setdefault(ort, []).append(befund)
    vorrat = Stilvorrat()
    for i, ((blatt_name, bezug), liste) in enumerate(je_zelle.items()):
        _markiere_zelle(mappe[blatt_name], bezug, liste, vorrat, mit_kommentar=i < HOECHSTENS_KOMMENTARE)
    return orte


def lege_blatt_an(
    mappe: Workbook, datei: Rohdatei, befunde: Sequence[dict[str, Any]], orte: Sequence[Ort | None]
) -> None:
    """Das Blatt „Prüfbericht“, als erstes und geöffnet."""
    blatt = mappe.create_sheet(BLATT, 0)
    for anderes in mappe.worksheets:
        anderes.sheet_view.tabSelected = anderes is blatt
    mappe.active = 0
    _vorspann(blatt, datei.name, befunde)
    for spalte, (titel, breite) in enumerate(zip(KOPF, _BREITEN, strict=True), start=1):
        kopf = blatt.cell(KOPFZEILE, spalte, titel)
        kopf.font, kopf.fill = Font(bold=True), PatternFill("solid", start_color="E4ECF0")
        blatt.column_dimensions[get_column_letter(spalte)].width = breite
    vorrat = Stilvorrat()
    for zeile, (befund, ort) in enumerate(zip(befunde, orte, strict=True), start=KOPFZEILE + 1):
        _zeile(blatt, zeile, befund, ort, vorrat)
    blatt.freeze_panes = f"A{KOPFZEILE + 1}"
    blatt.auto_filter.ref = f"A{KOPFZEILE}:{get_column_letter(len(KOPF))}{KOPFZEILE + len(befunde)}"
    blatt.sheet_view.showGridLines = False
    blatt.page_setup.orientation = "landscape"
    blatt.page_setup.fitToHeight = 0
    blatt.sheet_properties.pageSetUpPr.fitToPage = True
    blatt.print_title_rows = f"{KOPFZEILE}:{KOPFZEILE}"


def _vorspann(blatt: Worksheet, name: str, befunde: Sequence[dict[str, Any]]) -> None:
    setze(blatt.cell(1, 1), f"Prüfbericht zu „{name}“", "@")
    blatt.cell(1, 1).font = Font(bold=True, size=14)
    anzahl = {stufe: sum(befund["stufe"] == stufe for befund in befunde) for stufe in Stufe}
    zeile = "; ".join(f"{stufe.beschriftung}: {anzahl[stufe]}" for stufe in Stufe)
    setze(blatt.cell(2, 1), zeile if befunde else "Keine Befunde.", "@")
    text = "Dies ist eine Kopie Ihrer Datei ohne Formeln; berichtigen Sie die Angaben in Ihrer eigenen Datei."
    if len(befunde) > HOECHSTENS_KOMMENTARE:
        text += f" Kommentare tragen nur die ersten {HOECHSTENS_KOMMENTARE} Zellen."
    setze(blatt.cell(3, 1), text, "@")


def _zeile(blatt: Worksheet, zeile: int, befund: dict[str, Any], ort: Ort | None, vorrat: Stilvorrat) -> None:
    stufe = Stufe(befund["stufe"])
    werte = (
        stufe.beschriftung,
        befund["blatt"],
        befund["zeile"],
        befund["gemeinde"],
        _spalte(befund),
        befund["gefunden"],
        befund["erwartet"],
        befund["meldung"],
        "; ".join(befund["vorschlaege"]),
    )
    for spalte, wert in enumerate(werte, start=1):
        if wert in (None, ""):
            continue
        zelle = blatt.cell(zeile, spalte)
        setze(zelle, wert, zelle.number_format)
        verweist = ort is not None and spalte in (3, 5)
        if verweist:
            zelle.hyperlink = Hyperlink(ref=zelle.coordinate, location=_ziel(ort))
        vorrat.gestalte(
            zelle, (spalte, stufe, verweist), partial(_gestalte, stufe if spalte == 1 else None, verweist)
        )


def _gestalte(stufe: Stufe | None, verweist: bool, zelle: Cell) -> None:
    zelle.alignment = Alignment(vertical="top", wrap_text=True)
    if stufe is not None:
        _ZEICHEN[stufe].zeichne(zelle)
    if verweist:
        zelle.font = Font(underline="single", color="1F4E9E")


def _ziel(ort: Ort | None) -> str:
    blatt, zelle = ort or ("", "")
    return "'" + blatt.replace("'", "''") + f"'!{zelle}"


def _spalte(befund: dict[str, Any]) -> str:
    if befund["spalte"] is None:
        return str(befund["spaltentitel"])
    buchstabe = get_column_letter(befund["spalte"])
    return f"{buchstabe} ({befund['spaltentitel']})" if befund["spaltentitel"] else str(buchstabe)


def _erste_spalte(blatt: Rohblatt, zeile: int) -> int:
    """Die erste ausgefüllte Zelle steht für die ganze Zeile."""
    werte = blatt.zeilen[zeile - 1] if 0 < zeile <= len(blatt.zeilen) else ()
    return next((spalte for spalte, wert in enumerate(werte, start=1) if wert is not None), 1)


def _anfaenge(blatt: Rohblatt) -> dict[tuple[int, int], tuple[int, int]]:
    """Zu jeder Zelle eines Verbunds die linke obere; nur sie lässt sich markieren."""
    return {
        (zeile, spalte): (a, b)
        for a, b, c, d in verbundene(blatt)
        for zeile in range(a, c + 1)
        for spalte in range(b, d + 1)
    }


def _markiere_zelle(
    blatt: Worksheet,
    bezug: str,
    befunde: Sequence[dict[str, Any]],
    vorrat: Stilvorrat,
    *,
    mit_kommentar: bool,
) -> None:
    zelle = blatt[bezug]
    stufe = min((Stufe(befund["stufe"]) for befund in befunde), key=_REIHENFOLGE.index)
    vorrat.gestalte(zelle, stufe, _ZEICHEN[stufe].zeichne)
    # Wer dem Verweis folgt, soll die Zeile auch sehen.
    blatt.row_dimensions[zelle.row].hidden = False
    if mit_kommentar:
        text = "\n\n".join(f"{Stufe(b['stufe']).beschriftung}: {b['meldung']}" for b in befunde)
        kommentar = Comment(text[:5_000], _VERFASSER)
        kommentar.width, kommentar.height = 380, min(60 + 20 * (len(text) // 50 + text.count("\n")), 500)
        zelle.comment = kommentar
