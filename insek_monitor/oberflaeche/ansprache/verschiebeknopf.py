"""Knopf „Verschieben“ einer Wiedervorlage: auf eine übliche Frist, oder im Dialog auf einen anderen Tag."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.darstellung.kontakttexte import wochentag
from insek_monitor.oberflaeche.ansprache import kontaktschreiben, kontaktvorgabe
from insek_monitor.oberflaeche.ansprache.kontaktfelder import fristen
from insek_monitor.oberflaeche.ansprache.kontaktvorgabe import Vorgabe

ANDERER_TAG = "anderer Tag …"


def zeichne(zeile: Any, heute: date, *, name: str) -> None:
    """Der Knopf zu einer Zeile aus ``kontakte.wiedervorlagen``."""
    nummer, bisher = int(zeile.Index), zeile.faellig_am.date()
    tage = fristen(heute)
    schluessel = f"verschieben_{nummer}"
    st.menu_button(
        "Verschieben",
        [*(wort for wort, tag in tage.items() if tag != bisher), ANDERER_TAG],
        icon=":material/event_repeat:",
        key=schluessel,
        type="tertiary",
        format_func=lambda wort: f"{wort}: {wochentag(tage[wort], heute)}" if wort in tage else wort,
        disabled=not name,
        help=None if name else kontaktschreiben.OHNE_NAMEN,
        on_click=_gewaehlt,
        args=(nummer, str(zeile.ags), bisher, str(zeile.naechster_schritt or ""), schluessel),
    )


def _gewaehlt(nummer: int, ags: str, bisher: date, schritt: str, schluessel: str) -> None:
    wort, tage = st.session_state.get(schluessel), fristen(einstellungen.heute())
    if wort in tage:
        kontaktschreiben.verschiebe(nummer, ags, bisher, tage[wort])
    elif wort == ANDERER_TAG:
        # Vorgeschlagen wird der bisherige Tag; ist er vorbei, in einer Woche.
        vorschlag = bisher if bisher >= einstellungen.heute() else next(iter(tage.values()))
        felder = {"wiedervorlage": vorschlag, "bisher": bisher, "naechster_schritt": schritt}
        kontaktvorgabe.oeffne(Vorgabe("verschieben", ags, fest=True, nummer=nummer), felder)
