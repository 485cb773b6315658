"""Wie breit die Karte im Browser ist, damit ganz Sachsen hineinpasst: auf dem Telefon, am Beamer, am
Schreibtisch.

deck.gl kennt nur eine feste Vergrößerung, und der Server kennt die Breite des Fensters nicht. Ein
unsichtbares Element misst sie einmal; danach steht sie für die Sitzung fest und die Karte springt nicht mehr.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

_MESSEN = """
export default function ({ parentElement, setStateValue, data }) {
  const breite = Math.round(parentElement.querySelector("div").getBoundingClientRect().width / 20) * 20
  if (breite > 0 && breite !== data.bekannt) setStateValue("breite", breite)
}
"""
SCHLUESSEL = "kartenbreite"


def _ohne_folge() -> None:
    """Rückruf, den Streamlit verlangt, damit der gemessene Wert ankommt."""


def miss() -> int | None:
    """Breite der umgebenden Spalte in Pixeln (auf 20 gerundet); None, solange nichts gemessen ist."""
    bekannt = st.session_state.get("gemessene_breite")
    messen: Any = st.components.v2.component("kartenbreite", html="<div></div>", js=_MESSEN)
    ergebnis = messen(key=SCHLUESSEL, data={"bekannt": bekannt}, on_breite_change=_ohne_folge, height=1)
    if ergebnis.breite:
        st.session_state["gemessene_breite"] = int(ergebnis.breite)
    return st.session_state.get("gemessene_breite")
