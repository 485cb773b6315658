"""Setzt die Tabelle ``gemeinden`` aus Gemeindeverzeichnis und Kontakten zusammen."""

from __future__ import annotations

import re

import pandas as pd

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler
from insek_monitor.aufbereiten.gemeindeverzeichnis import Gemeindeverzeichnis
from insek_monitor.kern.begriffe import Gemeindetyp

VERBANDSARTEN = {"54": "Verwaltungsgemeinschaft", "56": "Verwaltungsverband"}

_LEIPZIG_WEST, _CHEMNITZ = "Leipzig-Westsachsen", "Chemnitz"
_ELBTAL, _OBERLAUSITZ = "Oberes Elbtal/Osterzgebirge", "Oberlausitz-Niederschlesien"
PLANUNGSREGIONEN = {
    "14713": _LEIPZIG_WEST, "14729": _LEIPZIG_WEST, "14730": _LEIPZIG_WEST,
    "14511": _CHEMNITZ, "14521": _CHEMNITZ, "14522": _CHEMNITZ, "14523": _CHEMNITZ, "14524": _CHEMNITZ,
    "14612": _ELBTAL, "14627": _ELBTAL, "14628": _ELBTAL,
    "14625": _OBERLAUSITZ, "14626": _OBERLAUSITZ,
}  # fmt: skip
"""Kreisschlüssel → Planungsregion (Gebiete der Regionalen Planungsverbände, § 9 SächsLPlG)."""

_TYPEN = {"61": Gemeindetyp.KREISFREIE_STADT, "63": Gemeindetyp.STADT, "67": Gemeindetyp.GROSSE_KREISSTADT}
SPALTEN = [
    "ags", "name", "bezeichnung", "gemeindetyp", "kreis_schluessel", "kreis", "planungsregion", "verband",
    "verband_art", "flaeche_km2", "einwohner", "einwohner_stichtag", "laenge", "breite", "plz",
    "verstaedterung", "reisegebiet", "strasse", "ort", "telefon", "email", "website",
]  # fmt: skip


def name_ohne_zusatz(name: str) -> str:
    """Gemeindename ohne Titel nach dem Komma; der sorbische Name bleibt.

    >>> name_ohne_zusatz("Weißwasser/O.L., Stadt / Běła Woda")
    'Weißwasser/O.L. / Běła Woda'
    """
    return " / ".join(re.sub(r",.*", "", teil).strip() for teil in name.split(" / "))


def kreisname(schluessel: str, name: str) -> str:
    """Eindeutiger Name des Kreises; der Landkreis Leipzig heißt amtlich nur „Leipzig“."""
    return "Landkreis Leipzig" if schluessel == "14729" else name


def baue_gemeinden(verzeichnis: Gemeindeverzeichnis, kontakte: pd.DataFrame) -> pd.DataFrame:
    """Tabelle ``gemeinden``, sortiert nach ``ags``.

    Raises
    ------
    AufbereitungsFehler
        Wenn ein Kreis unbekannt ist. Gemeinden ohne Kontaktzeile bekommen leere Kontaktfelder.
    """
    roh = verzeichnis.gemeinden
    fremd = sorted(set(roh["kreis_schluessel"]) - set(PLANUNGSREGIONEN))
    if fremd:
        raise AufbereitungsFehler(
            verzeichnis.datei,
            erwartet="nur die 13 sächsischen Kreise von 2008",
            gefunden=f"den Kreisschlüssel {fremd[0]}",
            abhilfe="Bei einer Kreisreform die Zuordnung in aufbereiten/gemeinden.py ergänzen",
        )
    frame = pd.DataFrame({"name": [name_ohne_zusatz(n) for n in roh["name"]]}, index=roh.index)
    frame["kreis_schluessel"] = roh["kreis_schluessel"]
    frame["kreis"] = [kreisname(s, verzeichnis.kreise[s]) for s in roh["kreis_schluessel"]]
    frame["planungsregion"] = roh["kreis_schluessel"].map(PLANUNGSREGIONEN)
    doppelt = frame["name"].duplicated(keep=False)
    frame["bezeichnung"] = frame["name"].where(~doppelt, frame["name"] + " (" + frame["kreis"] + ")")
    amt = kontakte.reindex(roh.index)
    frame["gemeindetyp"] = [
        _typ(kennzeichen, gross is True or gross == 1)
        for kennzeichen, gross in zip(roh["textkennzeichen"], amt["grosse_kreisstadt"], strict=True)
    ]
    schluessel = roh["kreis_schluessel"] + roh["vb"]
    art = schluessel.map(verzeichnis.verbaende["textkennzeichen"]).map(VERBANDSARTEN)
    frame["verband_art"] = art
    frame["verband"] = schluessel.map(verzeichnis.verbaende["name"]).where(art.notna())
    # Die Anschrift der Landesdirektion ist neuer; so passt die Postleitzahl zu Straße und Ort.
    frame["plz"] = amt["plz_verwaltung"].where(amt["plz_verwaltung"].fillna("") != "", roh["plz"])
    for spalte in ("flaeche_km2", "einwohner", "laenge", "breite", "verstaedterung", "reisegebiet"):
        frame[spalte] = roh[spalte]
    frame["einwohner_stichtag"] = verzeichnis.einwohnertag.isoformat()
    for spalte in ("strasse", "ort", "telefon", "email", "website"):
        frame[spalte] = amt[spalte].fillna("")
    return frame.reset_index()[SPALTEN]


def _typ(textkennzeichen: str, grosse_kreisstadt: bool) -> str:
    typ = _TYPEN.get(textkennzeichen, Gemeindetyp.GEMEINDE)
    return (Gemeindetyp.GROSSE_KREISSTADT if typ is Gemeindetyp.STADT and grosse_kreisstadt else typ).value
