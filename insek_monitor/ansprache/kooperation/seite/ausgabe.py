"""Die Aufteilung zum Mitnehmen: Excel, GeoJSON, KML."""

from __future__ import annotations

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kooperation import gruppenspalten
from insek_monitor.ansprache.kooperation.kooperation import Aufteilung, Kooperationswunsch
from insek_monitor.ansprache.kooperation.seite import werte as kooperation_werte
from insek_monitor.rahmen import bausteine, rahmen, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

NAME = "gruppen-gemeinsame-konzepte"


def zeichne(ansicht: Ansicht, aufteilung: Aufteilung, wunsch: Kooperationswunsch) -> None:
    """Herkunft und die Knöpfe zum Herunterladen; die Dateien nennen die Vorgaben und das Verfahren."""
    gruppen, lage = aufteilung.gruppen, ansicht.lage_gesamt
    angaben = {
        **bausteine.angaben(ansicht),
        "Vorgaben": kooperation_werte.in_worten(wunsch),
        "Verfahren": aufteilung.verfahren,
    }
    flaechen = zwischenspeicher.geojson("karte_gemeinden")
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.caption(rahmen.herkunft(ansicht), width="stretch")
        knoepfe = st.popover(
            "Herunterladen", type="tertiary", icon=":material/download:", key=f"laden_{NAME}"
        )
    with knoepfe:
        bausteine.herunterladen(
            "Excel",
            lambda: gruppenspalten.als_gruppen_xlsx(
                gruppen, aufteilung.uebrig, lage, angaben, einstellungen.jetzt()
            ),
            f"{NAME}.xlsx",
            ansicht,
            hilfe="Gruppen mit Gründen, ihre Gemeinden und wer übrig bleibt",
        )
        if gruppen.empty:
            return
        bausteine.herunterladen(
            "GeoJSON",
            lambda: gruppenspalten.als_gruppen_geojson(gruppen, lage, flaechen, angaben),
            f"{NAME}.geojson",
            ansicht,
            hilfe="Eine Fläche je Gemeinde mit der Nummer ihrer Gruppe, für QGIS und andere",
        )
        bausteine.herunterladen(
            "KML",
            lambda: gruppenspalten.als_gruppen_kml(gruppen, lage, flaechen, angaben),
            f"{NAME}.kml",
            ansicht,
            hilfe="Dasselbe für Google Earth",
        )
