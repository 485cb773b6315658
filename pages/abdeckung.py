"""Abdeckung: dieselbe Messgröße nach Kreis, Planungsregion, Gemeindetyp und Größe; Wärmetabelle; Verlauf."""

import streamlit as st

from insek_monitor.darstellung import befunde, diagramme
from insek_monitor.kennzahlen.abdeckung import abdeckung, kreuztabelle
from insek_monitor.oberflaeche import bausteine, gemeindelisten, rahmen, schalter
from insek_monitor.oberflaeche.ansicht import aktuelle

ansicht = aktuelle()
lage = ansicht.lage

with st.container(horizontal=True, vertical_alignment="bottom"):
    spalte, gliederung = schalter.gliederung(ansicht.auswahl.schema)
    mass, als_anteil = schalter.masszahl_und_darstellung()
tabelle = ansicht.einmal(abdeckung, spalte)
rahmen.befund(befunde.abdeckung(tabelle))
gewaehlt = bausteine.abbildung(
    f"Status nach {gliederung}",
    diagramme.balken_abdeckung(tabelle, mass=mass, anteil=als_anteil, thema=ansicht.thema),
    tabelle,
    ansicht,
    name="abdeckung",
    alternative=befunde.bilder.balken(tabelle, mass),
    waehlbar=True,
    erklaerung="Ein Klick auf einen Balken zeigt die Gemeinden dahinter.",
)
if gewaehlt:
    gruppe, status = gewaehlt[0]["customdata"][:2]
    dahinter = lage[(lage[spalte].astype(str) == gruppe) & (lage["status"] == status)]
    st.subheader(f"{gruppe}: {gemeindelisten.STATUSNAMEN[status]}", anchor=False)
    gemeindelisten.gemeindeliste(dahinter, name="dahinter")
    bausteine.unterzeile(ansicht, {"Gemeinden": dahinter}, "gemeinden-hinter-dem-balken")

kreuz = ansicht.einmal(kreuztabelle, "kreis", ansicht.auswahl.spalte_groessenklasse)
bausteine.abbildung(
    "Anteil mit INSEK nach Kreis und Größenklasse",
    diagramme.waermetabelle(kreuz, ansicht.thema),
    kreuz,
    ansicht,
    name="kreis-und-groesse",
    alternative=befunde.bilder.waermetabelle(kreuz),
)
bausteine.abbildung(
    "Entwicklung seit 2000",
    diagramme.linie_verlauf(ansicht.verlauf, ansicht.thema),
    ansicht.verlauf,
    ansicht,
    name="verlauf",
    alternative=befunde.bilder.verlauf(ansicht.verlauf),
    erklaerung="Jeweils am 31. Dezember, auf heutigem Gebietsstand. Konzepte ohne bekanntes Datum zählen "
    "erst ab dem Stand ihrer Quelle.",
)
