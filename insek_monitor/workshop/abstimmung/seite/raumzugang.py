"""Wie Telefone, Leinwand und Vortragsansicht in den Raum kommen."""

from __future__ import annotations

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.stimmungsbild import zeige_code
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.seite import zustand
from insek_monitor.workshop.saal import adressen, qr
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from insek_monitor.workshop.vortrag.folien_vorlagen import raumfolge
from insek_monitor.workshop.vortrag.register_vorfuehrungen import Vorfuehrung

_DIESER_RECHNER = "http://localhost:8501"
"""Gilt, wenn der Browser keine Adresse nennt (Tests ohne Browser)."""


def bereite_leinwand(raum: Raum) -> None:
    """Beginnt die Vorführung des Raums mit der einfachen Folge (Rückruf)."""
    zustand.versuche(
        vorfuehrungen.beginne,
        zwischenspeicher.register(),
        handelnder(),
        raumfolge(raum.titel, raum.ort, raum.datum, raum.fragen),
        datenstand_nummer=None,
        stichtag=None,
        code=raum.code,
        jetzt=einstellungen.jetzt(),
    )


def zeichne(raum: Raum) -> None:
    """QR-Code, kurze Adresse und Code; Leinwand und Vortragsansicht."""
    basis = adressen.basis(st.context.url or _DIESER_RECHNER)
    erreichbar = adressen.ist_erreichbar(basis)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="stimmung_zugang"):
        if erreichbar and not raum.beendet:
            beitritt = adressen.beitrittsadresse(raum.code, basis)
            st.image(
                qr.svg(beitritt, titel=f"QR-Code zu {beitritt}"),
                width=170,
                alt=f"QR-Code mit der Adresse {beitritt}",
            )
        with st.container(key="stimmung_zugang_text"):
            if not raum.beendet:
                wo = f"**{adressen.kurzadresse(basis)}**, Code " if erreichbar else "Raumcode "
                st.markdown(f"Telefone: {wo}**{zeige_code(raum.code)}**")
            _knoepfe(raum)
            if not erreichbar and not raum.beendet:
                st.caption(
                    ":material/wifi_off: Telefone erreichen diesen Rechner so nicht. Mit „make workshop“ "
                    "(Windows: „python -m insek_monitor workshop“) starten Sie ihn fürs Netz im Saal. "
                    "Ohne Netz zählen Sie Handzeichen."
                )


def _knoepfe(raum: Raum) -> None:
    vorfuehrung = vorfuehrungen.juengste_zum_raum(
        zwischenspeicher.register(), handelnder(), raum.code, einstellungen.jetzt()
    )
    with st.container(horizontal=True):
        if vorfuehrung is None:
            st.button(
                "Leinwand vorbereiten",
                icon=":material/cast:",
                key="stimmung_leinwand_vorbereiten",
                on_click=bereite_leinwand,
                args=(raum,),
            )
        else:
            _verweise(vorfuehrung)
        if not raum.beendet:
            st.link_button(
                "Telefonseite ansehen",
                f"/w/{zeige_code(raum.code)}",
                icon=":material/smartphone:",
                type="tertiary",
                key="stimmung_telefonseite",
            )


def _verweise(vorfuehrung: Vorfuehrung) -> None:
    leinwand = f"/vorfuehrung/{vorfuehrung.kennung}"
    st.link_button(
        "Leinwand öffnen",
        leinwand,
        icon=":material/cast:",
        type="primary",
        key="stimmung_leinwand",
        help="Öffnet sich in einem neuen Fenster; auf den Beamer ziehen und F drücken.",
    )
    st.link_button(
        "Vortragsansicht öffnen",
        f"{leinwand}/vortrag#s={vorfuehrung.schluessel}",
        icon=":material/co_present:",
        key="stimmung_vortragsansicht",
        help="Zweites Fenster mit Notizen, Uhr und Steuerung; es steuert die Abstimmung, also nicht "
        "weitergeben.",
    )
