"""Einfrieren und auftauen: Eine eingefrorene Folge behält ihre Zahlen und sagt, von wann sie sind."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.vortrag import Eingefroren
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.schaetzung import Schaetzung
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.workshop.saal import vorfuehrungsseite
from insek_monitor.workshop.vortrag import folien_rechnen
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt
from insek_monitor.workshop.vortrag.seite import arbeit as rechnung
from insek_monitor.workshop.vortrag.seite import rechnen, zustand
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit

BELEGT, SCHAETZUNG = "nur belegte Angaben", "Summen mit Schätzung nach den Eckwerten"


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
        return f":material/ac_unit: **{satz(fest, rechnen.inhalte(arbeit.folge, ansicht))}**"
    umfang = SCHAETZUNG if _wird_geschaetzt(ansicht) else BELEGT
    return (
        f":material/autorenew: Die Zahlen folgen der Filterzeile: Stichtag {zahlen.datum(ansicht.stichtag)}, "
        f"{umfang}. Das Gebiet der Folge steht unten."
    )


def _wird_geschaetzt(ansicht: Ansicht) -> bool:
    schaetzung: Schaetzung = ansicht.lage_gesamt.attrs["schaetzung"]
    return schaetzung.wirkt


def belegt_wie_gespeichert(arbeit: Arbeit, ansicht: Ansicht) -> None:
    """Wurde die Folge nur mit Belegtem gespeichert, soll niemand aus Versehen Geschätztes zeigen."""
    folge = arbeit.folge
    if folge.eingefroren is not None or not folge.nur_belegt or not _wird_geschaetzt(ansicht):
        return
    st.warning(
        "Diese Folge wurde mit „nur belegte Angaben“ gespeichert; die Filterzeile zeigt auch Geschätztes.",
        icon=":material/filter_alt_off:",
    )
    st.button("Nur belegte Angaben zeigen", key="praesentation_belegt", on_click=_nur_belegt)


def entfallenes(arbeit: Arbeit, ansicht: Ansicht) -> None:
    """Sagt, welche Folien einer alten eingefrorenen Folge nicht mehr zu sehen sind."""
    if arbeit.folge.eingefroren is None:
        return
    inhalte = rechnen.inhalte(arbeit.folge, ansicht)
    nummern = [str(nr) for nr, inhalt in enumerate(inhalte, 1) if inhalt.hinweis == folien_rechnen.GRUND]
    if nummern:
        st.warning(
            f"{'Folie' if len(nummern) == 1 else 'Folien'} {zahlen.aufzaehlung(nummern)}: Eingefroren waren "
            "Angaben, die zum Teil errechnet und keiner Gemeinde nachzuweisen sind; sie werden nicht mehr "
            "gezeigt. „Auftauen“ unter „Mitnehmen“ rechnet alle Folien aus den Belegen neu.",
            icon=":material/ac_unit:",
        )


def satz(fest: Eingefroren, inhalte: Sequence[Folieninhalt]) -> str:
    """„Eingefroren am …: Datenstand …, Stichtag …, Summen mit Schätzung“ (fremder Name maskiert)."""
    umfang = SCHAETZUNG if any(inhalt.geschaetzt for inhalt in inhalte) else BELEGT
    return (
        f"Eingefroren am {zahlen.datum(fest.am)}: Datenstand {texte.fremd(fest.datenstand_name, 80)}, "
        f"Prüfsumme {fest.pruefsumme[:12]}, Stichtag {zahlen.datum(fest.stichtag)}, {umfang}."
    )


def _nur_belegt() -> None:
    st.session_state["belegt"] = True


def _friere_ein(ansicht: Ansicht) -> None:
    jetzt = zustand.arbeit()
    if jetzt is None or rechnen.fehlt(jetzt.folge):
        return
    grundlage = vorfuehrungsseite.grundlage(rechnen.stand(ansicht))
    summe, am = ansicht.datenstand.pruefsumme, einstellungen.heute()
    neu = folien_rechnen.friere_ein(jetzt.folge, grundlage, summe, am)
    zustand.setze(rechnung.ersetze(jetzt, neu), "eingefroren")


def _taue_auf() -> None:
    jetzt = zustand.arbeit()
    if jetzt is not None:
        zustand.setze(rechnung.ersetze(jetzt, jetzt.folge.mit(eingefroren=None)), "aufgetaut")
