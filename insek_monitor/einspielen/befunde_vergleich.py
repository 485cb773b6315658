"""Sätze zum Vergleich zweier Datenstände: Überschrift, Verlust und Eckzahlen „alt → neu“."""

from __future__ import annotations

from typing import Any

from insek_monitor.einspielen.vergleich import Aenderung, Vergleich
from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.bild import zahlen

PFEIL = "→"
OHNE_AENDERUNG = "Keine Änderung: Alle Datensätze sind gleich."


def ueberschrift(vergleich: Vergleich) -> str:
    """„4 Gemeinden ändern sich: INSEK vorhanden 207 → 211“; ohne Änderung ein Satz, der das sagt."""
    if vergleich.ohne_aenderung:
        return OHNE_AENDERUNG
    geaendert = vergleich.gemeinden["aenderung"] != Aenderung.UNVERAENDERT
    n = int(geaendert.sum())
    wer = f"{zahlen.anzahl(n, 'Gemeinde ändert', 'Gemeinden ändern', keine='Keine Gemeinde ändert')} sich"
    status = [z for z in _eckzahlen(vergleich) if z.schluessel.startswith("status_") and z.differenz]
    if status:
        return f"{wer}: {', '.join(_eckzahl(zeile) for zeile in status)}"
    andere = [zeile for zeile in _eckzahlen(vergleich) if zeile.differenz]
    if andere:
        return f"{wer}, aber keine Zahl zum Status; {', '.join(_eckzahl(zeile) for zeile in andere[:2])}"
    return f"{wer}, aber keine Eckzahl"


def eckzahlen(vergleich: Vergleich) -> list[str]:
    """Die geänderten Eckzahlen: „INSEK vorhanden 207 → 211“."""
    return [_eckzahl(zeile) for zeile in _eckzahlen(vergleich) if zeile.differenz]


def verlust(vergleich: Vergleich) -> str:
    """„2 Gemeinden fallen von „INSEK vorhanden“ auf weniger“; leer, wenn keine."""
    n = len(vergleich.verlust)
    wer = zahlen.anzahl(n, "Gemeinde fällt", "Gemeinden fallen")
    return f"{wer} von „{Status.VORHANDEN.beschriftung}“ auf weniger" if n else ""


def entfallen(vergleich: Vergleich) -> str:
    """„4 Datensätze aus 3 Gemeinden entfallen: Amtsberg, Bockau und Plauen“."""
    weg = vergleich.entfallen
    if weg.empty:
        return "Kein Datensatz entfällt"
    ags = {eine for gemeinden in weg["ags"] for eine in gemeinden}
    namen = vergleich.gemeinden.loc[vergleich.gemeinden.index.isin(ags)].sort_values("name")["bezeichnung"]
    return (
        f"{zahlen.anzahl(len(weg), 'Datensatz', 'Datensätze')} aus {zahlen.gemeinden(len(ags))} "
        f"{'entfällt' if len(weg) == 1 else 'entfallen'}: {zahlen.aufzaehlung(namen)}"
    )


def _eckzahlen(vergleich: Vergleich) -> list[Any]:
    return list(vergleich.eckzahlen.itertuples(index=False))


def _eckzahl(zeile: Any) -> str:
    return f"{zeile.kennzahl} {zahlen.zahl(zeile.alt)} {PFEIL} {zahlen.zahl(zeile.neu)}"
