"""Gemeinden einer Liste aufnehmen und herausnehmen: gesucht oder aus der Auswahl des Bereichs „Priorität“."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import schreiben as kampagne_schreiben
from insek_monitor.ansprache.kampagnen.seite.aenderung import Aenderung
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb, zusatzfilter
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.fortschreibung import nach_name
from insek_monitor.rahmen import zwischenspeicher

DAZU, WEG = "kampagne_dazu", "kampagne_weg"


def zeichne(stand: Kampagne, name: str) -> None:
    """Felder zum Aufnehmen und Herausnehmen.

    Ihre Schlüssel tragen die Fassung: Nach dem Speichern sind sie wieder zu.
    """
    bezeichnungen = nach_name(zwischenspeicher.gemeinden())["bezeichnung"]
    auf_der_liste = set(stand.gemeinden)
    with st.popover("Aufnehmen", icon=":material/playlist_add:", key=f"kampagne_dazu_feld_{stand.fassung}"):
        st.multiselect(
            "Gemeinden aufnehmen",
            [ags for ags in zusatzfilter.orte().values() if ags not in auf_der_liste],
            format_func=bezeichnungen.get,
            key=DAZU,
            placeholder="Name der Gemeinde",
            filter_mode="contains",
            select_all=False,
        )
        _knopf("Aufnehmen", "kampagne_dazu_jetzt", name, _nimm_auf, stand)
        neue = tuple(ags for ags in auswahlkorb.gewaehlt() if ags not in auf_der_liste)
        if neue:
            was = f"Auswahl aus „Priorität“ aufnehmen ({zahlen.zahl(len(neue))})"
            _knopf(was, "kampagne_dazu_korb", name, _nimm_auswahl_auf, stand, neue)
    if not stand.gemeinden:
        return
    with st.popover(
        "Herausnehmen", icon=":material/playlist_remove:", key=f"kampagne_weg_feld_{stand.fassung}"
    ):
        st.multiselect(
            "Gemeinden herausnehmen",
            list(stand.gemeinden),
            format_func=lambda ags: bezeichnungen.get(ags, f"Schlüssel {ags}"),
            key=WEG,
            placeholder="Name der Gemeinde",
            filter_mode="contains",
            select_all=False,
        )
        _knopf("Herausnehmen", "kampagne_weg_jetzt", name, _nimm_heraus, stand)


def _knopf(
    beschriftung: str, schluessel: str, name: str, rueckruf: Callable[..., None], *args: object
) -> None:
    st.button(
        beschriftung,
        key=schluessel,
        icon=":material/save:",
        disabled=not name,
        help="" if name else "Bitte tragen Sie zuerst Ihren Namen ein; er steht im Verlauf.",
        on_click=rueckruf,
        args=args,
    )


def _nimm_auf(stand: Kampagne) -> None:
    if gewaehlt := tuple(st.session_state.get(DAZU) or ()):
        schreibe(stand, gewaehlt, ())


def _nimm_heraus(stand: Kampagne) -> None:
    if gewaehlt := tuple(st.session_state.get(WEG) or ()):
        schreibe(stand, (), gewaehlt)


def _nimm_auswahl_auf(stand: Kampagne, neue: tuple[str, ...]) -> None:
    if _schreibe(stand, neue, (), kampagne_schreiben.AUSWAHL_UEBERNOMMEN):
        auswahlkorb.lege_weg((*stand.gemeinden, *neue))


def schreibe(stand: Kampagne, dazu: tuple[str, ...], weg: tuple[str, ...]) -> None:
    """Nimmt Gemeinden auf oder heraus (Rückruf)."""
    _schreibe(stand, dazu, weg)


def _schreibe(stand: Kampagne, dazu: tuple[str, ...], weg: tuple[str, ...], zusatz: str = "") -> bool:
    anzahl = len(dazu) or len(weg)
    was = "aufgenommen" if dazu else "herausgenommen"
    satz = f"{zahlen.gemeinden(anzahl)} {was}; die Liste ist gespeichert. {zusatz}".strip()
    gespeichert = kampagne_schreiben.aendere(Aenderung(stand, dazu=dazu, weg=weg), satz)
    if gespeichert:
        st.session_state[DAZU] = st.session_state[WEG] = []
    return gespeichert
