"""„Kontakt für alle eintragen“: derselbe Kontakt für jede Gemeinde einer Liste, etwa eine Einladung.

Alle kommen in einem Zug ins Register, oder keine. Wer schon einen gleichen Kontakt hat, wird ausgelassen.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import daten as kampagne_daten
from insek_monitor.ansprache.kampagnen.seite import zustand
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte.pruefen import SCHRITT_HOECHSTENS, STELLE_HOECHSTENS, geprueft
from insek_monitor.ansprache.kontakte.seite import felder
from insek_monitor.ansprache.kontakte.seite import felder as kontaktfelder
from insek_monitor.kern.ansprache import Angebot, Kontakt, Kontaktart, Kontaktstand
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.fehler import RegisterFehler


def zeichne(stand: Kampagne, ansicht: Ansicht, name: str) -> None:
    """Formular, wen es trifft, und der Knopf."""
    ags = kampagne_daten.bekannte(stand.gemeinden)
    if not ags:
        st.info("Ohne Gemeinden gibt es niemanden, den man ansprechen könnte.", icon=":material/group_off:")
        return
    kontakt, neuer_stand = zeichne_felder(stand)
    bezeichnungen = zwischenspeicher.gemeinden()["bezeichnung"]
    ohne = st.multiselect(
        "Außer",
        list(ags),
        format_func=bezeichnungen.get,
        placeholder="niemand ausgenommen",
        select_all=False,
        **feld("ohne", stand),
    )
    # Verglichen wird, was im Register stünde: bereinigt, nicht wie es getippt ist.
    schon = _schon_eingetragen(bereinigt(kontakt, einstellungen.heute()), ags)
    ziele = tuple(stelle for stelle in ags if stelle not in schon and stelle not in ohne)
    if schon:
        st.info(
            f"{zustand.namen(schon, bezeichnungen.to_dict())}: Ein solcher Kontakt "
            f"({kontakt.art.beschriftung}, {zahlen.datum(kontakt.datum)}) steht zu dieser Liste schon da; "
            f"{'sie wird' if len(schon) == 1 else 'sie werden'} ausgelassen.",
            icon=":material/done_all:",
        )
    mangel = maengel(kontakt, name, ziele, einstellungen.heute())
    freitexte = (kontakt.stelle, kontakt.ergebnis, kontakt.naechster_schritt)
    if not felder.zeichne_bestaetigung(freitexte, SCHLUESSEL):
        mangel.append(felder.UNBESTAETIGT)
    if (
        st.button(
            f"Für {zahlen.gemeinden(len(ziele))} eintragen",
            type="primary",
            icon=":material/library_add_check:",
            key="kampagne_kontakt_eintragen",
            disabled=bool(mangel),
        )
        and not mangel
    ):
        trage_alle_ein(ziele, kontakt, neuer_stand)
        st.rerun()
    if mangel:
        st.caption(" ".join(mangel))


def maengel(kontakt: Kontakt, name: str, ziele: tuple[str, ...], heute: date) -> list[str]:
    """Was vor dem Eintragen fehlt, in Sätzen."""
    saetze = []
    if not name:
        saetze.append("Es fehlt noch: Ihr Name.")
    if not kontakt.ergebnis and not kontakt.naechster_schritt:
        saetze.append("Bitte schreiben Sie unter „Was war?“, worum es ging, etwa „Einladung verschickt“.")
    try:
        geprueft(kontakt, heute)
    except RegisterFehler as fehler:
        saetze.append(texte.fremd(fehler, 600))
    if not ziele:
        saetze.append("Es bleibt keine Gemeinde übrig, für die etwas einzutragen wäre.")
    return saetze


def bereinigt(kontakt: Kontakt, heute: date) -> Kontakt:
    """Der Kontakt, wie ihn das Register speichert; ein unmöglicher bleibt, wie er ist."""
    try:
        return geprueft(kontakt, heute)
    except RegisterFehler:
        return kontakt


def trage_alle_ein(ziele: tuple[str, ...], kontakt: Kontakt, neuer_stand: Kontaktstand | None) -> None:
    """Trägt den Kontakt für alle ein und meldet das Ergebnis in einem Satz."""
    register, person, heute = zwischenspeicher.register(), handelnder(), einstellungen.heute()
    try:
        kontakte.trage_ein_fuer_alle(register, ziele, kontakt, person, heute=heute, stand=neuer_stand)
    except RegisterFehler as fehler:
        zustand.melde(f"Für keine Gemeinde wurde etwas eingetragen. {fehler}", "fehler")
        return
    zustand.melde(f"Der Kontakt ist für {zahlen.gemeinden(len(ziele))} eingetragen.")


def _schon_eingetragen(kontakt: Kontakt, ags: tuple[str, ...]) -> tuple[str, ...]:
    """Gemeinden, bei denen zu dieser Liste am selben Tag schon genau dieser Kontakt steht."""
    alle = kontakte.lies(zwischenspeicher.register(), handelnder())
    gleiche = alle[
        (alle["kampagne"] == kontakt.kampagne).fillna(False)
        & (pd.to_datetime(alle["datum"]) == pd.Timestamp(kontakt.datum))
        & (alle["art"] == kontakt.art.value)
        & (alle["ergebnis"] == kontakt.ergebnis)
    ]
    schon = set(gleiche["ags"])
    return tuple(stelle for stelle in ags if stelle in schon)


SCHLUESSEL = "kampagne_kontakt_"
WIE_BISHER = "wie_bisher"
EINLADUNG = {
    Angebot.AUSTAUSCH: Kontaktart.EMAIL,
    Angebot.SEMINAR: Kontaktart.EMAIL,
    Angebot.ERSTBERATUNG: Kontaktart.EMAIL,
}
"""Auf welchem Weg ein Angebot meist angekündigt wird; sonst am Telefon."""


def zeichne_felder(stand: Kampagne) -> tuple[Kontakt, Kontaktstand | None]:
    """Zeichnet die Felder; liefert den Kontakt und den neuen Stand (None: wie bisher)."""
    _setze_anfang(stand)
    heute = einstellungen.heute()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        datum = st.date_input(
            "Datum",
            min_value=kontaktfelder.FRUEHESTES,
            max_value=kontaktfelder.SPAETESTES,
            format="DD.MM.YYYY",
            width=150,
            **feld("datum", stand),
        )
        art = st.selectbox(
            "Art",
            list(Kontaktart),
            format_func=lambda wert: wert.beschriftung,
            filter_mode=None,
            placeholder="Art wählen",
            width=180,
            **feld("art", stand),
        )
        neuer_stand = st.selectbox(
            "Stand danach",
            [
                WIE_BISHER,
                *(wert.value for wert in Kontaktstand if wert is not Kontaktstand.NICHT_ANGESPROCHEN),
            ],
            format_func=lambda wert: "wie bisher" if wert == WIE_BISHER else Kontaktstand(wert).beschriftung,
            filter_mode=None,
            placeholder="Stand wählen",
            width=200,
            help="„Wie bisher“: Nur wer noch nicht angesprochen ist, gilt danach als angesprochen.",
            **feld("stand", stand),
        )
    ergebnis = st.text_input(
        "Was war?",
        max_chars=SCHRITT_HOECHSTENS,
        placeholder="etwa „Einladung verschickt“",
        **feld("ergebnis", stand),
    )
    kontaktfelder.unter(ergebnis)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stelle = st.text_input(
            "Stelle der Verwaltung",
            max_chars=STELLE_HOECHSTENS,
            placeholder="etwa „Bürgermeisteramt“",
            help="Die Stelle, keine Person.",
            width=240,
            **feld("stelle", stand),
        )
        schritt = st.text_input(
            "Nächster Schritt",
            max_chars=SCHRITT_HOECHSTENS,
            placeholder="etwa „Zusagen nachfragen“",
            width="stretch",
            **feld("schritt", stand),
        )
        frist = st.date_input(
            "Wiedervorlage",
            value=None,
            min_value=kontaktfelder.FRUEHESTES,
            max_value=kontaktfelder.SPAETESTES,
            format="DD.MM.YYYY",
            width=150,
            **feld("frist", stand),
        )
    for text in (stelle, schritt):
        kontaktfelder.unter(text)
    st.caption(f":material/shield_person: {kontaktfelder.OHNE_PERSONEN}")
    kontakt = Kontakt(
        datum if isinstance(datum, date) else heute,
        Kontaktart(art),
        str(stelle or "").strip(),
        str(ergebnis or "").strip(),
        str(schritt or "").strip(),
        frist if isinstance(frist, date) else None,
        stand.nummer,
    )
    return kontakt, None if neuer_stand == WIE_BISHER else Kontaktstand(neuer_stand)


def feld(name: str, stand: Kampagne) -> dict[str, Any]:
    """Je Liste eigene Felder: Ein Entwurf darf nicht unter der nächsten stehen."""
    return {"key": f"{SCHLUESSEL}{name}_{stand.nummer}", "persist_state": "session"}


def _setze_anfang(stand: Kampagne) -> None:
    for name, wert in (
        ("datum", einstellungen.heute()),
        ("art", EINLADUNG.get(stand.angaben.angebot, Kontaktart.TELEFON)),
    ):
        st.session_state.setdefault(feld(name, stand)["key"], wert)
