"""Die Meldeliste als XLSX: leere Vorlage oder gefüllt mit einem Datenstand, verlustfrei wieder einzulesen."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from insek_monitor.einspielen.gesamt import Meldezeile, meldezeilen
from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit
from insek_monitor.kern.meldung import FELD_JE_NAME, FELDER, Vorhanden
from insek_monitor.lage.ausgabe.xlsx import gleichbleibend, quellenblatt, setze
from insek_monitor.lage.bild import zahlen
from insek_monitor.register.fassungen import ZIELJAHRE
from insek_monitor.register.laden import Bestand

BLATT, BLATT_ERLAEUTERUNG, BLATT_SCHLUESSEL = "Meldeliste", "Erläuterungen", "Schlüssel"
BLATT_QUELLE = "Quelle und Stand"
KOPFZEILE = 3
"""Darüber stehen Titel und Anleitung."""
FREIE_ZEILEN = 200
"""So viele Zeilen am Ende sind für weitere Fassungen vorbereitet."""
GESPERRT = {"ags", "gemeinde", "kreis"}
BREITEN = {
    "ags": 11,
    "gemeinde": 26,
    "kreis": 24,
    "vorhanden": 20,
    "art": 20,
    "titel": 36,
    "beschluss": 14,
    "zieljahr": 10,
    "begonnen": 20,
    "gemeinsam": 30,
    "quelle": 30,
    "notiz": 36,
}
ANLEITUNG = (
    "Eine Zeile je Gemeinde und Konzept. Leere Zeilen melden nichts. Für eine weitere Fassung oder Gemeinde "
    "nutzen Sie die freien Zeilen am Ende. Erläuterungen und Schlüssel stehen auf eigenen Blättern."
)

_KOPF = Font(bold=True, color="FFFFFF")
_KOPFGRUND = PatternFill("solid", start_color="0B5F80")
_NEBENGRUND = PatternFill("solid", start_color="5A6B78")
_FEST = PatternFill("solid", start_color="EEF2F4")
_LINIE = Border(*(Side(style="thin", color="D5DCE1"),) * 4)


def als_meldeliste(
    gemeinden: pd.DataFrame, bestand: Bestand | None, angaben: Mapping[str, str], erstellt: datetime
) -> bytes:
    """Arbeitsmappe mit den Blättern Meldeliste, Erläuterungen, Schlüssel, Quelle und Stand.

    Parameters
    ----------
    gemeinden : Alle Gemeinden (docs/fachregeln.md).
    bestand : Füllt die Liste (siehe ``meldezeilen``).
    angaben : Bezeichnung → Text
        Blatt „Quelle und Stand“.

    Returns
    -------
    bytes
        Gleiche Eingabe ergibt gleiche Bytes. AGS, Gemeinde und Kreis sind gesperrt (Blattschutz ohne
        Kennwort), alles andere ist frei.
    """
    mappe = Workbook()
    blatt = mappe.active
    assert isinstance(blatt, Worksheet)
    blatt.title = BLATT
    zeilen = meldezeilen(gemeinden, bestand)
    _kopf(blatt, len(gemeinden), gefuellt=bestand is not None)
    _zeilen(blatt, zeilen)
    letzte = KOPFZEILE + len(zeilen) + FREIE_ZEILEN
    fuege_auswahl_ein(blatt, KOPFZEILE + 1, letzte, BLATT_SCHLUESSEL)
    _richte_ein(blatt, KOPFZEILE + len(zeilen))
    _erlaeuterungen(mappe.create_sheet(BLATT_ERLAEUTERUNG))
    schluesselblatt(mappe.create_sheet(BLATT_SCHLUESSEL))
    quellenblatt(
        mappe.create_sheet(BLATT_QUELLE),
        {
            **angaben,
            **_herkunft(bestand),
            "Erstellt am": zahlen.zeitpunkt(erstellt),
        },
    )
    mappe.properties.creator = "INSEK-Monitor Sachsen"
    mappe.properties.title = "Meldeliste INSEK/INGEKO"
    puffer = io.BytesIO()
    mappe.save(puffer)
    return gleichbleibend(puffer.getvalue(), erstellt)


def _herkunft(bestand: Bestand | None) -> dict[str, str]:
    """Womit die Liste gefüllt ist; das muss nicht der Datenstand sein, den der Aufrufer nennt."""
    if bestand is None:
        return {}
    stand = bestand.datenstand
    return {
        "Gefüllt mit Datenstand": f"{stand.nummer} („{stand.titel}“)",
        "Prüfsumme dieses Datenstands": stand.pruefsumme,
    }


def _kopf(blatt: Worksheet, anzahl: int, *, gefuellt: bool) -> None:
    art = "gefüllt mit dem Datenstand auf dem Blatt „Quelle und Stand“" if gefuellt else "leere Vorlage"
    blatt["A1"] = f"Meldeliste INSEK/INGEKO der {anzahl} sächsischen Gemeinden ({art})"
    blatt["A1"].font = Font(bold=True, size=14)
    blatt["A2"] = ANLEITUNG
    for nummer, feld in enumerate(FELDER, start=1):
        zelle = blatt.cell(KOPFZEILE, nummer, feld.titel)
        zelle.font, zelle.border = _KOPF, _LINIE
        zelle.fill = _KOPFGRUND if feld.haupt else _NEBENGRUND
        zelle.alignment = Alignment(vertical="center", wrap_text=True)
        blatt.column_dimensions[get_column_letter(nummer)].width = BREITEN.get(feld.name, 18)
    blatt.row_dimensions[KOPFZEILE].height = 32


def _zeilen(blatt: Worksheet, zeilen: list[Meldezeile]) -> None:
    offen = Protection(locked=False)
    for stelle in range(len(zeilen) + FREIE_ZEILEN):
        zeile = zeilen[stelle] if stelle < len(zeilen) else {}
        for spalte, feld in enumerate(FELDER, start=1):
            zelle = blatt.cell(KOPFZEILE + 1 + stelle, spalte)
            wert = zeile.get(feld.name)
            if wert is not None:
                setze(zelle, wert, "0" if feld.name == "zieljahr" else "@")
            zelle.number_format = "0" if feld.name == "zieljahr" else "@"
            if zeile and feld.name in GESPERRT:
                zelle.fill = _FEST
            else:
                zelle.protection = offen


def _richte_ein(blatt: Worksheet, letzte: int) -> None:
    blatt.freeze_panes = f"C{KOPFZEILE + 1}"
    blatt.auto_filter.ref = f"A{KOPFZEILE}:{get_column_letter(len(FELDER))}{letzte}"
    blatt.sheet_view.showGridLines = True
    blatt.page_setup.orientation = "landscape"
    blatt.page_setup.paperSize = blatt.PAPERSIZE_A4
    blatt.page_setup.fitToHeight = 0
    blatt.sheet_properties.pageSetUpPr.fitToPage = True
    blatt.print_title_rows = f"{KOPFZEILE}:{KOPFZEILE}"
    schutz = blatt.protection
    schutz.sheet = True
    # „False“ heißt bei diesen Schaltern: erlaubt.
    schutz.autoFilter = schutz.sort = schutz.formatColumns = schutz.formatRows = schutz.formatCells = False
    schutz.insertRows = False


def _erlaeuterungen(blatt: Worksheet) -> None:
    for spalte, (titel, breite) in enumerate((("Spalte", 24), ("Bedeutung", 90), ("Beispiele", 50)), start=1):
        zelle = blatt.cell(1, spalte, titel)
        zelle.font, zelle.fill = _KOPF, _KOPFGRUND
        blatt.column_dimensions[get_column_letter(spalte)].width = breite
    for zeile, feld in enumerate(FELDER, start=2):
        for spalte, text in enumerate((feld.titel, feld.erklaerung, " · ".join(feld.beispiele)), start=1):
            zelle = blatt.cell(zeile, spalte)
            setze(zelle, text, "@")
            zelle.alignment = Alignment(vertical="top", wrap_text=True)
        blatt.cell(zeile, 1).font = Font(bold=True)
    blatt.freeze_panes = "A2"


LISTEN: dict[str, tuple[str, ...]] = {
    "vorhanden": tuple(wert.beschriftung for wert in Vorhanden),
    "art": tuple(wert.beschriftung for wert in Konzeptart),
    "sicherheit": tuple(wert.beschriftung for wert in Sicherheit),
    "datenlage": tuple(wert.beschriftung for wert in Datenlage),
}
"""Feld → Werte, in der Reihenfolge der Auswahlliste."""
DATUMSFELDER = ("beschluss", "begonnen", "aufgehoben", "belegt")
DATUMSHINWEIS = "Tag, Monat oder Jahr: 14.03.2019, 03/2019 oder 2019. Nicht bekannt: unbekannt."


def fuege_auswahl_ein(blatt: Worksheet, erste: int, letzte: int, schluessel: str) -> None:
    """Versieht die Zeilen mit Auswahllisten und Prüfungen.

    Parameters
    ----------
    schluessel : Name des Blatts mit den Werten (``schluesselblatt``).
    """
    for nummer, feld in enumerate(FELDER, start=1):
        if feld.name in LISTEN:
            stelle = get_column_letter(1 + list(LISTEN).index(feld.name))
            bereich = f"'{schluessel}'!${stelle}$2:${stelle}${len(LISTEN[feld.name]) + 1}"
            pruefung = DataValidation(type="list", formula1=bereich, allow_blank=True)
            erwartet = ", ".join(LISTEN[feld.name])
            pruefung.error = f"Bitte wählen Sie einen Wert aus der Liste: {erwartet}."[:255]
        elif feld.name in DATUMSFELDER:
            pruefung = _datum(get_column_letter(nummer), erste)
        elif feld.name == "zieljahr":
            frueh, spaet = ZIELJAHRE
            pruefung = DataValidation(
                type="whole", operator="between", formula1=str(frueh), formula2=str(spaet), allow_blank=True
            )
            pruefung.error = f"Bitte geben Sie ein Jahr zwischen {frueh} und {spaet} an, zum Beispiel 2035."
        else:
            continue
        pruefung.errorTitle, pruefung.showErrorMessage = feld.titel[:32], True
        pruefung.promptTitle, pruefung.showInputMessage = feld.titel[:32], True
        pruefung.prompt = (DATUMSHINWEIS if feld.name in DATUMSFELDER else feld.erklaerung)[:255]
        buchstabe = get_column_letter(nummer)
        pruefung.add(f"{buchstabe}{erste}:{buchstabe}{letzte}")
        blatt.add_data_validation(pruefung)


def _datum(spalte: str, zeile: int) -> DataValidation:
    # Zahl (Jahr oder echtes Datum) oder Text, dessen letzte vier Zeichen ein Jahr sind, oder „unbekannt“.
    z = f"{spalte}{zeile}"
    jahr = f"IFERROR(VALUE(RIGHT({z},4)),0)"
    formel = f'OR(ISNUMBER({z}),LOWER({z})="unbekannt",AND({jahr}>=1900,{jahr}<=2199))'
    pruefung = DataValidation(type="custom", formula1=formel, allow_blank=True)
    # „warning“: Wer „Sommer 2019 (vermutlich)“ schreiben will, darf; die Prüfung beim Einspielen sagt mehr.
    pruefung.errorStyle = "warning"
    pruefung.error = DATUMSHINWEIS
    return pruefung


def schluesselblatt(blatt: Worksheet) -> None:
    """Schreibt je Auswahlliste eine Spalte: Überschrift und Werte."""
    for spalte, (name, werte) in enumerate(LISTEN.items(), start=1):
        kopf = blatt.cell(1, spalte, FELD_JE_NAME[name].titel)
        kopf.font = Font(bold=True)
        for zeile, wert in enumerate(werte, start=2):
            blatt.cell(zeile, spalte, wert)
        blatt.column_dimensions[get_column_letter(spalte)].width = 28
    blatt.freeze_panes = "A2"
