"""Liest CSV-Dateien mit deutscher Fehlermeldung: Zeichensatz, Trennzeichen, Spalten."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler


def lies_csv(datei: Path, trenner: str, spalten: list[str], was: str) -> pd.DataFrame:
    """Liest eine CSV-Datei ganz als Text.

    Parameters
    ----------
    spalten : Überschriften, die vorkommen müssen; weitere werden weggelassen.
    was : Bezeichnung der Datei für die Fehlermeldung.

    Returns
    -------
    DataFrame
        Nur ``spalten``; alle Werte Text ohne Leerraum am Rand, geschützte Leerzeichen als gewöhnliche.

    Raises
    ------
    AufbereitungsFehler
        Wenn die Datei fehlt, nicht UTF-8 ist, Spalten fehlen oder Zeilen anders lang sind als der Kopf.
    """
    try:
        text = datei.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as fehler:
        raise AufbereitungsFehler(
            datei, erwartet=was, gefunden="die Datei gibt es nicht", abhilfe="Bitte den Pfad prüfen"
        ) from fehler
    except UnicodeDecodeError as fehler:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{was} im Zeichensatz UTF-8",
            gefunden=f"ein Byte, das in UTF-8 nicht vorkommt, an Stelle {fehler.start}",
            abhilfe="Bitte die Datei als „CSV UTF-8“ speichern",
        ) from fehler
    zeilen = [zeile for zeile in csv.reader(text.splitlines(keepends=True), delimiter=trenner) if zeile]
    kopf = [wert.strip() for wert in zeilen[0]] if zeilen else []
    fehlend = [spalte for spalte in spalten if spalte not in kopf]
    if fehlend:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{was} mit den Spalten {', '.join(spalten)}",
            gefunden=f"es fehlen {', '.join(fehlend)}",
            abhilfe=f"Bitte die Kopfzeile und das Trennzeichen „{trenner}“ prüfen",
        )
    for nummer, zeile in enumerate(zeilen[1:], start=2):
        if len(zeile) != len(kopf):
            raise AufbereitungsFehler(
                datei,
                erwartet=f"{was} mit {len(kopf)} Feldern je Zeile",
                gefunden=f"{len(zeile)} Felder im Datensatz {nummer}",
                abhilfe="Bitte die Datei vollständig herunterladen und Anführungszeichen prüfen",
            )
    stellen = [kopf.index(spalte) for spalte in spalten]
    inhalt = [[zeile[i].replace("\xa0", " ").strip() for i in stellen] for zeile in zeilen[1:]]
    return pd.DataFrame(inhalt, columns=spalten, dtype="object")
