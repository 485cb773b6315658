"""Verlauf einer Gemeinde: jeder Eintrag zu Kontakten und Ständen, auch Ersetztes und Zurückgezogenes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte.seite import felder
from insek_monitor.kern.ansprache import Kontaktart, Kontaktstand
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder


def zeichne(ags: str) -> None:
    """Aufklapper; gelesen wird erst, wenn er offen ist."""
    aufklapper = st.expander(
        "Verlauf mit Ersetztem und Zurückgezogenem",
        icon=":material/history:",
        key=f"kontaktverlauf_{ags}",
        on_change="rerun",
    )
    if not aufklapper.open:
        return
    register, person = zwischenspeicher.register(), handelnder()
    with aufklapper:
        alle = kontakte.verlauf(register, person, ags)
        staende = kontakte.standverlauf(register, person, ags, auch_ungueltige=True)
        if alle.empty and staende.empty:
            st.markdown("Noch ist nichts eingetragen.")
        if not alle.empty:
            st.html(html.tabelle(kontakttabelle(alle), beschreibung="Verlauf der Kontakte"))
        if not staende.empty:
            st.html(html.tabelle(standtabelle(staende), beschreibung="Verlauf des Stands"))


def kontakttabelle(alle: pd.DataFrame) -> pd.DataFrame:
    """Anzeigeform aller Einträge, der zuletzt geschriebene zuerst."""
    tabelle = pd.DataFrame(
        {
            "Nr.": [str(nummer) for nummer in alle.index],
            "geschrieben": [texte.zeitpunkt(wann) for wann in alle["am"]],
            "von": alle["von"].to_list(),
            "Kontakt am": [zahlen.datum(tag) for tag in alle["datum"]],
            "Art": [Kontaktart(art).beschriftung for art in alle["art"]],
            "Inhalt": [_inhalt(zeile) for zeile in alle.itertuples()],
            "gilt": [_geltung(zeile) for zeile in alle.itertuples()],
            "Grund": alle["grund"].to_list(),
        }
    )
    return _mit_damaliger(tabelle, alle)


def standtabelle(staende: pd.DataFrame) -> pd.DataFrame:
    """Anzeigeform der Stände, der zuletzt geschriebene zuerst."""
    neueste = staende.iloc[::-1]
    tabelle = pd.DataFrame(
        {
            "Stand": [Kontaktstand(stand).beschriftung for stand in neueste["stand"]],
            "ab": [zahlen.datum(tag) for tag in neueste["ab"]],
            "geschrieben": [texte.zeitpunkt(wann) for wann in neueste["am"]],
            "von": neueste["von"].to_list(),
            "gilt": ["ja" if gueltig else "Kontakt zurückgezogen" for gueltig in neueste["gueltig"]],
            "Grund": neueste["grund"].to_list(),
        }
    )
    return _mit_damaliger(tabelle, neueste)


def _mit_damaliger(tabelle: pd.DataFrame, eintraege: pd.DataFrame) -> pd.DataFrame:
    """Nach einer Eingemeindung dazu, für welche Gemeinde der Eintrag war."""
    if (eintraege["ags"] == eintraege["ags_damals"]).all():
        return tabelle
    damals = [
        felder.damals(ags, frueher)
        for ags, frueher in zip(eintraege["ags"], eintraege["ags_damals"], strict=True)
    ]
    return tabelle.assign(Gemeinde=[text or "heutige" for text in damals])


def _inhalt(zeile: Any) -> str:
    frist = "" if zahlen.fehlt(zeile.wiedervorlage) else f"bis {zahlen.datum(zeile.wiedervorlage)}"
    return " · ".join(
        str(teil) for teil in (zeile.stelle, zeile.ergebnis, zeile.naechster_schritt, frist) if teil
    )


def _geltung(zeile: Any) -> str:
    if zeile.gueltig:
        return "ja"
    if zeile.zurueckgezogen:
        ersetzt = "" if zahlen.fehlt(zeile.ersetzt) else f" Nr. {int(zeile.ersetzt)}"
        return f"Rückzug von{ersetzt}"
    return "ersetzt"
