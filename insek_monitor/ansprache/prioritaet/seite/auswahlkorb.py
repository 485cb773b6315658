"""Die gewählten Gemeinden der Sitzung: aus Liste und Karte gesammelt, Grundlage von Kampagne und Ausgabe."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

SCHLUESSEL = "ansprache_korb"


def gewaehlt() -> tuple[str, ...]:
    """AGS in der Reihenfolge, in der sie gewählt wurden."""
    korb: tuple[str, ...] = st.session_state.get(SCHLUESSEL, ())
    return korb


def setze(ags: Iterable[str]) -> None:
    """Ersetzt die Wahl; Doppeltes zählt einmal."""
    st.session_state[SCHLUESSEL] = tuple(dict.fromkeys(ags))


def nimm(ags: Iterable[str]) -> None:
    """Fügt hinten an."""
    setze((*gewaehlt(), *ags))


def lege_weg(ags: Iterable[str]) -> None:
    """Nimmt heraus."""
    weg = set(ags)
    setze(stelle for stelle in gewaehlt() if stelle not in weg)


def leere() -> None:
    """Verwirft die Wahl."""
    setze(())
