"""Die gewählte Folie, wie die Leinwand sie zeigt: dasselbe HTML und Stilblatt, in einem eigenen Rahmen."""

from __future__ import annotations

import streamlit as st

from insek_monitor.darstellung import folien_html
from insek_monitor.darstellung.folieninhalt import Folieninhalt
from insek_monitor.darstellung.vorfuehrung_html import FOLIENSTILE
from insek_monitor.oberflaeche.praesentation.arbeit import Arbeit
from insek_monitor.oberflaeche.saal import vorfuehrungsseite

HOEHE = 380


def zeichne(arbeit: Arbeit, inhalt: Folieninhalt) -> None:
    """Die Folie im Seitenverhältnis 4:3, so groß, wie Platz ist."""
    platz = (arbeit.platz or 0) + 1
    with st.container(key="folienvorschau"):  # stil.css hält das Seitenverhältnis
        st.iframe(
            _seite(inhalt, platz, len(arbeit.marken)),
            height=HOEHE,
            tab_index=-1,
            alt=f"Vorschau der Folie {platz}: {inhalt.titel}",
        )


def _seite(inhalt: Folieninhalt, nummer: int, von: int) -> str:
    folie = folien_html.folie_html(inhalt, nummer, von, karten=vorfuehrungsseite.karten())
    folie = folie.replace('class="folie"', 'class="folie aktiv"', 1)
    stile = "".join(
        f'<link rel="stylesheet" href="{vorfuehrungsseite.statische_adresse(datei)}">'
        for datei in FOLIENSTILE
    )
    # Keine Skripte, nichts von fremden Rechnern: dieselbe Vorsicht wie auf der Leinwand.
    return (
        '<!DOCTYPE html><html lang="de" class="leinwand laeuft"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; "
        "img-src 'self' data:\">"
        f'{stile}</head><body><main class="buehne">{folie}</main></body></html>'
    )
