"""Schalter der Seiten (Messgröße, Gliederung, Frist, Thema, Bereich); ihre Werte stehen in der Adresse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from insek_monitor.darstellung.auswahlkarte import WERKZEUGE
from insek_monitor.darstellung.kartenthemen import KARTENTHEMEN, Kartenthema
from insek_monitor.modell.regeln import Schema
from insek_monitor.oberflaeche import adresse
from insek_monitor.oberflaeche.ansprache import kooperation_werte

GLIEDERUNGEN = {
    "Kreis": "kreis",
    "Planungsregion": "planungsregion",
    "Gemeindetyp": "gemeindetyp",
    "Größenklasse": "groessenklasse",
}
FRISTEN = {"6 Monate": 6, "12 Monate": 12, "24 Monate": 24, "5 Jahre": 60}
MASSZAHLEN = ("Gemeinden", "Einwohner")
DARSTELLUNGEN = ("Anzahl", "Anteil")
Bereich = Literal["Einspielen", "Datenstände", "Bestätigen", "Ausgeben", "Protokoll"]
BEREICHE: tuple[Bereich, ...] = ("Einspielen", "Datenstände", "Bestätigen", "Ausgeben", "Protokoll")
Planung = Literal["Priorität", "Stand klären", "Kampagnen", "Gemeinsame Konzepte", "Kontakte"]
PLANUNGEN: tuple[Planung, ...] = (
    *("Priorität", "Stand klären", "Kampagnen"),
    *("Gemeinsame Konzepte", "Kontakte"),
)
Kontaktansicht = Literal["Tafel", "Liste", "Wirkung"]
KONTAKTANSICHTEN: tuple[Kontaktansicht, ...] = ("Tafel", "Liste", "Wirkung")
KAMPAGNENTEILE = ("Gemeinden", "Touren", "Kontakt für alle", "Verlauf")
"""Teile einer offenen Liste; der letzte gezeigte steht in der Adresse."""

Stimmungsteil = Literal["Räume", "Fragensätze", "Vergleich"]
STIMMUNGSTEILE: tuple[Stimmungsteil, ...] = ("Räume", "Fragensätze", "Vergleich")

WERTE: dict[str, tuple[str, tuple[str, ...]]] = {
    "nach": ("Die Gliederung", tuple(GLIEDERUNGEN)),
    "masszahl": ("Die Messgröße", MASSZAHLEN),
    "darstellung": ("Die Darstellung", DARSTELLUNGEN),
    "frist": ("Die Frist", tuple(FRISTEN)),
    "thema": ("Das Kartenthema", KARTENTHEMEN),
    "bereich": ("Den Bereich", BEREICHE),
    "planung": ("Den Bereich", PLANUNGEN),
    **kooperation_werte.WERTE,
    "kontakte": ("Die Ansicht", KONTAKTANSICHTEN),
    "stimmung": ("Den Bereich", STIMMUNGSTEILE),
    "kampagne_teil": ("Den Teil der Liste", KAMPAGNENTEILE),
    "karte_zeigen": ("Den Wert", ("true", "false")),
    "kartenwerkzeug": ("Das Werkzeug", WERKZEUGE),
}
"""Name in der Adresse → Bezeichnung und mögliche Werte, für die Prüfung der Adresse."""


def _schalter(beschriftung: str, moeglich: Sequence[str], schluessel: str, vorgabe: str | None = None) -> str:
    """Umschalter, dessen Wert in der Adresse steht; liefert immer einen der möglichen Werte."""
    vorgabe = vorgabe or moeglich[0]
    wahl = st.segmented_control(
        beschriftung,
        list(moeglich),
        default=adresse.vorgabe_wahl(schluessel, vorgabe, moeglich),
        required=True,
        key=schluessel,
        bind="query-params",
        wrap=True,
    )
    return wahl if wahl and wahl in moeglich else vorgabe


def masszahl_und_darstellung() -> tuple[Literal["gemeinden", "einwohner"], bool]:
    """Gemeinden oder Einwohner; Anzahl oder Anteil."""
    with st.container(horizontal=True):
        masszahl = _schalter("Messgröße", ("Gemeinden", "Einwohner"), "masszahl")
        darstellung = _schalter("Darstellung", ("Anzahl", "Anteil"), "darstellung")
    return ("einwohner" if masszahl == "Einwohner" else "gemeinden"), darstellung == "Anteil"


def gliederung(schema: Schema) -> tuple[str, str]:
    """Wonach gegliedert wird: Spalte in `lage` und Beschriftung."""
    wahl = _schalter("Gliedern nach", tuple(GLIEDERUNGEN), "nach")
    spalte = GLIEDERUNGEN[wahl]
    return (f"{spalte}_{schema}" if spalte == "groessenklasse" else spalte), wahl


def frist() -> int:
    """Frist in Monaten."""
    return FRISTEN[_schalter("Läuft ab in den nächsten", tuple(FRISTEN), "frist", "24 Monate")]


def kartenthema() -> Kartenthema:
    """Thema der Karte."""
    wahl = _schalter("Thema", KARTENTHEMEN, "thema")
    return next(thema for thema in KARTENTHEMEN if thema == wahl)


def bereich() -> Bereich:
    """Bereich der Seite Datenpflege."""
    wahl = _schalter("Bereich", BEREICHE, "bereich")
    return next(bereich for bereich in BEREICHE if bereich == wahl)


def planung() -> Planung:
    """Bereich der Seite Ansprache."""
    wahl = _schalter("Bereich", PLANUNGEN, "planung")
    return next(bereich for bereich in PLANUNGEN if bereich == wahl)


def kontaktansicht() -> Kontaktansicht:
    """Ansicht des Bereichs Kontakte."""
    wahl = _schalter("Ansicht", KONTAKTANSICHTEN, "kontakte")
    return next(ansicht for ansicht in KONTAKTANSICHTEN if ansicht == wahl)


def stimmungsteil() -> Stimmungsteil:
    """Bereich der Seite Stimmungsbild."""
    wahl = _schalter("Bereich", STIMMUNGSTEILE, "stimmung")
    return next(teil for teil in STIMMUNGSTEILE if teil == wahl)
