"""Was die Seite Datenpflege zwischen zwei Läufen behält: der Vorgang, die letzte Nachricht."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from insek_monitor.einspielen.seite.vorgang import Vorgang
from insek_monitor.rahmen import schalter, zwischenspeicher
from insek_monitor.rahmen.adresse import Angaben
from insek_monitor.register import datenstaende
from insek_monitor.register.datenstaende import Datenstand

SCHLUESSEL = "datenpflege"


@dataclass(frozen=True)
class Nachricht:
    """Ein Satz, der beim nächsten Lauf einmal oben steht.

    Attributes
    ----------
    datenstand : Neuer Datenstand; dazu gehören Verweise auf die Seiten, die ihn zeigen.
    """

    text: str
    art: Literal["erfolg", "fehler"] = "erfolg"
    datenstand: int | None = None


@dataclass
class Zustand:
    """Was in der Sitzung steht; `laufende_datei` gibt dem Uploader nach jeder Datei einen neuen Namen."""

    vorgang: Vorgang | None = None
    nachricht: Nachricht | None = None
    laufende_datei: int = 0


def zustand() -> Zustand:
    """Der Zustand dieser Sitzung."""
    if SCHLUESSEL not in st.session_state:
        st.session_state[SCHLUESSEL] = Zustand()
    wert: Zustand = st.session_state[SCHLUESSEL]
    return wert


def verwirf() -> None:
    """Vergisst die hochgeladene Datei und alles, was dazu entschieden wurde."""
    aktueller = zustand()
    aktueller.vorgang = None
    aktueller.laufende_datei += 1


def melde(nachricht: Nachricht) -> None:
    """Zeigt beim nächsten Lauf einen Satz."""
    zustand().nachricht = nachricht


def geltender() -> Datenstand:
    """Der Datenstand, der ohne Wahl gilt; mit ihm wird verglichen, nicht mit dem gerade gezeigten."""
    return datenstaende.vorgabe(zwischenspeicher.alle_datenstaende())


Bereich = Literal["Einspielen", "Datenstände", "Bestätigen", "Ausgeben", "Protokoll"]
BEREICHE: tuple[Bereich, ...] = ("Einspielen", "Datenstände", "Bestätigen", "Ausgeben", "Protokoll")
ANGABEN = Angaben({"bereich": ("Den Bereich", BEREICHE)})


def bereich() -> Bereich:
    """Der gewählte Bereich."""
    wahl = schalter.waehle("Bereich", BEREICHE, "bereich")
    return next(bereich for bereich in BEREICHE if bereich == wahl)
