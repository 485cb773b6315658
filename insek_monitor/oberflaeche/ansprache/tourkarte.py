"""Die Karte der Touren auf der Seite."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from insek_monitor.darstellung import tourenkarte
from insek_monitor.darstellung.farben import Thema
from insek_monitor.darstellung.vorlage import KONFIGURATION
from insek_monitor.kennzahlen.touren import Tourenplan
from insek_monitor.oberflaeche import zwischenspeicher
from insek_monitor.oberflaeche.ansicht import Ansicht


def zeichne(plan: Tourenplan, start: str, ansicht: Ansicht) -> None:
    """Karte mit Textalternative und dem Hinweis auf die Luftlinie."""
    st.plotly_chart(
        _figur(plan, start, ansicht.thema),
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
def _figur(plan: Tourenplan, start: str, thema: Thema) -> go.Figure:
    halte = [ags for tour in plan.touren for ags in tour.orte if ags != start]
    orte = zwischenspeicher.gemeinden().loc[[start, *halte]]
    return tourenkarte.tourenkarte(plan, orte, start, zwischenspeicher.geojson("karte_kreise"), thema)
