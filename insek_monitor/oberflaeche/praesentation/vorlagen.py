"""Fertige Texte für Textfolien: Hemmnisse, Chancen, Angebote; ein Klick setzt sie ein."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from insek_monitor.darstellung.folien_vorlagen import vorlagen_text
from insek_monitor.oberflaeche.praesentation import arbeit as rechnung
from insek_monitor.oberflaeche.praesentation import rechnen, zustand


def knopf(marke: int) -> None:
    """Ein Menü; die gewählte Vorlage ersetzt Überschrift und Text der Folie."""
    st.menu_button(
        "Vorlage einsetzen",
        [vorlage.titel for vorlage in vorlagen_text()],
        icon=":material/text_snippet:",
        key=f"vorlage_{marke}",
        type="tertiary",
        help="Ersetzt Überschrift, Text und Notiz dieser Folie; „Rückgängig“ holt sie zurück.",
        on_click=_setze_ein,
        args=(marke,),
    )


def _setze_ein(marke: int) -> None:
    jetzt, titel = zustand.arbeit(), st.session_state.get(f"vorlage_{marke}")
    vorlage = next((v for v in vorlagen_text() if v.titel == titel), None)
    if jetzt is None or vorlage is None or marke not in jetzt.marken:
        return
    stelle = jetzt.marken.index(marke)
    folie = replace(jetzt.folge.folien[stelle], titel=vorlage.titel, text=vorlage.text, notiz=vorlage.notiz)
    neu = rechnung.aendere(jetzt, marke, folie, rechnen.fester_inhalt(jetzt.folge, folie))
    zustand.setze(neu, f"Vorlage auf Folie {stelle + 1}")
