"""Freie Antworten durchsehen: Auf die Leinwand kommt nur, was jemand freigegeben hat."""

from __future__ import annotations

import streamlit as st

from insek_monitor.darstellung import zahlen
from insek_monitor.modell.stimmungsbild import Freigabe
from insek_monitor.oberflaeche.datenpflege import texte
from insek_monitor.oberflaeche.stimmungsbild import steuerung
from insek_monitor.register import raumsteuerung
from insek_monitor.register.auszaehlung import Freitext, Zaehlung
from insek_monitor.register.raeume import Raum

HOECHSTENS = 20
"""So viele stehen auf einmal da; was entschieden ist, macht Platz."""
TEIL = "stimmung_moderation"
_GESEHEN = "stimmung_texte_gesehen"
_TEILE = {Freigabe.NEU: "neu", Freigabe.GEZEIGT: "gezeigt", Freigabe.ABGELEHNT: "abgelehnt"}


def zeichne(raum: Raum, zaehlung: Zaehlung) -> None:
    """Liste zum Freigeben und Ablehnen."""
    if not zaehlung.texte:
        return
    je_teil = {teil: [t for t in zaehlung.texte if t.freigabe is teil] for teil in _TEILE}
    wahl = st.segmented_control(
        "Freie Antworten",
        list(_TEILE),
        format_func=lambda teil: f"{_TEILE[teil]} ({zahlen.zahl(len(je_teil[teil]))})",
        default=Freigabe.NEU,
        required=True,
        key=TEIL,
        persist_state="session",
    )
    teil = wahl if wahl in je_teil else Freigabe.NEU
    liste = _in_fester_folge(zaehlung.runde.nummer, je_teil[teil])
    if not liste:
        st.caption("Hier steht gerade nichts.")
    for text in liste[:HOECHSTENS]:
        _eintrag(raum, zaehlung.runde.nummer, text)
    if len(liste) > HOECHSTENS:
        rest = zahlen.anzahl(len(liste) - HOECHSTENS, "weitere Antwort", "weitere Antworten")
        st.caption(f"{rest} rücken nach.")


def _in_fester_folge(runde: int, liste: list[Freitext]) -> list[Freitext]:
    """Wer da stand, bleibt am Platz, Neues kommt ans Ende: Sonst träfe der Klick den falschen Text."""
    gesehen: dict[int, dict[str, int]] = st.session_state.setdefault(_GESEHEN, {})
    plaetze = gesehen.setdefault(runde, {})
    for text in liste:
        plaetze.setdefault(text.schluessel, len(plaetze))
    return sorted(liste, key=lambda text: plaetze[text.schluessel])


def _eintrag(raum: Raum, runde: int, text: Freitext) -> None:
    kurz = text.schluessel[:16]
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", gap="small", key=f"stimmung_text_{kurz}"
    ):
        st.markdown(f"„{texte.fremd(text.text)}“", width="stretch")
        for beschriftung, ziel in (("Zeigen", Freigabe.GEZEIGT), ("Ablehnen", Freigabe.ABGELEHNT)):
            if text.freigabe is not ziel:
                st.button(
                    beschriftung,
                    key=f"stimmung_text_{ziel.value}_{kurz}",
                    on_click=_entscheide,
                    args=(raum.code, runde, text.schluessel, ziel),
                )


def _entscheide(code: str, runde: int, schluessel: str, ziel: Freigabe) -> None:
    steuerung.tu(code, raumsteuerung.moderiere, runde, schluessel, ziel)
