"""Das Gemeindeverzeichnis (Destatis, GV-ISys) lesen und die Tabelle ``gemeinden`` daraus setzen.

Wie Blatt, Stichtag und Spalten gefunden werden, steht in ``verzeichniskopf``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler
from insek_monitor.aufbereiten.verzeichniskopf import (
    ERWARTET,
    als_text,
    finde_blatt,
    lies_einwohnertag,
    lies_stichtag,
    spaltenstellen,
)
from insek_monitor.kern.begriffe import Gemeindetyp

_SCHLUESSELTEILE = ("land", "rb", "kreis", "vb", "gem")
_LAENGEN = {"land": 2, "rb": 1, "kreis": 2, "vb": 4, "gem": 3}


@dataclass(frozen=True)
class Gemeindeverzeichnis:
    """Inhalt einer Ausgabe für ein Land.

    Attributes
    ----------
    stichtag : Gebietsstand.
    einwohnertag : Stichtag der Einwohnerzahlen; in Quartalsausgaben ein früherer Tag.
    gemeinden : DataFrame
        Index ``ags``; ``name`` (amtlich, mit Zusätzen), ``textkennzeichen``, ``kreis_schluessel``, ``vb``,
        ``flaeche_km2``, ``einwohner``, ``plz``, ``laenge``, ``breite``, ``reisegebiet``, ``verstaedterung``.
    verbaende : Index ``kreis_schluessel`` + ``vb``; ``name``, ``textkennzeichen`` (Satzart 50).
    kreise : Index ``kreis_schluessel``; amtlicher Name (Satzart 40).
    """

    datei: Path
    stichtag: date
    einwohnertag: date
    gemeinden: pd.DataFrame
    verbaende: pd.DataFrame
    kreise: pd.Series


def lies_gemeindeverzeichnis(datei: Path, land: str | None = "14") -> Gemeindeverzeichnis:
    """Liest eine Ausgabe.

    Parameters
    ----------
    land : Landesschlüssel, ``"14"`` ist Sachsen; ``None`` liest ganz Deutschland.

    Raises
    ------
    AufbereitungsFehler
        Wenn die Datei keine lesbare Ausgabe ist, Spalten oder Stichtage fehlen oder das Land nicht vorkommt.
    """
    kopf, zeilen, titel = finde_blatt(datei)
    stichtag = lies_stichtag(datei, titel)
    stellen = spaltenstellen(datei, kopf)
    werte = {name: [als_text(z[i]) if i < len(z) else "" for z in zeilen] for name, i in stellen.items()}
    alle = pd.DataFrame(werte, dtype="object")
    alle = alle[alle["satzart"].isin(["40", "50", "60"])]
    for teil in _SCHLUESSELTEILE:
        leer = alle[teil] == ""
        alle[teil] = alle[teil].str.zfill(_LAENGEN[teil]).where(~leer, "")
    if land is not None:
        alle = alle[alle["land"] == land]
    alle["kreis_schluessel"] = alle["land"] + alle["rb"] + alle["kreis"]
    gemeinden = alle[alle["satzart"] == "60"].copy()
    if gemeinden.empty:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{ERWARTET} mit Gemeinden des Landes {land}",
            gefunden="keine einzige Gemeinde dieses Landes (Satzart 60)",
            abhilfe="Bitte die Ausgabe „Alle politisch selbständigen Gemeinden“ verwenden",
        )
    gemeinden["ags"] = gemeinden["kreis_schluessel"] + gemeinden["gem"]
    _pruefe_schluessel(datei, gemeinden["ags"])
    for spalte in ("flaeche_km2", "einwohner", "laenge", "breite"):
        gemeinden[spalte] = _zahlen(datei, spalte, gemeinden[spalte])
    gemeinden["einwohner"] = gemeinden["einwohner"].round().astype("int64")
    verbaende = alle[alle["satzart"] == "50"].copy()
    verbaende.index = pd.Index(verbaende["kreis_schluessel"] + verbaende["vb"])
    kreise = alle[alle["satzart"] == "40"].set_index("kreis_schluessel")["name"]
    spalten = ["name", "textkennzeichen", "kreis_schluessel", "vb", "flaeche_km2", "einwohner", "plz"]
    spalten += ["laenge", "breite", "reisegebiet", "verstaedterung"]
    return Gemeindeverzeichnis(
        datei=datei,
        stichtag=stichtag,
        einwohnertag=lies_einwohnertag(datei, titel, kopf, stellen),
        gemeinden=gemeinden.set_index("ags")[spalten].sort_index(),
        verbaende=verbaende[["name", "textkennzeichen"]],
        kreise=kreise,
    )


def _zahlen(datei: Path, spalte: str, texte: pd.Series) -> pd.Series:
    """Zahlen aus Text mit Dezimalkomma oder -punkt."""
    zahlen = pd.to_numeric(texte.str.replace(" ", "").str.replace(",", "."), errors="coerce")
    if zahlen.isna().any():
        zeile = texte[zahlen.isna()].index[0]
        raise AufbereitungsFehler(
            datei,
            erwartet=f"eine Zahl in der Spalte „{spalte}“ jeder Gemeinde",
            gefunden=f"„{texte[zeile] or 'leer'}“ in Zeile {zeile + 1}",
            abhilfe="Bitte die amtliche Datei unverändert verwenden",
        )
    return zahlen


def _pruefe_schluessel(datei: Path, ags: pd.Series) -> None:
    falsch = ags[~ags.str.fullmatch(r"\d{8}") | ags.duplicated()]
    if not falsch.empty:
        raise AufbereitungsFehler(
            datei,
            erwartet="je Gemeinde ein eindeutiger achtstelliger Schlüssel",
            gefunden=f"„{falsch.iloc[0]}“",
            abhilfe="Bitte die amtliche Datei unverändert verwenden",
        )


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
