"""Fortschreibung: Alter, Ablauf je Jahr, fällige Gemeinden mit Kalender, was ohne Fortschreibung bleibt."""

import streamlit as st

from insek_monitor.darstellung import befunde, diagramme, html
from insek_monitor.kennzahlen import fortschreibung as f
from insek_monitor.oberflaeche import bausteine, gemeindelisten, rahmen, schalter
from insek_monitor.oberflaeche.ansicht import aktuelle

ansicht = aktuelle()
stichtag = ansicht.stichtag
rahmen.befund(ansicht.einmal(befunde.fortschreibung, stichtag, ansicht.regeln))

st.html(html.kennzahlenliste(ansicht.einmal(gemeindelisten.fristzahlen)))

st.subheader("Wer wird fällig?", anchor=False)
monate = schalter.frist()
faellige = ansicht.einmal(f.faellig, monate, stichtag)
st.markdown(gemeindelisten.fristsatz(faellige, monate, stichtag))
gemeindelisten.gemeindeliste(
    faellige, name="faellige", leer="In dieser Frist läuft kein Konzept mit bekanntem Datum ab."
)
bausteine.unterzeile(ansicht, {"Fällige Gemeinden": faellige}, "faellige")
bausteine.kalender(faellige, ansicht)

jahre = ansicht.einmal(f.ablauf_je_jahr)
bausteine.abbildung(
    "Ablauf je Jahr",
    diagramme.saeulen_ablauf(jahre, stichtag, ansicht.thema),
    jahre,
    ansicht,
    name="ablauf-je-jahr",
    alternative=befunde.bilder.ablauf(jahre, stichtag),
)
links, rechts = st.columns(2, gap="large")
with links:
    alter = ansicht.einmal(f.altersverteilung)
    bausteine.abbildung(
        "Alter der Konzepte",
        diagramme.saeulen_alter(alter, ansicht.regeln, ansicht.thema),
        alter,
        ansicht,
        name="alter",
        alternative=befunde.bilder.alter(alter, ansicht.regeln),
    )
with rechts:
    ohne = ansicht.einmal(f.ohne_fortschreibung, stichtag)
    bausteine.abbildung(
        "Wenn niemand fortschreibt",
        diagramme.linie_ohne_fortschreibung(ohne, ansicht.thema),
        ohne,
        ansicht,
        name="ohne-fortschreibung",
        alternative=befunde.bilder.ohne_fortschreibung(ohne),
    )
