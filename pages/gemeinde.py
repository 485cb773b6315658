"""Gemeinde: alles über eine Gemeinde auf einer Seite, die auf ein Blatt A4 passt."""

import streamlit as st

from insek_monitor.lage.gemeinde import gealterte_arbeit, konzepte_der_gemeinde, steckbrief
from insek_monitor.rahmen import gemeindewahl, rahmen, zwischenspeicher
from insek_monitor.rahmen.ansicht import aktuelle
from insek_monitor.seiten import gemeindeansprache, gemeindepflege, gemeindeseite

ansicht = aktuelle()
with st.container(key="gemeindewahl"):
    ags = gemeindewahl.wahl(breite=460)
if ags is None:
    rahmen.befund(
        "Welche Gemeinde möchten Sie sehen?", "Suchen Sie unten nach Name oder Gemeindeschlüssel (AGS)."
    )
else:
    lage = ansicht.lage_gesamt
    gemeindeseite.ueberschrift(lage.loc[ags])
    brief = steckbrief(
        lage, ags, zwischenspeicher.bevoelkerung(), zwischenspeicher.nachbarn(), schema=ansicht.auswahl.schema
    )
    zuordnung = ansicht.bestand.zuordnung
    konzepte = konzepte_der_gemeinde(ansicht.konzepte, zuordnung, ags)
    arbeit = gealterte_arbeit(ansicht.konzepte, zuordnung, ags, ansicht.stichtag, ansicht.regeln)

    gemeindeseite.einordnung(brief.zeile)
    links, rechts = st.columns([3, 2], gap="large")
    with links:
        gemeindeseite.angaben(brief, arbeit, ansicht)
        gemeindeseite.frist(brief.zeile, ansicht)
        gemeindeseite.zeitstrahl(konzepte, ansicht)
        gemeindeseite.konzeptliste(konzepte)
    with rechts:
        gemeindeseite.lagekarte(ags, ansicht)
        gemeindeseite.entwicklung(brief, ansicht)
        gemeindeseite.anschrift(brief.zeile)
    gemeindeseite.nachbarn(brief)
    gemeindeseite.ausgabe(brief, konzepte, ansicht)
    gemeindepflege.zeichne(ags, ansicht)
    gemeindeansprache.zeichne(ags)
