"""Fortschreibung: Alter, Ablauf je Jahr, fällige Gemeinden mit Kalender, was ohne Fortschreibung bleibt."""

import streamlit as st

from insek_monitor.lage.bild import befunde_lage, bilder, html
from insek_monitor.lage.fortschreibung import faellig
from insek_monitor.rahmen import bausteine, gemeindelisten, rahmen, schalter
from insek_monitor.rahmen.ansicht import aktuelle

ansicht = aktuelle()
stichtag = ansicht.stichtag
rahmen.befund(ansicht.einmal(befunde_lage.fortschreibung, stichtag, ansicht.regeln))

st.html(html.kennzahlenliste(ansicht.einmal(gemeindelisten.fristzahlen)))

st.subheader("Wer wird fällig?", anchor=False)
monate = schalter.frist()
faellige = ansicht.einmal(faellig, monate, stichtag)
satz = gemeindelisten.fristsatz(faellige, monate, stichtag)
if len(faellige):
    st.markdown(satz)
gemeindelisten.gemeindeliste(faellige, name="faellige", leer=satz)
bausteine.unterzeile(ansicht, {"Fällige Gemeinden": faellige}, "faellige")
bausteine.kalender(faellige, ansicht)

gezaehlt = befunde_lage.gezaehlt(ansicht.lage)
bausteine.abbildung(
    "Ablauf je Jahr",
    ansicht.einmal(bilder.ablauf_je_jahr, stichtag, ansicht.thema),
    ansicht,
    name="ablauf-je-jahr",
    erklaerung=gezaehlt,
)
links, rechts = st.columns(2, gap="large")
with links:
    bausteine.abbildung(
        "Alter der Konzepte",
        ansicht.einmal(bilder.alter, ansicht.regeln, ansicht.thema),
        ansicht,
        name="alter",
        erklaerung=gezaehlt,
    )
with rechts:
    bausteine.abbildung(
        "Wenn niemand fortschreibt",
        ansicht.einmal(bilder.ohne_fortschreibung, stichtag, ansicht.thema),
        ansicht,
        name="ohne-fortschreibung",
        erklaerung=f"{gezaehlt} Der Anteil an allen Gemeinden ist deshalb eine Untergrenze."
        if gezaehlt
        else None,
    )
