"""Zeile auf dem Überblick für alle, die bearbeiten: Überfälliges, bis Freitag Fälliges, wer im Gespräch."""

from __future__ import annotations

import streamlit as st

from insek_monitor.ansprache.kontakte.seite.lesen import eintraege
from insek_monitor.ansprache.kontakte.texte import kurzzeile
from insek_monitor.kern.rollen import Rolle
from insek_monitor.rahmen import anmeldung, navigation


def zeichne() -> None:
    """Die Zeile mit dem Weg zu den Kontakten; ohne die Rolle „Bearbeiten“ nichts."""
    if not anmeldung.darf(Rolle.BEARBEITEN):
        return
    zaehlung = eintraege().zaehlung
    symbol = ":material/alarm:" if zaehlung.ueberfaellig else ":material/contact_phone:"
    with st.container(key="ueberblick_intern", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{symbol} **Nur intern:** {kurzzeile(zaehlung)}")
        st.page_link(
            navigation.seiten()["ansprache"],
            label="Zu den Kontakten",
            icon=":material/arrow_forward:",
            query_params={"planung": "Kontakte"},
        )
