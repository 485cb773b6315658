"""Liest das Gemeindeverzeichnis (Destatis, GV-ISys, Jahresausgabe als XLSX).

Die Ausgaben unterscheiden sich in Blattnamen, Fußnotenziffern, Zeilenumbrüchen und überzähligen Spalten. Deshalb
werden Spalten an ihren Überschriften erkannt und der Stichtag am Titel („am 31.12.2023“).
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from insek_monitor.register.aufbereiten.fehler import AufbereitungsFehler

KOPFZEILEN = 12
"""So viele Zeilen werden nach Titel und Überschriften durchsucht."""

# Spalte → Wortanfänge, die in der (über die Kopfzeilen zusammengesetzten, geglätteten) Überschrift stehen müssen.
# Leerzeichen und Trennstriche sind entfernt: „Satz-art“ und „Satzart“ sind dasselbe.
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
_SCHLUESSELTEILE = ("land", "rb", "kreis", "vb", "gem")
_LAENGEN = {"land": 2, "rb": 1, "kreis": 2, "vb": 4, "gem": 3}
_ERWARTET = "ein Gemeindeverzeichnis des Statistischen Bundesamts (GV-ISys, Jahresausgabe, XLSX)"


@dataclass(frozen=True)
class Gemeindeverzeichnis:
    """Inhalt einer Jahresausgabe für ein Land.

    Attributes
    ----------
    datei : Path
    stichtag : date
        Gebietsstand und Stichtag der Einwohnerzahlen.
    gemeinden : DataFrame
        Index ``ags``; ``name`` (amtlich, mit Zusätzen), ``textkennzeichen``, ``kreis_schluessel``, ``vb``,
        ``flaeche_km2``, ``einwohner``, ``plz``, ``laenge``, ``breite``, ``reisegebiet``, ``verstaedterung``.
    verbaende : DataFrame
        Index ``kreis_schluessel`` + ``vb``; ``name``, ``textkennzeichen`` (Satzart 50).
    kreise : Series
        Index ``kreis_schluessel``; amtlicher Name (Satzart 40).
    """

    datei: Path
    stichtag: date
    gemeinden: pd.DataFrame
    verbaende: pd.DataFrame
    kreise: pd.Series


def lies_gemeindeverzeichnis(datei: Path, land: str | None = "14") -> Gemeindeverzeichnis:
    """Liest eine Jahresausgabe.

    Parameters
    ----------
    datei : Path
    land : str or None
        Landesschlüssel, ``"14"`` ist Sachsen; ``None`` liest ganz Deutschland.

    Raises
    ------
    AufbereitungsFehler
        Wenn die Datei keine lesbare Jahresausgabe ist, Spalten fehlen oder das Land nicht vorkommt.
    """
    kopf, zeilen, titel = _finde_blatt(datei)
    stichtag = _stichtag(datei, titel)
    stellen = _spaltenstellen(datei, kopf)
    werte = {name: [_text(z[i]) if i < len(z) else "" for z in zeilen] for name, i in stellen.items()}
    alle = pd.DataFrame(werte, dtype="object")
    alle = alle[alle["satzart"].isin(["40", "50", "60"])]
    for teil in _SCHLUESSELTEILE:
        leer = alle[teil] == ""
        alle[teil] = alle[teil].str.zfill(_LAENGEN[teil]).where(~leer, "")
    if land is not None:
        alle = alle[alle["land"] == land]
    alle["kreis_schluessel"] = alle["land"] + alle["rb"] + alle["kreis"]
    gemeinden = alle[alle["satzart"] == "60"].copy()
    if gemeinden.empty:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{_ERWARTET} mit Gemeinden des Landes {land}",
            gefunden="keine einzige Gemeinde dieses Landes (Satzart 60)",
            abhilfe="Bitte die Ausgabe „Alle politisch selbständigen Gemeinden“ verwenden",
        )
    gemeinden["ags"] = gemeinden["kreis_schluessel"] + gemeinden["gem"]
    _pruefe_schluessel(datei, gemeinden["ags"])
    for spalte in ("flaeche_km2", "einwohner", "laenge", "breite"):
        gemeinden[spalte] = _zahlen(datei, spalte, gemeinden[spalte])
    gemeinden["einwohner"] = gemeinden["einwohner"].round().astype("int64")
    verbaende = alle[alle["satzart"] == "50"].copy()
    verbaende.index = pd.Index(verbaende["kreis_schluessel"] + verbaende["vb"])
    kreise = alle[alle["satzart"] == "40"].set_index("kreis_schluessel")["name"]
    spalten = ["name", "textkennzeichen", "kreis_schluessel", "vb", "flaeche_km2", "einwohner", "plz"]
    spalten += ["laenge", "breite", "reisegebiet", "verstaedterung"]
    return Gemeindeverzeichnis(
        datei=datei,
        stichtag=stichtag,
        gemeinden=gemeinden.set_index("ags")[spalten].sort_index(),
        verbaende=verbaende[["name", "textkennzeichen"]],
        kreise=kreise,
    )


def _finde_blatt(datei: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], str]:
    """Kopfzeilen, Datenzeilen und Titel des Blatts mit den Gemeinden."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        mappe = openpyxl.load_workbook(datei, read_only=True, data_only=True)
        try:
            for blatt in mappe.worksheets:
                kopf = list(islice(blatt.iter_rows(values_only=True), KOPFZEILEN))
                if any(_glatt(wert) == "satzart" for zeile in kopf for wert in zeile):
                    alle = list(blatt.iter_rows(values_only=True))
                    titel = " ".join(_text(w) for zeile in alle[:2] for w in zeile if w is not None)
                    return alle[:KOPFZEILEN], alle, titel
            blaetter = ", ".join(f"„{name}“" for name in mappe.sheetnames)
        finally:
            mappe.close()
    except FileNotFoundError as fehler:
        raise AufbereitungsFehler(
            datei, erwartet=_ERWARTET, gefunden="die Datei gibt es nicht", abhilfe="Bitte den Pfad prüfen"
        ) from fehler
    except (InvalidFileException, zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError, SyntaxError) as fehler:
        raise AufbereitungsFehler(
            datei,
            erwartet=_ERWARTET,
            gefunden=f"eine Datei, die sich nicht als XLSX öffnen lässt ({type(fehler).__name__})",
            abhilfe="Bitte die Datei neu herunterladen; eine CSV-Datei oder eine abgebrochene Übertragung geht nicht",
        ) from fehler
    raise AufbereitungsFehler(
        datei,
        erwartet=f"{_ERWARTET} mit einem Blatt, dessen Kopf eine Spalte „Satzart“ hat",
        gefunden=f"nur die Blätter {blaetter} ohne diese Spalte",
        abhilfe="Bitte die vollständige Jahresausgabe verwenden",
    )


