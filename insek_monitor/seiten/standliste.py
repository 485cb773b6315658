"""Bereich „Stand klären“: wen anrufen, nach Kreisen, mit Dienststelle; jede Antwort ein Klick."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte.seite import formular as kontaktformular
from insek_monitor.ansprache.kontakte.seite import meldung as kontaktmeldung
from insek_monitor.ansprache.kontakte.seite import schreiben as kontaktschreiben
from insek_monitor.ansprache.kontakte.seite.vorgabe import Vorgabe
from insek_monitor.ansprache.prioritaet import befunde as befunde_ansprache
from insek_monitor.ansprache.prioritaet.rangzeile import standzeile
from insek_monitor.ansprache.prioritaet.seite import mitnehmen, rechnung
from insek_monitor.einspielen.seite import einzelformular, einzelvorgang
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.fortschreibung import sortierschluessel
from insek_monitor.rahmen import anmeldung, navigation, rahmen, schalter
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import namensfeld
from insek_monitor.seiten import gemeindepflege, standantwort
from insek_monitor.seiten.standantwort import Antwort

JE_SEITE = 12
SEITE, GEZEIGT = "klaeren_seite", "klaeren_gezeigt"
FRUEHER = (
    "Eine Antwort von heute gilt ab heute. Stellen Sie in der Filterzeile den heutigen Stichtag ein, um "
    "Antworten einzutragen."
)


def offene(ansicht: Ansicht) -> pd.DataFrame:
    """Gemeinden der Auswahl, deren Stand zu klären ist: nach Kreis, darin nach Priorität."""
    lage = ansicht.lage[~ansicht.lage["geklaert"]]
    lage = lage.assign(rang=rechnung.aktuelle_prioritaet(ansicht)["rang"].reindex(lage.index))
    return lage.iloc[
        pd.DataFrame({"kreis": sortierschluessel(lage["kreis"]), "rang": lage["rang"]})
        .reset_index(drop=True)
        .sort_values(["kreis", "rang"], kind="stable")
        .index
    ]


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich; eintragen kann nur, wer bearbeiten darf."""
    schreiben = anmeldung.darf(Rolle.BEARBEITEN)
    lage = offene(ansicht)
    je_kreis = lage.groupby("kreis", sort=False, observed=True).size()
    rahmen.befund(*befunde_ansprache.zu_klaeren(ansicht.lage, je_kreis))
    kontaktmeldung.zeichne()
    gemeindepflege.nachrichten()
    if ansicht.lage.empty:
        return
    name = ""
    with st.container(horizontal=True, vertical_alignment="bottom", key="klaerenkopf"):
        if schreiben:
            with st.container(width=230):
                name = namensfeld()
            standantwort.anlassfeld()
            standantwort.rueckweg(ansicht)
        if not lage.empty:
            mitnehmen.knoepfe(
                list(lage.index),
                ansicht,
                name="stand-klaeren",
                titel="Stand klären",
                intern=anmeldung.darf_internes(),
            )
    frei = schreiben and _frei(ansicht, name)
    _zeilen(ansicht, lage, je_kreis, schreiben=schreiben, frei=frei, name=name)
    kontaktformular.zeige("klaeren")


def _frei(ansicht: Ansicht, name: str) -> bool:
    """Ob Antworten jetzt eingetragen werden können; sonst steht da, was fehlt."""
    if ansicht.datenstand.nummer != ansicht.geltend.nummer:
        gemeindepflege.anderer_datenstand(ansicht)
        return False
    if ansicht.stichtag < einstellungen.heute():
        st.info(FRUEHER, icon=":material/history:")
        return False
    if not name:
        st.markdown(kontaktschreiben.ZUERST_NAMEN.format(was="eintragen"))
    return bool(name)


def _zeilen(
    ansicht: Ansicht, lage: pd.DataFrame, je_kreis: pd.Series, *, schreiben: bool, frei: bool, name: str
) -> None:
    seiten = schalter.stuecke(lage.index, JE_SEITE)
    _beginne_vorn((ansicht.auswahl,))
    kreis = None
    for zeile in lage.loc[seiten[schalter.aktuelle(SEITE, len(seiten)) - 1]].itertuples():
        if zeile.kreis != kreis:
            kreis = zeile.kreis
            st.subheader(f"{kreis} · {je_kreis[kreis]}", anchor=False)
        _zeile(zeile, ansicht, schreiben=schreiben, frei=frei, name=name)
    schalter.leiste(SEITE, len(seiten))


def _beginne_vorn(schluessel: Hashable) -> None:
    if st.session_state.get(GEZEIGT) != schluessel:
        st.session_state[GEZEIGT], st.session_state[SEITE] = schluessel, 1


def _zeile(zeile: Any, ansicht: Ansicht, *, schreiben: bool, frei: bool, name: str) -> None:
    ags = str(zeile.Index)
    with st.container(horizontal=True, gap="small", key=f"klaeren_{ags}"):
        st.html(standzeile(zeile, navigation.adresse_der_gemeinde(ags)), width="stretch")
        if schreiben:
            _antworten(ags, ansicht.datenstand.nummer, frei=frei)
    vorgang = einzelvorgang.offener(ags)
    if schreiben and vorgang is not None:
        # Die Antwort ließ sich nicht ohne Weiteres übernehmen: dasselbe Formular wie auf der Gemeindeseite.
        with st.container(border=True):
            einzelformular.zeichne(vorgang, ansicht, name)


def _antworten(ags: str, gezeigt: int, *, frei: bool) -> None:
    st.text_input(
        "Beschluss",
        key=standantwort.feld_beschluss(ags),
        max_chars=40,
        placeholder="Beschlussjahr",
        label_visibility="collapsed",
        width=135,
        disabled=not frei,
        help="Jahr, Monat oder Tag, wenn die Gemeinde es weiß: 2019 oder 14.03.2019",
    )
    for antwort in Antwort:
        st.button(
            antwort.beschriftung,
            key=f"klaeren_{antwort.name.lower()}_{ags}",
            disabled=not frei,
            on_click=standantwort.trage_ein,
            args=(ags, antwort, gezeigt),
        )
    kontaktformular.knopf("Kontakt", f"klaeren_kontakt_{ags}", Vorgabe(ags=ags, fest=True))
