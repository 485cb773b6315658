"""Eine Datei lesen, im eigenen Prozess: Format am Inhalt erkennen (die Endung sagt nichts), dann lesen.

Von außen ruft man ``lies_datei``; dieses Modul läuft im bewachten Kindprozess.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import Literal

from insek_monitor.einspielen.lesen.archiv import Archiv
from insek_monitor.einspielen.lesen.fehler import (
    NEU_SPEICHERN,
    DateiFehler,
    mit_kennwort,
    nur_leere_zellen,
    verlange_groesse,
)
from insek_monitor.einspielen.lesen.ods import lies_ods
from insek_monitor.einspielen.lesen.textliste import lies_csv
from insek_monitor.einspielen.lesen.xls import lies_xls
from insek_monitor.einspielen.lesen.xlsx import lies_xlsx
from insek_monitor.einspielen.lesen.zellen import kurz
from insek_monitor.kern.rohdatei import Format, Rohblatt, Rohdatei


def lies_kern(inhalt: bytes, name: str) -> Rohdatei:
    """Liest eine Datei.

    Raises
    ------
    DateiFehler
        wenn sie keine lesbare Liste ist.
    """
    verlange_groesse(len(inhalt))
    name = dateiname(name)
    format_, blaetter, hinweise = _lies(inhalt, name)
    if not any(blatt.zeilen for blatt in blaetter):
        raise nur_leere_zellen()
    pruefsumme = hashlib.sha256(inhalt).hexdigest()
    return Rohdatei(name, format_, len(inhalt), pruefsumme, blaetter, hinweise)


def dateiname(name: str) -> str:
    """Letzter Teil eines Dateinamens, ohne Steuerzeichen, höchstens 150 Zeichen."""
    letzter = PurePosixPath(name.replace("\\", "/")).name.strip(". ")
    return kurz(letzter, 150) or "Datei"


def _lies(inhalt: bytes, name: str) -> tuple[Format, tuple[Rohblatt, ...], tuple[str, ...]]:
    art = art_des_inhalts(inhalt)
    if art == "ole":
        return ("xls", *lies_xls(inhalt))
    if art == "text":
        return ("csv", *lies_csv(inhalt, name.rpartition(".")[0] or name))
    archiv = Archiv(inhalt)
    if art_des_archivs(archiv) == "ods":
        return ("ods", *lies_ods(archiv))
    return ("xlsx", *lies_xlsx(archiv))


_LISTE = "Bitte wählen Sie die Liste als XLSX, XLS, ODS oder CSV."
# Anfang der Datei → was sie ist (mit Artikel) und was zu tun ist.
_ANFAENGE: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "ein PDF-Dokument", _LISTE),
    (b"\x89PNG", "ein Bild (PNG)", _LISTE),
    (b"\xff\xd8\xff", "ein Bild (JPEG)", _LISTE),
    (b"GIF8", "ein Bild (GIF)", _LISTE),
    (b"II*\x00", "ein Bild (TIFF)", _LISTE),
    (b"MM\x00*", "ein Bild (TIFF)", _LISTE),
    (b"{\\rtf", "ein Textdokument (RTF)", _LISTE),
    (
        b"\x1f\x8b",
        "ein gepacktes Archiv (GZIP)",
        "Bitte entpacken Sie es und laden Sie die Liste darin hoch.",
    ),
    (
        b"7z\xbc\xaf",
        "ein gepacktes Archiv (7-Zip)",
        "Bitte entpacken Sie es und laden Sie die Liste darin hoch.",
    ),
    (b"Rar!", "ein gepacktes Archiv (RAR)", "Bitte entpacken Sie es und laden Sie die Liste darin hoch."),
    (b"SQLite format 3", "eine Datenbank (SQLite)", _LISTE),
    (b"MZ", "ein Programm", _LISTE),
    (b"\x7fELF", "ein Programm", _LISTE),
    (b"\x09\x00\x04\x00", "eine sehr alte Excel-Tabelle (vor 1995)", NEU_SPEICHERN),
    (b"\x09\x02\x06\x00", "eine sehr alte Excel-Tabelle (vor 1995)", NEU_SPEICHERN),
    (b"\x09\x04\x06\x00", "eine sehr alte Excel-Tabelle (vor 1995)", NEU_SPEICHERN),
    (b"MIME-Version:", "eine Webseite (MHTML), auch wenn sie auf .xls endet", NEU_SPEICHERN),
)
_WEBSEITE = re.compile(rb"<(?:!doctype|html|head|body|table|meta|style)\b", re.IGNORECASE)
_TABELLE_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_STEUERZEICHEN = bytes(set(range(32)) - {0x00, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B}) + b"\x7f"
_BOM_16 = (b"\xff\xfe", b"\xfe\xff")


def art_des_inhalts(inhalt: bytes) -> Literal["zip", "ole", "text"]:
    """Behälter der Datei.

    Raises
    ------
    DateiFehler
        wenn es keine Tabelle ist; der Text sagt, was es ist.
    """
    if inhalt.startswith(_ZIP):
        return "zip"
    if inhalt.startswith(_OLE):
        return "ole"
    for anfang, was, abhilfe in _ANFAENGE:
        if inhalt.startswith(anfang):
            raise DateiFehler(f"Die Datei ist {was}, keine Tabelle, die sich lesen lässt. {abhilfe}")
    _verlange_text(inhalt)
    return "text"


def art_des_archivs(archiv: Archiv) -> Literal["xlsx", "ods"]:
    """Ob das Archiv eine XLSX- oder eine ODS-Datei ist.

    Raises
    ------
    DateiFehler
        wenn es etwas anderes ist.
    """
    if archiv.hat("content.xml"):
        _pruefe_opendocument(archiv)
        return "ods"
    namen = archiv.namen
    if any(name.endswith("workbook.bin") for name in namen):
        raise DateiFehler(f"Die Datei ist eine binäre Arbeitsmappe (XLSB). {NEU_SPEICHERN}")
    if any(name.startswith("xl/") for name in namen):
        return "xlsx"
    for anfang, was in (
        ("word/", "ein Textdokument (Word)"),
        ("ppt/", "eine Präsentation (PowerPoint)"),
        ("index/", "eine Tabelle aus Numbers"),
    ):
        if any(name.startswith(anfang) for name in namen):
            raise DateiFehler(f"Die Datei ist {was}. {_LISTE}")
    raise DateiFehler(
        "Die Datei ist ein gepacktes Archiv (ZIP), keine Tabelle. Bitte entpacken Sie es und laden Sie "
        "die Liste darin hoch (XLSX, XLS, ODS oder CSV)."
    )


def _pruefe_opendocument(archiv: Archiv) -> None:
    if archiv.hat("META-INF/manifest.xml") and b"encryption-data" in archiv.lies("META-INF/manifest.xml"):
        raise mit_kennwort()
    if archiv.hat("mimetype"):
        typ = archiv.lies("mimetype")[:200]
        if b"opendocument" in typ and b"spreadsheet" not in typ:
            raise DateiFehler(f"Die Datei ist ein OpenDocument, aber keine Tabelle. {_LISTE}")


def _verlange_text(inhalt: bytes) -> None:
    if inhalt.startswith(_BOM_16):
        return
    anfang = inhalt[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if anfang.startswith((b"<?xml", b"<Workbook")):
        if _TABELLE_2003 in anfang:
            raise DateiFehler(f"Die Datei ist eine XML-Tabelle von Excel 2003. {NEU_SPEICHERN}")
        if b"<html" not in anfang.lower():
            raise DateiFehler(f"Die Datei enthält XML, keine Tabelle. {_LISTE}")
    if _WEBSEITE.match(anfang) or anfang.startswith(b"<?xml"):
        raise DateiFehler(f"Die Datei ist eine Webseite (HTML), auch wenn sie anders heißt. {NEU_SPEICHERN}")
    ohne = len(inhalt.translate(None, _STEUERZEICHEN))
    nullen = inhalt.count(b"\x00")
    # Text hat keine Steuerzeichen; einzelne verirren sich beim Kopieren. Viele Nullen sind UTF-16 ohne
    # Kennung (rund die Hälfte) oder ein Programm.
    utf_16 = 0.4 * len(inhalt) < nullen <= 0.5 * len(inhalt)
    if len(inhalt) - ohne > 0.02 * len(inhalt) or (nullen > 0.02 * len(inhalt) and not utf_16):
        raise DateiFehler(
            "Der Inhalt der Datei ist weder eine Tabelle noch Text; sie ist beschädigt oder von einem "
            f"anderen Programm. {_LISTE}"
        )
