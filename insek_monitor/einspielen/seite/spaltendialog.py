"""Schritt 2: welche Spalte welches Feld ist, und der Dialog, der unerkannte zuordnet und es sich merkt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from insek_monitor.einspielen import register_spaltennamen as spaltennamen
from insek_monitor.einspielen.erkennen import normiere_titel
from insek_monitor.einspielen.seite.befundzeile import buchstaben
from insek_monitor.einspielen.seite.vorgang import Vorgang
from insek_monitor.einspielen.seite.zustand import Nachricht, melde
from insek_monitor.einspielen.tabelle import Spalte, Tabelle, als_text
from insek_monitor.kern.meldung import FELD_JE_NAME, FELDER
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.fehler import RegisterFehler

NICHT = ""
HOECHSTENS = 40
"""So viele Spalten bietet der Dialog an; mehr hat keine Liste, die jemand von Hand führt."""


def benannte(tabelle: Tabelle) -> list[Spalte]:
    """Spalten mit Überschrift; nur die lassen sich zuordnen."""
    return [spalte for spalte in tabelle.spalten if spalte.titel.strip()]


def uebersicht(tabelle: Tabelle) -> pd.DataFrame:
    """Anzeigeform: Spalte, Überschrift in der Datei, als was sie gelesen wird, ein Beispiel."""
    spalten = tabelle.spalten
    return pd.DataFrame(
        {
            "Spalte": [buchstaben(s.nummer) for s in spalten],
            "Überschrift in der Datei": [_kurz(s.titel) or "(ohne Überschrift)" for s in spalten],
            "Gelesen als": [s.bedeutung for s in spalten],
            "Zum Beispiel": [", ".join(beispiele(tabelle, s)) or None for s in spalten],
        }
    )


def beispiele(tabelle: Tabelle, spalte: Spalte, hoechstens: int = 2) -> list[str]:
    """Die ersten verschiedenen Werte einer Spalte."""
    platz = tabelle.spalten.index(spalte)
    gefunden: dict[str, None] = {}
    for _, werte in tabelle.zeilen:
        text = _kurz(als_text(werte[platz]), 24) if platz < len(werte) else ""
        if text:
            gefunden[text] = None
        if len(gefunden) == hoechstens:
            break
    return list(gefunden)


def doppelte(wahl: Iterable[str]) -> list[str]:
    """Titel der Felder, die mehr als einer Spalte zugeordnet sind."""
    anzahl = Counter(feld for feld in wahl if feld)
    return [FELD_JE_NAME[feld].titel for feld, n in anzahl.items() if n > 1]


def zeichne(vorgang: Vorgang, tabelle: Tabelle) -> None:
    """Was erkannt wurde, und der Knopf zum Zuordnen."""
    st.subheader("2 · Spalten", anchor=False)
    gelesen = [s for s in tabelle.spalten if s.feld or s.beitrag]
    nicht = [
        f"„{texte.fremd(s.titel, 40)}“" if s.titel.strip() else f"Spalte {buchstaben(s.nummer)}"
        for s in tabelle.nicht_gelesen()
    ]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"Blatt „{texte.fremd(tabelle.blatt, 60)}“, Überschriften in Zeile {tabelle.kopfzeile}: "
            f"**{zahlen.zahl(len(gelesen))} von "
            f"{zahlen.anzahl(len(tabelle.spalten), 'Spalte', 'Spalten')}** gelesen, "
            f"{zahlen.anzahl(len(tabelle.zeilen), 'Zeile', 'Zeilen')} mit Inhalt."
            + (f" **Nicht gelesen:** {zahlen.aufzaehlung(nicht)}." if nicht else ""),
            width="stretch",
        )
        if st.button("Spalten zuordnen", icon=":material/table_edit:"):
            _dialog(vorgang, tabelle)
    with st.expander("Was aus welcher Spalte gelesen wird", expanded=len(tabelle.spalten) <= HOECHSTENS):
        st.html(html.tabelle(uebersicht(tabelle), beschreibung="Spalten und was aus ihnen gelesen wird"))


@st.dialog("Spalten zuordnen", width="medium")
def _dialog(vorgang: Vorgang, tabelle: Tabelle) -> None:
    st.markdown(
        "Wählen Sie zu jeder Überschrift, was sie bedeutet. Die Zuordnung wird für die nächste Liste gemerkt."
    )
    moeglich = [NICHT, *(feld.name for feld in FELDER)]
    spalten = benannte(tabelle)[:HOECHSTENS]
    with st.form("spaltenwahl", border=False):
        for spalte in spalten:
            werte = ", ".join(beispiele(tabelle, spalte))
            st.selectbox(
                f"{buchstaben(spalte.nummer)} · {texte.fremd(spalte.titel, 60)}"
                + (f" (zum Beispiel {texte.fremd(werte, 50)})" if werte else ""),
                moeglich,
                index=moeglich.index(spalte.feld) if spalte.feld in moeglich else 0,
                format_func=lambda feld: FELD_JE_NAME[feld].titel if feld else "nicht übernehmen",
                key=_schluessel(vorgang, spalte),
            )
        fertig = st.form_submit_button(
            "Übernehmen und merken", type="primary", on_click=_uebernimm, args=(vorgang, spalten)
        )
    if not fertig:
        return
    if mehrfach := doppelte(_gewaehlt(vorgang, spalten).values()):
        st.error(
            f"Mehreren Spalten zugeordnet: {zahlen.aufzaehlung(mehrfach)}. Jedes Feld darf nur einmal "
            "vorkommen; setzen Sie die übrigen auf „nicht übernehmen“.",
            icon=":material/error:",
        )
        return
    st.rerun()


def _schluessel(vorgang: Vorgang, spalte: Spalte) -> str:
    return f"spalte_{vorgang.datei.pruefsumme[:12]}_{spalte.nummer}"


def _gewaehlt(vorgang: Vorgang, spalten: Sequence[Spalte]) -> dict[Spalte, str]:
    return {s: str(st.session_state.get(_schluessel(vorgang, s)) or NICHT) for s in spalten}


def _uebernimm(vorgang: Vorgang, spalten: Sequence[Spalte]) -> None:
    wahl = _gewaehlt(vorgang, spalten)
    # Was nur vermutet war, gilt jetzt als bestätigt und wird ebenfalls gemerkt.
    neu = {
        normiere_titel(s.titel): feld for s, feld in wahl.items() if s.vermutet or feld != (s.feld or NICHT)
    }
    if doppelte(wahl.values()) or not neu:
        return
    vorgang.spaltenwahl = {**vorgang.spaltenwahl, **neu}
    try:
        spaltennamen.merke(zwischenspeicher.register(), neu, handelnder())
    except RegisterFehler as fehler:
        # Für diese Datei gilt die Wahl trotzdem.
        melde(Nachricht(f"Die Zuordnung gilt, konnte aber nicht gemerkt werden: {fehler}", "fehler"))


def _kurz(text: str, laenge: int = 60) -> str:
    eine_zeile = " ".join(text.split())
    return eine_zeile if len(eine_zeile) <= laenge else f"{eine_zeile[:laenge]}…"
