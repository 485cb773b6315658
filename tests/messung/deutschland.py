"""Dieselben Kennzahlen für alle Gemeinden Deutschlands: wächst der Aufwand höchstens mit ihrer Zahl?

Gemeinden und Einwohner sind echt (dieselbe Datei des Statistischen Bundesamts), die Konzepte mit festem
Startwert gewürfelt. Über irgendeine Gemeinde sagt das nichts aus; gemessen wird nur die Zeit.
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from insek_monitor.kern.begriffe import Gemeindetyp
from insek_monitor.kern.datum import tage_spalte
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.abdeckung import abdeckung, kreuztabelle, verlauf
from insek_monitor.lage.fortschreibung import (
    ablauf_je_jahr,
    altersverteilung,
    faellig,
    ohne_fortschreibung,
    warnbaender,
)
from insek_monitor.lage.lage import lage
from insek_monitor.lage.uebersicht import uebersicht
from insek_monitor.register.tabellen import regeln
from tests.messung.tabelle import Messgroesse

STARTWERT = 418
STICHTAG = date(2026, 11, 21)
GRUPPEN = ("kreis", "planungsregion", "gemeindetyp", "groessenklasse_kompakt", "groessenklasse_fein")
TYPEN = {"61": Gemeindetyp.KREISFREIE_STADT.value, "63": Gemeindetyp.STADT.value}
DATENSTAND = {"nummer": 0, "kuerzel": None, "titel": "gewürfelt", "pruefsumme": "–"}
TEXTSPALTEN = ("titel", "begonnen", "aufgehoben", "quelle", "quelle_url", "sicherheit", "notiz")


def gemeinden_deutschlands(datei: Path) -> pd.DataFrame:
    """Alle Gemeinden mit Einwohnern, mit den Spalten, die die Kennzahlen brauchen.

    Liest die Jahresausgabe selbst, weil ``lies_gemeindeverzeichnis`` Verbände, Koordinaten und Postleitzahlen
    prüft, die bundesweit nicht für jedes gemeindefreie Gebiet vorliegen.
    """
    mappe = openpyxl.load_workbook(datei, read_only=True)
    blatt = mappe[mappe.sheetnames[-1]]
    zeilen = [zeile[:10] for zeile in blatt.iter_rows(values_only=True) if zeile and len(zeile) >= 10]
    mappe.close()
    kreise = {"".join(map(str, zeile[2:5])): str(zeile[7]) for zeile in zeilen if str(zeile[0]) == "40"}
    saetze = [
        ("".join(map(str, zeile[2:5])), str(zeile[6]), str(zeile[1]), str(zeile[7]), int(zeile[9]))
        for zeile in zeilen
        if str(zeile[0]) == "60" and zeile[9]  # unbewohnte gemeindefreie Gebiete sind keine Gemeinden
    ]
    frame = pd.DataFrame(saetze, columns=["kreis_schluessel", "gem", "typ", "name", "einwohner"])
    frame.index = pd.Index(frame["kreis_schluessel"] + frame["gem"], name="ags")
    frame["einwohner"] = frame["einwohner"].astype("Int64")
    frame["gemeindetyp"] = frame.pop("typ").map(TYPEN).fillna(Gemeindetyp.GEMEINDE.value)
    frame["kreis"] = frame["kreis_schluessel"].map(kreise) + " " + frame["kreis_schluessel"]
    frame["planungsregion"] = "Region " + frame["kreis_schluessel"].str[:3]
    return frame


def gewuerfelte_konzepte(ags: pd.Index) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Konzepte für die Hälfte der Gemeinden, im Mittel 1,6 Fassungen je Gemeinde; fester Startwert."""
    wuerfel = np.random.default_rng(STARTWERT)
    mit = ags.to_numpy()[wuerfel.random(len(ags)) < 0.5]
    gemeinde = np.concatenate([mit, wuerfel.choice(mit, size=int(0.6 * len(mit)))])
    anzahl = len(gemeinde)
    jahre = wuerfel.integers(2000, 2027, anzahl)
    frame = pd.DataFrame(
        {
            "art": wuerfel.choice(["insek", "seko", "aehnlich"], anzahl, p=[0.6, 0.2, 0.2]),
            "beschluss": [str(jahr) for jahr in jahre],
            "belegt": "2026",
            "datenlage": wuerfel.choice(["recherchiert", "gemeldet"], anzahl),
            "zieljahr": pd.array(jahre + 15, dtype="Int64"),
        },
        index=pd.Index([f"k{nummer:06d}" for nummer in range(anzahl)], name="konzept_id"),
    )
    for spalte in TEXTSPALTEN:
        frame[spalte] = pd.array([pd.NA] * anzahl, dtype="str")
    for spalte in ("begonnen", "beschluss", "aufgehoben", "belegt"):
        frame[f"{spalte}_tag"] = tage_spalte(frame[spalte])
    return frame, pd.DataFrame({"konzept_id": frame.index, "ags": gemeinde})


