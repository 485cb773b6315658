"""Überblick: Befund in einem Satz, wichtigste Zahlen, Abdeckung nach Größe, was als Nächstes abläuft."""

import streamlit as st

from insek_monitor.lage.abgleich import abgleich
from insek_monitor.lage.bild import befunde_gemeinde, befunde_lage, bilder, html, kartenthemen
from insek_monitor.rahmen import bausteine, gemeindelisten, kartenwege, rahmen, schalter, zwischenspeicher
from insek_monitor.rahmen.ansicht import aktuelle
from insek_monitor.seiten import ueberblick_intern

ansicht = aktuelle()
rahmen.befund(ansicht.einmal(befunde_lage.ueberblick))
ueberblick_intern.zeichne()

st.html(html.kennzahlenliste(ansicht.einmal(gemeindelisten.lagezahlen, ansicht.stichtag)))

links, rechts = st.columns([3, 2], gap="large")
with links:
    mass, als_anteil = schalter.masszahl_und_darstellung()
    bausteine.abbildung(
        "Abdeckung nach Größenklasse",
        ansicht.einmal(
            bilder.abdeckung, ansicht.auswahl.spalte_groessenklasse, mass, als_anteil, ansicht.thema
        ),
        ansicht,
        name="abdeckung-nach-groesse",
    )
with rechts:
    st.subheader("Wo sie liegen", anchor=False)
    karte = kartenwege.adresse_kleine_karte(ansicht.datenstand.nummer, ansicht.auswahl, ansicht.thema)
    einteilung = ansicht.einmal(kartenthemen.teile_ein, "Status", ansicht.stichtag, ansicht.thema)
    st.markdown(f"![{einteilung.alternative()}]({karte})")
    st.html(html.legende(einteilung))
    st.caption(rahmen.herkunft(ansicht))
    bausteine.verweis("karte", "Große Karte öffnen")

links, rechts = st.columns(2, gap="large")
with links:
    st.subheader("Diese Konzepte laufen als Nächstes ab", anchor=False)
    st.html(
        ansicht.einmal(gemeindelisten.naechste_tabelle, ansicht.stichtag, rahmen.herkunft_klartext(ansicht))
    )
    bausteine.verweis("fortschreibung", "Alle Fristen und Kalender")
with rechts:
    vergleich = ansicht.einmal_gesamt(abgleich, zwischenspeicher.eckwerte)
    st.subheader("Abgleich mit den veröffentlichten Eckwerten", anchor=False)
    st.html(gemeindelisten.abgleichstabelle(vergleich))
    for satz in befunde_gemeinde.widersprueche(ansicht.lage_gesamt.attrs["schaetzung"]):
        st.markdown(f":material/info: {satz}")
    bausteine.unterzeile(ansicht, {"Abgleich": vergleich}, "abgleich")
