"""Einen Fragensatz einfügen: seine noch nicht gestellten Fragen, auf Wunsch je mit Ergebnis."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insek_monitor.modell.stimmungsbild import Frage
from insek_monitor.modell.vortrag import Folie, Folienart
from insek_monitor.oberflaeche.praesentation import arbeit as rechnung
from insek_monitor.oberflaeche.praesentation import fragenwahl, rechnen, zustand
from insek_monitor.oberflaeche.praesentation.arbeit import Arbeit

_SATZ, _MIT_ERGEBNIS = "praesentation_fragensatz", "praesentation_mit_ergebnis"


def zeichne(arbeit: Arbeit) -> None:
    """Auswahl und Knopf."""
    saetze = {satz.schluessel: satz for satz in fragenwahl.saetze()}
    gewaehlt = st.selectbox(
        "Fragensatz",
        list(saetze),
        format_func=lambda schluessel: rechnen.einzeilig(saetze[schluessel].name),
        key=_SATZ,
        filter_mode=None,
    )
    mit = st.checkbox("nach jeder Frage ihr Ergebnis", value=True, key=_MIT_ERGEBNIS)
    fragen = _neue_fragen(arbeit, saetze[gewaehlt].fragen) if gewaehlt in saetze else ()
    if not fragen:
        st.caption("Alle Fragen dieses Satzes stellt die Folge schon.")
        return
    mitmachen = not any(folie.art is Folienart.BEITRETEN for folie in arbeit.folge.folien)
    zahl = len(fragen) * (2 if mit else 1) + mitmachen
    st.caption(
        f"{zahl} Folien hinter der gewählten"
        + (", davor „Mitmachen“ mit dem QR-Code." if mitmachen else ".")
        + ("" if zahl <= arbeit.frei else f" Es passen nur noch {arbeit.frei}.")
    )
    st.button(
        f"{zahl} Folien einfügen",
        key="praesentation_satz_einfuegen",
        disabled=not 0 < zahl <= arbeit.frei,
        on_click=_fuege_satz_ein,
    )


def fuege_ein(jetzt: Arbeit, folien: list[Folie], inhalte: list[rechnung.Inhalt], was: str) -> None:
    """Setzt Folien hinter die gewählte; „Rückgängig“ nimmt sie zurück."""
    zustand.setze(rechnung.ohne_ungefragte(rechnung.fuege_ein(jetzt, folien, inhalte)), was)


def _neue_fragen(arbeit: Arbeit, fragen: Sequence[Frage]) -> tuple[Frage, ...]:
    """Die Fragen, die noch keine Folie stellt."""
    gestellt = {folie.frage for folie in arbeit.folge.folien if folie.art is Folienart.ABSTIMMUNG}
    return tuple(frage for frage in fragen if frage.kennung not in gestellt)


def _fuege_satz_ein() -> None:
    jetzt, schluessel = zustand.arbeit(), st.session_state.get(_SATZ)
    satz = next((satz for satz in fragenwahl.saetze() if satz.schluessel == schluessel), None)
    if jetzt is None or satz is None:
        return
    arten = (
        (Folienart.ABSTIMMUNG, Folienart.ERGEBNIS)
        if st.session_state[_MIT_ERGEBNIS]
        else (Folienart.ABSTIMMUNG,)
    )
    fragen = _neue_fragen(jetzt, satz.fragen)
    folien = [Folie(art, frage=frage.kennung) for frage in fragen for art in arten]
    if not any(folie.art is Folienart.BEITRETEN for folie in jetzt.folge.folien):
        folien.insert(0, Folie(Folienart.BEITRETEN))
    for frage in fragen:
        jetzt = rechnung.mit_frage(jetzt, frage)
    fuege_ein(jetzt, folien, [{}] * len(folien), f"„{satz.name}“ eingefügt")
