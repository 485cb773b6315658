"""Wirkung: Was ist aus den Gemeinden geworden, die vor n Monaten beraten waren?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kontakte.seite.lesen import Eintraege
from insek_monitor.ansprache.kontakte.wirkung import MONATE, Wirkung, wirkung
from insek_monitor.ansprache.seite.adressangaben import WIRKUNG
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.rahmen import adresse, navigation, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

WENIGE = 5
KEIN_BEWEIS = (
    "Das beweist keine Wirkung der Beratung: Diese Gemeinden wären vielleicht auch ohne sie tätig geworden, "
    "und beraten werden eher solche, die schon etwas vorhaben. Gezählt wird nur Belegtes."
)


def zeichne(ansicht: Ansicht, daten: Eintraege) -> None:
    """Schieber, Satz, Zahlen und die einzelnen Fälle der Auswahl."""
    monate = st.slider(
        "Beraten vor mindestens … Monaten",
        *MONATE,
        value=adresse.vorgabe_zahl(WIRKUNG, 12, *MONATE),
        key=WIRKUNG,
        bind="query-params",
        width=420,
    )
    verlauf = daten.standverlauf[daten.standverlauf["ags"].isin(ansicht.lage.index)]
    ergebnis = wirkung(verlauf, ansicht.konzepte, ansicht.bestand.zuordnung, ansicht.stichtag, monate)
    st.markdown(satz(ergebnis))
    if not ergebnis.beraten:
        return
    if ergebnis.beraten < WENIGE:
        st.info(
            f"Das {'ist nur ein Fall' if ergebnis.beraten == 1 else f'sind nur {ergebnis.beraten} Fälle'}: "
            "zu wenig für einen Anteil oder einen Trend.",
            icon=":material/info:",
        )
    st.warning(KEIN_BEWEIS, icon=":material/balance:")
    st.html(html.kennzahlenliste(kennzahlen(ergebnis)))
    faelle = ergebnis.faelle
    st.html(
        html.tabelle(
            falltabelle(faelle, zwischenspeicher.gemeinden()),
            beschreibung="Beratene Gemeinden und was seither belegt ist",
            verweise=[navigation.adresse_der_gemeinde(str(ags)) for ags in faelle.index],
            hinweis=f"Stichtag {zahlen.datum(ansicht.stichtag)}, Datenstand {ansicht.datenstand.nummer}, "
            "Gemeinden der Auswahl.",
        )
    )


def satz(ergebnis: Wirkung) -> str:
    """Das Ergebnis in einem Satz, immer mit der Zahl der Fälle."""
    vor = zahlen.monate(ergebnis.monate, dativ=True)
    if not ergebnis.beraten:
        return f"Vor mindestens {vor} war noch keine Gemeinde der Auswahl „beraten“."
    wer = zahlen.anzahl(ergebnis.beraten, "Gemeinde", "Gemeinden")
    unklar = (
        f" Bei {zahlen.zahl(ergebnis.unklar)} ist unklar, ob das Ereignis vor oder nach der Beratung war."
        if ergebnis.unklar
        else ""
    )
    hat = "hat" if ergebnis.begonnen == 1 else "haben"
    return (
        f"Von **{wer}**, die vor mindestens {vor} beraten {'war' if ergebnis.beraten == 1 else 'waren'}, "
        f"{hat} seither **{zahlen.zahl(ergebnis.begonnen)}** ein Konzept begonnen (noch ohne Beschluss) und "
        f"**{zahlen.zahl(ergebnis.beschlossen)}** eines beschlossen.{unklar}"
    )


def kennzahlen(ergebnis: Wirkung) -> list[html.Kennzahl]:
    """Beraten, begonnen, beschlossen, unklar; ohne Prozent, wenn es zu wenige sind."""

    def von(n: int) -> str:
        anteil = "" if ergebnis.beraten < WENIGE else f"{zahlen.anteil(n / ergebnis.beraten)} "
        return f"{anteil}von {zahlen.zahl(ergebnis.beraten)}"

    return [
        (
            "beraten",
            zahlen.zahl(ergebnis.beraten),
            f"vor mindestens {zahlen.monate(ergebnis.monate, dativ=True)}",
        ),
        ("seither begonnen, noch ohne Beschluss", zahlen.zahl(ergebnis.begonnen), von(ergebnis.begonnen)),
        ("seither beschlossen", zahlen.zahl(ergebnis.beschlossen), von(ergebnis.beschlossen)),
        ("unklar", zahlen.zahl(ergebnis.unklar), "Datum zu ungenau"),
    ]


def falltabelle(faelle: pd.DataFrame, gemeinden: pd.DataFrame) -> pd.DataFrame:
    """Anzeigeform der Fälle."""
    return pd.DataFrame(
        {
            "Gemeinde": gemeinden["bezeichnung"].reindex(faelle.index),
            "beraten am": faelle["beraten_am"].map(zahlen.datum),
            "seither belegt": faelle["ergebnis"].astype(str),
            "am": faelle["ereignis_am"].map(zahlen.ungenaues_datum, na_action="ignore"),
        },
        index=faelle.index,
    )
