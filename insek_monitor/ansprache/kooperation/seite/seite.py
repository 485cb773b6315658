"""Bereich „Gemeinsame Konzepte“: wer mit wem, um eine Gemeinde herum oder in der ganzen Auswahl."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kontakte.seite import mehrknopf
from insek_monitor.ansprache.kooperation import kooperation
from insek_monitor.ansprache.kooperation.seite import land as kooperation_land
from insek_monitor.ansprache.kooperation.seite import rechnen as kooperation_rechnen
from insek_monitor.ansprache.kooperation.seite import um as kooperation_um
from insek_monitor.ansprache.kooperation.seite import wahl as kooperation_wahl
from insek_monitor.ansprache.kooperation.seite import werte as kooperation_werte
from insek_monitor.kern.begriffe import Konzeptart
from insek_monitor.lage.bild import html, zahlen
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
        zeichne_verbaende(ansicht)
        return
    kooperation_um.zeichne(ansicht, ags, wunsch)
    zeichne_verbaende(ansicht, None if ags is None else _mit_nachbarn(ags))


def _mit_nachbarn(ags: str) -> frozenset[str]:
    nachbarn = zwischenspeicher.nachbarn()
    return frozenset([ags, *nachbarn.loc[nachbarn["ags"] == ags, "nachbar_ags"]])


ZEILEN = 10


def zeichne_verbaende(ansicht: Ansicht, nur: frozenset[str] | None = None) -> None:
    """Zwei Tabellen in einem Aufklapper.

    Parameters
    ----------
    nur
        AGS; gezeigt wird nur, woran eine von ihnen beteiligt ist. Ohne Angabe alles in der Auswahl.
    """
    konzepte = beteiligt(kooperation_rechnen.bestehende(ansicht), nur)
    verbaende = beteiligt(ansicht.einmal(kooperation.verbaende), nur)
    with st.expander("Zum Vergleich: was es an Zusammenarbeit schon gibt", icon=":material/handshake:"):
        wort = {0: "**Kein gemeinsames Konzept** ist", 1: "**Ein gemeinsames Konzept** ist"}
        mehrere = f"**{zahlen.zahl(len(konzepte))} gemeinsame Konzepte** sind"
        st.markdown(f"{wort.get(len(konzepte), mehrere)} zum Stichtag bekannt.")
        if not konzepte.empty:
            _tabelle(_konzepttabelle(konzepte), "Gemeinsame Konzepte", "koop_konzepte")
        if verbaende.empty:
            st.markdown("**Keine Verwaltungsgemeinschaft** und kein Verwaltungsverband in dieser Auswahl.")
            return
        st.markdown(f"**Verwaltungsgemeinschaften und -verbände** ({zahlen.zahl(len(verbaende))})")
        _tabelle(_verbandstabelle(verbaende), "Verwaltungsgemeinschaften und -verbände", "koop_verbaende")


def beteiligt(tabelle: pd.DataFrame, nur: frozenset[str] | None) -> pd.DataFrame:
    """Zeilen, an deren `mitglieder` eine der Gemeinden beteiligt ist; ohne Angabe alle."""
    if nur is None:
        return tabelle
    return tabelle[[not nur.isdisjoint(mitglieder) for mitglieder in tabelle["mitglieder"]]]


def _tabelle(anzeige: pd.DataFrame, beschreibung: str, schluessel: str) -> None:
    st.html(html.tabelle(mehrknopf.anfang(anzeige, schluessel, ZEILEN), beschreibung=beschreibung))
    mehrknopf.zeichne(anzeige, schluessel, ZEILEN)


def _namen(mitglieder: tuple[str, ...]) -> str:
    return zahlen.aufzaehlung(zwischenspeicher.gemeinden()["name"].reindex(list(mitglieder)).dropna())


def _konzepttabelle(konzepte: pd.DataFrame) -> pd.DataFrame:
    stand = [
        f"{zeile.stand} {zahlen.ungenaues_datum(zeile.beschluss)}"
        if zeile.stand == "beschlossen"
        and not zahlen.fehlt(zeile.beschluss)
        and zeile.beschluss != "unbekannt"
        else str(zeile.stand)
        for zeile in konzepte.itertuples()
    ]
    return pd.DataFrame(
        {
            "Konzept": konzepte["titel"],
            "Art": [Konzeptart(art).beschriftung for art in konzepte["art"]],
            "Stand": stand,
            "Datenlage": konzepte["datenlage"],
            "Gemeinden": konzepte["mitglieder"].map(_namen),
            "Einwohner": konzepte["einwohner"],
        }
    )


def _verbandstabelle(verbaende: pd.DataFrame) -> pd.DataFrame:
    ohne = [
        zahlen.zahl(z.ohne_konzept)
        + (f"; bei {zahlen.zahl(z.unbekannt)} nicht belegt" if z.unbekannt else "")
        for z in verbaende.itertuples()
    ]
    return pd.DataFrame(
        {
            "Name": verbaende["verband"],
            "Art": verbaende["verband_art"],
            "Gemeinden": verbaende["mitglieder"].map(_namen),
            "Einwohner": verbaende["einwohner"],
            "ohne aktuelles Konzept": ohne,
        }
    )
