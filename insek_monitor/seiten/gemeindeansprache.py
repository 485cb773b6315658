"""Abschnitt „Ansprache“ der Gemeindeseite: Stand, letzter Kontakt, Zusagen, Kontakte. Nie im Druck.

Gäste sehen davon nichts, auch nicht, dass es den Abschnitt gibt.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from insek_monitor.ansprache.kontakte.seite import formular as kontaktformular
from insek_monitor.ansprache.kontakte.seite import liste as kontaktliste
from insek_monitor.ansprache.kontakte.seite import (
    mehrknopf,
    wiedervorlageliste,
)
from insek_monitor.ansprache.kontakte.seite import meldung as kontaktmeldung
from insek_monitor.ansprache.kontakte.seite import schreiben as kontaktschreiben
from insek_monitor.ansprache.kontakte.seite import verlauf as kontaktverlauf
from insek_monitor.ansprache.kontakte.seite.lesen import Eintraege, eintraege
from insek_monitor.ansprache.kontakte.seite.vorgabe import Vorgabe
from insek_monitor.kern.ansprache import Kontaktart, Kontaktstand
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung
from insek_monitor.rahmen.handelnder import handelnder

HOECHSTENS = 5


def zeichne(ags: str) -> None:
    """Der ganze Abschnitt; ohne Rolle nichts."""
    if not anmeldung.darf_internes():
        return
    schreiben = anmeldung.darf(Rolle.BEARBEITEN)
    daten = eintraege()
    with st.container(key="gemeindeansprache"):
        st.subheader("Ansprache (nur intern)", anchor=False)
        kontaktmeldung.zeichne()
        _kopf(ags, daten, schreiben=schreiben)
        if schreiben and not handelnder().name:
            st.markdown(
                f"{kontaktschreiben.ZUERST_NAMEN.format(was='ändern oder abhaken')} Das Feld dafür steht im "
                "Abschnitt „Pflege“ dieser Seite und im Formular „Kontakt eintragen“."
            )
        offene = daten.wiedervorlagen[daten.wiedervorlagen["ags"] == ags]
        for zeile in offene.itertuples():
            wiedervorlageliste.zeichne_zeile(
                zeile, daten.heute, schreiben=schreiben, name=handelnder().name, mit_gemeinde=False
            )
        _kontakte(ags, daten, schreiben=schreiben)
        kontaktverlauf.zeichne(ags)
    # Auch ohne Schreibrecht: Wurde es eben entzogen, soll die Eingabe noch zu lesen sein.
    kontaktformular.zeige(f"gemeinde {ags}")


def _kopf(ags: str, daten: Eintraege, *, schreiben: bool) -> None:
    zeile = daten.gemeinden.loc[ags]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(kurztext(zeile), width="stretch")
        if not schreiben:
            return
        name = handelnder().name
        schluessel = f"stand_{ags}"
        st.menu_button(
            "Stand ändern",
            [stand.value for stand in Kontaktstand if stand.value != zeile["stand"]],
            key=schluessel,
            format_func=lambda wert: Kontaktstand(wert).beschriftung,
            disabled=not name,
            help=None if name else kontaktschreiben.OHNE_NAMEN,
            on_click=kontaktschreiben.setze_stand,
            args=(ags, schluessel),
        )
        kontaktformular.knopf("Kontakt eintragen", f"kontakt_mit_{ags}", Vorgabe(ags=ags, fest=True))


def kurztext(zeile: Any) -> str:
    """Stand mit Beginn und letzter Kontakt, in einer Zeile (Markdown)."""
    stand = Kontaktstand(zeile["stand"]).beschriftung
    seit = "" if zahlen.fehlt(zeile["seit"]) else f" seit {zahlen.datum(zeile['seit'])}"
    if zahlen.fehlt(zeile["letzter_kontakt"]):
        return f"Stand: **{stand}**{seit} · noch kein Kontakt"
    art = Kontaktart(zeile["letzte_art"]).beschriftung
    return f"Stand: **{stand}**{seit} · letzter Kontakt {zahlen.datum(zeile['letzter_kontakt'])} ({art})"


def _kontakte(ags: str, daten: Eintraege, *, schreiben: bool) -> None:
    eigene = daten.kontakte[daten.kontakte["ags"] == ags]
    if eigene.empty:
        return
    titel = kontaktliste.kampagnentitel()
    schluessel = f"kontakte_von_{ags}"
    st.markdown(f"**{zahlen.anzahl(len(eigene), 'Kontakt', 'Kontakte')}**, der jüngste zuerst")
    for zeile in mehrknopf.anfang(eigene, schluessel, HOECHSTENS).itertuples():
        kontaktliste.zeichne_zeile(zeile, daten.heute, titel, schreiben=schreiben, mit_gemeinde=False)
    mehrknopf.zeichne(eigene, schluessel, HOECHSTENS)
