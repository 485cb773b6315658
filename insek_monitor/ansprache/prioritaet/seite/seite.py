"""Bereich „Priorität“: wen als Nächstes, und warum."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte.seite import lesen
from insek_monitor.ansprache.prioritaet import befunde as befunde_ansprache
from insek_monitor.ansprache.prioritaet.filter import Zusatzfilter
from insek_monitor.ansprache.prioritaet.seite import (
    auswahlkarte,
    auswahlleiste,
    einzelfall,
    gewichtewahl,
    rangliste,
    rechnung,
    zusatzfilter,
)
from insek_monitor.ansprache.prioritaet.seite.gewichtewahl import NUR_INTERN, fuer_gaeste
from insek_monitor.ansprache.prioritaet.seite.ranggrundlage import Ranggrundlage, stelle_zusammen
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.lage.gewichte import VORGABE
from insek_monitor.rahmen import anmeldung, bausteine, navigation, rahmen
from insek_monitor.rahmen.ansicht import Ansicht


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich."""
    kontakte = lesen.lies(einstellungen.heute())
    # Die Rolle wird je Lauf einmal gelesen; verbindlich prüft das Register bei jedem Schreiben noch einmal.
    intern, schreiben = kontakte is not None, anmeldung.darf(Rolle.BEARBEITEN)
    oben = st.container(horizontal=True, vertical_alignment="bottom")
    gewichte = gewichtewahl.waehle(oben, intern=intern, schreiben=schreiben)
    with oben:
        zum_klaeren(int((~ansicht.lage["geklaert"]).sum()))
        filter_ = zusatzfilter.waehle(intern=intern)
        mit_karte = auswahlkarte.wird_gezeigt()
    grundlage = stelle_zusammen(ansicht, gewichte, filter_, kontakte)
    zeichne_kopf(grundlage)
    if hinweise(grundlage, filter_):
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


def zeichne_kopf(grundlage: Ranggrundlage) -> None:
    """Setzt die Überschrift der Seite."""
    rahmen.befund(
        befunde_ansprache.ueberschrift(grundlage.treffer, grundlage.lage), neben_der_karte(grundlage)
    )


def zum_klaeren(offen: int) -> None:
    """Knopf zur Anrufliste; ohne offene Gemeinden keiner."""
    if offen:
        st.button(
            f"Stand klären ({zahlen.zahl(offen)})",
            icon=":material/call:",
            key="ansprache_klaeren",
            type="primary",
            on_click=lambda: st.session_state.update(planung="Stand klären"),
        )


def neben_der_karte(grundlage: Ranggrundlage) -> str | None:
    """Warum die Karte andere Punkte zeigt; None, wenn sie dieselben zeigt."""
    mit_kontakten = rechnung.mit_kontakten(grundlage.kontakte) and grundlage.gewichte.gewicht(NUR_INTERN)
    eigene = fuer_gaeste(grundlage.gewichte) != fuer_gaeste(gewichtewahl.VORGABE)
    womit = [
        *(["den eingestellten Gewichten"] if eigene else []),
        *(["den eingetragenen Kontakten"] if mit_kontakten else []),
    ]
    if not womit:
        return None
    return (
        f"Gerechnet mit {zahlen.aufzaehlung(womit)}. Die Karte zeigt die Priorität für alle gleich, nach der "
        f"Voreinstellung „{VORGABE}“ und ohne Kontakte; dort sind Punkte und Plätze andere."
    )


def hinweise(grundlage: Ranggrundlage, filter_: Zusatzfilter) -> bool:
    """Erklärt leere Listen und Gewichte; falsch, wenn es nichts zu zeigen gibt."""
    if grundlage.gewichte.alle_null:
        st.warning(
            "Alle Gewichte sind 0. Stellen Sie unter „Gewichte“ eines ein, oder wählen Sie eine "
            "Voreinstellung.",
            icon=":material/tune:",
        )
    if not grundlage.treffer.empty:
        return True
    st.info(leerer_satz(grundlage, filter_), icon=":material/filter_alt_off:")
    if not filter_.ist_leer:
        st.button(
            "Weitere Filter entfernen",
            icon=":material/filter_alt_off:",
            key="filter_leeren_oben",
            on_click=zusatzfilter.entferne_alle,
        )
    return False


def leerer_satz(grundlage: Ranggrundlage, filter_: Zusatzfilter) -> str:
    """Warum die Liste leer ist und was hilft."""
    if filter_.ist_leer:
        return (
            "Zu dieser Auswahl gehört keine Gemeinde. Nehmen Sie in der Filterzeile eine Größenklasse oder "
            "einen Kreis zurück."
        )
    weitere = zusatzfilter.in_worten(filter_)
    wo = "dieser Filterzeile" if grundlage.ansicht.auswahl.ist_gefiltert else "ganz Sachsen"
    return f"Keine Gemeinde in {wo} passt zu den weiteren Filtern ({weitere}). Nehmen Sie einen zurück."
