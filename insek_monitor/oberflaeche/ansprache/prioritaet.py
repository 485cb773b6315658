"""Bereich „Priorität“: wen als Nächstes, und warum."""

from __future__ import annotations

import streamlit as st

from insek_monitor.oberflaeche import filter as filterzeile
from insek_monitor.oberflaeche.ansicht import Ansicht
from insek_monitor.oberflaeche.ansprache import (
    auswahlkarte,
    auswahlleiste,
    einzelfall,
    festigkeit,
    gewichtewahl,
    kontaktdaten,
    kopf,
    rangliste,
    zusatzfilter,
)
from insek_monitor.oberflaeche.ansprache.ranggrundlage import stelle_zusammen


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich."""
    kontakte = kontaktdaten.lies(filterzeile.heute())
    oben = st.container(horizontal=True, vertical_alignment="bottom")
    gewichte = gewichtewahl.waehle(oben)
    with oben:
        filter_ = zusatzfilter.waehle()
        mit_karte = auswahlkarte.wird_gezeigt()
    grundlage = stelle_zusammen(ansicht, gewichte, filter_, kontakte)
    kopf.zeichne(grundlage)
    if kopf.hinweise(grundlage, filter_):
        links, rechts = st.columns([3, 2], gap="medium") if mit_karte else (st.container(), None)
        with links:
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                einzelfall.knopf(grundlage)
                einzelfall.suche()
            einzelfall.zeichne(grundlage)
            rangliste.zeichne(grundlage, (gewichte, filter_, ansicht.auswahl, ansicht.datenstand.nummer))
        if rechts is not None:
            with rechts:
                auswahlkarte.zeichne(grundlage.fuer_karte(), ansicht)
    auswahlleiste.zeichne(grundlage, ansicht)
    festigkeit.zeichne(grundlage)
