"""Bereich „Ausgeben“: das ganze Register des gezeigten Datenstands in fünf Formaten; wie man sichert."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.einspielen.gesamt import als_geopackage, als_gesamt_csv, als_gesamt_json
from insek_monitor.einspielen.meldeliste import als_meldeliste
from insek_monitor.lage.ausgabe.geojson import als_geojson
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import bausteine, rahmen, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.register.woerterbuch import woerterbuch

FORMATE: tuple[tuple[str, str, str], ...] = (
    ("Excel", "register.xlsx", "Meldeliste mit allen Angaben; lässt sich ohne Verlust wieder einspielen"),
    (
        "CSV",
        "register.csv",
        "Dieselbe Liste als Text mit Semikolon, für Excel und Statistikprogramme",
    ),
    ("GeoJSON", "register.geojson", "Gemeinden mit Flächen und Status, für QGIS und Webkarten"),
    ("GeoPackage", "register.gpkg", "Gemeinden mit Flächen und alle Datensätze, für QGIS und ArcGIS"),
    ("JSON", "register.json", "Alle Datensätze mit Datenwörterbuch, für Programme"),
)


def zeichne(ansicht: Ansicht) -> None:
    """Knöpfe mit Erklärung, Lizenz, Sicherung."""
    bestand = ansicht.bestand
    st.markdown(
        f"Ausgegeben wird der **gezeigte** {texte.kurz(ansicht.datenstand)} ganz, ohne Filter: "
        f"{zahlen.anzahl(len(bestand.konzepte), 'Datensatz', 'Datensätze')}. Interne Vermerke sind nie "
        "enthalten."
    )
    for name, datei, wozu in FORMATE:
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width=150):
                bausteine.herunterladen(name, _inhalt(name, ansicht), datei, ansicht, hilfe=wozu)
            st.markdown(wozu, width="stretch")
    st.subheader("Lizenz", anchor=False)
    st.markdown(rahmen.namensnennung(ansicht))
    st.subheader("Sichern", anchor=False)
    st.markdown(
        "Eine Ausgabe ist keine Sicherung: Ihr fehlen der Verlauf, die Quelldateien, Vermerke und das "
        "Protokoll. Das ganze Register sichern Sie auf dem Server, auch während andere damit arbeiten, mit"
    )
    st.code("python -m insek_monitor sichern ZIEL", language=None)
    st.markdown("und stellen es in eine leere Datenbank wieder her mit")
    st.code("python -m insek_monitor wiederherstellen QUELLE", language=None)


def _inhalt(name: str, ansicht: Ansicht) -> Callable[[], bytes]:
    gemeinden, bestand, angaben = zwischenspeicher.gemeinden(), ansicht.bestand, bausteine.angaben(ansicht)
    flaechen = zwischenspeicher.geojson
    return {
        "Excel": lambda: als_meldeliste(gemeinden, bestand, angaben, einstellungen.jetzt()),
        "CSV": lambda: als_gesamt_csv(gemeinden, bestand),
        "GeoJSON": lambda: als_geojson(ansicht.lage, flaechen("karte_gemeinden"), angaben),
        "GeoPackage": lambda: als_geopackage(ansicht.lage, bestand, flaechen("karte_gemeinden"), angaben),
        "JSON": lambda: als_gesamt_json(bestand, ansicht.lage, woerterbuch(), angaben),
    }[name]
