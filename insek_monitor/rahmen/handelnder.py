"""Wer handelt, und das Feld für seinen Namen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.rahmen import anmeldung

NAME = "datenpflege_name"


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
