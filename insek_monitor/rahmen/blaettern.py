"""Lange Listen seitenweise zeigen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def aktuelle(schluessel: str, seiten: int) -> int:
    """Die gezeigte Seite (ab 1); wird die Liste kürzer, die letzte."""
    gemerkt = int(st.session_state.get(schluessel) or 1)
    if gemerkt > seiten:
        st.session_state[schluessel] = gemerkt = max(1, seiten)
    return gemerkt


def leiste(schluessel: str, seiten: int) -> None:
    """Die Leiste zum Blättern; entfällt bei einer Seite."""
    if seiten > 1:
        st.pagination(seiten, key=schluessel)


def stuecke(alle: Sequence[T], je_seite: int) -> list[Sequence[T]]:
    """Teilt eine Liste in Seiten; mindestens eine."""
    return [alle[anfang : anfang + je_seite] for anfang in range(0, max(1, len(alle)), je_seite)]
