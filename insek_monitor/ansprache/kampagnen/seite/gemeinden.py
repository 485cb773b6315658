"""Die Gemeinden einer Liste: Tabelle mit Gründen, Plätze, Mischung, aufnehmen und herausnehmen, mitnehmen."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import auffuellen as kampagne_auffuellen
from insek_monitor.ansprache.kampagnen.seite import daten as kampagne_daten
from insek_monitor.ansprache.kampagnen.seite import schreiben as kampagne_schreiben
from insek_monitor.ansprache.kampagnen.seite import zustand as zustand_seite
from insek_monitor.ansprache.kampagnen.seite.aenderung import Aenderung
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb, mitnehmen, rechnung, zusatzfilter
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.lage.fortschreibung import nach_name
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
            zeichne_bedienung(stand, name)
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
    zu_viele = zustand_seite.zu_viele(len(stand.gemeinden), stand.angaben.plaetze)
    if not zu_viele:
        return
    hinten = letzte(kampagne_daten.bekannte(stand.gemeinden), zu_viele, rang)
    bezeichnungen = zwischenspeicher.gemeinden()["bezeichnung"]
    genannt = zahlen.aufzaehlung(
        [f"{bezeichnungen[ags]} (Rang {zahlen.zahl(rang.at[ags, 'rang'])})" for ags in hinten], hoechstens=8
    )
    ist = "ist" if zu_viele == 1 else "sind"
    st.warning(
        f"**{zustand_seite.belegung(len(stand.gemeinden), stand.angaben.plaetze)}: "
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
            on_click=schreibe,
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


DAZU, WEG = "kampagne_dazu", "kampagne_weg"


def zeichne_bedienung(stand: Kampagne, name: str) -> None:
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
