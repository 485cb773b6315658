"""Bereich „Kontakte“: was wir wem bis wann zugesagt haben, wie weit jede Gemeinde ist, was daraus wurde."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kontakte import texte as kontakttexte
from insek_monitor.ansprache.kontakte.lage import spalte_der_tafel
from insek_monitor.ansprache.kontakte.seite import formular as kontaktformular
from insek_monitor.ansprache.kontakte.seite import liste as kontaktliste
from insek_monitor.ansprache.kontakte.seite import (
    mehrknopf,
    wiedervorlageliste,
    wirkungsansicht,
)
from insek_monitor.ansprache.kontakte.seite import meldung as kontaktmeldung
from insek_monitor.ansprache.kontakte.seite import schreiben as kontaktschreiben
from insek_monitor.ansprache.kontakte.seite.lesen import Eintraege, eintraege
from insek_monitor.ansprache.kontakte.seite.vorgabe import Vorgabe
from insek_monitor.ansprache.kontakte.texte import faelligkeit
from insek_monitor.ansprache.prioritaet.seite import rechnung
from insek_monitor.ansprache.seite import bereiche
from insek_monitor.kern.ansprache import Kontaktart, Kontaktstand
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, navigation, rahmen
from insek_monitor.rahmen import fremdtext as texte
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
        zeichne_tafel(ansicht, daten, schreiben=schreiben, name=name)
    elif gewaehlt == "Liste":
        kontaktliste.zeichne(ansicht, daten, schreiben=schreiben)
    else:
        wirkungsansicht.zeichne(ansicht, daten)
    # Auch ohne Schreibrecht: Wurde es eben entzogen, soll die Eingabe noch zu lesen sein.
    kontaktformular.zeige("kontakte")


HOECHSTENS = 10
VORSCHLAEGE = 5
"""Wie viele noch nicht angesprochene Gemeinden genannt werden; die ganze Liste steht unter „Priorität“."""
JE_REIHE = 4


def zeichne_tafel(ansicht: Ansicht, daten: Eintraege, *, schreiben: bool, name: str) -> None:
    """Acht Spalten mit den Gemeinden der Auswahl."""
    gemeinden = daten.gemeinden[daten.gemeinden.index.isin(ansicht.lage.index)]
    if gemeinden.empty:
        st.info(
            "Zu dieser Auswahl gehört keine Gemeinde. Nehmen Sie einen Filter zurück.",
            icon=":material/filter_alt_off:",
        )
        return
    if schreiben and not name:
        st.markdown(kontaktschreiben.ZUERST_NAMEN.format(was="ändern"))
    staende = list(Kontaktstand)
    with st.container(key="tafel"):
        for anfang in range(0, len(staende), JE_REIHE):
            reihe = staende[anfang : anfang + JE_REIHE]
            for spalte, stand in zip(st.columns(JE_REIHE), reihe, strict=True):
                with spalte:
                    _spalte(stand, gemeinden, ansicht, daten, schreiben=schreiben, name=name)


def _spalte(
    stand: Kontaktstand,
    gemeinden: pd.DataFrame,
    ansicht: Ansicht,
    daten: Eintraege,
    *,
    schreiben: bool,
    name: str,
) -> None:
    dieser = spalte_der_tafel(gemeinden, stand)
    titel = stand.beschriftung
    st.markdown(f"#### {titel[0].upper()}{titel[1:]} · {zahlen.zahl(len(dieser))}")
    if stand is Kontaktstand.NICHT_ANGESPROCHEN:
        _vorschlaege(dieser, ansicht)
        return
    schluessel = f"tafel_{stand.value}"
    for zeile in mehrknopf.anfang(dieser, schluessel, HOECHSTENS).itertuples():
        _karte(zeile, daten.heute, schreiben=schreiben, name=name)
    mehrknopf.zeichne(dieser, schluessel, HOECHSTENS)


def _vorschlaege(dieser: pd.DataFrame, ansicht: Ansicht) -> None:
    """Die dringendsten mit den Gewichten dieser Sitzung; hunderte Karten läse niemand."""
    if dieser.empty:
        return
    folge = rechnung.aktuelle_prioritaet(ansicht).index
    oben = [ags for ags in folge if ags in dieser.index][:VORSCHLAEGE]
    if not oben:
        return
    lage = ansicht.lage.loc[oben]
    zeilen = [
        f"1. [{zeile.bezeichnung}]({navigation.adresse_der_gemeinde(str(zeile.Index))})"
        + ("" if zeile.geklaert else " (Stand klären)")
        for zeile in lage.itertuples()
    ]
    st.markdown("Vorn nach Priorität:\n\n" + "\n".join(zeilen))


def _karte(zeile: Any, heute: date, *, schreiben: bool, name: str) -> None:
    ags = str(zeile.Index)
    with st.container(border=True, key=f"karte_{ags}", gap="xsmall"):
        st.markdown(kartentext(zeile, heute))
        if not schreiben:
            return
        with st.container(horizontal=True, gap="xsmall"):
            schluessel = f"stand_{ags}"
            st.menu_button(
                "Stand",
                [stand.value for stand in Kontaktstand if stand.value != zeile.stand],
                key=schluessel,
                type="tertiary",
                format_func=lambda wert: Kontaktstand(wert).beschriftung,
                disabled=not name,
                help=None if name else kontaktschreiben.OHNE_NAMEN,
                on_click=kontaktschreiben.setze_stand,
                args=(ags, schluessel),
            )
            kontaktformular.knopf("Kontakt", f"kontakt_mit_{ags}", Vorgabe(ags=ags, fest=True))


def kartentext(zeile: Any, heute: date) -> str:
    """Gemeinde, seit wann, letzter Kontakt, nächste Wiedervorlage (Markdown)."""
    kopf = f"**[{zeile.bezeichnung}]({navigation.adresse_der_gemeinde(str(zeile.Index))})**"
    zeilen = [kopf, f"seit {zahlen.datum(zeile.seit)}"]
    if not zahlen.fehlt(zeile.letzter_kontakt):
        art = Kontaktart(zeile.letzte_art).beschriftung
        zeilen.append(f"zuletzt {zahlen.datum(zeile.letzter_kontakt)}, {art}")
    if not zahlen.fehlt(zeile.faellig_am):
        tag = zeile.faellig_am.date()
        symbol = ":material/alarm: " if tag < heute else ""
        zeilen.append(f"{symbol}**{faelligkeit(tag, heute)}**: {texte.fremd(zeile.naechster_schritt, 120)}")
    return "  \n".join(zeilen)
