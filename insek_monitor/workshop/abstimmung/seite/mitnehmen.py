"""Knöpfe zum Herunterladen auf dieser Seite; gerechnet wird erst beim Klick."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

MEDIENTYP = {
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def knopf(
    beschriftung: str, inhalt: Callable[[], bytes], datei: str, *, schluessel: str, hilfe: str | None = None
) -> None:
    """Knopf mit Dateiname ``insek-monitor_{datei}``; ohne Datenstand, denn Stimmen gehören zu keinem."""
    st.download_button(
        beschriftung,
        data=inhalt,
        file_name=f"insek-monitor_{datei}",
        mime=MEDIENTYP[datei.rsplit(".", 1)[1]],
        key=f"lade_{schluessel}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        help=hilfe,
    )
