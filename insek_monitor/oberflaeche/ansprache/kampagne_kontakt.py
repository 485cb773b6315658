"""„Kontakt für alle eintragen“: derselbe Kontakt für jede Gemeinde einer Liste, etwa eine Einladung.

Jede Gemeinde ist ein eigener Schreibvorgang; scheitert einer, stehen die übrigen, und die Meldung nennt, wer
fehlt. Wer schon einen gleichen Kontakt hat, wird nicht doppelt eingetragen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor.darstellung import zahlen
from insek_monitor.modell import personenbezug
from insek_monitor.modell.ansprache import Angebot, Kontakt, Kontaktart, Kontaktstand
from insek_monitor.oberflaeche import filter as filterzeile
from insek_monitor.oberflaeche import zwischenspeicher
from insek_monitor.oberflaeche.ansicht import Ansicht
from insek_monitor.oberflaeche.ansprache import kampagne_daten, kampagne_texte
from insek_monitor.oberflaeche.ansprache import kampagne_zustand as zustand
from insek_monitor.oberflaeche.datenpflege import texte
from insek_monitor.oberflaeche.datenpflege.zustand import handelnder
from insek_monitor.register import kontakte
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.kampagnen import Kampagne
from insek_monitor.register.kontakte_pruefen import geprueft

SCHLUESSEL = "kampagne_kontakt_"
WIE_BISHER = "wie_bisher"
FRUEHESTENS, SPAETESTENS = date(1900, 1, 1), date(2100, 12, 31)
"""Grenzen des Kalenders; welcher Tag ein Kontakt sein kann, sagt das Register in einem Satz."""
_ART = {
    Angebot.AUSTAUSCH: Kontaktart.EMAIL,
    Angebot.SEMINAR: Kontaktart.EMAIL,
    Angebot.ERSTBERATUNG: Kontaktart.EMAIL,
}


@dataclass(frozen=True)
class Ausgang:
    """Was beim Eintragen herauskam: eingetragen; gescheitert mit Grund je Gemeinde."""

    eingetragen: tuple[str, ...]
    gescheitert: tuple[tuple[str, str], ...]


def zeichne(stand: Kampagne, ansicht: Ansicht, name: str) -> None:
    """Formular, wen es trifft, und der Knopf."""
    ags = kampagne_daten.bekannte(stand.gemeinden)
    if not ags:
        st.info("Ohne Gemeinden gibt es niemanden, den man ansprechen könnte.", icon=":material/group_off:")
        return
    _setze_anfang(stand)
    kontakt, neuer_stand = _felder(stand)
    bezeichnungen = zwischenspeicher.gemeinden()["bezeichnung"]
    ohne = st.multiselect(
        "Außer",
        list(ags),
        format_func=bezeichnungen.get,
        placeholder="niemand ausgenommen",
        select_all=False,
        **_feld("ohne", stand),
    )
    schon = _schon_eingetragen(kontakt, ags)
    ziele = tuple(stelle for stelle in ags if stelle not in schon and stelle not in ohne)
    if schon:
        st.info(
            f"{kampagne_texte.namen(schon, bezeichnungen.to_dict())}: Ein solcher Kontakt "
            f"({kontakt.art.beschriftung}, {zahlen.datum(kontakt.datum)}) steht zu dieser Liste schon da; "
            f"{'sie wird' if len(schon) == 1 else 'sie werden'} ausgelassen.",
            icon=":material/done_all:",
        )
    mangel = maengel(kontakt, name, ziele, filterzeile.heute())
    if st.button(
        f"Für {zahlen.gemeinden(len(ziele))} eintragen",
        type="primary",
        icon=":material/library_add_check:",
        key="kampagne_kontakt_eintragen",
        disabled=bool(mangel),
    ):
        _melde(trage_alle_ein(ziele, kontakt, neuer_stand), bezeichnungen)
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


def trage_alle_ein(ziele: tuple[str, ...], kontakt: Kontakt, neuer_stand: Kontaktstand | None) -> Ausgang:
    """Trägt den Kontakt je Gemeinde ein; ein Fehler bei einer hält die übrigen nicht auf."""
    register, person, heute = zwischenspeicher.register(), handelnder(), filterzeile.heute()
    bezeichnungen = zwischenspeicher.gemeinden()["bezeichnung"]
    fortschritt = st.progress(0.0, text="Kontakte werden eingetragen …")
    eingetragen, gescheitert = [], []
    for platz, ags in enumerate(ziele, start=1):
        try:
            kontakte.trage_ein(register, ags, kontakt, person, heute=heute, stand=neuer_stand)
            eingetragen.append(ags)
        except RegisterFehler as fehler:
            gescheitert.append((ags, str(fehler)))
        fortschritt.progress(platz / len(ziele), text=f"{bezeichnungen[ags]} …")
    return Ausgang(tuple(eingetragen), tuple(gescheitert))


def meldung(ausgang: Ausgang, bezeichnungen: pd.Series) -> str:
    """Was geschehen ist; gescheiterte Gemeinden mit Namen, gleiche Gründe zusammen."""
    erfolg = len(ausgang.eingetragen)
    satz = f"Der Kontakt ist für {zahlen.gemeinden(erfolg)} eingetragen."
    if not ausgang.gescheitert:
        return satz
    je_grund: dict[str, list[str]] = {}
    for ags, grund in ausgang.gescheitert:
        je_grund.setdefault(grund, []).append(str(bezeichnungen[ags]))
    gruende = " ".join(
        f"{zahlen.aufzaehlung(namen, hoechstens=8)}: {grund}" for grund, namen in je_grund.items()
    )
    return (
        f"{satz} Nicht eingetragen für {zahlen.gemeinden(len(ausgang.gescheitert))}. {gruende} Ein zweiter "
        "Versuch trägt nur die fehlenden ein."
    )


def _melde(ausgang: Ausgang, bezeichnungen: pd.Series) -> None:
    zustand.melde(meldung(ausgang, bezeichnungen), "fehler" if ausgang.gescheitert else "erfolg")


def _felder(stand: Kampagne) -> tuple[Kontakt, Kontaktstand | None]:
    heute = filterzeile.heute()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        datum = st.date_input(
            "Datum",
            min_value=FRUEHESTENS,
            max_value=SPAETESTENS,
            format="DD.MM.YYYY",
            width=150,
            **_feld("datum", stand),
        )
        art = st.selectbox(
            "Art",
            list(Kontaktart),
            format_func=lambda wert: wert.beschriftung,
            filter_mode=None,
            placeholder="Art wählen",
            width=180,
            **_feld("art", stand),
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
            **_feld("stand", stand),
        )
    ergebnis = st.text_input(
        "Was war?", max_chars=1000, placeholder="etwa „Einladung verschickt“", **_feld("ergebnis", stand)
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stelle = st.text_input(
            "Stelle der Verwaltung",
            max_chars=120,
            placeholder="etwa „Bürgermeisteramt“",
            help="Die Stelle, keine Person.",
            width=240,
            **_feld("stelle", stand),
        )
        schritt = st.text_input(
            "Nächster Schritt",
            max_chars=300,
            placeholder="etwa „Zusagen nachfragen“",
            width="stretch",
            **_feld("schritt", stand),
        )
        frist = st.date_input(
            "Wiedervorlage",
            value=None,
            min_value=FRUEHESTENS,
            max_value=SPAETESTENS,
            format="DD.MM.YYYY",
            width=150,
            **_feld("frist", stand),
        )
    st.caption("Bitte keine Namen, Rufnummern oder Adressen von Personen eintragen; die Stelle genügt.")
    for satz in personenbezug.hinweise("\n".join(str(wert or "") for wert in (stelle, ergebnis, schritt))):
        st.warning(texte.fremd(satz, 400), icon=":material/privacy_tip:")
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


def _feld(name: str, stand: Kampagne) -> dict[str, Any]:
    """Je Liste eigene Felder: Ein Entwurf darf nicht unter der nächsten stehen."""
    return {"key": f"{SCHLUESSEL}{name}_{stand.nummer}", "persist_state": "session"}


def _setze_anfang(stand: Kampagne) -> None:
    for name, wert in (
        ("datum", filterzeile.heute()),
        ("art", _ART.get(stand.angaben.angebot, Kontaktart.TELEFON)),
    ):
        st.session_state.setdefault(_feld(name, stand)["key"], wert)
