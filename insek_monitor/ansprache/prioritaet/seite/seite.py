"""Bereich „Priorität“: wen als Nächstes, und warum."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte.seite import daten as kontaktdaten
from insek_monitor.ansprache.prioritaet import befunde as befunde_ansprache
from insek_monitor.ansprache.prioritaet.seite import (
    auswahlkarte,
    auswahlleiste,
    einzelfall,
    gewichtewahl,
    kopf,
    rangliste,
    rechnung,
    zusatzfilter,
)
from insek_monitor.ansprache.prioritaet.seite.ranggrundlage import Ranggrundlage, stelle_zusammen
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import html
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import anmeldung, bausteine, navigation, rahmen
from insek_monitor.rahmen.ansicht import Ansicht


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
    _zeichne_festigkeit(grundlage)


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


def _zeichne_festigkeit(grundlage: Ranggrundlage) -> None:
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
