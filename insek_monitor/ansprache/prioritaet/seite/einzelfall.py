"""Ein Fall von nahem: nächster offener Fall oder gesuchte Gemeinde, wählen, auch mit ihren Nachbarn."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.prioritaet.kriterien import OHNE_AKTUELLES
from insek_monitor.ansprache.prioritaet.rangzeile import rangzeile
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb, zusatzfilter
from insek_monitor.ansprache.prioritaet.seite.ranggrundlage import Ranggrundlage
from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.gemeinde import nachbarn_der_gemeinde
from insek_monitor.rahmen import zwischenspeicher

FALL, SUCHE = "ansprache_fall", "ansprache_suche"
KEINER = "ansprache_kein_fall"


def suche() -> None:
    """Feld, das eine Gemeinde von nahem zeigt."""
    st.selectbox(
        "Gemeinde zeigen",
        list(zusatzfilter.orte()),
        index=None,
        key=SUCHE,
        placeholder="Name",
        filter_mode="contains",
        width=220,
        on_change=_aus_suche,
    )


def knopf(grundlage: Ranggrundlage) -> None:
    """Knopf zum nächsten offenen Fall der Liste."""
    st.button(
        "Nächster offener Fall",
        icon=":material/next_plan:",
        key="ansprache_naechster",
        on_click=_zum_naechsten,
        args=(offene(grundlage), tuple(map(str, grundlage.treffer.index))),
        help="Die vorderste Gemeinde der Liste, die noch nicht gewählt ist"
        + (
            "; übergangen wird, mit wem schon ein nächster Schritt vereinbart oder das Gespräch weiter ist."
            if grundlage.kontakte
            else "."
        ),
    )


def offene(grundlage: Ranggrundlage) -> tuple[str, ...]:
    """AGS der offenen Fälle in Rangfolge: nicht gewählt und, wenn Kontakte bekannt sind, nicht in Arbeit."""
    kontakte = grundlage.kontakte
    return tuple(
        str(ags)
        for ags in grundlage.treffer.index
        if ags not in grundlage.korb and (kontakte is None or kontakte.ist_offener_fall(str(ags)))
    )


def naechster(folge: Sequence[str], nach: str | None, alle: Sequence[str]) -> str | None:
    """Der nächste offene Fall nach ``nach`` in der Reihenfolge ``alle``; am Ende wieder der erste."""
    if not folge:
        return None
    if nach is None or nach not in alle:
        return folge[0]
    stelle = {ags: nummer for nummer, ags in enumerate(alle)}
    spaetere = [ags for ags in folge if stelle[ags] > stelle[nach]]
    return spaetere[0] if spaetere else folge[0]


def zeichne(grundlage: Ranggrundlage) -> None:
    """Der gezeigte Fall; nichts, wenn keiner gewählt ist."""
    if st.session_state.pop(KEINER, False):
        st.info(
            "In dieser Liste ist kein Fall mehr offen. Nehmen Sie einen Filter zurück, oder arbeiten Sie mit "
            "der Auswahl weiter.",
            icon=":material/task_alt:",
        )
    ags = st.session_state.get(FALL)
    if ags is None or ags not in grundlage.lage.index:
        return
    nachbarn = nachbarn_der_gemeinde(grundlage.lage, zwischenspeicher.nachbarn(), ags)
    ohne = ohne_aktuelles(nachbarn)
    with st.container(border=True, key="einzelfall"):
        st.html(rangzeile(grundlage.zeilen([ags])[0]))
        st.markdown(nachbarsatz(nachbarn, ohne))
        with st.container(horizontal=True, gap="small"):
            gewaehlt = ags in grundlage.korb
            st.button(
                "Aus der Auswahl nehmen" if gewaehlt else "Wählen",
                icon=":material/remove:" if gewaehlt else ":material/add:",
                key="fall_waehlen",
                type="secondary" if gewaehlt else "primary",
                on_click=auswahlkorb.lege_weg if gewaehlt else auswahlkorb.nimm,
                args=((ags,),),
            )
            st.button(
                "Mit allen Nachbarn wählen",
                icon=":material/hub:",
                key="fall_nachbarn",
                disabled=nachbarn.empty,
                on_click=auswahlkorb.nimm,
                args=((ags, *nachbarn.index),),
            )
            st.button(
                "Mit Nachbarn ohne aktuelles Konzept",
                icon=":material/group_add:",
                key="fall_nachbarn_ohne",
                disabled=ohne.empty,
                on_click=auswahlkorb.nimm,
                args=((ags, *ohne.index),),
            )
            st.button(
                "Schließen", icon=":material/close:", type="tertiary", key="fall_zu", on_click=_schliesse
            )


def ohne_aktuelles(nachbarn: pd.DataFrame) -> pd.DataFrame:
    """Nachbarn ohne aktuelles Konzept; ein unbekannter Stand zählt nicht als keines."""
    abgelaufen = nachbarn["aktualitaet"].astype(object) == Aktualitaet.ABGELAUFEN.value
    return nachbarn[nachbarn["status"].isin(OHNE_AKTUELLES) | abgelaufen]


def nachbarsatz(nachbarn: pd.DataFrame, ohne: pd.DataFrame) -> str:
    """Wie viele Nachbarn kein aktuelles Konzept haben, und bei wie vielen der Stand nicht belegt ist."""
    if nachbarn.empty:
        return "Zu dieser Gemeinde sind keine Nachbarn verzeichnet."
    unbekannt = int((nachbarn["status"] == Status.UNBEKANNT.value).sum())
    satz = f"{len(ohne)} von {zahlen.anzahl(len(nachbarn), 'Nachbar', 'Nachbarn')} ohne aktuelles Konzept"
    if not ohne.empty:
        satz += f": {zahlen.aufzaehlung(ohne['bezeichnung'])}"
    satz += "."
    if unbekannt:
        satz += f" Von {zahlen.zahl(unbekannt)} ist der Stand nicht belegt."
    return satz


def _zum_naechsten(folge: tuple[str, ...], alle: tuple[str, ...]) -> None:
    ziel = naechster(folge, st.session_state.get(FALL), alle)
    st.session_state[FALL] = ziel
    st.session_state[KEINER] = ziel is None
    st.session_state[SUCHE] = None


def _aus_suche() -> None:
    wahl = st.session_state.get(SUCHE)
    st.session_state[FALL] = zusatzfilter.orte().get(str(wahl)) if wahl else None


def _schliesse() -> None:
    st.session_state[FALL] = None
    st.session_state[SUCHE] = None
