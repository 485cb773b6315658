"""Ein Einzelformular von der Eingabe bis vor das Schreiben; lebt in der Sitzung."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor.einspielen.befund import WEGLASSEN, Korrektur
from insek_monitor.einspielen.bekanntes import Bekannt, Bestandsverzeichnis
from insek_monitor.einspielen.seite.vorgang import Vorgang
from insek_monitor.einspielen.tabelle import Spalte, Tabelle
from insek_monitor.einspielen.zeile import kurz
from insek_monitor.kern.begriffe import Konzeptart, Sicherheit
from insek_monitor.kern.datum import UNBEKANNT
from insek_monitor.kern.meldung import FELDER, Vorhanden
from insek_monitor.kern.rohdatei import Rohdatei
from insek_monitor.rahmen import zwischenspeicher

SCHLUESSEL, DATENSATZ = "einzelmeldung", "einzel_datensatz"
NEU = "neue Angabe"


@dataclass
class Einzelvorgang(Vorgang):
    """Wie ein Einspielen, nur dass die eine Zeile aus dem Formular kommt.

    Attributes
    ----------
    ags : Gemeinde, zu der das Formular gehört.
    kennung : Datensatz, der geändert wird; leer: neue Angabe.
    eingereicht : Eingaben beim letzten „Prüfen“.
    """

    ags: str = ""
    kennung: str = ""
    eingereicht: Werte | None = None
    bekannte: dict[str, Bekannt] = field(default_factory=dict, repr=False)

    def tabelle(self) -> Tabelle:
        """Die Eingaben als Liste mit einer Zeile."""
        return tabelle(self.eingereicht or {})

    def korrigiere(self, korrektur: Korrektur) -> None:
        """Ein angenommener Vorschlag steht danach im Formular und gilt als eingereicht."""
        self.fehler = ""
        if korrektur.feld == WEGLASSEN:
            self.eingereicht = None
        elif self.eingereicht is not None:
            self.eingereicht = {**self.eingereicht, korrektur.feld: korrektur.wert}
            setze_eingabe(korrektur.feld, korrektur.wert)

    @property
    def _spalten(self) -> Hashable:
        return tuple(sorted((self.eingereicht or {}).items()))

    def reiche_ein(self) -> None:
        """Übernimmt, was im Formular steht."""
        werte = ort(self.ags, zwischenspeicher.gemeinden()) | lies_eingaben()
        if self.kennung:
            werte["konzept_id"] = self.kennung
        self.eingereicht, self.fehler = werte, ""

    def waehle(self, kennung: str) -> None:
        """Lädt einen anderen Datensatz (oder keinen) in das Formular."""
        self.kennung, self.eingereicht, self.angenommen, self.fehler = kennung, None, frozenset(), ""
        fuelle_formular(werte_aus(self.bekannte[kennung], self.ags) if kennung else {})


def oeffne(ags: str, basis: int) -> Einzelvorgang:
    """Beginnt ein Formular für eine Gemeinde; ein anderes, noch offenes entfällt."""
    verzeichnis = Bestandsverzeichnis(zwischenspeicher.bestand(basis))
    bekannte = {b.konzept_id: b for b in zur_wahl(verzeichnis.zu(ags))}
    vorgang = Einzelvorgang(ohne_datei(), b"", basis, ags=ags, bekannte=bekannte)
    st.session_state[SCHLUESSEL] = vorgang
    st.session_state.pop(DATENSATZ, None)
    vorgang.waehle(next(iter(bekannte), ""))
    return vorgang


def offener(ags: str) -> Einzelvorgang | None:
    """Das offene Formular dieser Gemeinde."""
    vorgang = st.session_state.get(SCHLUESSEL)
    return vorgang if isinstance(vorgang, Einzelvorgang) and vorgang.ags == ags else None


def schliesse() -> None:
    """Vergisst alles, was eingegeben wurde."""
    st.session_state.pop(SCHLUESSEL, None)


def eingabe(feld: str) -> str:
    """Schlüssel des Bedienelements zu einem Feld."""
    return f"einzel_{feld}"


def fuelle_formular(werte: Werte) -> None:
    """Setzt alle Bedienelemente auf diese Werte."""
    for feld in EINGABEN:
        setze_eingabe(feld, werte.get(feld, ""))


def setze_eingabe(feld: str, wert: str) -> None:
    """Setzt ein Bedienelement; was es nicht annehmen kann, bleibt leer."""
    passend: Any = wert
    if feld in AUSWAHLEN:
        passend = wert if wert in AUSWAHLEN[feld] else None
    elif feld == "gemeinsam":
        bekannt = zwischenspeicher.gemeinden().index
        passend = [teil.strip() for teil in wert.split(";") if teil.strip() in bekannt]
    st.session_state[eingabe(feld)] = passend


def lies_eingaben() -> Werte:
    """Was im Formular steht; leere Felder fehlen."""
    werte = {}
    for feld in EINGABEN:
        roh = st.session_state.get(eingabe(feld))
        text = "; ".join(sorted(roh)) if isinstance(roh, list) else str(roh or "").strip()
        if text:
            werte[feld] = text
    return werte


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
