"""Hinweise auf Angaben zu Personen, gleich unter dem Textfeld; wer sie übergeht, bestätigt das."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import streamlit as st

from insek_monitor.ansprache.kontakte.personenbezug import hinweise
from insek_monitor.rahmen import fremdtext as texte

TROTZDEM = "Trotzdem speichern, es sind keine personenbezogenen Angaben"
UNBESTAETIGT = (
    "In den Textfeldern steht wohl etwas zu einer Person. Bitte nehmen Sie es heraus, oder bestätigen Sie "
    "mit dem Kästchen, dass es keine personenbezogene Angabe ist."
)


def unter(text: object) -> None:
    """Die Hinweise zu einem Feld; zu rufen gleich nach ihm."""
    for satz in hinweise(str(text or "")):
        st.warning(texte.fremd(satz, 400), icon=":material/shield_person:")


def zeichne_bestaetigung(felder: Sequence[object], vorsatz: str) -> bool:
    """Das Kästchen, wenn ein Feld einen Hinweis hat; liefert, ob gespeichert werden darf."""
    if not _auffaellige(felder):
        return True
    st.checkbox(TROTZDEM, key=_schluessel(felder, vorsatz))
    return bestaetigt(felder, vorsatz)


def bestaetigt(felder: Sequence[object], vorsatz: str) -> bool:
    """Ob kein Feld einen Hinweis hat oder jemand genau diese Texte bestätigt hat."""
    return not _auffaellige(felder) or bool(st.session_state.get(_schluessel(felder, vorsatz)))


def _auffaellige(felder: Sequence[object]) -> list[str]:
    return [str(text) for text in felder if text and hinweise(str(text))]


def _schluessel(felder: Sequence[object], vorsatz: str) -> str:
    """Der Schlüssel hängt am Text: Wer ihn danach ändert, bestätigt neu."""
    return f"{vorsatz}trotzdem_{zlib.crc32(repr(_auffaellige(felder)).encode())}"
