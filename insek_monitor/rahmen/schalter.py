"""Schalter der Seiten, deren Wert in der Adresse steht; lange Listen seitenweise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

import streamlit as st

from insek_monitor.kern.regeln import Schema
from insek_monitor.lage.bild.kartenthemen import KARTENTHEMEN, Kartenthema
from insek_monitor.rahmen import adresse

GLIEDERUNGEN = {
    "Kreis": "kreis",
    "Planungsregion": "planungsregion",
    "Gemeindetyp": "gemeindetyp",
    "Größenklasse": "groessenklasse",
}
FRISTEN = {"6 Monate": 6, "12 Monate": 12, "24 Monate": 24, "5 Jahre": 60}
MASSZAHLEN = ("Gemeinden", "Einwohner")
DARSTELLUNGEN = ("Anzahl", "Anteil")

ANGABEN = adresse.Angaben(
    {
        "nach": ("Die Gliederung", tuple(GLIEDERUNGEN)),
        "masszahl": ("Die Messgröße", MASSZAHLEN),
        "darstellung": ("Die Darstellung", DARSTELLUNGEN),
        "frist": ("Die Frist", tuple(FRISTEN)),
        "thema": ("Das Kartenthema", KARTENTHEMEN),
    },
    eigene=frozenset({"gemeinde"}),
)
"""Was die Seiten zur Lage in die Adresse schreiben."""


def waehle(beschriftung: str, moeglich: Sequence[str], schluessel: str, vorgabe: str | None = None) -> str:
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
        masszahl = waehle("Messgröße", ("Gemeinden", "Einwohner"), "masszahl")
        darstellung = waehle("Darstellung", ("Anzahl", "Anteil"), "darstellung")
    return ("einwohner" if masszahl == "Einwohner" else "gemeinden"), darstellung == "Anteil"


def gliederung(schema: Schema) -> tuple[str, str]:
    """Wonach gegliedert wird: Spalte in `lage` und Beschriftung."""
    wahl = waehle("Gliedern nach", tuple(GLIEDERUNGEN), "nach")
    spalte = GLIEDERUNGEN[wahl]
    return (f"{spalte}_{schema}" if spalte == "groessenklasse" else spalte), wahl


def frist() -> int:
    """Frist in Monaten."""
    return FRISTEN[waehle("Läuft ab in den nächsten", tuple(FRISTEN), "frist", "24 Monate")]


def kartenthema() -> Kartenthema:
    """Thema der Karte."""
    wahl = waehle("Thema", KARTENTHEMEN, "thema")
    return next(thema for thema in KARTENTHEMEN if thema == wahl)


T = TypeVar("T")


def aktuelle(schluessel: str, seiten: int) -> int:
    """Die gezeigte Seite (ab 1); wird die Liste kürzer, die letzte."""
    gemerkt = int(st.session_state.get(schluessel) or 1)
    if gemerkt > seiten:
        st.session_state[schluessel] = gemerkt = max(1, seiten)
    return gemerkt


def leiste(schluessel: str, seiten: int) -> None:
    """Die Leiste zum Blättern; entfällt bei einer Seite."""
    if seiten > 1:
        st.pagination(seiten, key=schluessel)


def stuecke(alle: Sequence[T], je_seite: int) -> list[Sequence[T]]:
    """Teilt eine Liste in Seiten; mindestens eine."""
    return [alle[anfang : anfang + je_seite] for anfang in range(0, max(1, len(alle)), je_seite)]