def _stichtag(datei: Path, titel: str) -> date:
    treffer = re.search(r"am\s+(\d{1,2})\.(\d{1,2})\.(\d{4})", titel)
    if treffer is None:
        raise AufbereitungsFehler(
            datei,
            erwartet="ein Titel mit dem Stichtag, etwa „… am 31.12.2023“",
            gefunden=f"„{titel.strip() or 'leer'}“",
            abhilfe="Bitte die Titelzeile der amtlichen Datei nicht verändern",
        )
    tag, monat, jahr = (int(teil) for teil in treffer.groups())
    return date(jahr, monat, tag)


def _spaltenstellen(datei: Path, kopf: list[tuple[Any, ...]]) -> dict[str, int]:
    """Ordnet jeder gebrauchten Spalte ihre Stelle zu; verbundene Überschriften gelten nach rechts weiter."""
    erste = next(i for i, zeile in enumerate(kopf) if any(_glatt(w) == "satzart" for w in zeile))
    letzte = next((i for i in range(erste, len(kopf)) if _text(kopf[i][0]).isdigit()), len(kopf))
    breite = max(len(zeile) for zeile in kopf)
    ueberschriften = [""] * breite
    oben = ""
    for i in range(breite):
        teile = [_glatt(zeile[i]) if i < len(zeile) else "" for zeile in kopf[erste:letzte]]
        oben = teile[0] or oben
        ueberschriften[i] = " ".join([oben, *teile[1:]])
    stellen: dict[str, int] = {}
    for spalte, muster in SPALTEN.items():
        passend = [i for i, text in enumerate(ueberschriften) if all(re.search(_wort(m), text) for m in muster)]
        if not passend:
            raise AufbereitungsFehler(
                datei,
                erwartet=f"eine Spalte mit der Überschrift „{' / '.join(muster)}“",
                gefunden="keine solche Überschrift im Kopf des Blatts",
                abhilfe="Bitte die amtliche Jahresausgabe unverändert verwenden",
            )
        stellen[spalte] = passend[0]
    return stellen


def _wort(muster: str) -> str:
    return rf"(?:^| )(?:\S*(?:{muster})\S*)" if len(muster) > 5 else rf"(?:^| ){muster}(?: |$)"


def _glatt(wert: Any) -> str:
    """Kleinbuchstaben ohne Leerraum, Trennstriche, Ziffern und Klammern: „Post-leit-zahl3)“ → „postleitzahl“."""
    return re.sub(r"[^a-zäöüß]", "", _text(wert).lower())


def _text(wert: Any) -> str:
    if wert is None:
        return ""
    return str(wert).replace("\xa0", " ").strip()


def _zahlen(datei: Path, spalte: str, texte: pd.Series) -> pd.Series:
    """Zahlen aus Text mit Dezimalkomma oder -punkt."""
    zahlen = pd.to_numeric(texte.str.replace(" ", "").str.replace(",", "."), errors="coerce")
    if zahlen.isna().any():
        zeile = texte[zahlen.isna()].index[0]
        raise AufbereitungsFehler(
            datei,
            erwartet=f"eine Zahl in der Spalte „{spalte}“ jeder Gemeinde",
            gefunden=f"„{texte[zeile] or 'leer'}“ in Zeile {zeile + 1}",
            abhilfe="Bitte die amtliche Datei unverändert verwenden",
        )
    return zahlen


def _pruefe_schluessel(datei: Path, ags: pd.Series) -> None:
    falsch = ags[~ags.str.fullmatch(r"\d{8}") | ags.duplicated()]
    if not falsch.empty:
        raise AufbereitungsFehler(
            datei,
            erwartet="je Gemeinde ein eindeutiger achtstelliger Schlüssel",
            gefunden=f"„{falsch.iloc[0]}“",
            abhilfe="Bitte die amtliche Datei unverändert verwenden",
        )
