"""Bereich „Priorität“: wen als Nächstes, und warum."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.modell.rollen import Rolle
from insek_monitor.oberflaeche import anmeldung
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
from insek_monitor.oberflaeche.ansprache.ranggrundlage import Ranggrundlage, stelle_zusammen


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich."""
    kontakte = kontaktdaten.lies(einstellungen.heute())
    # Die Rolle wird je Lauf einmal gelesen; verbindlich prüft das Register bei jedem Schreiben noch einmal.
    intern, schreiben = kontakte is not None, anmeldung.darf(Rolle.BEARBEITEN)
    oben = st.container(horizontal=True, vertical_alignment="bottom")
    gewichte = gewichtewahl.waehle(oben, intern=intern, schreiben=schreiben)
    with oben:
        kopf.zum_klaeren(int((~ansicht.lage["geklaert"]).sum()))
        filter_ = zusatzfilter.waehle(intern=intern)
        mit_karte = auswahlkarte.wird_gezeigt()
    grundlage = stelle_zusammen(ansicht, gewichte, filter_, kontakte)
    kopf.zeichne(grundlage)
    if kopf.hinweise(grundlage, filter_):
        _liste_und_karte(
            grundlage, (gewichte, filter_, ansicht.auswahl, ansicht.datenstand.nummer), mit_karte=mit_karte
        )
    auswahlleiste.zeichne(grundlage, ansicht, schreiben=schreiben)
    festigkeit.zeichne(grundlage)


def _liste_und_karte(grundlage: Ranggrundlage, schluessel: Hashable, *, mit_karte: bool) -> None:
    gezeigte = rangliste.seite(grundlage, schluessel)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        rangliste.knoepfe(grundlage, gezeigte)
        einzelfall.knopf(grundlage)
        einzelfall.suche()
    links, rechts = st.columns([3, 2], gap="medium") if mit_karte else (st.container(), None)
    with links:
        einzelfall.zeichne(grundlage)
        rangliste.zeichne(grundlage, gezeigte)
    if rechts is not None:
        with rechts, st.container(key="kartenspalte"):
            auswahlkarte.zeichne(grundlage.fuer_karte(), grundlage.ansicht)
