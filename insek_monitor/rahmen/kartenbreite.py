"""Wie breit die Karte im Browser ist, damit ganz Sachsen hineinpasst: auf dem Telefon, am Beamer, am
Schreibtisch; und ob er sie überhaupt zeichnen kann.

deck.gl kennt nur eine feste Vergrößerung, und der Server kennt die Breite des Fensters nicht. Ein
unsichtbares Element misst sie einmal; danach steht sie für die Sitzung fest und die Karte springt nicht mehr.
Ohne WebGL (Fernverbindung, gesperrte Grafik) bliebe die Karte leer.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st

OHNE_WEBGL = (
    "Dieser Browser kann die Karte nicht zeichnen: WebGL fehlt oder ist abgeschaltet, wie oft bei einer "
    "Fernverbindung zu einem anderen Rechner. Die Liste zeigt dieselben Gemeinden, „Gemeinde suchen“ wählt "
    "eine aus. Die kleine Karte im Überblick braucht kein WebGL."
)
_MESSEN = """
export default function ({ parentElement, setStateValue, data }) {
  if (!data.bekannt) {
    const webgl = document.createElement("canvas").getContext("webgl2")
    webgl?.getExtension("WEBGL_lose_context")?.loseContext()
    if (!webgl) setStateValue("ohne_webgl", true)
  }
  const breite = Math.round(parentElement.querySelector("div").getBoundingClientRect().width / 20) * 20
  if (breite > 0 && breite !== data.bekannt) setStateValue("breite", breite)
}
"""
SCHLUESSEL = "kartenbreite"


def _ohne_folge() -> None:
    """Rückruf, den Streamlit verlangt, damit der gemessene Wert ankommt."""


class Kartenplatz(NamedTuple):
    """Breite der umgebenden Spalte in Pixeln (auf 20 gerundet); None, solange nichts gemessen ist."""

    breite: int | None
    ohne_webgl: bool


def miss() -> Kartenplatz:
    """Was der Browser über den Platz der Karte sagt."""
    bekannt = st.session_state.get("gemessene_breite")
    messen: Any = st.components.v2.component("kartenbreite", html="<div></div>", js=_MESSEN)
    ergebnis = messen(
        key=SCHLUESSEL,
        data={"bekannt": bekannt},
        on_breite_change=_ohne_folge,
        on_ohne_webgl_change=_ohne_folge,
        height=1,
    )
    if ergebnis.breite:
        st.session_state["gemessene_breite"] = int(ergebnis.breite)
    if ergebnis.ohne_webgl:
        st.session_state["ohne_webgl"] = True
    return Kartenplatz(st.session_state.get("gemessene_breite"), "ohne_webgl" in st.session_state)
