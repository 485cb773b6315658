"""Findet im Gemeindeverzeichnis (XLSX) das Blatt, den Stichtag und die Spalten.

Die Ausgaben unterscheiden sich in Blattnamen, Fußnotenziffern, Zeilenumbrüchen und überzähligen Spalten.
Deshalb werden Spalten an ihren Überschriften erkannt und der Stichtag am Titel („am 31.12.2023“). Eine
Quartalsausgabe nennt Einwohner eines früheren Tages; er steht unter der Überschrift „Bevölkerung“.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler

ERWARTET = "ein Gemeindeverzeichnis des Statistischen Bundesamts (GV-ISys, XLSX)"
KOPFZEILEN = 12
"""So viele Zeilen werden nach Titel und Überschriften durchsucht."""

# Spalte → Wörter, die in der über alle Kopfzeilen zusammengesetzten Überschrift stehen müssen. Verglichen
# werden nur Buchstaben: „Satz-art“ und „Satzart“ sind dasselbe.
SPALTEN: dict[str, tuple[str, ...]] = {
    "satzart": ("satzart",),
    "textkennzeichen": ("textkennzeichen",),
    "land": ("regionalschlüssel", "land"),
    "rb": ("regionalschlüssel", "rb"),
    "kreis": ("regionalschlüssel", "kreis"),
    "vb": ("regionalschlüssel", "vb"),
    "gem": ("regionalschlüssel", "gem"),
    "name": ("gemeindename",),
    "flaeche_km2": ("fläche",),
    "einwohner": ("bevölkerung", "insgesamt"),
    "plz": ("postleitzahl",),
    "laenge": ("mittelpunktkoordinaten", "längengrad"),
    "breite": ("mittelpunktkoordinaten", "breitengrad"),
    "reisegebiet": ("reisegebiete", "bezeichnung"),
    "verstaedterung": ("verstädterung|stadtlandgliederung", "bezeichnung"),
}

# Was openpyxl bei abgebrochenen, umbenannten oder fremden Dateien wirft; eine gemeinsame Wurzel gibt es
# nicht.
_UNLESBAR = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    EOFError,
    OSError,
    ValueError,
    SyntaxError,
)


def finde_blatt(datei: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], str]:
    """Kopfzeilen, Datenzeilen und Titel des Blatts mit den Gemeinden."""
    try:
        mappe = openpyxl.load_workbook(datei, read_only=True, data_only=True)
        try:
            for blatt in mappe.worksheets:
                kopf = list(islice(blatt.iter_rows(values_only=True), KOPFZEILEN))
                if any(_glatt(wert) == "satzart" for zeile in kopf for wert in zeile):
                    alle = list(blatt.iter_rows(values_only=True))
                    titel = " ".join(als_text(w) for zeile in alle[:2] for w in zeile if w is not None)
                    return alle[:KOPFZEILEN], alle, titel
            blaetter = ", ".join(f"„{name}“" for name in mappe.sheetnames)
        finally:
            mappe.close()
    except FileNotFoundError as fehler:
        raise AufbereitungsFehler(
            datei, erwartet=ERWARTET, gefunden="die Datei gibt es nicht", abhilfe="Bitte den Pfad prüfen"
        ) from fehler
    except _UNLESBAR as fehler:
        raise AufbereitungsFehler(
            datei,
            erwartet=ERWARTET,
            gefunden=f"eine Datei, die sich nicht als XLSX öffnen lässt ({type(fehler).__name__})",
            abhilfe="Bitte die XLSX-Datei vollständig neu herunterladen",
        ) from fehler
    raise AufbereitungsFehler(
        datei,
        erwartet=f"{ERWARTET} mit einem Blatt, dessen Kopf eine Spalte „Satzart“ hat",
        gefunden=f"nur die Blätter {blaetter} ohne diese Spalte",
        abhilfe="Bitte die vollständige Datei verwenden",
    )


def lies_stichtag(datei: Path, titel: str) -> date:
    """Gebietsstand aus der Titelzeile („… am 31.12.2023 (Jahr)“)."""
    tag = _tag(titel, davor=r"am\s+")
    if tag is None:
        raise AufbereitungsFehler(
            datei,
            erwartet="ein Titel mit dem Stichtag, etwa „… am 31.12.2023“",
            gefunden=f"„{titel.strip() or 'leer'}“",
            abhilfe="Bitte die Titelzeile der amtlichen Datei nicht verändern",
        )
    return tag


def lies_einwohnertag(datei: Path, titel: str, kopf: list[tuple[Any, ...]], stellen: dict[str, int]) -> date:
    """Stichtag der Einwohnerzahlen: unter „Bevölkerung“, in Jahresausgaben notfalls der Gebietsstand.

    Die Angabe steht in der Spalte selbst oder, wenn sie für Fläche und Einwohner gilt, in der der Fläche;
    immer zuunterst, denn darüber kann der Tag des Zensus stehen.
    """
    for zeile in reversed(kopf):
        for spalte in ("einwohner", "flaeche_km2"):
            zelle = als_text(zeile[stellen[spalte]]) if stellen[spalte] < len(zeile) else ""
            if tag := _tag(zelle, davor=r"\bam\s+") or _tag(zelle):
                return tag
    if "quartal" in titel.lower():
        raise AufbereitungsFehler(
            datei,
            erwartet="unter der Überschrift „Bevölkerung“ der Tag, für den die Einwohnerzahlen gelten",
            gefunden="eine Quartalsausgabe ohne diese Angabe",
            abhilfe="Bitte die amtliche Datei unverändert oder die Jahresausgabe verwenden",
        )
    return lies_stichtag(datei, titel)


def _tag(text: str, davor: str = "") -> date | None:
    treffer = re.search(davor + r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        return date(int(treffer[3]), int(treffer[2]), int(treffer[1])) if treffer else None
    except ValueError:
        return None


def spaltenstellen(datei: Path, kopf: list[tuple[Any, ...]]) -> dict[str, int]:
    """Ordnet jeder gebrauchten Spalte ihre Stelle zu; verbundene Überschriften gelten nach rechts weiter."""
    erste = next(i for i, zeile in enumerate(kopf) if any(_glatt(w) == "satzart" for w in zeile))
    letzte = next((i for i in range(erste, len(kopf)) if als_text(kopf[i][0]).isdigit()), len(kopf))
    breite = max(len(zeile) for zeile in kopf)
    ueberschriften = [""] * breite
    oben = ""
    for i in range(breite):
        teile = [_glatt(zeile[i]) if i < len(zeile) else "" for zeile in kopf[erste:letzte]]
        oben = teile[0] or oben
        ueberschriften[i] = " ".join([oben, *teile[1:]])
    stellen: dict[str, int] = {}
    for spalte, muster in SPALTEN.items():
        passend = [
            i for i, text in enumerate(ueberschriften) if all(re.search(_wort(m), text) for m in muster)
        ]
        if not passend:
            raise AufbereitungsFehler(
                datei,
                erwartet=f"eine Spalte mit der Überschrift „{' / '.join(muster)}“",
                gefunden="keine solche Überschrift im Kopf des Blatts",
                abhilfe="Bitte die amtliche Datei unverändert verwenden",
            )
        stellen[spalte] = passend[0]
    return stellen


def _wort(muster: str) -> str:
    return rf"(?:^| )(?:\S*(?:{muster})\S*)" if len(muster) > 5 else rf"(?:^| ){muster}(?: |$)"


def _glatt(wert: Any) -> str:
    """Nur die Buchstaben, klein: „Post-leit-zahl3)“ → „postleitzahl“."""
    return re.sub(r"[^a-zäöüß]", "", als_text(wert).lower())


def als_text(wert: Any) -> str:
    """Zellinhalt als Text; leere Zellen ergeben leeren Text, geschützte Leerzeichen gewöhnliche."""
    if wert is None:
        return ""
    return str(wert).replace("\xa0", " ").strip()
