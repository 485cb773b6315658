"""Der eine Satz nach einem Schreibversuch; er steht beim nächsten Lauf einmal da."""

from __future__ import annotations

import streamlit as st

from insek_monitor.oberflaeche.datenpflege import texte

NACHRICHT, FEHLER = "ansprache_nachricht", "ansprache_fehler"


def melde(satz: str) -> None:
    """Gelungen."""
    st.session_state[NACHRICHT] = satz


def melde_fehler(fehler: Exception) -> None:
    """Abgewiesen, mit dem deutschen Satz des Registers."""
    st.session_state[FEHLER] = str(fehler)


def zeichne() -> None:
    """Zeigt und vergisst die letzte Nachricht."""
    if satz := st.session_state.pop(NACHRICHT, ""):
        st.success(texte.fremd(satz, 600), icon=":material/check_circle:")
    if satz := st.session_state.pop(FEHLER, ""):
        st.error(texte.fremd(satz, 2000), icon=":material/error:")
