"""Eine Liste ausgewogen auffüllen: Vorschlag mit Gründen, den man erst ansieht und dann annimmt."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kampagnen import kampagne as kampagnenzahlen
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import daten as kampagne_daten
from insek_monitor.ansprache.kampagnen.seite import schreiben as kampagne_schreiben
from insek_monitor.ansprache.kampagnen.seite import zustand
from insek_monitor.ansprache.kampagnen.seite.aenderung import Aenderung
from insek_monitor.ansprache.kampagnen.seite.zustand import Vorschlag
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.rahmen import navigation, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

ZIEL, OHNE = "kampagne_ziel", "kampagne_ohne"
OHNE_GRENZE, ALLE = 12, 418
"""Vorgeschlagene und größte Länge, wenn die Liste keine Plätze nennt."""


def knopf(stand: Kampagne, ansicht: Ansicht, kandidaten: tuple[str, ...]) -> None:
    """Öffnet ein Feld, das sagt, wer infrage kommt, und einen Vorschlag rechnet."""
    if zustand.vorschlag(stand.nummer):
        return  # liegt schon vor; so schließt sich auch das Feld
    plaetze, anzahl = stand.angaben.plaetze, len(stand.gemeinden)
    voll = plaetze is not None and plaetze <= anzahl
    with st.popover(
        "Ausgewogen auffüllen",
        icon=":material/auto_awesome_mosaic:",
        key="kampagne_auffuellen_feld",
        disabled=voll,
        help="Alle Plätze sind belegt." if voll else None,
    ):
        st.markdown(
            "Nach der Priorität, dabei Planungsregionen und Größenklassen anteilig wie unter den Kandidaten: "
            f"{zahlen.gemeinden(len(kandidaten))}, {kampagne_daten.kandidaten_erklaerung()}"
        )
        if not kandidaten:
            st.caption("Es kommt keine Gemeinde infrage. Nehmen Sie einen Filter zurück.")
            return
        ziel = plaetze or _ziel(stand)
        st.button(
            f"Vorschlag für {zahlen.anzahl(ziel - anzahl, 'Platz', 'Plätze')}",
            type="primary",
            key="kampagne_vorschlagen",
            disabled=ziel <= anzahl,
            on_click=_schlage_vor,
            args=(stand, ansicht, ziel),
        )


def _ziel(stand: Kampagne) -> int:
    """Ohne Plätze fragt das Feld, wie lang die Liste werden soll."""
    mindestens = len(stand.gemeinden) + 1
    eingabe = st.number_input(
        "Auffüllen auf so viele Gemeinden",
        min_value=mindestens,
        max_value=max(mindestens, ALLE),
        value=max(mindestens, OHNE_GRENZE),
        key=f"{ZIEL}_{stand.nummer}_{stand.fassung}",
        width=240,
    )
    return int(eingabe or mindestens)


def _schlage_vor(stand: Kampagne, ansicht: Ansicht, ziel: int) -> None:
    st.session_state[OHNE] = []
    zustand.merke_vorschlag(_rechne(stand, ansicht, ziel))


def _rechne(stand: Kampagne, ansicht: Ansicht, ziel: int) -> Vorschlag:
    kandidaten = kampagne_daten.kandidaten(stand, ansicht)
    neue = vorgeschlagene(stand, ansicht.lage_gesamt, kandidaten, kampagne_daten.prioritaet(ansicht), ziel)
    return Vorschlag(stand.nummer, stand.fassung, ziel, neue)


def gueltiger(vorschlag: Vorschlag, stand: Kampagne, ansicht: Ansicht) -> Vorschlag:
    """Der Vorschlag für diese Fassung; hat sich die Liste seither geändert, ein neu gerechneter.

    Sonst kämen zu inzwischen Aufgenommenen alle Vorgeschlagenen dazu, und die Plätze reichten nicht.
    """
    if vorschlag.fassung == stand.fassung:
        return vorschlag
    neuer = replace(_rechne(stand, ansicht, stand.angaben.plaetze or vorschlag.ziel), neu_gerechnet=True)
    # Ausgelassene bleiben ausgelassen, soweit sie noch vorgeschlagen sind.
    st.session_state[OHNE] = [ags for ags in st.session_state.get(OHNE) or () if ags in neuer.gemeinden]
    zustand.merke_vorschlag(neuer)
    return neuer


def vorgeschlagene(
    stand: Kampagne, lage_gesamt: pd.DataFrame, kandidaten: tuple[str, ...], rang: pd.DataFrame, ziel: int
) -> tuple[str, ...]:
    """Die Gemeinden, die dazukämen; nie mehr als freie Plätze, nie eine, die schon auf der Liste steht."""
    vorhandene = kampagne_daten.bekannte(stand.gemeinden)
    infrage = lage_gesamt[lage_gesamt.index.isin([*kandidaten, *vorhandene])]
    # Schlüssel ohne heutige Gemeinde belegen einen Platz, lassen sich aber keiner Region zuordnen.
    plaetze = ziel - (len(stand.gemeinden) - len(vorhandene))
    gefuellt = kampagnenzahlen.ausgewogen(
        rang[rang.index.isin(infrage.index)], infrage, plaetze, vorhandene=vorhandene
    )
    schon = set(stand.gemeinden)
    return tuple(ags for ags in gefuellt if ags not in schon)


def zeichne(stand: Kampagne, ansicht: Ansicht, name: str) -> None:
    """Der offene Vorschlag: wer es wäre und warum; annehmen, einzelne auslassen, verwerfen."""
    if vorschlag := zustand.vorschlag(stand.nummer):
        with st.container(border=True, key="kampagne_vorschlag_kasten"):
            _zeige(gueltiger(vorschlag, stand, ansicht), stand, ansicht, name)


def _zeige(vorschlag: Vorschlag, stand: Kampagne, ansicht: Ansicht, name: str) -> None:
    neue = [ags for ags in kampagne_daten.bekannte(vorschlag.gemeinden) if ags not in stand.gemeinden]
    bezeichnungen = zwischenspeicher.gemeinden()["bezeichnung"]
    if vorschlag.neu_gerechnet:
        st.info(
            "Die Liste hat sich seit dem Vorschlag geändert; er ist für die freien Plätze neu gerechnet.",
            icon=":material/autorenew:",
        )
    if not neue:
        st.info(
            "Es gibt keine Gemeinde mehr, die den Plätzen und Filtern entspricht.", icon=":material/info:"
        )
    else:
        st.markdown(
            f"Vorgeschlagen {'wird' if len(neue) == 1 else 'werden'} **{zahlen.gemeinden(len(neue))}**:"
        )
        tafel = kampagne_daten.tabelle(ansicht, tuple(neue))
        st.html(
            html.tabelle(
                tafel[["Gemeinde", "Planungsregion", "Rang", "Gründe"]],
                beschreibung="Vorschlag: Gemeinde, Region, Rang und Gründe",
                verweise=[navigation.adresse_der_gemeinde(str(ags)) for ags in tafel.index],
            )
        )
        ohne = st.multiselect(
            "Doch nicht aufnehmen",
            neue,
            format_func=bezeichnungen.get,
            key=OHNE,
            placeholder="alle aufnehmen",
            select_all=False,
        )
        neue = [ags for ags in neue if ags not in ohne]
    with st.container(horizontal=True):
        if neue:
            st.button(
                f"{zahlen.gemeinden(len(neue))} aufnehmen",
                type="primary",
                icon=":material/playlist_add_check:",
                key="kampagne_annehmen",
                disabled=not name,
                help="" if name else "Bitte tragen Sie zuerst Ihren Namen ein; er steht im Verlauf.",
                on_click=_nimm_an,
                args=(stand, tuple(neue)),
            )
        st.button("Verwerfen", key="kampagne_vorschlag_weg", on_click=zustand.merke_vorschlag, args=(None,))


def _nimm_an(stand: Kampagne, neue: tuple[str, ...]) -> None:
    zustand.merke_vorschlag(None)
    satz = f"{zahlen.gemeinden(len(neue))} aufgenommen; die Liste ist gespeichert."
    kampagne_schreiben.aendere(Aenderung(stand, dazu=neue), satz)
