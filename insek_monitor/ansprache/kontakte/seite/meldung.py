"""Der eine Satz nach einem Schreibversuch; er steht beim nächsten Lauf einmal da."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from insek_monitor.rahmen import fremdtext as texte

NACHRICHT, FEHLER, RUECKWEG = "ansprache_nachricht", "ansprache_fehler", "ansprache_rueckweg"


@dataclass(frozen=True)
class Rueckweg:
    """Knopf neben der Nachricht, der das eben Geschehene zurücknimmt."""

    beschriftung: str
    rueckruf: Callable[..., None]
    args: tuple[Any, ...]


def melde(satz: str, rueckweg: Rueckweg | None = None) -> None:
    """Gelungen."""
    st.session_state[NACHRICHT] = satz
    st.session_state[RUECKWEG] = rueckweg


def melde_fehler(fehler: Exception) -> None:
    """Abgewiesen, mit dem deutschen Satz des Registers."""
    st.session_state[FEHLER] = str(fehler)


def nimm_fehler() -> str:
    """Der letzte abgewiesene Versuch; danach vergessen."""
    return str(st.session_state.pop(FEHLER, ""))


def zeichne() -> None:
    """Zeigt und vergisst die letzte Nachricht."""
    if satz := st.session_state.pop(NACHRICHT, ""):
        st.success(texte.fremd(satz, 600), icon=":material/check_circle:")
        rueckweg: Rueckweg | None = st.session_state.pop(RUECKWEG, None)
        if rueckweg is not None:
            st.button(
                rueckweg.beschriftung,
                icon=":material/undo:",
                key="ansprache_rueckweg_knopf",
                type="tertiary",
                on_click=rueckweg.rueckruf,
                args=rueckweg.args,
            )
    if satz := st.session_state.pop(FEHLER, ""):
        st.error(texte.fremd(satz, 2000), icon=":material/error:")
