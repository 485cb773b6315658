"""Das Formular eines neuen Raums: mit den Vorgaben genügt ein Klick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.stimmungsbild import (
    AUFBEWAHRUNG_HOECHSTENS,
    AUFBEWAHRUNG_TAGE,
    FRAGEN_HOECHSTENS,
    Frage,
    Gruppenfrage,
)
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import filter, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.abstimmung import register_fragensaetze as eigene
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung.seite import fragensaetze, raumzugang, zustand

TEXT_HOECHSTENS = 120
SCHLUESSEL = "stimmung_raumfeld_"
FELDER = ("titel", "ort", "datum", "saetze", "fragen", "gruppen", "tage")


def oeffne() -> None:
    """Öffnet das Formular mit den Vorgaben (Rückruf)."""
    zustand.schliesse()
    st.session_state[zustand.FORMULAR] = True
    heute = einstellungen.heute()
    vorgaben = {
        "titel": f"Workshop vom {zahlen.datum(heute)}",
        "ort": "",
        "datum": heute,
        "saetze": list(saetze())[:1],
        "fragen": [],
        "gruppen": Gruppenfrage.KEINE,
        "tage": AUFBEWAHRUNG_TAGE,
    }
    for feld, wert in vorgaben.items():
        st.session_state[f"{SCHLUESSEL}{feld}"] = wert


def schliesse() -> None:
    """Verwirft das Formular (Rückruf)."""
    st.session_state.pop(zustand.FORMULAR, None)


def ist_offen() -> bool:
    """Ob das Formular offen ist."""
    return bool(st.session_state.get(zustand.FORMULAR))


def zeichne(ansicht: Ansicht) -> None:
    """Alle Felder und „Raum anlegen“."""
    alle = saetze()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Titel", max_chars=TEXT_HOECHSTENS, width=340, **_feld("titel"))
        st.text_input(
            "Ort",
            max_chars=TEXT_HOECHSTENS,
            width=240,
            placeholder="freiwillig, etwa „Pirna“",
            **_feld("ort"),
        )
        st.date_input("Datum", format="DD.MM.YYYY", width=150, **_feld("datum"))
    st.multiselect(
        "Fragensätze",
        list(alle),
        format_func=lambda name: f"{name} ({len(alle[name])})",
        placeholder="Fragensatz wählen",
        select_all=False,
        **_feld("saetze"),
    )
    fragen = _fragenwahl(alle)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Gruppe erfragen",
            list(Gruppenfrage),
            format_func=lambda wert: wert.beschriftung,
            required=True,
            wrap=True,
            help="Freiwillige Zusatzfrage. Gruppen erscheinen nur, wenn sie groß genug sind.",
            **_feld("gruppen"),
        )
        st.number_input(
            "Stimmen löschen nach Tagen",
            min_value=1,
            max_value=AUFBEWAHRUNG_HOECHSTENS,
            step=1,
            width=260,
            help="Danach bleiben nur Summen, ohne freie Texte.",
            **_feld("tage"),
        )
    mangel = maengel(str(st.session_state[f"{SCHLUESSEL}titel"] or "").strip(), fragen)
    with st.container(horizontal=True):
        st.button(
            f"Raum anlegen ({zahlen.anzahl(len(fragen), 'Frage', 'Fragen')})",
            type="primary",
            icon=":material/add:",
            key="stimmung_raum_anlegen",
            disabled=bool(mangel),
            on_click=_lege_an,
        )
        st.button("Verwerfen", key="stimmung_raum_verwerfen", on_click=schliesse)
    if mangel:
        st.caption(mangel)


def maengel(titel: str, fragen: Sequence[Frage]) -> str:
    """Was noch fehlt, als Satz."""
    if not titel:
        return "Es fehlt noch der Titel."
    if not fragen:
        return "Es fehlt noch eine Frage: Bitte wählen Sie einen Fragensatz."
    if len(fragen) > FRAGEN_HOECHSTENS:
        zuviel = f"Es sind {len(fragen)} Fragen, höchstens {FRAGEN_HOECHSTENS} gehen."
        return f"{zuviel} Bitte wählen Sie einzelne aus."
    return ""


def _fragenwahl(alle: Mapping[str, Sequence[Frage]]) -> tuple[Frage, ...]:
    """Feld für einzelne Fragen; leer heißt alle. Liefert, was der Raum fragen wird."""
    moeglich = zur_wahl(alle, st.session_state[f"{SCHLUESSEL}saetze"])
    je_kennung = {frage.kennung: frage for frage in moeglich}
    schluessel = f"{SCHLUESSEL}fragen"
    st.session_state[schluessel] = [k for k in st.session_state[schluessel] if k in je_kennung]
    st.multiselect(
        "Nur diese Fragen",
        list(je_kennung),
        format_func=lambda kennung: je_kennung[kennung].text,
        placeholder="alle Fragen der Sätze",
        select_all=False,
        **_feld("fragen"),
    )
    return gewaehlte(moeglich, st.session_state[schluessel])


def gruppen(frage: Gruppenfrage) -> tuple[str, ...]:
    """Was bei der Zusatzfrage zur Wahl steht."""
    if frage is Gruppenfrage.GROESSE:
        return tuple(zwischenspeicher.regeln().groessenklassen("kompakt").beschriftungen)
    return tuple(filter.kreise()) if frage is Gruppenfrage.KREIS else ()


def _lege_an() -> None:
    # Aus den Feldern und nicht aus dem letzten Lauf: Wer tippt und sofort klickt, war schneller.
    werte = {feld: st.session_state[f"{SCHLUESSEL}{feld}"] for feld in FELDER}
    fragen = gewaehlte(zur_wahl(saetze(), werte["saetze"]), werte["fragen"])
    if maengel(str(werte["titel"] or "").strip(), fragen):
        return
    gruppenfrage = Gruppenfrage(werte["gruppen"] or "")
    datum = werte["datum"] if isinstance(werte["datum"], date) else einstellungen.heute()
    try:
        raum = raeume.lege_an(
            zwischenspeicher.register(),
            handelnder(),
            titel=str(werte["titel"]),
            ort=str(werte["ort"] or ""),
            datum=datum,
            fragen=fragen,
            gruppenfrage=gruppenfrage,
            gruppen=gruppen(gruppenfrage),
            tage=int(werte["tage"] or AUFBEWAHRUNG_TAGE),
            jetzt=einstellungen.jetzt(),
        )
    except RegisterFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    zustand.oeffne(raum.code)
    raumzugang.bereite_leinwand(raum)


def _feld(name: str) -> dict[str, Any]:
    """Schlüssel eines Feldes; das Formular überlebt den Wechsel auf eine andere Seite."""
    return {"key": f"{SCHLUESSEL}{name}", "persist_state": "session"}


def saetze() -> dict[str, tuple[Frage, ...]]:
    """Alle Sätze, die zur Wahl stehen: Name → Fragen; mitgelieferte zuerst."""
    alle = {satz.name: satz.fragen for satz in fragensaetze.mitgelieferte()}
    for eigener in eigene.lies(zwischenspeicher.register()):
        name = eigener.name if eigener.name not in alle else f"{eigener.name} (eigener)"
        alle[name] = eigener.fragen
    return alle


def zur_wahl(alle: Mapping[str, Sequence[Frage]], gewaehlt: Sequence[str]) -> tuple[Frage, ...]:
    """Fragen der gewählten Sätze, jede einmal.

    Gleicher Wortlaut zählt einmal. Tragen zwei verschiedene Fragen dieselbe Kennung, bekommt die spätere
    eine eigene; verglichen wird ohnehin nach Wortlaut.
    """
    fragen: dict[str, Frage] = {}
    for frage in (frage for name in gewaehlt for frage in alle.get(name, ())):
        kennung, zaehler = frage.kennung, 2
        while kennung in fragen and fragen[kennung].wortlaut != frage.wortlaut:
            kennung, zaehler = f"{frage.kennung[:36]}-{zaehler}", zaehler + 1
        if all(frage.wortlaut != andere.wortlaut for andere in fragen.values()):
            fragen[kennung] = replace(frage, kennung=kennung)
    return tuple(fragen.values())


def gewaehlte(moeglich: Sequence[Frage], kennungen: Sequence[str]) -> tuple[Frage, ...]:
    """Nur die genannten, in der Reihenfolge des Satzes; ohne Nennung alle."""
    return tuple(frage for frage in moeglich if not kennungen or frage.kennung in kennungen)
