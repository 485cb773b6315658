"""Die Gemeinden einer Liste: Tabelle mit Gründen, Plätze, Mischung, aufnehmen und herausnehmen, mitnehmen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import (
    auffuellen as kampagne_auffuellen,
)
from insek_monitor.ansprache.kampagnen.seite import (
    bedienung as kampagne_bedienung,
)
from insek_monitor.ansprache.kampagnen.seite import (
    daten as kampagne_daten,
)
from insek_monitor.ansprache.kampagnen.seite import (
    texte as kampagne_texte,
)
from insek_monitor.ansprache.prioritaet.seite import mitnehmen, rechnung
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.rahmen import navigation, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

VOLL_GEZEIGT = 40
"""Bis zu so vielen Gemeinden steht jede Begründung ausgeschrieben da; darüber rollt die Tabelle."""
RANGHINWEIS = "Rang unter allen Gemeinden, mit den Gewichten des Bereichs „Priorität“."
SPALTEN = {
    "Rang": st.column_config.NumberColumn(width=60),
    "Einwohner": st.column_config.NumberColumn(format="localized", width=90),
    "Gründe": st.column_config.TextColumn(width="large"),
}


def zeichne(stand: Kampagne, ansicht: Ansicht, name: str, *, darf: bool) -> None:
    """Hinweise, Tabelle neben der Mischung, Bedienung, Ausgaben."""
    ags = kampagne_daten.bekannte(stand.gemeinden)
    rang = kampagne_daten.prioritaet(ansicht)
    _plaetze(stand, rang, name, darf=darf)
    _zielgruppe(stand)
    _wollen_nicht(stand)
    kandidaten = kampagne_daten.kandidaten(stand, ansicht)
    _tabelle(ags, ansicht)
    with st.container(horizontal=True):
        if darf:
            kampagne_bedienung.zeichne(stand, name)
            kampagne_auffuellen.knopf(stand, ansicht, kandidaten)
        if ags:
            mitnehmen.knoepfe(
                stand.gemeinden,
                ansicht,
                name=f"liste-{stand.nummer}",
                titel=stand.angaben.titel,
                intern=True,
                kampagne=stand,
            )
    if darf:
        kampagne_auffuellen.zeichne(stand, ansicht, name)
    if ags:
        _mischung(ags, kandidaten, ansicht)


def letzte(ags: tuple[str, ...], anzahl: int, rang: pd.DataFrame) -> list[str]:
    """Die Gemeinden der Liste, die nach der Priorität hinten stehen, die hinterste zuletzt."""
    folge = [stelle for stelle in rang.index if stelle in set(ags)]
    return folge[len(folge) - anzahl :] if anzahl else []


def _plaetze(stand: Kampagne, rang: pd.DataFrame, name: str, *, darf: bool) -> None:
    zu_viele = kampagne_texte.zu_viele(len(stand.gemeinden), stand.angaben.plaetze)
    if not zu_viele:
        return
    hinten = letzte(kampagne_daten.bekannte(stand.gemeinden), zu_viele, rang)
    bezeichnungen = zwischenspeicher.gemeinden()["bezeichnung"]
    genannt = zahlen.aufzaehlung(
        [f"{bezeichnungen[ags]} (Rang {zahlen.zahl(rang.at[ags, 'rang'])})" for ags in hinten], hoechstens=8
    )
    ist = "ist" if zu_viele == 1 else "sind"
    st.warning(
        f"**{kampagne_texte.belegung(len(stand.gemeinden), stand.angaben.plaetze)}: "
        f"{zahlen.gemeinden(zu_viele)} zu viel.** Nach der Priorität zuletzt {ist}: {genannt}.",
        icon=":material/group_remove:",
    )
    if darf and hinten:
        was = "Diese Gemeinde" if zu_viele == 1 else f"Diese {zahlen.zahlwort(zu_viele)} Gemeinden"
        st.button(
            f"{was} herausnehmen",
            icon=":material/group_remove:",
            key="kampagne_hintere_weg",
            disabled=not name,
            on_click=kampagne_bedienung.schreibe,
            args=(stand, (), tuple(hinten)),
        )


def _zielgruppe(stand: Kampagne) -> None:
    """Das Austauschformat ist für Verwaltungsspitzen kleiner Gemeinden."""
    grosse, grenze = kampagne_daten.zu_grosse(stand), kampagne_daten.austausch_unter()
    if len(grosse):
        genannt = zahlen.aufzaehlung(
            [f"{z.bezeichnung} ({zahlen.zahl(z.einwohner)} Einwohner)" for z in grosse.itertuples()],
            hoechstens=6,
        )
        st.warning(
            f"Das Austauschformat ist für Gemeinden unter {zahlen.zahl(grenze)} Einwohnern gedacht. Größer "
            f"{'ist' if len(grosse) == 1 else 'sind'}: {genannt}.",
            icon=":material/groups:",
        )


def _wollen_nicht(stand: Kampagne) -> None:
    """Wer abgelehnt hat oder ruht, soll nicht aus Versehen eingeladen werden."""
    saetze = [
        f"{art.beschriftung.capitalize()} ({zahlen.gemeinden(len(namen))}): "
        f"{zahlen.aufzaehlung(namen, hoechstens=6)}."
        for art, namen in kampagne_daten.ausserhalb_der_ansprache(stand).items()
    ]
    if saetze:
        st.warning(
            f"Auf der Liste stehen Gemeinden, die gerade nicht angesprochen werden. {' '.join(saetze)}",
            icon=":material/do_not_disturb_on:",
        )


def _tabelle(ags: tuple[str, ...], ansicht: Ansicht) -> None:
    if not ags:
        st.info(
            "Noch steht keine Gemeinde auf der Liste. Nehmen Sie einzelne auf oder lassen Sie sie ausgewogen "
            "auffüllen.",
            icon=":material/playlist_add:",
        )
        return
    tafel = kampagne_daten.tabelle(ansicht, ags).drop(columns="Planungsregion")
    beschreibung = (
        f"Liste mit {zahlen.gemeinden(len(tafel))}: Rang, Kreis, Einwohner, Status, Datenlage, Gründe"
    )
    if len(tafel) <= VOLL_GEZEIGT:
        verweise = [navigation.adresse_der_gemeinde(str(stelle)) for stelle in tafel.index]
        with st.container(key="kampagne_gemeindetabelle"):
            st.html(html.tabelle(tafel, beschreibung=beschreibung, verweise=verweise, hinweis=RANGHINWEIS))
        return
    zustand = st.dataframe(
        tafel,
        hide_index=True,
        height=480,
        key="kampagne_tabelle",
        on_select="rerun",
        selection_mode="single-cell",
        column_config=SPALTEN,
        placeholder="–",
        alt=f"{beschreibung}.",
    )
    zellen = zustand["selection"]["cells"]
    if zellen:
        navigation.zur_gemeinde(str(tafel.index[zellen[0][0]]))
    st.caption(f"{RANGHINWEIS} Ein Klick öffnet die Gemeinde.")


def _mischung(ags: tuple[str, ...], kandidaten: tuple[str, ...], ansicht: Ansicht) -> None:
    st.subheader("Mischung", anchor=False)
    tabellen = kampagne_daten.gemischt(rechnung.grund(ansicht), ags, kandidaten)
    for spalte, tabelle in zip(st.columns(len(tabellen), gap="medium"), tabellen.values(), strict=True):
        spalte.html(tabelle)
    st.caption(
        f"Kandidaten: {zahlen.gemeinden(len(kandidaten))}, {kampagne_daten.kandidaten_erklaerung()} Der "
        "Strich im Balken ist ihr Anteil."
    )
