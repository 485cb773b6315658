"""Die Rangliste: 15 Gemeinden je Seite, jede mit Kästchen, Platz, Begründung und Balken."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import streamlit as st

from insek_monitor.ansprache.prioritaet.rangzeile import Rangzeile, legende, rangzeile
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb, rechnung
from insek_monitor.ansprache.prioritaet.seite.gewichtewahl import NUR_INTERN
from insek_monitor.ansprache.prioritaet.seite.ranggrundlage import Ranggrundlage
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import schalter

JE_SEITE = 15
SEITE = "ansprache_seite"
GEZEIGT = "ansprache_gezeigt"
PLAETZE = "ansprache_plaetze"
PLAETZE_VORGABE = 12
"""Das Austauschformat 2026 hat höchstens zwölf Teilnehmende."""
OHNE_RANG = "Alle Gewichte sind 0: Die Liste hat keine Rangfolge, nach der sich auffüllen ließe."


def seite(grundlage: Ranggrundlage, schluessel: Hashable) -> Sequence[str]:
    """AGS der gezeigten Seite.

    Parameters
    ----------
    schluessel
        Wovon die Reihenfolge abhängt; ändert er sich, beginnt die Liste wieder auf der ersten Seite.
    """
    if st.session_state.get(GEZEIGT) != schluessel:
        st.session_state[GEZEIGT] = schluessel
        st.session_state[SEITE] = 1
    seiten = schalter.stuecke(list(grundlage.treffer.index), JE_SEITE)
    return seiten[schalter.aktuelle(SEITE, len(seiten)) - 1]


def zeichne(grundlage: Ranggrundlage, seite: Sequence[str]) -> None:
    """Die Zeilen einer Seite, zum Blättern, Legende der Balken."""
    with st.container(gap=None, key="rangliste"):
        for zeile in grundlage.zeilen(seite):
            _zeile(zeile, im_korb=zeile.ags in grundlage.korb)
    schalter.leiste(SEITE, -(-len(grundlage.treffer) // JE_SEITE))
    st.html(_legende(grundlage))


def _legende(grundlage: Ranggrundlage) -> str:
    gezeigt = [
        name
        for name, gewicht in grundlage.gewichte.werte
        if gewicht and (rechnung.mit_kontakten(grundlage.kontakte) or name != NUR_INTERN)
    ]
    abschlag = bool((grundlage.treffer["abschlag"] < 0).any())
    erwartung = bool(grundlage.lage.loc[grundlage.treffer.index, "p_kein"].notna().any())
    if not gezeigt:
        return "<span></span>"
    return legende(gezeigt, mit_abschlag=abschlag, mit_erwartung=erwartung)


def knoepfe(grundlage: Ranggrundlage, gezeigte: Sequence[str]) -> None:
    """Auffüllen und die Seite wählen; steht in einer Zeile mit anderen Knöpfen."""
    plaetze = st.number_input(
        "Plätze",
        1,
        500,
        value=PLAETZE_VORGABE,
        key=PLAETZE,
        width=120,
        persist_state="session",
        help="Wie viele Gemeinden es werden sollen; das Austauschformat 2026 hat zwölf Plätze.",
    )
    st.button(
        f"Auf {zahlen.zahl(plaetze)} auffüllen",
        icon=":material/playlist_add_check:",
        key="ansprache_auffuellen",
        disabled=grundlage.gewichte.alle_null,
        on_click=_fuelle_auf,
        args=(tuple(map(str, grundlage.treffer.index)),),
        help=OHNE_RANG
        if grundlage.gewichte.alle_null
        else "Nimmt von vorn aus dieser Liste dazu, bis so viele gewählt sind.",
    )
    st.button(
        "Seite wählen",
        icon=":material/done_all:",
        key="ansprache_seite_waehlen",
        on_click=auswahlkorb.nimm,
        args=(tuple(gezeigte),),
        help="Nimmt alle Gemeinden dieser Seite dazu.",
    )


def _fuelle_auf(folge: tuple[str, ...]) -> None:
    korb = auswahlkorb.gewaehlt()
    fehlend = max(0, int(st.session_state.get(PLAETZE) or PLAETZE_VORGABE) - len(korb))
    auswahlkorb.nimm([ags for ags in folge if ags not in set(korb)][:fehlend])


def _zeile(zeile: Rangzeile, *, im_korb: bool) -> None:
    kaestchen = f"korb_{zeile.ags}"
    if bool(st.session_state.get(kaestchen)) != im_korb:
        st.session_state[kaestchen] = im_korb
    # Kästchen und Zeile liegen im selben Raster (Stilblatt): ein Behälter je Zeile kostete nur Zeit.
    st.checkbox(
        f"{zeile.name} wählen",
        key=kaestchen,
        label_visibility="collapsed",
        on_change=_wechsle,
        args=(zeile.ags,),
    )
    st.html(rangzeile(zeile))


def _wechsle(ags: str) -> None:
    (auswahlkorb.nimm if st.session_state[f"korb_{ags}"] else auswahlkorb.lege_weg)([ags])
