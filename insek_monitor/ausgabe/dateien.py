"""Namen und Typen der Dateien, die jemand mitnimmt."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

Endung = Literal["csv", "xlsx", "ics", "geojson", "gpkg", "json", "kml"]

MEDIENTYP: dict[Endung, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "json": "application/json",
    "kml": "application/vnd.google-earth.kml+xml",
}
"""MIME-Typ je Endung."""

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def dateiname(inhalt: str, stichtag: date, datenstand: int, endung: Endung) -> str:
    """Dateiname mit Inhalt, Stichtag und Datenstand, nur aus Buchstaben, Ziffern und Strichen.

    ``dateiname("Abdeckung nach Kreis", date(2026, 11, 21), 2, "csv")`` ergibt
    ``insek-monitor_abdeckung-nach-kreis_stichtag-2026-11-21_datenstand-2.csv``.
    """
    stamm = re.sub(r"[^a-z0-9]+", "-", inhalt.lower().translate(_UMLAUTE)).strip("-")
    return f"insek-monitor_{stamm}_stichtag-{stichtag.isoformat()}_datenstand-{datenstand}.{endung}"
