"""Karte neben der Rangliste: Rechteck oder Lasso ziehen, einen Punkt antippen; gewählt wird in den Korb."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.prioritaet import auswahlkarte
from insek_monitor.ansprache.prioritaet.auswahlkarte import WERKZEUGE, Werkzeug
from insek_monitor.ansprache.prioritaet.seite import auswahlkorb
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.vorlage import KONFIGURATION
from insek_monitor.rahmen import adresse, kartenwege, rahmen, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

ZEIGEN, WERKZEUG = "karte_zeigen", "kartenwerkzeug"
LAUF = "auswahlkarte_lauf"
KARTE = "auswahlkarte"


def wird_gezeigt() -> bool:
    """Schalter „Karte zeigen“; die Liste geht auch ohne."""
    return st.toggle("Karte zeigen", value=adresse.vorgabe_ja(ZEIGEN, True), key=ZEIGEN, bind="query-params")


def zeichne(gezeigt: pd.DataFrame, ansicht: Ansicht) -> None:
    """Karte, Werkzeuge und Legende zu den Gemeinden der Liste (Spalten wie ``auswahlkarte.karte``)."""
    werkzeug = _werkzeug()
    lauf = int(st.session_state.get(LAUF, 0))
    st.plotly_chart(
        auswahlkarte.karte(
            gezeigt,
            kartenwege.kartenpfade(),
            _hintergrund(ansicht),
            werkzeug=werkzeug,
            thema=ansicht.thema,
            lauf=lauf,
        ),
        theme=None,
        config=KONFIGURATION,
        height=auswahlkarte.HOEHE,
        key=KARTE,
        on_select=_uebernimm,
        selection_mode=("points", "box", "lasso"),
        alt=alternative(gezeigt),
    )
    st.html(auswahlkarte.legende(gezeigt, ansicht.thema))
    st.caption(
        "Rechteck oder Lasso nehmen alles darin dazu; Antippen wählt eine Gemeinde oder nimmt sie heraus. "
        + rahmen.herkunft(ansicht)
    )


def alternative(gezeigt: pd.DataFrame) -> str:
    """Textalternative: was die Karte zeigt und wo dasselbe steht."""
    gewaehlt = int(gezeigt["gewaehlt"].sum())
    return (
        f"Karte von Sachsen mit {zahlen.gemeinden(len(gezeigt))}, je größer und kräftiger der Punkt, desto "
        f"mehr Punkte; {zahlen.zahl(gewaehlt)} davon gewählt. Dieselben Angaben und Kästchen zum Wählen "
        "stehen in der Rangliste daneben."
    )


def _werkzeug() -> Werkzeug:
    wahl = st.segmented_control(
        "Auf der Karte wählen mit",
        list(WERKZEUGE),
        default=adresse.vorgabe_wahl(WERKZEUG, WERKZEUGE[0], WERKZEUGE),
        required=True,
        key=WERKZEUG,
        bind="query-params",
    )
    return next((werkzeug for werkzeug in WERKZEUGE if werkzeug == wahl), WERKZEUGE[0])


def _hintergrund(ansicht: Ansicht) -> str:
    angaben = {"thema": ansicht.thema, "karte": kartenwege.LAGE, "v": zwischenspeicher.fassung()}
    return "/karte/klein.svg?" + urlencode(angaben)


def _uebernimm() -> None:
    """Legt das auf der Karte Gewählte in den Korb (Rückruf, nur bei einer neuen Auswahl)."""
    auswahl = st.session_state[KARTE]["selection"]
    uebernimm(
        [_ags(punkt["customdata"]) for punkt in auswahl["points"]],
        gezogen=bool(auswahl["box"] or auswahl["lasso"]),
    )
    st.session_state[LAUF] = int(st.session_state.get(LAUF, 0)) + 1


def _ags(angabe: object) -> str:
    # Je nach Fassung von plotly.js kommt die Angabe einzeln oder als Liste mit einem Wert.
    return str(angabe[0] if isinstance(angabe, list) else angabe)


def uebernimm(ags: list[str], *, gezogen: bool) -> None:
    """Gezogenes kommt dazu; ein angetippter Punkt wechselt zwischen gewählt und nicht gewählt."""
    korb = set(auswahlkorb.gewaehlt())
    if not gezogen and len(ags) == 1 and ags[0] in korb:
        auswahlkorb.lege_weg(ags)
    else:
        auswahlkorb.nimm(ags)
