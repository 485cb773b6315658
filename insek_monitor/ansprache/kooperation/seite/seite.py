"""Bereich „Gemeinsame Konzepte“: wer mit wem, um eine Gemeinde herum oder in der ganzen Auswahl."""

from __future__ import annotations

import streamlit as st

from insek_monitor.ansprache.kooperation.seite import (
    land as kooperation_land,
)
from insek_monitor.ansprache.kooperation.seite import (
    um as kooperation_um,
)
from insek_monitor.ansprache.kooperation.seite import (
    verbandsansicht,
)
from insek_monitor.ansprache.kooperation.seite import (
    wahl as kooperation_wahl,
)
from insek_monitor.ansprache.kooperation.seite import (
    werte as kooperation_werte,
)
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="koop_wahl"):
        suche = kooperation_wahl.suche()
        ags = kooperation_wahl.gemeinde() if suche == kooperation_werte.UM else None
        wunsch = kooperation_wahl.wunsch()
    st.caption(f"Gesucht: {kooperation_werte.in_worten(wunsch)}.")
    if suche == kooperation_werte.LAND:
        kooperation_land.zeichne(ansicht, wunsch)
        verbandsansicht.zeichne(ansicht)
        return
    kooperation_um.zeichne(ansicht, ags, wunsch)
    verbandsansicht.zeichne(ansicht, None if ags is None else _mit_nachbarn(ags))


def _mit_nachbarn(ags: str) -> frozenset[str]:
    nachbarn = zwischenspeicher.nachbarn()
    return frozenset([ags, *nachbarn.loc[nachbarn["ags"] == ags, "nachbar_ags"]])
