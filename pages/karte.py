"""Karte: alle Gemeinden nach Status, Aktualität, Ablaufjahr oder Einwohnern; daneben dieselbe Auswahl als Liste."""

import streamlit as st

from insek_monitor.darstellung import befunde, karten, kartenthemen
from insek_monitor.oberflaeche import bausteine, gemeindelisten, gemeindewahl, rahmen, schalter, wege
from insek_monitor.oberflaeche.ansicht import aktuelle

ansicht = aktuelle()
lage = ansicht.lage
rahmen.befund(befunde.karte(lage))

with st.container(horizontal=True, vertical_alignment="bottom"):
    kartenthema = schalter.kartenthema()
    ags = gemeindewahl.wahl("Gemeinde suchen", breite=380)

einteilung = kartenthemen.teile_ein(lage, kartenthema, ansicht.stichtag, ansicht.thema)
links, rechts = st.columns([3, 2], gap="medium")
with links:
    deck = karten.karte(
        einteilung,
        ansicht.lage_gesamt,
        url_gemeinden=wege.adresse_gemeinden(
            ansicht.datenstand.nummer, ansicht.stichtag, ansicht.auswahl.nur_belegt
        ),
        url_kreise=wege.adresse_kreise(),
        thema=ansicht.thema,
        gewaehlt=ags,
        sprungziel=gemeindewahl.sprungziel(),
    )
    st.pydeck_chart(
        deck,
        height=540,
        key="grosse_karte",
        on_select=gemeindewahl.aus_karte,
        selection_mode="single-object",
        alt=f"Karte von Sachsen, Thema {kartenthema}. {befunde.bilder.karte(lage)} Dieselben Angaben stehen in der Liste.",
    )
    st.caption(
        "Karte bewegen: ziehen; vergrößern: Mausrad oder zwei Finger; ein Klick wählt eine Gemeinde. Blass: modelliert. "
        + rahmen.herkunft(ansicht)
    )
with rechts:
    if ags:
        gemeindelisten.gemeindekarte(ags, ansicht)
    bausteine.legende(einteilung, len(ansicht.lage_gesamt) - len(lage))
    gemeindelisten.gemeindeliste(lage, name="karte", hoehe=320, spalten=["Gemeinde", "Status", "Ablauf", "Datenlage"])
bausteine.unterzeile(ansicht, {"Gemeinden": lage}, "karte")
bausteine.geojson(lage, ansicht)
