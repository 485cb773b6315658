"""Anmelden und Abmelden in der Seitenleiste; darüber, wer da ist und was diese Person darf."""

from __future__ import annotations

import logging

import streamlit as st
from streamlit.errors import StreamlitAuthError

from insek_monitor.kern.rollen import Zugang
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import anmeldung

FEHLGESCHLAGEN = "anmeldung_fehlgeschlagen"
OHNE_ROLLE = "anmeldung_ohne_rolle"

protokoll = logging.getLogger("insek_monitor")


def zeichne() -> None:
    """Zeichnet den Abschnitt; zu rufen, wenn das Register offen ist."""
    ergebnis, rolle = anmeldung.erkenne(), anmeldung.rolle()
    with st.sidebar.container(key="anmeldung", gap="small"):
        if ergebnis.person.zugang is Zugang.LOKAL:
            st.caption("An diesem Rechner: alles erlaubt", help=anmeldung.hinweis())
            return
        if ergebnis.person.zugang is Zugang.GAST:
            st.caption("Nur lesen", help=ergebnis.grund)
            if anmeldung.ist_eingerichtet() and len(anmeldung.dienste()) == 1:
                _anmelden()
            return
        if rolle is None:
            _vermerke(ergebnis)
        wort = "keine Rolle" if rolle is None else f"Rolle „{rolle.beschriftung}“"
        st.caption(f"**{sicher(ergebnis.person.name)}** · {wort}", help=anmeldung.hinweis())
        st.button("Abmelden", icon=":material/logout:", on_click=anmeldung.melde_ab, key="abmelden")


def _vermerke(ergebnis: anmeldung.Ergebnis) -> None:
    """Im Protokoll des Dienstes, einmal je Sitzung: Wer keine Rolle bekam und woran es lag."""
    if not st.session_state.setdefault(OHNE_ROLLE, False):
        st.session_state[OHNE_ROLLE] = True
        protokoll.warning("Angemeldet ohne Rolle: %s. %s", ergebnis.person.kennung, ergebnis.grund)


def _anmelden() -> None:
    [dienst] = anmeldung.dienste()
    st.button(
        "Anmelden",
        icon=":material/login:",
        key=f"anmelden_{dienst}",
        on_click=_melde_an,
        args=(dienst,),
    )
    if st.session_state.pop(FEHLGESCHLAGEN, False):
        st.error(
            "Die Anmeldung ist unvollständig eingerichtet. Bitte geben Sie der Betreuung Bescheid "
            "(docs/betrieb.md); die Einzelheiten stehen im Protokoll des Servers."
        )


def _melde_an(dienst: str | None) -> None:
    try:
        st.login(dienst)
    except StreamlitAuthError as fehler:
        protokoll.error("Anmeldung unvollständig eingerichtet: %s", fehler)
        st.session_state[FEHLGESCHLAGEN] = True
