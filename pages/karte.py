"""Karte: alle Gemeinden nach Status, Aktualität, Ablaufjahr, Einwohnern oder Priorität; daneben als Liste."""

import streamlit as st

from insek_monitor.ansprache.prioritaet.seite import rechnung
from insek_monitor.lage.bild import befunde_bilder, html, karten
from insek_monitor.rahmen import bausteine, gemeindelisten, gemeindewahl, kartenwege, rahmen, schalter
from insek_monitor.rahmen.ansicht import aktuelle

ansicht = aktuelle()
lage = ansicht.lage

with st.container(horizontal=True, vertical_alignment="bottom"):
    kartenthema = schalter.kartenthema()
    ags = gemeindewahl.wahl("Gemeinde suchen", breite=380)

einteilung = rechnung.teile_ein(ansicht, kartenthema)
rahmen.befund(befunde_bilder.karte(einteilung, lage, ansicht.stichtag))


def zeichne(breite: int | None) -> None:
    """Die große Karte."""
    deck = karten.karte(
        einteilung,
        ansicht.lage_gesamt,
        url_gemeinden=kartenwege.adresse_gemeinden(
            ansicht.datenstand.nummer, ansicht.stichtag, ansicht.auswahl.nur_belegt
        ),
        url_kreise=kartenwege.adresse_kreise(),
        url_innengrenzen=kartenwege.adresse_innengrenzen(),
        thema=ansicht.thema,
        gewaehlt=ags,
        sprungziel=gemeindewahl.sprungziel(),
        breite_px=breite,
    )
    st.pydeck_chart(
        deck,
        height=karten.hoehe_fuer(breite),
        key="grosse_karte",
        on_select=gemeindewahl.aus_karte,
        selection_mode="single-object",
        alt=f"{einteilung.alternative()} Dieselben Angaben stehen in der Liste.",
    )
    st.caption("Karte bewegen: ziehen; vergrößern: Mausrad oder zwei Finger; ein Klick wählt eine Gemeinde.")


links, rechts = st.columns([3, 2], gap="medium")
with links:
    platz = bausteine.miss()
    if platz.ohne_webgl:
        st.info(bausteine.OHNE_WEBGL, icon=":material/map:")
    else:
        zeichne(platz.breite)
with rechts:
    if ags:
        gemeindelisten.gemeindekarte(ags, ansicht)
    st.html(html.legende(einteilung, len(ansicht.lage_gesamt) - len(lage)))
    if kartenthema == "Priorität":
        st.caption(rechnung.HINWEIS)
    spalten = rechnung.spalten(kartenthema)
    liste = rechnung.liste(ansicht, kartenthema)
    gemeindelisten.gemeindeliste(liste, name="karte", hoehe=320, spalten=spalten)
ausgabe = rechnung.ausgabe(ansicht, kartenthema)
bausteine.unterzeile(ansicht, {"Gemeinden": ausgabe}, "karte", geojson=ausgabe)
