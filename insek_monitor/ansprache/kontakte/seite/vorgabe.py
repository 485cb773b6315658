"""Welches Kontaktformular offen ist und womit es beginnt; die Felder stehen in der Sitzung."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.ansprache import Kontaktart
from insek_monitor.rahmen.handelnder import handelnder

OFFEN, FEHLER = "kontaktformular", "kontaktformular_fehler"
ORT, OFFEN_AN = "kontaktformular_ort", "kontaktformular_offen_an"
"""Wo die Sitzung gerade ist (Bereich oder Gemeinde), und wo das Formular geöffnet wurde."""

Zweck = Literal["eintragen", "berichtigen", "zurueckziehen", "verschieben"]


@dataclass(frozen=True)
class Vorgabe:
    """Ein offenes Formular.

    Attributes
    ----------
    ags : Gemeinde, von der aus es geöffnet wurde; fest, wenn ``fest``.
    erledigt : Wiedervorlage, die mit diesem Kontakt erledigt sein soll.
    nummer : Kontakt, der berichtigt, zurückgezogen oder dessen Wiedervorlage verschoben wird.
    """

    zweck: Zweck = "eintragen"
    ags: str | None = None
    fest: bool = False
    erledigt: int | None = None
    nummer: int | None = None


def feld(name: str) -> str:
    """Schlüssel eines Felds in der Sitzung."""
    return f"kontaktfeld_{name}"


def wert(name: str) -> Any:
    """Was im Feld steht."""
    return st.session_state.get(feld(name))


def offene() -> Vorgabe | None:
    """Das offene Formular."""
    vorgabe: Vorgabe | None = st.session_state.get(OFFEN)
    return vorgabe


def betrete(ort: str) -> None:
    """Merkt sich den Ort; ein Formular, das anderswo geöffnet wurde, ist dort zurückgelassen und entfällt."""
    st.session_state[ORT] = ort
    # Die Felder vergisst Streamlit, sobald eine Seite sie nicht zeigt; leer wiederkommen soll nichts.
    if offene() and (st.session_state.get(OFFEN_AN) != ort or feld("datum") not in st.session_state):
        schliesse()


def oeffne(vorgabe: Vorgabe, gespeichert: Mapping[str, Any] | None = None) -> None:
    """Öffnet ein Formular (Rückruf eines Knopfs); Felder beginnen leer oder mit dem gespeicherten Kontakt."""
    anfang: dict[str, Any] = {
        "ags": vorgabe.ags,
        "datum": einstellungen.heute(),
        "art": Kontaktart.TELEFON,
        "stelle": None,
        "ergebnis": "",
        "naechster_schritt": "",
        "wiedervorlage": None,
        "stand": "",
        "kampagne": 0,
        "grund": "",
        "name": handelnder().name,
    }
    for name, inhalt in {**anfang, **(gespeichert or {})}.items():
        st.session_state[feld(name)] = inhalt
    st.session_state.pop(FEHLER, None)
    st.session_state[OFFEN] = vorgabe
    st.session_state[OFFEN_AN] = st.session_state.get(ORT)


def schliesse() -> None:
    """Verwirft das Formular mit allem, was darin steht."""
    for name in [schluessel for schluessel in st.session_state if str(schluessel).startswith(feld(""))]:
        del st.session_state[name]
    st.session_state.pop(FEHLER, None)
    st.session_state.pop(OFFEN, None)
