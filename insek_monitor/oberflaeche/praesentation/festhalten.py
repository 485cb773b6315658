"""Einfrieren und auftauen: Eine eingefrorene Folge behält ihre Zahlen und sagt, von wann sie sind."""

from __future__ import annotations

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.darstellung import folien_rechnen, zahlen
from insek_monitor.modell.vortrag import Eingefroren
from insek_monitor.oberflaeche.ansicht import Ansicht
from insek_monitor.oberflaeche.datenpflege import texte
from insek_monitor.oberflaeche.praesentation import arbeit as rechnung
from insek_monitor.oberflaeche.praesentation import rechnen, zustand
from insek_monitor.oberflaeche.praesentation.arbeit import Arbeit


def zeichne(arbeit: Arbeit, ansicht: Ansicht) -> None:
    """Der Knopf zum jeweils anderen Zustand."""
    if arbeit.folge.eingefroren is None:
        mangel = rechnen.fehlt(arbeit.folge)
        st.button(
            "Einfrieren",
            icon=":material/ac_unit:",
            key="praesentation_einfrieren",
            type="tertiary",
            disabled=bool(mangel),
            help=texte.fremd(mangel)
            if mangel
            else "Hält alle Zahlen fest, wie sie jetzt sind, mit Datenstand und Stichtag. Die Folge zeigt "
            "sie auch auf einem anderen Rechner und nach neuen Daten.",
            on_click=_friere_ein,
            args=(ansicht,),
        )
        return
    with st.popover("Auftauen", icon=":material/wb_sunny:"):
        st.markdown(
            "Alle Zahlen kommen dann wieder aus dem Datenstand und dem Stichtag, die diese Seite zeigt. Die "
            "festgehaltenen gehen verloren, wenn sie nicht gespeichert oder als Datei mitgenommen sind."
        )
        st.button("Ja, auftauen", type="primary", key="praesentation_auftauen", on_click=_taue_auf)


def hinweis(arbeit: Arbeit, ansicht: Ansicht) -> str:
    """Woher die Zahlen der Folien sind, als Satz (Markdown)."""
    fest = arbeit.folge.eingefroren
    if fest is not None:
        return f":material/ac_unit: **{satz(fest)}**"
    return (
        f":material/autorenew: Die Zahlen folgen der Filterzeile: Stichtag {zahlen.datum(ansicht.stichtag)}, "
        f"{'nur belegte Angaben' if ansicht.auswahl.nur_belegt else 'mit modellierten Angaben'}. "
        "Das Gebiet der Folge steht unten."
    )


def belegt_wie_gespeichert(arbeit: Arbeit, ansicht: Ansicht) -> None:
    """Wurde die Folge nur mit Belegtem gespeichert, soll niemand aus Versehen Modelliertes zeigen."""
    folge = arbeit.folge
    if folge.eingefroren is not None or not folge.nur_belegt or ansicht.auswahl.nur_belegt:
        return
    st.warning(
        "Diese Folge wurde mit „nur belegte Angaben“ gespeichert; die Filterzeile zeigt auch Modelliertes.",
        icon=":material/filter_alt_off:",
    )
    st.button("Nur belegte Angaben zeigen", key="praesentation_belegt", on_click=_nur_belegt)


def satz(fest: Eingefroren) -> str:
    """„Eingefroren am …: Datenstand …, Stichtag …“ (fremder Name maskiert)."""
    return (
        f"Eingefroren am {zahlen.datum(fest.am)}: Datenstand {texte.fremd(fest.datenstand_name, 80)}, "
        f"Prüfsumme {fest.pruefsumme[:12]}, Stichtag {zahlen.datum(fest.stichtag)}."
    )


def _nur_belegt() -> None:
    st.session_state["belegt"] = True


def _friere_ein(ansicht: Ansicht) -> None:
    jetzt = zustand.arbeit()
    if jetzt is None or rechnen.fehlt(jetzt.folge):
        return
    folge = jetzt.folge.mit(nur_belegt=ansicht.auswahl.nur_belegt)
    neu = folien_rechnen.friere_ein(
        folge, rechnen.grundlage(rechnen.stand(ansicht)), ansicht.datenstand.pruefsumme, einstellungen.heute()
    )
    zustand.setze(rechnung.ersetze(jetzt, neu), "eingefroren")


def _taue_auf() -> None:
    jetzt = zustand.arbeit()
    if jetzt is not None:
        zustand.setze(rechnung.ersetze(jetzt, jetzt.folge.mit(eingefroren=None)), "aufgetaut")
