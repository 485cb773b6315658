"""Auswahllisten und Eingabehilfen der Meldeliste und das Blatt, auf dem ihre Werte stehen."""

from __future__ import annotations

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit
from insek_monitor.kern.meldung import FELD_JE_NAME, FELDER, Vorhanden
from insek_monitor.register.fassungen import ZIELJAHRE

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
