"""Filter der Kontaktliste: Art, Text, Gemeinde, Zeitraum."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from insek_monitor.kennzahlen.kontaktlage import tage_von
from insek_monitor.modell.ansprache import FRUEHESTER_KONTAKT, Kontaktart
from insek_monitor.oberflaeche import gemeindewahl

TEXTSPALTEN = ("stelle", "ergebnis", "naechster_schritt")


@dataclass(frozen=True)
class Kontaktfilter:
    """Was gezeigt wird; leer heißt: alles."""

    arten: tuple[str, ...] = ()
    text: str = ""
    ags: str | None = None
    von: date | None = None
    bis: date | None = None


def filtere(kontakte: pd.DataFrame, wahl: Kontaktfilter, gemeinden: Collection[str]) -> pd.DataFrame:
    """Kontakte der Auswahl; der Text darf irgendwo stehen, Groß- und Kleinschreibung ist gleich."""
    passt = kontakte["ags"].isin(gemeinden if wahl.ags is None else [wahl.ags])
    if wahl.arten:
        passt &= kontakte["art"].isin(wahl.arten)
    if wahl.text:
        gesucht = wahl.text.casefold()
        treffer = pd.Series(False, index=kontakte.index)
        for spalte in TEXTSPALTEN:
            inhalt = kontakte[spalte].fillna("").map(lambda text: gesucht in str(text).casefold())
            treffer |= inhalt.astype(bool)
        passt &= treffer
    tage = tage_von(kontakte["datum"])
    if wahl.von:
        passt &= tage >= pd.Timestamp(wahl.von)
    if wahl.bis:
        passt &= tage <= pd.Timestamp(wahl.bis)
    return kontakte[passt.to_numpy(dtype=bool)]


def zeile(heute: date) -> Kontaktfilter:
    """Zeichnet die Filter und liefert die Wahl."""
    namen = gemeindewahl.beschriftungen()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        arten = st.multiselect(
            "Art",
            [art.value for art in Kontaktart],
            key="kontaktfilter_art",
            format_func=lambda wert: Kontaktart(wert).beschriftung,
            placeholder="alle",
            select_all=False,
            width=200,
        )
        text = st.text_input("Text enthält", key="kontaktfilter_text", max_chars=100, width=200)
        ags = st.selectbox(
            "Gemeinde",
            list(namen),
            index=None,
            key="kontaktfilter_gemeinde",
            format_func=namen.__getitem__,
            filter_mode="contains",
            placeholder="alle der Auswahl",
            width=260,
        )
        von, bis = (_tag(name, heute) for name in ("von", "bis"))
    return Kontaktfilter(tuple(arten), (text or "").strip(), ags, von, bis)


def _tag(name: str, heute: date) -> date | None:
    return st.date_input(
        name,
        value=None,
        key=f"kontaktfilter_{name}",
        min_value=FRUEHESTER_KONTAKT,
        max_value=heute,
        format="DD.MM.YYYY",
        width=150,
    )
