"""Namen und Typen der Dateien, die jemand mitnimmt."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Literal

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
