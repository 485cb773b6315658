"""Lange Listen zeigen erst ihren Anfang; ein Knopf zeigt den Rest."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.lage.bild import zahlen


def anfang(frame: pd.DataFrame, schluessel: str, hoechstens: int) -> pd.DataFrame:
    """Die ersten Zeilen; alle, wenn der Knopf gedrückt ist."""
    return frame if st.session_state.get(schluessel) else frame.head(hoechstens)


def zeichne(frame: pd.DataFrame, schluessel: str, hoechstens: int) -> None:
    """„9 weitere zeigen“ oder „nur die ersten 10“; nichts, wenn alles Platz hat."""
    rest = len(frame) - hoechstens
    if rest <= 0:
        return
    offen = bool(st.session_state.get(schluessel))
    st.button(
        f"nur die ersten {hoechstens}" if offen else f"{zahlen.zahl(rest)} weitere zeigen",
        icon=":material/unfold_less:" if offen else ":material/unfold_more:",
        key=f"knopf_{schluessel}",
        type="tertiary",
        on_click=_wende,
        args=(schluessel,),
    )


def _wende(schluessel: str) -> None:
    st.session_state[schluessel] = not st.session_state.get(schluessel)
