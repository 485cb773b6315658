"""Was die Seite zwischen zwei Läufen behält: offener Raum, letzter Satz; Register rufen mit Meldung."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from insek_monitor.kern.stimmungsbild import normiere_code
from insek_monitor.rahmen import schalter
from insek_monitor.rahmen.adresse import Angaben, zitat
from insek_monitor.rahmen.nachricht import Nachricht
from insek_monitor.register.fehler import RegisterFehler

RAUM = "raum"
"""Name in der Adresse: der offene Raum."""
FRAGE = "stimmung_frage"
"""In der Sitzung: welche Frage des Raums zu sehen ist."""
FORMULAR = "stimmung_raumformular"
Stimmungsteil = Literal["Räume", "Fragensätze", "Vergleich"]
STIMMUNGSTEILE: tuple[Stimmungsteil, ...] = ("Räume", "Fragensätze", "Vergleich")
ANGABEN = Angaben({"stimmung": ("Den Bereich", STIMMUNGSTEILE)}, eigene=frozenset({RAUM}))
_nachricht = Nachricht("stimmung_nachricht")
melde, zeige_nachricht, hat_nachricht = _nachricht.melde, _nachricht.zeige, _nachricht.wartet


def teil() -> Stimmungsteil:
    """Der gewählte Bereich der Seite."""
    wahl = schalter.waehle("Bereich", STIMMUNGSTEILE, "stimmung")
    return next(teil for teil in STIMMUNGSTEILE if teil == wahl)


def offener_code() -> str:
    """Code aus der Adresse; leer ohne Raum. Unlesbares wird gemeldet und übergangen."""
    angabe = st.query_params.get(RAUM)
    if angabe is None:
        return ""
    if not (code := normiere_code(angabe)):
        st.warning(
            f"„{zitat(angabe, 30)}“ in der Adresse ist kein Raumcode. Bitte wählen Sie einen Raum aus.",
            icon=":material/link_off:",
        )
    return code


def oeffne(code: str) -> None:
    """Zeigt diesen Raum (Rückruf)."""
    schliesse()
    st.query_params[RAUM] = code


def schliesse() -> None:
    """Zurück zur Übersicht (Rückruf)."""
    st.query_params.pop(RAUM, None)
    for schluessel in (FRAGE, FORMULAR):
        st.session_state.pop(schluessel, None)


def versuche(funktion: Callable[..., Any], *args: Any, erfolg: str = "", **angaben: Any) -> bool:
    """Ruft das Register; sein deutscher Satz steht sonst beim nächsten Lauf oben.

    Parameters
    ----------
    erfolg
        Satz, wenn es gelungen ist; leer: keiner (man sieht es).
    """
    try:
        funktion(*args, **angaben)
    except RegisterFehler as fehler:
        melde(str(fehler), "fehler")
        return False
    if erfolg:
        melde(erfolg)
    return True
