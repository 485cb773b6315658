"""Ohne Netz für die Telefone: Handzeichen zählen und eintragen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from insek_monitor.kern.stimmungsbild import STUFEN, Frage, Frageart, Herkunft, Rundenstand
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_handzeichen import HANDZEICHEN_HOECHSTENS
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.register_raumsteuerung import Gesehen
from insek_monitor.workshop.abstimmung.seite import steuerung, zustand

GEMELDET = "gemeldet"


def zeichne(raum: Raum, frage: Frage, letzte: Zaehlung | None) -> None:
    """Je Antwort ein Zahlenfeld; eine offene Zählung lässt sich berichtigen, bis sie abgeschlossen ist."""
    if frage.art is Frageart.FREITEXT:
        return
    offene = _offene(letzte)
    gilt = frage if offene is None else offene.runde.frage
    titel = "Handzeichen berichtigen" if offene else "Handzeichen eintragen"
    with st.expander(titel, icon=":material/back_hand:", key=f"stimmung_hand_{frage.kennung}"):
        st.caption(
            "Wenn die Telefone kein Netz haben: jede Antwort vorlesen, Hände zählen, eintragen. Das Ergebnis "
            "ist überall als Handzeichen gekennzeichnet."
        )
        _felder(raum, gilt, offene)
        if gilt.art is Frageart.MEHRFACH:
            st.number_input(
                "Wie viele haben sich überhaupt gemeldet?",
                value=None if offene is None else offene.anzahl,
                help="Bei mehreren Antworten zählt sonst dieselbe Person mehrfach.",
                placeholder="leer: so viele wie bei der häufigsten Antwort",
                **_feld(raum, gilt, offene, GEMELDET),
            )
        st.button(
            "Zahlen berichtigen" if offene else "Handzeichen als neue Runde eintragen",
            icon=":material/save:",
            key="stimmung_hand_eintragen",
            on_click=_trage_ein,
            args=(raum, gilt, offene, steuerung.gesehen(raum, frage, letzte)),
        )


def _felder(raum: Raum, frage: Frage, offene: Zaehlung | None) -> None:
    if frage.art is Frageart.SKALA:
        st.markdown(f"1 = {texte.fremd(frage.links)}  \n{STUFEN} = {texte.fremd(frage.rechts)}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for nummer, antwort in enumerate(frage.antworten, 1):
            skala = frage.art is Frageart.SKALA
            st.number_input(
                f"Stufe {nummer}" if skala else texte.fremd(antwort, 80),
                value=0 if offene is None else offene.je_antwort[nummer - 1],
                width=110 if skala else 230,
                **_feld(raum, frage, offene, str(nummer)),
            )


def _feld(raum: Raum, frage: Frage, offene: Zaehlung | None, name: str) -> dict[str, Any]:
    return {
        "key": _schluessel(raum, frage, offene, name),
        "min_value": 0,
        "max_value": HANDZEICHEN_HOECHSTENS,
        "step": 1,
    }


def _schluessel(raum: Raum, frage: Frage, offene: Zaehlung | None, name: str) -> str:
    runde = "neu" if offene is None else str(offene.runde.nummer)
    return f"stimmung_hand_{raum.code}_{frage.kennung}_{runde}_{name}"


def _offene(letzte: Zaehlung | None) -> Zaehlung | None:
    """Die Zählung, die sich noch berichtigen lässt."""
    if letzte is None or letzte.runde.herkunft is not Herkunft.HANDZEICHEN:
        return None
    return None if letzte.runde.stand is Rundenstand.GESCHLOSSEN else letzte


def _trage_ein(raum: Raum, frage: Frage, offene: Zaehlung | None, sah: Gesehen) -> None:
    namen = [str(nummer) for nummer in range(1, len(frage.antworten) + 1)]
    werte = [int(st.session_state.get(_schluessel(raum, frage, offene, name)) or 0) for name in namen]
    if not any(werte):
        zustand.melde("Es ist noch keine Hand eingetragen; es wurde nichts gespeichert.", "hinweis")
        return
    angaben: dict[str, Any] = {"gesehen": sah}
    gemeldet = st.session_state.get(_schluessel(raum, frage, offene, GEMELDET))
    if frage.art is Frageart.MEHRFACH and gemeldet is not None:
        angaben["stimmende"] = int(gemeldet)
    if steuerung.tu(raum.code, raumsteuerung.trage_handzeichen_ein, frage.kennung, werte, **angaben):
        st.session_state[zustand.FRAGE] = frage.kennung
        for name in (*namen, GEMELDET):
            st.session_state.pop(_schluessel(raum, frage, None, name), None)
