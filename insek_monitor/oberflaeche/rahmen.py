"""Was jede Seite gemeinsam hat: Überschrift mit Befund, Hinweis auf den Datenstand, Fußzeile mit Quellen."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from insek_monitor import __version__
from insek_monitor.darstellung import zahlen
from insek_monitor.modell.begriffe import Datenlage, Status
from insek_monitor.oberflaeche import adresse, ansicht, navigation
from insek_monitor.oberflaeche.ansicht import Ansicht
from insek_monitor.register.datenstaende import MODELL

STATISCH = Path(__file__).parent / "statisch"
LOGO, SYMBOL = STATISCH / "logo.svg", STATISCH / "symbol.svg"

NAMENSNENNUNG = (
    "Gemeinden und Einwohner: © Statistisches Bundesamt (Destatis), Daten aus dem Gemeindeverzeichnis, "
    "31.12.2023 · Grenzen: © GeoBasis-DE / BKG 2021 (Daten verändert) · beide: Datenlizenz Deutschland – "
    "Namensnennung – Version 2.0 · Anschriften: Landesdirektion Sachsen, Gemeindeverzeichnis, März 2026 · "
    "Konzepte: eigene Recherche, November 2026, mit Quelle je Angabe"
)


def richte_ein() -> None:
    """Seitentitel, Breite, Logo; vor allem anderen zu rufen."""
    st.set_page_config(
        page_title="INSEK-Monitor Sachsen",
        page_icon=str(SYMBOL),
        layout="wide",
        initial_sidebar_state=240,
        menu_items={
            "About": f"**INSEK-Monitor Sachsen**, Version {__version__}. Quellen und Methoden: Seite "
            "„Methodik“."
        },
    )
    st.logo(str(LOGO), size="large")


def befund(satz: str, zusatz: str | None = None) -> None:
    """Setzt die Überschrift der Seite (der Befund als Satz) über die Filterzeile."""
    aktuelle = ansicht.aktuelle()
    with aktuelle.kopf:
        st.title(satz, anchor=False)
        if zusatz:
            st.markdown(zusatz)


def kurzhinweis(aktuelle: Ansicht) -> str:
    """Eine Zeile: welcher Datenstand, was davon modelliert ist."""
    gesamt, modelliert, vorhanden, davon = aktuelle.einmal_gesamt(_modellzahlen)
    name = aktuelle.datenstand.kuerzel or aktuelle.datenstand.titel
    if modelliert:
        return (
            f":material/info: **Datenstand „{name}“:** {zahlen.zahl(modelliert)} von "
            f"{zahlen.gemeinden(gesamt)} in Sachsen sind **modelliert**, darunter {zahlen.zahl(davon)} der "
            f"{zahlen.zahl(vorhanden)} mit INSEK. Das sagt nichts über die einzelne Gemeinde; "
            "„nur belegte Angaben“ blendet es aus."
        )
    if aktuelle.datenstand.kuerzel == MODELL:
        return (
            ":material/info: **Nur belegte Angaben:** Modelliertes ist ausgeblendet. "
            "„Unbekannt“ heißt: kein Nachweis gefunden."
        )
    return (
        f":material/info: **Datenstand „{name}“:** nur belegte Angaben. „Unbekannt“ heißt: kein Nachweis "
        "gefunden, nicht: kein Konzept."
    )


def _modellzahlen(lage: pd.DataFrame) -> tuple[int, int, int, int]:
    """Gemeinden, davon modelliert; Gemeinden mit INSEK, davon modelliert."""
    modelliert = (lage["datenlage"] == Datenlage.MODELLIERT.value).to_numpy(dtype=bool)
    vorhanden = (lage["status"] == Status.VORHANDEN.value).to_numpy(dtype=bool)
    return len(lage), int(modelliert.sum()), int(vorhanden.sum()), int((vorhanden & modelliert).sum())


def herkunft(aktuelle: Ansicht) -> str:
    """Quelle, Stichtag und Datenstand in einer Zeile; steht unter jeder Abbildung und in jeder Ausgabe."""
    d = aktuelle.datenstand
    quelle = {
        "modell": "Recherche und Modell des INSEK-Monitors",
        "recherche": "Recherche des INSEK-Monitors",
    }.get(d.kuerzel or "", d.titel)
    if aktuelle.auswahl.nur_belegt and d.kuerzel == MODELL:
        quelle = "Recherche des INSEK-Monitors"
    return (
        f"Quelle: {quelle}; Einwohner: Destatis, 31.12.2023 · Stichtag {zahlen.datum(aktuelle.stichtag)} · "
        f"Datenstand {d.kuerzel or d.titel} (Nr. {d.nummer})"
    )


def fuss(aktuelle: Ansicht, seite: str) -> None:
    """Fußzeile: Namensnennung, Datenstand mit Prüfsumme, Version, Verweis auf die Methodik."""
    d = aktuelle.datenstand
    link = adresse.fester_link(
        seite, {name: st.query_params.get_all(name) for name in st.query_params}, aktuelle.stichtag, d.nummer
    )
    with st.container(key="fusszeile"):
        st.caption(
            f"{NAMENSNENNUNG}\n\nDatenstand {d.kuerzel or d.titel} (Nr. {d.nummer}) vom "
            f"{zahlen.datum(d.angelegt_am)}, Prüfsumme {d.pruefsumme[:12]} · Stichtag "
            f"{zahlen.datum(aktuelle.stichtag)} · INSEK-Monitor {__version__} · "
            f"[Fester Link zu dieser Ansicht]({link})"
        )
        st.page_link(navigation.seiten()["methodik"], label="Quellen, Lizenzen und Methoden")
