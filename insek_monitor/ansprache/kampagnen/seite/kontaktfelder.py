"""Felder des Kontakts, der für alle Gemeinden einer Liste eingetragen wird."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kontakte.pruefen import SCHRITT_HOECHSTENS, STELLE_HOECHSTENS
from insek_monitor.ansprache.kontakte.seite import felder as kontaktfelder
from insek_monitor.ansprache.kontakte.seite import hinweise as kontakthinweise
from insek_monitor.kern.ansprache import Angebot, Kontakt, Kontaktart, Kontaktstand

SCHLUESSEL = "kampagne_kontakt_"
WIE_BISHER = "wie_bisher"
EINLADUNG = {
    Angebot.AUSTAUSCH: Kontaktart.EMAIL,
    Angebot.SEMINAR: Kontaktart.EMAIL,
    Angebot.ERSTBERATUNG: Kontaktart.EMAIL,
}
"""Auf welchem Weg ein Angebot meist angekündigt wird; sonst am Telefon."""


def zeichne(stand: Kampagne) -> tuple[Kontakt, Kontaktstand | None]:
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
    kontakthinweise.unter(ergebnis)
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
        kontakthinweise.unter(text)
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
