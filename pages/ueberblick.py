"""Überblick: der Befund, die wichtigsten Zahlen, Abdeckung nach Größe, was als Nächstes abläuft."""

import streamlit as st

from insek_monitor.darstellung import befunde, diagramme, html, zahlen
from insek_monitor.kennzahlen.abdeckung import abdeckung
from insek_monitor.kennzahlen.abgleich import abgleich
from insek_monitor.kennzahlen.fortschreibung import naechste_ablaufende
from insek_monitor.oberflaeche import bausteine, gemeindelisten, rahmen, schalter, wege, zwischenspeicher
from insek_monitor.oberflaeche.ansicht import aktuelle

ansicht = aktuelle()
rahmen.befund(ansicht.einmal(befunde.ueberblick))

st.html(html.kennzahlenliste(ansicht.einmal(gemeindelisten.lagezahlen, ansicht.stichtag)))

links, rechts = st.columns([3, 2], gap="large")
with links:
    mass, als_anteil = schalter.masszahl_und_darstellung()
    nach_groesse = ansicht.einmal(abdeckung, ansicht.auswahl.spalte_groessenklasse)
    bausteine.abbildung(
        "Abdeckung nach Größenklasse",
        diagramme.balken_abdeckung(nach_groesse, mass=mass, anteil=als_anteil, thema=ansicht.thema),
        nach_groesse,
        ansicht,
        name="abdeckung-nach-groesse",
        alternative=befunde.bilder.balken(nach_groesse, mass),
    )
with rechts:
    karte = wege.adresse_kleine_karte(ansicht.datenstand.nummer, ansicht.auswahl, ansicht.thema)
    st.markdown(f"### Wo sie liegen\n\n![{ansicht.einmal(befunde.bilder.karte)}]({karte})")
    st.caption("Schraffiert: modelliert, ohne Nachweis. " + rahmen.herkunft(ansicht))
    bausteine.verweis("karte", "Große Karte öffnen")

links, rechts = st.columns(2, gap="large")
with links:
    naechste = ansicht.einmal(naechste_ablaufende, 10, ansicht.stichtag)
    st.subheader("Diese Konzepte laufen als Nächstes ab", anchor=False)
    if naechste.empty:
        st.markdown("In dieser Auswahl läuft kein Konzept mit bekanntem Datum ab.")
    else:
        st.html(gemeindelisten.naechste_tabelle(naechste))
    bausteine.verweis("fortschreibung", "Alle Fristen und Kalender")
with rechts:
    vergleich = abgleich(ansicht.lage_gesamt, zwischenspeicher.eckwerte())
    st.subheader("Abgleich mit den veröffentlichten Eckwerten", anchor=False)
    st.html(gemeindelisten.abgleichstabelle(vergleich))
    st.caption(
        f"Immer für alle {zahlen.zahl(len(ansicht.lage_gesamt))} Gemeinden. Veröffentlicht: "
        + zahlen.aufzaehlung(dict.fromkeys(vergleich["quelle"].astype(str)))
    )
    bausteine.unterzeile(ansicht, {"Abgleich": vergleich}, "abgleich")
