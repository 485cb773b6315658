"""CSV für deutsches Excel: Semikolon, Dezimalkomma, UTF-8 mit BOM, CRLF.

Schlüssel (AGS) stehen als acht Ziffern ohne führende Null da; Excel darf sie als Zahl lesen, ohne dass etwas
verloren geht. Wer sicher Text braucht, nimmt XLSX.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date

import pandas as pd

from insek_monitor.lage.ausgabe.spalten import Zellwert, spalten_von, zeilen_von

FORMELZEICHEN = "=+-@＝＋－＠"
"""Beginnt ein Text so (auch in voller Breite), könnte ein Tabellenprogramm ihn als Formel ausführen."""


def entschaerft(text: str) -> str:
    """Text, den kein Tabellenprogramm als Formel ausführt: notfalls mit vorangestelltem Hochkomma.

    Betroffen ist Text, der mit ``= + - @`` oder einem Steuerzeichen (Tabulator, Zeilenwechsel …) beginnt,
    auch hinter Leerzeichen. Regel: OWASP, CSV Injection.
    """
    kern = text.lstrip(" \u00a0")
    if kern and (kern[0] in FORMELZEICHEN or unicodedata.category(kern[0]) in ("Cc", "Cf")):
        return f"'{text}"
    return text


def _zelle(wert: Zellwert) -> str:
    if wert is None:
        return ""
    if isinstance(wert, str):
        return entschaerft(wert)
    if isinstance(wert, date):
        return f"{wert.day:02d}.{wert.month:02d}.{wert.year:04d}"
    if isinstance(wert, float):
        # „+ 0.0“ macht aus −0,0 eine 0.
        return f"{round(wert, 6) + 0.0:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(wert)


def als_csv(frame: pd.DataFrame) -> bytes:
    """Ein Frame als CSV-Datei.

    Parameters
    ----------
    frame : Mit Spalten aus docs/fachregeln.md; ausgegeben wird, was in ``lage.ausgabe.spalten`` eine
        Überschrift hat, in der Reihenfolge dort. Die Reihenfolge der Zeilen bleibt.

    Returns
    -------
    bytes
        Zahlen ohne Tausenderpunkt, Anteile als Zahl von 0 bis 1, Tage als TT.MM.JJJJ, Fehlendes leer.
    """
    spalten = spalten_von(frame)
    puffer = io.StringIO(newline="")
    schreiber = csv.writer(puffer, delimiter=";", lineterminator="\r\n")
    schreiber.writerow([spalte.ueberschrift for spalte in spalten])
    schreiber.writerows([_zelle(wert) for wert in zeile] for zeile in zeilen_von(frame, spalten))
    return puffer.getvalue().encode("utf-8-sig")
