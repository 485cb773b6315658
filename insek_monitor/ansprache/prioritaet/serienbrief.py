"""Steuerdatei für Serienbriefe in Word und LibreOffice: CSV, eine Zeile je Gemeinde.

Semikolon, UTF-8 mit BOM, CRLF; Feldnamen ohne Umlaute und Leerzeichen. Alle Werte stehen in
Anführungszeichen, damit Schlüssel, Postleitzahlen und Rufnummern Text bleiben; ``PLZ_Ort`` behält die
führende Null in jedem Programm.
"""

from __future__ import annotations

import csv
import io
from typing import Any

import pandas as pd

from insek_monitor.lage.ausgabe.dateien import entschaerft
from insek_monitor.lage.ausgabe.spalten import Spalte, werte_von
from insek_monitor.lage.bild import zahlen

FELDER: tuple[tuple[str, str], ...] = (
    ("Gemeinde", "name"),
    ("AGS", "ags"),
    ("Empfaenger", "verwaltung"),
    ("Strasse", "strasse"),
    ("PLZ", "plz"),
    ("Ort", "ort"),
    ("PLZ_Ort", ""),
    ("Anrede", ""),
    ("Telefon", "telefon"),
    ("E_Mail", "email"),
    ("Website", "website"),
    ("Kreis", "kreis"),
    ("Einwohner", "einwohner"),
    ("Status", "status"),
    ("Datenlage", "datenlage"),
    ("Aktualitaet", "aktualitaet"),
    ("Ablauf", "ablauf"),
    ("Gruende", "gruende"),
)
"""Feldname im Brief → Spalte aus ``ansprachezeilen.zeilen``."""

ANREDE = "Sehr geehrte Damen und Herren"


def als_serienbrief(liste: pd.DataFrame) -> bytes:
    """Die Liste als Steuerdatei.

    Parameters
    ----------
    liste : DataFrame
        Aus ``ansprachezeilen.zeilen``. Punkte, Rang und Internes gehen nicht mit: Die Datei ist für Briefe.

    Returns
    -------
    bytes
        Kein Wert enthält einen Zeilenwechsel; was ein Tabellenprogramm als Formel läse, beginnt mit einem
        Hochkomma.
    """
    puffer = io.StringIO(newline="")
    schreiber = csv.writer(puffer, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    schreiber.writerow([feld for feld, _ in FELDER])
    vorhanden = {spalte: _texte(liste, spalte) for _, spalte in FELDER if spalte}
    for nummer in range(len(liste)):
        eigene = {
            "PLZ_Ort": f"{vorhanden['plz'][nummer]} {vorhanden['ort'][nummer]}".strip(),
            "Anrede": ANREDE,
        }
        schreiber.writerow(
            [entschaerft(vorhanden[spalte][nummer] if spalte else eigene[feld]) for feld, spalte in FELDER]
        )
    return puffer.getvalue().encode("utf-8-sig")


def _texte(liste: pd.DataFrame, name: str) -> list[str]:
    if name not in liste.columns and name not in liste.index.names:
        return [""] * len(liste)
    werte = werte_von(liste, Spalte(name, name, "ganzzahl" if name == "einwohner" else "text"))
    return [_text(wert) for wert in werte]


def _text(wert: Any) -> str:
    if wert is None:
        return ""
    return zahlen.zahl(wert) if isinstance(wert, int) else " ".join(str(wert).split())
