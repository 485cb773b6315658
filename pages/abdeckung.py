"""Abdeckung: dieselbe Messgröße nach Kreis, Planungsregion, Gemeindetyp und Größe; Wärmetabelle; Verlauf."""

import streamlit as st

from insek_monitor.lage.bild import befunde_lage, bilder
from insek_monitor.rahmen import bausteine, gemeindelisten, rahmen, schalter
from insek_monitor.rahmen.ansicht import aktuelle

ansicht = aktuelle()
lage = ansicht.lage
geschaetzt = lage["p_kein"].notna()

with st.container(horizontal=True, vertical_alignment="bottom"):
    spalte, gliederung = schalter.gliederung(ansicht.auswahl.schema)
    mass, als_anteil = schalter.masszahl_und_darstellung()
bild = ansicht.einmal(bilder.abdeckung, spalte, mass, als_anteil, ansicht.thema)
rahmen.befund(befunde_lage.abdeckung(bild.daten, mass))
gewaehlt = bausteine.abbildung(
    f"Status nach {gliederung}",
    bild,
    ansicht,
    name="abdeckung",
    waehlbar=True,
    erklaerung="Ein Klick auf einen Balken zeigt die Gemeinden dahinter.",
)
if gewaehlt:
    gruppe, status, art = gewaehlt[0]["customdata"][:3]
    blass = art == "geschaetzt"
    trifft = geschaetzt if blass else ~geschaetzt & (lage["status"] == status)
    dahinter = lage[trifft & (lage[spalte].astype(str) == gruppe)]
    st.subheader(f"{gruppe}: {gemeindelisten.STATUSNAMEN['unbekannt' if blass else status]}", anchor=False)
    if blass:
        st.markdown(befunde_lage.hinter_dem_blassen(len(dahinter)))
    gemeindelisten.gemeindeliste(dahinter, name="dahinter")
    bausteine.unterzeile(ansicht, {"Gemeinden": dahinter}, "gemeinden-hinter-dem-balken")

bausteine.abbildung(
    "Anteil mit INSEK nach Kreis und Größenklasse",
    ansicht.einmal(bilder.kreuztabelle, "kreis", ansicht.auswahl.spalte_groessenklasse, ansicht.thema),
    ansicht,
    name="kreis-und-groesse",
)
bausteine.abbildung(
    "Entwicklung seit 2000",
    ansicht.verlauf,
    ansicht,
    name="verlauf",
    erklaerung="Jeweils am 31. Dezember und am Stichtag, auf heutigem Gebietsstand. Frühere Jahre sind eine "
    "Untergrenze: Konzepte ohne bekanntes Datum zählen erst ab dem Stand ihrer Quelle.",
)