def alle_kennzahlen(
    gemeinden: pd.DataFrame, konzepte: pd.DataFrame, zuordnung: pd.DataFrame, schwellen: Regeln
) -> None:
    """Alles, was die Seiten und die Kommandozeile zu einem Stichtag rechnen."""
    stand = lage(gemeinden, konzepte, zuordnung, STICHTAG, schwellen)
    for gruppe in (None, *GRUPPEN):
        abdeckung(stand, gruppe)
    kreuztabelle(stand, "kreis", "groessenklasse_kompakt")
    tage = [date(jahr, 12, 31) for jahr in range(2000, 2027)]
    verlauf(gemeinden, konzepte, zuordnung, schwellen, tage)
    altersverteilung(stand)
    ablauf_je_jahr(stand)
    warnbaender(stand)
    for monate in (6, 12, 24):
        faellig(stand, monate, STICHTAG)
    ohne_fortschreibung(stand, STICHTAG)
    uebersicht(stand, STICHTAG, schwellen, DATENSTAND)


def kennzahlen_deutschland(quellen: Path, wiederholungen: int) -> list[Messgroesse]:
    """Zeit für alle Gemeinden Deutschlands, für die 418 sächsischen, und das Verhältnis je Gemeinde."""
    alle_zeit = Messgroesse("Kennzahlen, alle Gemeinden Deutschlands", "s", 1.0, stellen=3)
    sachsen_zeit = Messgroesse("Kennzahlen, 418 Gemeinden Sachsens", "s", stellen=3)
    wachstum = Messgroesse("Zeit je Gemeinde, Deutschland zu Sachsen", "×", 1.0, stellen=2)
    dateien = sorted((quellen / "gv_isys").glob("AuszugGV_*.xlsx"), key=lambda datei: datei.stem[-4:])
    if not dateien:
        alle_zeit.hinweis = f"AuszugGV_*.xlsx fehlt unter {quellen / 'gv_isys'} (make bench QUELLEN=…)"
        return [alle_zeit, sachsen_zeit, wachstum]
    schwellen = regeln()
    alle = gemeinden_deutschlands(dateien[-1])
    sachsen = alle[alle.index.str.startswith("14")]
    for gemeinden, groesse in ((sachsen, sachsen_zeit), (alle, alle_zeit)):
        konzepte, zuordnung = gewuerfelte_konzepte(gemeinden.index)
        alle_kennzahlen(gemeinden, konzepte, zuordnung, schwellen)  # aufwärmen
        for _ in range(wiederholungen):
            beginn = time.perf_counter()
            alle_kennzahlen(gemeinden, konzepte, zuordnung, schwellen)
            groesse.werte.append(time.perf_counter() - beginn)
        groesse.hinweis = f"{len(gemeinden)} Gemeinden, {len(konzepte)} gewürfelte Konzepte"
    wachstum.werte.append(alle_zeit.median() / len(alle) / (sachsen_zeit.median() / len(sachsen)))
    wachstum.hinweis = "1,00 wäre genau lineares Wachstum; darunter wächst die Zeit langsamer als die Zahl"
    return [alle_zeit, sachsen_zeit, wachstum]
