"""Aufbau der Seite: Räume, Fragensätze, Vergleich; für Gäste, wie man mitmacht."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insek_monitor.kern.rollen import Rolle, Zugang
from insek_monitor.kern.stimmungsbild import zeige_code
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, rahmen, schalter, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.abstimmung import register_raeume as ablage
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.seite import (
    fragensaetze,
    raumansicht,
    raumformular,
    vergleich,
    zustand,
)


def zeichne(ansicht: Ansicht) -> None:
    """Zeichnet den gewählten Bereich; jeder setzt die Überschrift mit seinem Befund."""
    if not anmeldung.darf_internes():
        zustand.zeichne()
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        bereich = zustand.teil()
        name = _name() if anmeldung.darf(Rolle.BEARBEITEN) else ""
    zustand.zeige_nachricht()
    try:
        # Nur der gewählte Bereich wird gelesen und gezeichnet.
        {"Räume": zeichne_raeume, "Fragensätze": fragensaetze.zeichne, "Vergleich": vergleich.zeichne}[
            bereich
        ](ansicht, name)
    except RegisterFehler as fehler:  # etwa: Rolle eben entzogen
        rahmen.befund("Das Stimmungsbild ist gerade nicht verfügbar")
        st.error(texte.fremd(fehler, 2000), icon=":material/error:")


def _name() -> str:
    """Name für Verlauf und Protokoll; an diesem Rechner einmal einzutragen, sonst aus der Anmeldung."""
    if anmeldung.person().zugang is not Zugang.LOKAL:
        return handelnder().name
    with st.container(width=280):
        return namensfeld()


JE_SEITE = 10
SEITE = "stimmung_raumseite"


def zeichne_raeume(ansicht: Ansicht, name: str) -> None:
    """Der ganze Bereich."""
    if not anmeldung.darf(Rolle.BEARBEITEN):
        rahmen.befund("Räume steuert, wer „Bearbeiten“ darf; mitmachen darf jede und jeder mit dem Raumcode")
        zustand.beitreten()
        return
    if raum := _offener():
        raumansicht.zeichne(raum, ansicht)
        return
    if raumformular.ist_offen():
        rahmen.befund("Neuer Raum: was fragen Sie, und wen?")
        raumformular.zeichne(ansicht)
        return
    liste = ablage.liste(zwischenspeicher.register(), handelnder())
    rahmen.befund(ueberschrift(liste))
    _uebersicht(liste)


def ueberschrift(liste: Sequence[Raum]) -> str:
    """Der Befund: wie viele Räume es gibt und wie viele davon laufen."""
    if not liste:
        return "Noch kein Raum: Was denken die Leute im Saal?"
    laufende = sum(not raum.beendet for raum in liste)
    satz = zahlen.anzahl(len(liste), "Raum", "Räume")
    if laufende == len(liste):
        return f"{satz}, {'er läuft' if laufende == 1 else 'alle laufen'}"
    if not laufende:
        return f"{satz}, {'beendet' if len(liste) == 1 else 'alle beendet'}"
    return f"{satz}, {zahlen.zahl(laufende)} davon {'läuft' if laufende == 1 else 'laufen'}"


def _offener() -> Raum | None:
    code = zustand.offener_code()
    if not code:
        return None
    try:
        return ablage.lies(zwischenspeicher.register(), handelnder(), code)
    except RegisterFehler as fehler:
        st.warning(texte.fremd(fehler, 2000), icon=":material/link_off:")
        return None


def _uebersicht(liste: Sequence[Raum]) -> None:
    st.button(
        "Neuer Raum",
        type="primary",
        icon=":material/add:",
        key="stimmung_raum_neu",
        on_click=raumformular.oeffne,
    )
    if not liste:
        st.info(
            "Ein Raum gehört zu einem Workshop: Er hat Fragen, einen Code für die Telefone und eine "
            "Leinwand. Legen Sie einen an, öffnen Sie die Leinwand am Beamer und dann eine Frage nach der "
            "anderen.",
            icon=":material/meeting_room:",
        )
        return
    folge = sorted(liste, key=lambda raum: (raum.beendet, -raum.angelegt_am.timestamp()))
    seiten = schalter.stuecke(folge, JE_SEITE)
    for raum in seiten[schalter.aktuelle(SEITE, len(seiten)) - 1]:
        _eintrag(raum)
    schalter.leiste(SEITE, len(seiten))


def _eintrag(raum: Raum) -> None:
    with st.container(border=True, key=f"stimmung_raum_{raum.code}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{texte.fremd(raum.titel, 120)}**")
            if raum.beendet:
                st.badge("beendet", color="gray", icon=":material/flag:")
            else:
                st.badge("läuft", color="green", icon=":material/play_arrow:")
            st.badge(zeige_code(raum.code), color="blue", icon=":material/tag:")
        orte = [texte.fremd(raum.ort, 120)] if raum.ort else []
        angaben = [zahlen.datum(raum.datum), *orte, zahlen.anzahl(len(raum.fragen), "Frage", "Fragen")]
        st.markdown(
            f"{' · '.join(angaben)}  \n:small[Stimmen werden gelöscht: {texte.zeitpunkt(raum.loeschen_am)}]"
        )
        st.button(
            "Raum öffnen",
            icon=":material/meeting_room:",
            key=f"stimmung_raum_oeffnen_{raum.code}",
            on_click=zustand.oeffne,
            args=(raum.code,),
        )
