"""Die Karte der Touren auf der Seite."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.darstellung import tourenkarte
from insek_monitor.darstellung.vorlage import KONFIGURATION
from insek_monitor.kennzahlen.touren import Tourenplan
from insek_monitor.oberflaeche import zwischenspeicher
from insek_monitor.oberflaeche.ansicht import Ansicht


def zeichne(plan: Tourenplan, gemeinden: pd.DataFrame, start: str, ansicht: Ansicht) -> None:
    """Karte mit Textalternative und dem Hinweis auf die Luftlinie."""
    gebraucht = gemeinden.loc[
        [start, *dict.fromkeys(ags for tour in plan.touren for ags in tour.orte if ags != start)]
    ]
    st.plotly_chart(
        tourenkarte.tourenkarte(
            plan, gebraucht, start, zwischenspeicher.geojson("karte_kreise"), ansicht.thema
        ),
        theme=None,
        config=KONFIGURATION,
        key="tourenkarte",
        alt=tourenkarte.alternative(plan, gemeinden["name"].to_dict()),
    )
    st.caption(
        "Gezeichnet und gerechnet ist die Luftlinie zwischen den Ortsmittelpunkten der Gemeinden, nicht die "
        "Straße. „2.3“ ist der dritte Halt der zweiten Tour. Kreisgrenzen: © GeoBasis-DE / BKG 2021."
    )
