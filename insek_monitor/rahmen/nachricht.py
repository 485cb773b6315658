"""Ein Satz, der beim nächsten Lauf einmal oben steht: gelungen, misslungen oder ein Hinweis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from insek_monitor.rahmen import fremdtext as texte

Art = Literal["erfolg", "fehler", "hinweis"]
HOECHSTENS = 3000
_ZEIGEN = {
    "erfolg": (st.success, ":material/check_circle:"),
    "fehler": (st.error, ":material/error:"),
    "hinweis": (st.info, ":material/info:"),
}


@dataclass(frozen=True)
class Nachricht:
    """Platz für einen Satz in der Sitzung; jede Seite hat ihren eigenen.

    Attributes
    ----------
    schluessel : Name in ``st.session_state``.
    """

    schluessel: str

    def melde(self, text: str, art: Art = "erfolg") -> None:
        """Ein Satz, der beim nächsten Lauf einmal oben steht."""
        st.session_state[self.schluessel] = (text, art)

    def wartet(self) -> bool:
        """Ob ein Satz wartet."""
        return self.schluessel in st.session_state

    def zeige(self) -> None:
        """Der Satz vom letzten Lauf."""
        nachricht = st.session_state.pop(self.schluessel, None)
        if nachricht is None:
            return
        text, art = nachricht
        zeigen, symbol = _ZEIGEN[art]
        zeigen(texte.fremd(text, HOECHSTENS), icon=symbol)
