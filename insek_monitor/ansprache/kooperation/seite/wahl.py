"""Bedienelemente des Bereichs „Gemeinsame Konzepte“: worum es geht, und die Vorgaben."""

from __future__ import annotations

from typing import Any

import streamlit as st

from insek_monitor.ansprache.kooperation.kooperation import Kooperationswunsch
from insek_monitor.ansprache.kooperation.seite import werte
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import adresse, gemeindewahl

GEMEINDE = werte.GEMEINDE
VORGABE = Kooperationswunsch()
_BLEIBT: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}


def suche() -> str:
    """„Um eine Gemeinde“ oder „Ganz Sachsen“."""
    wahl = st.segmented_control(
        "Suchen",
        [werte.UM, werte.LAND],
        default=adresse.vorgabe_wahl("koop_um", werte.UM, (werte.UM, werte.LAND)),
        required=True,
        key="koop_um",
        **_BLEIBT,
    )
    return werte.LAND if wahl == werte.LAND else werte.UM


def gemeinde() -> str | None:
    """Gemeinde, um die gesucht wird; beim ersten Mal die zuletzt gewählte anderer Seiten."""
    if GEMEINDE not in st.session_state and GEMEINDE not in st.query_params:
        st.session_state[GEMEINDE] = st.session_state.get(gemeindewahl.ANGABE)
    return gemeindewahl.wahl("Gemeinde", breite=380, angabe=GEMEINDE)


def wunsch() -> Kooperationswunsch:
    """Vorgaben für eine Gruppe, in einem Aufklapper."""
    with st.popover(
        "Vorgaben", icon=":material/tune:", key="koop_vorgaben", help="Was eine Gruppe haben soll"
    ):
        unten, oben = _einwohner()
        mitglieder = st.segmented_control(
            "Höchstens so viele Gemeinden",
            list(werte.MITGLIEDER),
            default=adresse.vorgabe_wahl(
                "koop_mitglieder", zahlen.zahl(VORGABE.hoechstens_mitglieder), werte.MITGLIEDER
            ),
            required=True,
            key="koop_mitglieder",
            **_BLEIBT,
        )
        klein = st.select_slider(
            "Jede Gemeinde unter … Einwohnern",
            list(werte.KLEIN),
            value=adresse.vorgabe(
                "koop_klein", zahlen.zahl(VORGABE.klein_bis), werte.KLEIN, {k: k for k in werte.KLEIN}.get
            ),
            key="koop_klein",
            **_BLEIBT,
        )
        unbekannte = st.toggle(
            "auch Gemeinden ohne belegten Stand",
            value=adresse.vorgabe_ja("koop_unbekannte", VORGABE.auch_unbekannte),
            key="koop_unbekannte",
            help="Nicht belegt heißt nicht: kein Konzept. Bei ihnen steht zuerst „Stand klären“.",
            **_BLEIBT,
        )
        kreisgrenzen = st.toggle(
            "auch über Kreisgrenzen",
            value=adresse.vorgabe_ja("koop_kreisgrenzen", VORGABE.ueber_kreisgrenzen),
            key="koop_kreisgrenzen",
            **_BLEIBT,
        )
    return Kooperationswunsch(
        mindest_einwohner=unten,
        hoechst_einwohner=oben,
        hoechstens_mitglieder=werte.zahl_aus(mitglieder or werte.MITGLIEDER[-1]),
        klein_bis=werte.zahl_aus(klein),
        auch_unbekannte=bool(unbekannte),
        ueber_kreisgrenzen=bool(kreisgrenzen),
    )


def _einwohner() -> tuple[int, int]:
    """Ein Regler mit zwei Griffen: so kann das Höchste nie unter dem Mindesten liegen."""
    vorgabe = (zahlen.zahl(VORGABE.mindest_einwohner), zahlen.zahl(VORGABE.hoechst_einwohner))
    unten, oben = st.select_slider(
        "Zusammen so viele Einwohner",
        list(werte.EINWOHNER),
        value=adresse.vorgabe("koop_einwohner", vorgabe, (werte.EINWOHNER[:2], werte.EINWOHNER[1:3]), _paar),
        key="koop_einwohner",
        help="Ab 2.000 Einwohnern kann ein Konzept Grundlage für die Städtebauförderung sein.",
        **_BLEIBT,
    )
    return werte.zahl_aus(unten), werte.zahl_aus(oben)


def _paar(_: str) -> tuple[str, ...] | None:
    texte = st.query_params.get_all("koop_einwohner")
    return tuple(texte) if len(texte) == 2 and set(texte) <= set(werte.EINWOHNER) else None


def uebernimm(neu: Kooperationswunsch) -> None:
    """Stellt die Vorgaben auf `neu` (Rückruf der Vorschläge, wenn sich nichts findet)."""
    st.session_state["koop_einwohner"] = (
        zahlen.zahl(neu.mindest_einwohner),
        zahlen.zahl(neu.hoechst_einwohner),
    )
    st.session_state["koop_mitglieder"] = zahlen.zahl(neu.hoechstens_mitglieder)
    st.session_state["koop_klein"] = zahlen.zahl(neu.klein_bis)
    st.session_state["koop_unbekannte"] = neu.auch_unbekannte
    st.session_state["koop_kreisgrenzen"] = neu.ueber_kreisgrenzen


def ebenen() -> list[str]:
    """Was die Karte zum Vergleich zeigt."""
    return st.pills(
        "Zum Vergleich auf der Karte",
        [werte.GEMEINSAME, werte.VERBAENDE],
        selection_mode="multi",
        key="koop_zeigen",
        **_BLEIBT,
    )
