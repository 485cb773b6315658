"""Bereich „Kontakte“: was wir wem bis wann zugesagt haben, wie weit jede Gemeinde ist, was daraus wurde."""

from __future__ import annotations

import streamlit as st

from insek_monitor.ansprache.kontakte import texte as kontakttexte
from insek_monitor.ansprache.kontakte.seite import (
    formular as kontaktformular,
)
from insek_monitor.ansprache.kontakte.seite import (
    liste as kontaktliste,
)
from insek_monitor.ansprache.kontakte.seite import (
    meldung as kontaktmeldung,
)
from insek_monitor.ansprache.kontakte.seite import (
    tafel,
    wiedervorlageliste,
    wirkungsansicht,
)
from insek_monitor.ansprache.kontakte.seite.lesen import eintraege
from insek_monitor.ansprache.kontakte.seite.vorgabe import Vorgabe
from insek_monitor.ansprache.seite import bereiche
from insek_monitor.kern.rollen import Rolle
from insek_monitor.rahmen import anmeldung, rahmen
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import namensfeld

NUR_INTERN = (
    "Was die Fachstelle mit Gemeinden bespricht, ist vertraulich. Diesen Bereich sieht deshalb nur, wer "
    "angemeldet ist und eine Rolle hat. „Priorität“ und „Gemeinsame Konzepte“ beruhen auf öffentlichen "
    "Angaben und stehen allen offen."
)
UEBERSCHRIFTEN = {
    "Tafel": "Stand der Ansprache",
    "Liste": "Alle Kontakte",
    "Wirkung": "Was aus beratenen Gemeinden wurde",
}


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich; Gäste lesen, warum er intern ist."""
    if not anmeldung.darf_internes():
        rahmen.befund("Kontakte sind nur intern zu sehen")
        st.info(NUR_INTERN, icon=":material/lock:")
        return
    schreiben = anmeldung.darf(Rolle.BEARBEITEN)
    daten = eintraege()
    rahmen.befund(kontakttexte.ueberschrift(daten.zaehlung, daten.heute))
    kontaktmeldung.zeichne()
    name = ""
    with st.container(horizontal=True, vertical_alignment="bottom", key="kontaktkopf"):
        if schreiben:
            with st.container(width=260):
                name = namensfeld()
            kontaktformular.knopf("Kontakt eintragen", "kontakt_neu", Vorgabe(), haupt=True)
        if len(daten.termine):
            kontaktliste.kalender(ansicht, daten)
    with st.container(key="wiedervorlagen"):
        wiedervorlageliste.zeichne(daten, schreiben=schreiben, name=name)
    gewaehlt = bereiche.kontaktansicht()
    st.subheader(UEBERSCHRIFTEN[gewaehlt], anchor=False)
    if gewaehlt == "Tafel":
        tafel.zeichne(ansicht, daten, schreiben=schreiben, name=name)
    elif gewaehlt == "Liste":
        kontaktliste.zeichne(ansicht, daten, schreiben=schreiben)
    else:
        wirkungsansicht.zeichne(ansicht, daten)
    # Auch ohne Schreibrecht: Wurde es eben entzogen, soll die Eingabe noch zu lesen sein.
    kontaktformular.zeige("kontakte")
