"""Gemeinden mit Anschrift und Ort für die Tests der Ausgaben zur Ansprache."""

from datetime import UTC, datetime

import pandas as pd

from tests.hilfen.darstellung_beispiele import lage

ERSTELLT = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
ANGABEN = {
    "Stichtag": "21.11.2026",
    "Datenstand": "probe (Nr. 3)",
    "Quellen und Lizenzen": "Destatis & BKG, Datenlizenz Deutschland",
}
RING = [[13.0, 51.0], [13.1, 51.0], [13.1, 51.1], [13.0, 51.0]]


def gemeinden(*zeilen):
    """Wie ``lage``, mit Gemeindetyp, Anschrift und Koordinaten; jede Angabe lässt sich überschreiben."""
    frame = lage(*zeilen)
    vorgabe = {
        "gemeindetyp": "Gemeinde",
        "planungsregion": "Leipzig-Westsachsen",
        "verband": None,
        "verband_art": None,
        "strasse": "Markt 1",
        "plz": "01234",
        "ort": "Musterort",
        "telefon": "035793 1234",
        "email": "post@muster.example",
        "website": "https://muster.example",
        "zieljahr": None,
        "sicherheit": None,
        "einwohner_stichtag": pd.Timestamp("2023-12-31"),
    }
    for spalte, wert in vorgabe.items():
        frame[spalte] = [zeile.get(spalte, wert) for zeile in zeilen]
    frame["laenge"] = [13.0 + 0.1 * i for i in range(len(zeilen))]
    frame["breite"] = 51.05
    frame["bezeichnung"] = frame["name"]
    return frame


def karte(*schluessel):
    """GeoJSON mit derselben dreieckigen Fläche für jeden Schlüssel."""
    return {
        "features": [
            {
                "properties": {"ags": ags, "name": ags},
                "geometry": {"type": "Polygon", "coordinates": [[[x + 0.1 * i, y] for x, y in RING]]},
            }
            for i, ags in enumerate(schluessel)
        ]
    }


LAGE = gemeinden(
    {"name": "Belegt", "gemeindetyp": "Stadt", "beschluss": "2019-03-14", "aktualitaet": "aktuell"},
    {
        "name": "Stadt Wehlen",
        "gemeindetyp": "Stadt",
        "status": "kein",
        "datenlage": "gemeldet",
        "email": None,
        "website": None,
    },
    {
        "name": "Böhmen / Čěska",
        "status": "unbekannt",
        "datenlage": None,
        "geklaert": False,
        "p_vorhanden": 0.22,
        "p_teilweise": 0.05,
        "p_kein": 0.73,
        "plz": "09111",
        "konzept_id": None,
    },
)
"""Belegt mit Tag; ohne Konzept gemeldet; ohne Nachweis, mit sorbischem Namen."""
BELEGT, OHNE, UNBEKANNT = LAGE.index
