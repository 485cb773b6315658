"""Touren zu einer Liste: Tagestouren ab Leipzig nach Luftlinie, als Tabelle, Karte und Datei."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from insek_monitor.ansprache.kampagnen import touren, tourenkarte
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite import daten as kampagne_daten
from insek_monitor.ansprache.kampagnen.touren import Tour, Tourenplan, TourFehler
from insek_monitor.ansprache.prioritaet.seite import mitnehmen
from insek_monitor.lage.bild import html, zahlen
from insek_monitor.lage.bild.farben import Thema
from insek_monitor.lage.bild.vorlage import KONFIGURATION
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

HALTE = "tour_halte"
VORGABE, HOECHSTENS = 4, 8
START = "14713000"
"""Leipzig, Sitz der Fachstelle."""


@zwischenspeicher.einmalig(32)
def _plan(ags: tuple[str, ...], hoechstens: int) -> Tourenplan:
    """Gerechnet wird je Liste und Zahl der Halte einmal; die Lage der Orte ändert sich nicht."""
    return touren.plane(zwischenspeicher.gemeinden().loc[list(ags)], hoechstens=hoechstens)


def zeichne(stand: Kampagne, ansicht: Ansicht) -> None:
    """Schieber, Satz, Karte, Tabelle, Ausgaben."""
    ags = kampagne_daten.bekannte(stand.gemeinden)
    if not ags:
        st.info(
            "Ohne Gemeinden gibt es keine Tour. Nehmen Sie zuerst Gemeinden auf.", icon=":material/route:"
        )
        return
    oben = st.container(horizontal=True, vertical_alignment="center", gap="large")
    hoechstens = oben.slider(
        "Höchstens so viele Halte am Tag",
        1,
        HOECHSTENS,
        VORGABE,
        key=HALTE,
        persist_state="session",
        width=320,
    )
    try:
        with st.spinner("Die Touren werden gerechnet …"):
            plan = _plan(ags, int(hoechstens))
    except TourFehler as fehler:
        st.warning(texte.fremd(fehler, 600), icon=":material/route:")
        return
    with oben:
        mitnehmen.knoepfe(
            stand.gemeinden,
            ansicht,
            name=f"touren-{stand.nummer}",
            titel=f"{stand.angaben.titel}: Touren",
            tourenplan=plan,
            intern=True,
            kampagne=stand,
        )
    st.markdown(satz(plan, len(ags)))
    gemeinden = zwischenspeicher.gemeinden()
    _karte(plan, START, ansicht)
    st.html(
        html.tabelle(
            tabelle(plan, gemeinden["bezeichnung"]),
            beschreibung="Tagestouren: Orte in ihrer Folge mit Teilstrecken, Halte und Länge",
            hinweis="In Klammern: Luftlinie ab dem vorigen Ort, ab und bis Leipzig.",
        )
    )


def satz(plan: Tourenplan, orte: int) -> str:
    """„12 Gemeinden in 3 Tagestouren, zusammen 612 km Luftlinie ab und bis Leipzig.“"""
    laengste = max(plan.touren, key=lambda tour: tour.km)
    zusatz = (
        f" Die längste ist Tour {laengste.nummer} mit {zahlen.zahl(laengste.km)}{zahlen.NBSP}km."
        if len(plan.touren) > 1
        else ""
    )
    return (
        f"**{zahlen.gemeinden(orte)} in {zahlen.anzahl(len(plan.touren), 'Tagestour', 'Tagestouren')}**, "
        f"zusammen {zahlen.zahl(plan.km)}{zahlen.NBSP}km **Luftlinie** ab und bis Leipzig.{zusatz} Auf der "
        "Straße ist es weiter; die Reihenfolge taugt trotzdem als Vorschlag."
    )


def tabelle(plan: Tourenplan, bezeichnungen: pd.Series) -> pd.DataFrame:
    """Eine Zeile je Tour und die Summe: Tour, Reihenfolge mit Teilstrecken, Halte, Kilometer."""
    zeilen = [
        (f"Tour {tour.nummer}", folge(tour, bezeichnungen), len(tour.orte), round(tour.km))
        for tour in plan.touren
    ]
    zeilen.append(
        ("zusammen", "", sum(len(tour.orte) for tour in plan.touren), round(plan.km)),
    )
    return pd.DataFrame(zeilen, columns=["Tour", "Reihenfolge", "Halte", "km Luftlinie"])


def folge(tour: Tour, bezeichnungen: pd.Series) -> str:
    """„Grimma (28 km) → Döbeln (31 km) → Leipzig (59 km)“."""
    orte = [*(str(bezeichnungen[ags]) for ags in tour.orte), "Leipzig"]
    return " → ".join(
        f"{ort} ({zahlen.zahl(km)}{zahlen.NBSP}km)"
        for ort, km in zip(orte, tour.teilstrecken_km, strict=True)
    )


def _karte(plan: Tourenplan, start: str, ansicht: Ansicht) -> None:
    """Karte mit Textalternative und dem Hinweis auf die Luftlinie."""
    st.plotly_chart(
        _kartenfigur(plan, start, ansicht.thema),
        theme=None,
        config=KONFIGURATION,
        key="tourenkarte",
        alt=tourenkarte.alternative(plan, zwischenspeicher.gemeinden()["name"].to_dict()),
    )
    st.caption(
        "Gezeichnet und gerechnet ist die Luftlinie zwischen den Ortsmittelpunkten der Gemeinden, nicht die "
        "Straße. „2.3“ ist der dritte Halt der zweiten Tour. Kreisgrenzen: © GeoBasis-DE / BKG 2021."
    )


@zwischenspeicher.einmalig(16)
def _kartenfigur(plan: Tourenplan, start: str, thema: Thema) -> go.Figure:
    halte = [ags for tour in plan.touren for ags in tour.orte if ags != start]
    orte = zwischenspeicher.gemeinden().loc[[start, *halte]]
    return tourenkarte.tourenkarte(plan, orte, start, zwischenspeicher.geojson("karte_kreise"), thema)
