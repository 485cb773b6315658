"""Bereich „Kampagnen“: gespeicherte Listen von Gemeinden, ihre Plätze, ihre Mischung, ihre Touren."""

from __future__ import annotations

import streamlit as st

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import (
    ansicht as kampagne_ansicht,
)
from insek_monitor.ansprache.kampagnen.seite import (
    formular as kampagne_formular,
)
from insek_monitor.ansprache.kampagnen.seite import (
    uebersicht as kampagnen_uebersicht,
)
from insek_monitor.ansprache.kampagnen.seite import zustand
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb
from insek_monitor.kern.rollen import Rolle, Zugang
from insek_monitor.rahmen import anmeldung, rahmen, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register.fehler import RegisterFehler


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich: die offene Liste, ein Formular oder die Übersicht."""
    if not anmeldung.darf_internes():
        rahmen.befund("Kampagnen sind intern")
        st.info(
            "Wen die Fachstelle wann ansprechen will, ist ein Vorhaben, keine Auskunft über die Gemeinden; "
            "deshalb sehen es nur Leute mit einer Rolle. Die Bereiche „Priorität“ und „Gemeinsame Konzepte“ "
            "stehen allen offen.",
            icon=":material/lock:",
        )
        return
    name = _name() if anmeldung.darf(Rolle.BEARBEITEN) else ""
    zustand.zeige_nachricht()
    try:
        _zeichne(ansicht, name)
    except RegisterFehler as fehler:  # etwa: Rolle eben entzogen
        rahmen.befund("Kampagnen sind gerade nicht verfügbar")
        st.error(texte.fremd(fehler, 2000), icon=":material/error:")


def _zeichne(ansicht: Ansicht, name: str) -> None:
    if anmeldung.darf(Rolle.BEARBEITEN):
        _uebernimm_auswahl()
    if stand := _offene():
        kampagne_ansicht.zeichne(stand, ansicht, name)
        return
    entwurf = zustand.entwurf()
    if entwurf is not None and entwurf.basis is None and anmeldung.darf(Rolle.BEARBEITEN):
        rahmen.befund("Neue Liste: wen, wofür, bis wann?")
        kampagne_formular.zeichne(entwurf, name, ansicht.datenstand.nummer)
        return
    listen = kampagnen.liste(
        zwischenspeicher.register(), handelnder(), auch_archivierte=kampagnen_uebersicht.auch_archivierte()
    )
    rahmen.befund(kampagnen_uebersicht.ueberschrift(listen))
    kampagnen_uebersicht.zeichne(listen, ansicht, schreiben=anmeldung.darf(Rolle.BEARBEITEN))


def _uebernimm_auswahl() -> None:
    """Der Bereich „Priorität“ hat „als Liste speichern“ gedrückt."""
    gewuenscht = st.session_state.pop(zustand.NEU, None)
    if not gewuenscht:
        return
    if isinstance(gewuenscht, tuple | list):
        kampagne_formular.beginne_neu(tuple(gewuenscht))
    else:
        kampagne_formular.beginne_neu(auswahlkorb.gewaehlt(), aus_auswahl=True)


def _offene() -> Kampagne | None:
    nummer = zustand.offene_nummer()
    if nummer is None:
        return None
    try:
        return kampagnen.finde(zwischenspeicher.register(), nummer, handelnder())
    except RegisterFehler as fehler:
        st.warning(texte.fremd(fehler, 2000), icon=":material/link_off:")
        return None


def _name() -> str:
    """Name für den Verlauf; an diesem Rechner einmal einzutragen, sonst aus der Anmeldung."""
    if anmeldung.person().zugang is not Zugang.LOKAL:
        return handelnder().name
    with st.container(width=280):
        return namensfeld()
