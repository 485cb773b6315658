"""Wie fest die Rangliste ist: Satz zur Stabilität, wer unter allen Voreinstellungen vorn steht, Herkunft."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.darstellung import befunde_ansprache, html
from insek_monitor.darstellung.konzepttext import sicher
from insek_monitor.oberflaeche import bausteine, navigation, rahmen
from insek_monitor.oberflaeche.ansprache import rechnung
from insek_monitor.oberflaeche.ansprache.ranggrundlage import Ranggrundlage


def zeichne(grundlage: Ranggrundlage) -> None:
    """Abschnitt unter der Liste; gilt immer für ganz Sachsen."""
    st.subheader("Wie fest ist die Reihenfolge?", anchor=False)
    if not grundlage.gewichte.alle_null:
        stabil = rechnung.stabilitaet(grundlage.ansicht, grundlage.gewichte, grundlage.kontakte)
        st.markdown(sicher(befunde_ansprache.stabilitaet(stabil)))
    vorn = grundlage.prioritaet[grundlage.prioritaet.index.isin(grundlage.immer_vorn)]
    st.markdown(befunde_ansprache.immer_vorn(len(vorn)))
    if not vorn.empty:
        with st.expander("Wer unter jeder Voreinstellung vorn steht", icon=":material/list:"):
            st.html(_tabelle(grundlage, vorn))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(rahmen.herkunft(grundlage.ansicht), width="stretch")
        bausteine.verweis("methodik", "Wie die Punkte entstehen")


def _tabelle(grundlage: Ranggrundlage, vorn: pd.DataFrame) -> str:
    lage = grundlage.lage.loc[vorn.index]
    anzeige = pd.DataFrame(
        {
            "Gemeinde": lage["bezeichnung"],
            "Kreis": lage["kreis"],
            "Platz": vorn["rang"],
            "Status": grundlage.status.loc[vorn.index].astype(str),
            "Begründung": [zeile.begruendung for zeile in grundlage.zeilen(list(vorn.index))],
        }
    )
    return html.tabelle(
        anzeige,
        beschreibung="Gemeinden, die unter allen mitgelieferten Voreinstellungen vorn stehen",
        verweise=[navigation.adresse_der_gemeinde(str(ags)) for ags in vorn.index],
    )
