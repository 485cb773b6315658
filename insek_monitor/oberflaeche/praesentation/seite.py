"""Aufbau der Seite: vorführen, Folge wählen, Folien ordnen, ansehen, ändern, mitnehmen."""

from __future__ import annotations

import streamlit as st

from insek_monitor.darstellung import zahlen
from insek_monitor.modell.vortrag import Folge
from insek_monitor.oberflaeche import rahmen
from insek_monitor.oberflaeche.ansicht import Ansicht
from insek_monitor.oberflaeche.datenpflege import texte
from insek_monitor.oberflaeche.praesentation import (
    datei,
    festhalten,
    folgenwahl,
    folienfelder,
    folienliste,
    gebietwahl,
    rechnen,
    speichern,
    vorfuehren,
    vorschau,
    zustand,
)


def zeichne(ansicht: Ansicht) -> None:
    """Zeichnet die Seite."""
    arbeit = folgenwahl.bereite_vor()
    rahmen.befund(
        ueberschrift(arbeit.folge),
        "„Vorführen“ beginnt mit dieser Folge, so wie sie ist. Ändern können Sie alles darunter: Folien "
        "ordnen, Gebiet wählen, Texte und Notizen schreiben.",
    )
    # Je ein Behälter: Erscheint oder verschwindet darin etwas, behält alles darunter seine Stelle. Sonst
    # baute der Browser die Liste der Folien neu auf, und sie spränge an ihren Anfang.
    with st.container():
        zustand.zeige_nachricht()
        speichern.zeichne_streit()
    with st.container():
        vorfuehren.zeichne(arbeit, ansicht)
    with st.container():
        folgenwahl.zeichne(arbeit)
    with st.container():
        st.markdown(festhalten.hinweis(arbeit, ansicht))
        festhalten.belegt_wie_gespeichert(arbeit, ansicht)
        festhalten.entfallenes(arbeit, ansicht)
    with st.container():
        gebietwahl.zeichne(arbeit)
    inhalte = rechnen.inhalte(arbeit.folge, ansicht)
    links, rechts = st.columns([2, 3], gap="large")
    with links:
        st.subheader("Folien", anchor=False)
        folienliste.zeichne(arbeit, inhalte)
    with rechts:
        if arbeit.platz is not None:
            st.subheader(f"Folie {arbeit.platz + 1} von {len(arbeit.marken)}", anchor=False)
            folienliste.knoepfe(arbeit)
            vorschau.zeichne(arbeit, inhalte[arbeit.platz])
            folienfelder.zeichne(arbeit)
    st.subheader("Mitnehmen", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        festhalten.zeichne(arbeit, ansicht)
        datei.zeichne(arbeit, ansicht)


def ueberschrift(folge: Folge) -> str:
    """Der Befund: wie viele Folien die Folge hat, wie viele davon fragen, ob sie eingefroren ist."""
    name = texte.fremd(folge.name, 80)
    if not folge.folien:
        return f"Die Folge „{name}“ ist noch leer"
    satz = f"Die Folge „{name}“ hat {zahlen.anzahl(len(folge.folien), 'Folie', 'Folien')}"
    fragen = rechnen.abstimmungen(folge)
    satz += f", {zahlen.zahl(fragen)} davon mit Abstimmung" if fragen else ", keine mit Abstimmung"
    if folge.eingefroren is not None:
        satz += f", eingefroren am {zahlen.datum(folge.eingefroren.am)}"
    return f"{satz}."
