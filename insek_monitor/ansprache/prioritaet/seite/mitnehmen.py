"""Alle Ausgaben zu einer Liste von Gemeinden in einem Aufklapper; gerechnet wird erst beim Klick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from insek_monitor.ansprache.kampagnen.register_lesen import Kampagne
from insek_monitor.ansprache.kampagnen.touren import Tourenplan
from insek_monitor.ansprache.prioritaet.seite.listenausgabe import Listenausgabe, stelle_zusammen
from insek_monitor.lage.ausgabe.dateien import kuerzel
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, bausteine
from insek_monitor.rahmen.ansicht import Ansicht

LEER = (
    "Noch ist keine Gemeinde gewählt. Sobald eine auf der Liste steht, gibt es sie hier als Tabelle, "
    "Serienbrief, Dossier, Karte und Kalender."
)
KALENDER_INTERN = "Wiedervorlagen, belegte Ablauftage und, bei einer Kampagne, ihr Zeitraum"
VIELE_DOSSIERS = 60
SEITEN_JE_DOSSIER = 1.13
SEKUNDEN_JE_DOSSIER = 0.11
"""Gemessen mit 418 Dossiers: 22 bis 45 s, je nachdem, was der Rechner sonst tut; siehe make bench."""


def knoepfe(
    ags: Sequence[str],
    ansicht: Ansicht,
    *,
    name: str,
    titel: str,
    tourenplan: Tourenplan | None = None,
    intern: bool,
    kampagne: Kampagne | None = None,
) -> None:
    """Aufklapper „Mitnehmen“.

    Parameters
    ----------
    ags : Folge von AGS
        In der Reihenfolge der Liste.
    name : Eindeutig auf der Seite; Teil der Schlüssel und des Dateinamens.
    titel : Überschrift der Dateien; fremder Text.
    tourenplan : Ergänzt Tabelle, Druck und GeoPackage um die Touren.
    kampagne : Ihr Zeitraum geht in den Kalender ein, wenn Internes mitgeht.
    intern : Ob Kontaktstand und Kontakte mitgehen. Ohne Rolle gehen sie nie mit, was immer hier steht.
    """
    with st.popover("Mitnehmen", icon=":material/download:", key=f"mitnehmen_{name}"):
        bekannte = [schluessel for schluessel in ags if schluessel in ansicht.lage_gesamt.index]
        fehlend = len(ags) - len(bekannte)
        if fehlend:
            st.caption(
                f"{zahlen.anzahl(fehlend, 'Schlüssel gehört', 'Schlüssel gehören')} zu keiner heutigen "
                "Gemeinde und bleiben weg."
            )
        if not bekannte:
            st.markdown(LEER)
            return
        erlaubt = intern and anmeldung.darf_internes()
        ausgabe = stelle_zusammen(
            bekannte, ansicht, titel=titel, tourenplan=tourenplan, intern=erlaubt, kampagne=kampagne
        )
        kurz = kuerzel(titel)
        _gruppen(ausgabe, name if kurz == name else f"{name}-{kurz}", ansicht)


def _gruppen(ausgabe: Listenausgabe, stamm: str, ansicht: Ansicht) -> None:
    anzahl, intern = len(ausgabe.lage), ausgabe.intern
    # Was Kontakte enthält, sagt es schon im Dateinamen.
    geheim = f"{stamm}-intern" if intern else stamm
    if intern:
        st.caption(
            ":material/lock: Tabelle, Liste, Dossier, Kalender und GIS-Dateien enthalten Kontaktstände: nur "
            "für den internen Gebrauch. Serienbrief und Adresskarten enthalten nichts Internes."
        )
    laden = bausteine.herunterladen
    with _reihe("Liste"):
        laden("Excel", ausgabe.xlsx, f"{geheim}.xlsx", ansicht, hilfe="Gründe, Status, Anschrift, Verweise")
        laden("Liste (PDF)", ausgabe.druck, f"{geheim}-liste.pdf", ansicht, hilfe="Mit Karte, A4 quer")
    with _reihe("Anschreiben"):
        laden(
            "Serienbrief (CSV)",
            ausgabe.serienbrief,
            f"{stamm}-serienbrief.csv",
            ansicht,
            hilfe="Steuerdatei für Word und LibreOffice, eine Zeile je Verwaltung",
        )
        laden(
            "Adresskarten (vCard)",
            ausgabe.vcard,
            f"{stamm}.vcf",
            ansicht,
            hilfe="Für Thunderbird und Telefone; nur Verwaltungen, keine Personen",
        )
        if anzahl > 1:
            laden(
                "Für Outlook (ZIP)",
                ausgabe.vcard_zip,
                f"{stamm}-adresskarten.zip",
                ansicht,
                hilfe="Je Verwaltung eine Datei: Outlook liest aus einer Datei nur die erste Adresskarte. "
                "Auspacken, alle markieren, in den Ordner Kontakte ziehen.",
            )
    with _reihe("Gespräch"):
        laden(
            "Dossier (PDF)",
            ausgabe.dossier,
            f"{geheim}-dossier.pdf",
            ansicht,
            hilfe="Je Gemeinde meist eine Seite: Stand, Fragen, Konzepte, Nachbarn, Kontaktstelle",
        )
        if ausgabe.hat_termine():
            laden(
                "Kalender (ICS)",
                ausgabe.kalender,
                f"{geheim}.ics",
                ansicht,
                hilfe=KALENDER_INTERN if intern else "Belegte Ablauftage",
            )
    with _reihe("Karte"):
        laden("GeoPackage", ausgabe.geopackage, f"{geheim}.gpkg", ansicht, hilfe="Für QGIS und ArcGIS")
        laden("KML", ausgabe.kml, f"{geheim}.kml", ansicht, hilfe="Für Google Earth und andere")
        laden("GeoJSON", ausgabe.geojson, f"{geheim}.geojson", ansicht, hilfe="Für Webkarten")
    if anzahl > VIELE_DOSSIERS:
        st.caption(
            f":material/hourglass_top: Das Dossier zu {zahlen.gemeinden(anzahl)} hat rund "
            f"{zahlen.zahl(round(anzahl * SEITEN_JE_DOSSIER, -1))} Seiten; das Rechnen dauert etwa "
            f"{zahlen.zahl(max(5, round(anzahl * SEKUNDEN_JE_DOSSIER / 5) * 5))} Sekunden."
        )


@contextmanager
def _reihe(text: str) -> Iterator[None]:
    """Wofür die Dateien sind, daneben ihre Knöpfe."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{text}**", width=130)
        yield
