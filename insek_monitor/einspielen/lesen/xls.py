"""XLS (Excel 95 bis 2003) lesen: erst durchsehen, dann Werte durch python-calamine."""

from __future__ import annotations

import io

import python_calamine

from insek_monitor.einspielen.lesen import hinweise
from insek_monitor.einspielen.lesen.biff import Blattdurchsicht, sieh_durch
from insek_monitor.einspielen.lesen.fehler import DateiFehler, beschaedigt, mit_kennwort
from insek_monitor.einspielen.lesen.ole import Verbunddatei
from insek_monitor.einspielen.lesen.verbund import beschneide
from insek_monitor.einspielen.lesen.xlsx import verlange_blattzahl, zeilen_von
from insek_monitor.einspielen.lesen.zellen import Zellenzaehler
from insek_monitor.kern.rohdatei import Rohblatt

_ANDERE = {
    "worddocument": "ein Textdokument (Word)",
    "powerpoint document": "eine Präsentation (PowerPoint)",
    "__properties_version1.0": "eine E-Mail (Outlook)",
}
_MAKROS = ("_vba_project_cur", "_vba_project", "macros")


def lies_xls(inhalt: bytes) -> tuple[tuple[Rohblatt, ...], tuple[str, ...]]:
    """Blätter und Hinweise einer XLS-Datei.

    Raises
    ------
    DateiFehler
        wenn sie verschlüsselt, beschädigt, zu groß oder keine Tabelle ist.
    """
    verbunddatei = Verbunddatei(inhalt)
    namen = verbunddatei.namen
    if "encryptedpackage" in namen:
        raise mit_kennwort()
    strom = verbunddatei.strom("Workbook") or verbunddatei.strom("Book")
    if strom is None:
        for name, was in _ANDERE.items():
            if name in namen:
                raise DateiFehler(
                    f"Die Datei ist {was}. Bitte wählen Sie die Liste als XLSX, XLS, ODS oder CSV."
                )
        raise beschaedigt()
    durchsicht = sieh_durch(strom)
    verlange_blattzahl(len(durchsicht.blaetter))
    zaehler = Zellenzaehler()
    try:
        with python_calamine.load_workbook(io.BytesIO(inhalt)) as mappe:
            tabellen = [
                i
                for i, angaben in enumerate(mappe.sheets_metadata)
                if angaben.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
            if len(tabellen) != len(durchsicht.blaetter):
                raise beschaedigt()
            blaetter = tuple(
                _blatt(mappe.get_sheet_by_index(i), blatt, zaehler)
                for i, blatt in zip(tabellen, durchsicht.blaetter, strict=True)
            )
    except python_calamine.CalamineError as fehler:
        raise beschaedigt() from fehler
    saetze = []
    if any(name in namen for name in _MAKROS):
        saetze.append(hinweise.MAKROS)
    if durchsicht.verknuepft:
        saetze.append(hinweise.VERKNUEPFT)
    saetze += hinweise.formeln(sum(len(blatt.formeln) for blatt in durchsicht.blaetter))
    return blaetter, (*saetze, *zaehler.hinweise())


def _blatt(blatt: python_calamine.CalamineSheet, befund: Blattdurchsicht, zaehler: Zellenzaehler) -> Rohblatt:
    zeilen = zeilen_von(befund.name, blatt, befund.fehlerwerte, zaehler)
    letzte_spalte = max(map(len, zeilen), default=0)
    return Rohblatt(
        name=befund.name,
        zeilen=zeilen,
        verborgen=befund.verborgen,
        verborgene_zeilen=frozenset(z for z in befund.verborgene_zeilen if z <= len(zeilen)),
        verbunden=beschneide(befund.name, befund.verbunden, len(zeilen), letzte_spalte),
        formeln=frozenset(befund.formeln),
    )
