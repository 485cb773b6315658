"""Aufbau der Seite: Räume, Fragensätze, Vergleich; für Gäste, wie man mitmacht."""

from __future__ import annotations

import streamlit as st

from insek_monitor.kern.rollen import Rolle, Zugang
from insek_monitor.rahmen import anmeldung, rahmen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.abstimmung.seite import fragensaetze, gast, raeume, vergleich, zustand


def zeichne(ansicht: Ansicht) -> None:
    """Zeichnet den gewählten Bereich; jeder setzt die Überschrift mit seinem Befund."""
    if not anmeldung.darf_internes():
        gast.zeichne()
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        bereich = zustand.teil()
        name = _name() if anmeldung.darf(Rolle.BEARBEITEN) else ""
    zustand.zeige_nachricht()
    try:
        # Nur der gewählte Bereich wird gelesen und gezeichnet.
        {"Räume": raeume.zeichne, "Fragensätze": fragensaetze.zeichne, "Vergleich": vergleich.zeichne}[
            bereich
        ](ansicht, name)
    except RegisterFehler as fehler:  # etwa: Rolle eben entzogen
        rahmen.befund("Das Stimmungsbild ist gerade nicht verfügbar")
        st.error(texte.fremd(fehler, 2000), icon=":material/error:")


def _name() -> str:
    """Name für Verlauf und Protokoll; an diesem Rechner einmal einzutragen, sonst aus der Anmeldung."""
    if anmeldung.person().zugang is not Zugang.LOKAL:
        return handelnder().name
    with st.container(width=280):
        return namensfeld()
