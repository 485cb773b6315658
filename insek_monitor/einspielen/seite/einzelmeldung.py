"""Eine einzelne Meldung aus dem Formular: dieselben Felder wie eine Zeile der Meldeliste, derselbe Weg."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from insek_monitor.einspielen.bekanntes import Bekannt
from insek_monitor.einspielen.tabelle import Spalte, Tabelle
from insek_monitor.einspielen.zeitangaben import kurz
from insek_monitor.kern.begriffe import Konzeptart, Sicherheit
from insek_monitor.kern.datum import UNBEKANNT
from insek_monitor.kern.meldung import FELDER, Vorhanden
from insek_monitor.kern.rohdatei import Rohdatei

BLATT, ZEILE = "Formular", 1
ORT = ("ags", "gemeinde", "kreis")
"""Diese Felder legt die Seite fest."""
DATUM = ("beschluss", "begonnen", "aufgehoben", "belegt")
EINGABEN = tuple(f.name for f in FELDER if f.name not in (*ORT, "datenlage", "konzept_id"))
AUSWAHLEN: dict[str, tuple[str, ...]] = {
    "vorhanden": tuple(v.beschriftung for v in Vorhanden),
    "art": tuple(art.beschriftung for art in Konzeptart if art is not Konzeptart.KEINS),
    "sicherheit": tuple(s.beschriftung for s in Sicherheit),
}
"""Felder mit festen Antworten."""

Werte = dict[str, str]
"""Feld → Text, wie er in einer Zelle der Liste stünde; leere Felder fehlen."""


def ort(ags: str, gemeinden: pd.DataFrame) -> Werte:
    """Schlüssel, Name und Kreis der Gemeinde."""
    zeile = gemeinden.loc[ags]
    return {"ags": ags, "gemeinde": str(zeile["name"]), "kreis": str(zeile["kreis"])}


def werte_aus(bekannt: Bekannt, ags: str) -> Werte:
    """Ein belegter Datensatz als Eingaben; unverändert eingereicht ändert er nichts."""
    texte: dict[str, object] = {
        "vorhanden": next(antwort for antwort in Vorhanden if antwort in bekannt.antworten).value,
        "art": None if bekannt.art is Konzeptart.KEINS else bekannt.art.beschriftung,
        "gemeinsam": "; ".join(sorted(bekannt.ags - {ags})),
        "konzept_id": bekannt.konzept_id,
        "sicherheit": bekannt.sicherheit,
        "zieljahr": bekannt.zieljahr,
        **{
            name: getattr(bekannt, name)
            for name in ("titel", "zielhorizont", "quelle", "quelle_url", "notiz")
        },
        **{name: kurz(wert) for name in DATUM if (wert := getattr(bekannt, name))},
    }
    return {name: str(wert) for name, wert in texte.items() if wert}


def tabelle(werte: Mapping[str, str]) -> Tabelle:
    """Die Eingaben als Liste mit einer Zeile und einer Spalte je Feld."""
    return Tabelle(
        blatt=BLATT,
        kopfzeile=ZEILE,
        spalten=tuple(Spalte(nummer, feld.titel, feld.name) for nummer, feld in enumerate(FELDER, start=1)),
        zeilen=((ZEILE, tuple(werte.get(feld.name) or None for feld in FELDER)),),
    )


def ohne_datei() -> Rohdatei:
    """Stellvertreter der Datei, die es beim Formular nicht gibt."""
    return Rohdatei(name=BLATT, format="csv", groesse=0, pruefsumme="", blaetter=())


def zur_wahl(bekannte: Collection[Bekannt]) -> list[Bekannt]:
    """Datensätze, die man ändern kann, die jüngsten zuerst."""
    return sorted(
        bekannte, key=lambda b: (b.beschluss or b.begonnen or b.belegt or "", b.konzept_id), reverse=True
    )


def bezeichnung(bekannt: Bekannt) -> str:
    """Ein Datensatz in der Auswahl: „INSEK 2030 · INSEK, beschlossen 14.03.2019“."""
    wann = next(
        (
            wort if wert == UNBEKANNT else f"{wort} {kurz(wert)}"
            for wort, wert in (
                ("aufgehoben", bekannt.aufgehoben),
                ("beschlossen", bekannt.beschluss),
                ("begonnen", bekannt.begonnen),
                ("Stand", bekannt.belegt),
            )
            if wert
        ),
        "ohne Datum",
    )
    titel = bekannt.titel or ""
    kurztitel = f"{titel[:59].rstrip()}…" if len(titel) > 60 else titel
    return " · ".join(teil for teil in (kurztitel, f"{bekannt.art.beschriftung}, {wann}") if teil)
