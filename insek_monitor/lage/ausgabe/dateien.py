"""Dateien, die jemand mitnimmt: Namen, Typen; CSV für deutsches Excel (Semikolon, Komma, BOM, CRLF)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from datetime import date
from typing import Literal

import pandas as pd

from insek_monitor.lage.ausgabe.spalten import Zellwert, spalten_von, zeilen_von

Endung = Literal["csv", "xlsx", "ics", "geojson", "gpkg", "json", "kml", "pdf", "vcf", "zip"]

MEDIENTYP: dict[Endung, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "json": "application/json",
    "kml": "application/vnd.google-earth.kml+xml",
    "pdf": "application/pdf",
    "vcf": "text/vcard",
    "zip": "application/zip",
}
"""MIME-Typ je Endung."""

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l"})
LAENGSTENS = 60
"""So lang darf ein Titel im Dateinamen werden; manche Laufwerke erlauben dem ganzen Pfad nur 260 Zeichen."""


def kuerzel(text: str, leer: str = "liste") -> str:
    """Fremder Text als Teil eines Dateinamens: nur a–z, Ziffern und Striche, nie leer, nie ein Pfad.

    ``kuerzel("Frühjahr/Süd: 12 Plätze?") == "fruehjahr-sued-12-plaetze"``.
    """
    klein = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTE)
    # Übrige Zeichen mit Akzent (sorbisch, tschechisch) verlieren ihn, statt zu verschwinden.
    ohne = "".join(z for z in unicodedata.normalize("NFKD", klein) if not unicodedata.combining(z))
    stamm = re.sub(r"[^a-z0-9]+", "-", ohne).strip("-")
    return stamm[:LAENGSTENS].strip("-") or leer


def dateiname(inhalt: str, stichtag: date, datenstand: int, endung: Endung) -> str:
    """Dateiname mit Inhalt, Stichtag und Datenstand, nur aus Buchstaben, Ziffern und Strichen.

    ``dateiname("Abdeckung nach Kreis", date(2026, 11, 21), 2, "csv")`` ergibt
    ``insek-monitor_abdeckung-nach-kreis_stichtag-2026-11-21_datenstand-2.csv``.
    """
    return f"insek-monitor_{kuerzel(inhalt)}_stichtag-{stichtag.isoformat()}_datenstand-{datenstand}.{endung}"


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
