"""Was die Seite Datenpflege zwischen zwei Läufen behält: der Vorgang, die letzte Nachricht, der Name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from insek_monitor.modell.rollen import Person, Zugang
from insek_monitor.oberflaeche import anmeldung, zwischenspeicher
from insek_monitor.oberflaeche.datenpflege.vorgang import Vorgang
from insek_monitor.register import datenstaende
from insek_monitor.register.datenstaende import Datenstand

SCHLUESSEL = "datenpflege"
NAME = "datenpflege_name"


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


def handelnder() -> Person:
    """Wer handelt; an diesem Rechner mit dem Namen aus dem Namensfeld."""
    person = anmeldung.person()
    if person.zugang is not Zugang.LOKAL:
        return person
    return replace(person, name=str(st.session_state.get(NAME) or "").strip())


def namensfeld() -> str:
    """Name für Verlauf und Protokoll: von der Anmeldung, an diesem Rechner einzutragen. Leer: fehlt noch."""
    person = anmeldung.person()
    if person.zugang is not Zugang.LOKAL:
        st.text_input("Name", value=person.name, disabled=True, help="Aus Ihrer Anmeldung.")
        return person.name
    eingabe = st.text_input(
        "Ihr Name",
        key=NAME,
        persist_state="session",
        max_chars=80,
        placeholder="Vor- und Nachname",
        help="Steht im Verlauf und im Protokoll. Er wird in dieser Sitzung behalten.",
    )
    return str(eingabe or "").strip()
