"""Schalter innerhalb der Seiten (Messgröße, Gliederung, Frist, Kartenthema); ihre Werte stehen in der Adresse."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from insek_monitor.darstellung.kartenthemen import KARTENTHEMEN, Kartenthema

GLIEDERUNGEN = {
    "Kreis": "kreis",
    "Planungsregion": "planungsregion",
    "Gemeindetyp": "gemeindetyp",
    "Größenklasse": "groessenklasse",
}
FRISTEN = {"6 Monate": 6, "12 Monate": 12, "24 Monate": 24, "5 Jahre": 60}
MASSZAHLEN = ("Gemeinden", "Einwohner")
DARSTELLUNGEN = ("Anzahl", "Anteil")

WERTE: dict[str, tuple[str, tuple[str, ...]]] = {
    "nach": ("Die Gliederung", tuple(GLIEDERUNGEN)),
    "masszahl": ("Die Messgröße", MASSZAHLEN),
    "darstellung": ("Die Darstellung", DARSTELLUNGEN),
    "frist": ("Die Frist", tuple(FRISTEN)),
    "thema": ("Das Kartenthema", KARTENTHEMEN),
    "auch_modelliert": ("Den Wert", ("true", "false")),
}
"""Name in der Adresse → Bezeichnung und mögliche Werte, für die Prüfung der Adresse."""


def masszahl_und_darstellung() -> tuple[Literal["gemeinden", "einwohner"], bool]:
    """Gemeinden oder Einwohner; Anzahl oder Anteil."""
    with st.container(horizontal=True):
        masszahl = st.segmented_control(
            "Messgröße",
            MASSZAHLEN,
            default="Gemeinden",
            required=True,
            key="masszahl",
            bind="query-params",
        )
        darstellung = st.segmented_control(
            "Darstellung",
            DARSTELLUNGEN,
            default="Anzahl",
            required=True,
            key="darstellung",
            bind="query-params",
        )
    return ("einwohner" if masszahl == "Einwohner" else "gemeinden"), darstellung == "Anteil"


def gliederung(schema: str) -> tuple[str, str]:
    """Wonach gegliedert wird: Spalte in `lage` und Beschriftung."""
    wahl = st.segmented_control(
        "Gliedern nach",
        list(GLIEDERUNGEN),
        default="Kreis",
        required=True,
        key="nach",
        bind="query-params",
        wrap=True,
    )
    wahl = wahl if wahl in GLIEDERUNGEN else "Kreis"
    spalte = GLIEDERUNGEN[wahl]
    return (f"{spalte}_{schema}" if spalte == "groessenklasse" else spalte), wahl


def frist() -> int:
    """Frist in Monaten."""
    wahl = st.segmented_control(
        "Läuft ab in den nächsten",
        list(FRISTEN),
        default="24 Monate",
        required=True,
        key="frist",
        bind="query-params",
        wrap=True,
    )
    return FRISTEN.get(wahl or "", 24)


def kartenthema() -> Kartenthema:
    """Thema der Karte."""
    wahl = st.segmented_control(
        "Thema",
        list(KARTENTHEMEN),
        default=KARTENTHEMEN[0],
        required=True,
        key="thema",
        bind="query-params",
        wrap=True,
    )
    return wahl if wahl in KARTENTHEMEN else KARTENTHEMEN[0]
