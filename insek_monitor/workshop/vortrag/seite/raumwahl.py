"""Welcher Raum zur Vorführung gehört: ein neuer mit den Fragen der Folge, ein laufender oder keiner."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.stimmungsbild import (
    AUFBEWAHRUNG_HOECHSTENS,
    AUFBEWAHRUNG_TAGE,
    Gruppenfrage,
    zeige_code,
)
from insek_monitor.kern.vortrag import Folge
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.seite.raumformular import TEXT_HOECHSTENS, gruppen
from insek_monitor.workshop.vortrag.seite import rechnen
from insek_monitor.workshop.vortrag.seite.rechnen import einzeilig

NEU, OHNE = "neu", "ohne"
WAHL, _FELD = "praesentation_raum", "praesentation_raumfeld_"


def zeichne(folge: Folge) -> None:
    """Die Auswahl; ohne eine eigene ist es ein neuer Raum."""
    laufende = _laufende()
    moeglich = [NEU, *laufende, OHNE]
    if st.session_state.get(WAHL) not in moeglich:
        st.session_state[WAHL] = NEU
    st.selectbox(
        "Abstimmung",
        moeglich,
        key=WAHL,
        format_func=lambda wahl: _beschriftung(wahl, laufende),
        filter_mode=None,
        width=380,
    )


def angaben(folge: Folge) -> None:
    """Zum neuen Raum die Angaben (mit Vorgaben), zum laufenden, was ihm fehlt."""
    wahl = str(st.session_state.get(WAHL, NEU))
    if wahl == NEU:
        _felder(folge)
    elif wahl == OHNE:
        st.caption("Die Folien mit Abstimmung zeigen dann nur die Frage.")
    elif (raum := _laufende().get(wahl)) and (fehlend := _fehlende(folge, raum)):
        st.caption(
            f":material/warning: Diesem Raum fehlen {zahlen.anzahl(len(fehlend), 'Frage', 'Fragen')} der "
            f"Folge: {texte.fremd(zahlen.aufzaehlung(fehlend), 300)}. Ihre Folien zeigen dann nur die Frage; "
            "ein neuer Raum hat alle."
        )


def gewaehlter_oder_neuer(folge: Folge, zeit: datetime) -> str:
    """Code des gewählten Raums; ein neuer wird angelegt und ist danach gewählt. Leer: ohne Raum.

    Raises
    ------
    RegisterFehler
        wenn sich der Raum nicht anlegen lässt.
    """
    wahl = str(st.session_state.get(WAHL, NEU))
    if wahl != NEU:
        return "" if wahl == OHNE else wahl
    werte = _vorgaben(folge) | {
        feld: st.session_state[f"{_FELD}{feld}"]
        for feld in _vorgaben(folge)
        if f"{_FELD}{feld}" in st.session_state
    }
    gruppenfrage = Gruppenfrage(werte["gruppen"] or "")
    raum = raeume.lege_an(
        zwischenspeicher.register(),
        handelnder(),
        titel=str(werte["titel"] or folge.name),
        ort=str(werte["ort"] or ""),
        datum=werte["datum"] if isinstance(werte["datum"], date) else einstellungen.heute(),
        fragen=list(rechnen.der_folge(folge).values()),
        gruppenfrage=gruppenfrage,
        gruppen=gruppen(gruppenfrage),
        tage=int(werte["tage"] or AUFBEWAHRUNG_TAGE),
        jetzt=zeit,
    )
    st.session_state[WAHL] = raum.code
    return raum.code


def _laufende() -> dict[str, Raum]:
    """Räume, die noch laufen, der neueste zuerst."""
    return {
        raum.code: raum
        for raum in raeume.liste(zwischenspeicher.register(), handelnder())
        if not raum.beendet
    }


def _beschriftung(wahl: str, laufende: dict[str, Raum]) -> str:
    if wahl in (NEU, OHNE):
        return {NEU: "neuer Raum mit den Fragen der Folge", OHNE: "ohne Abstimmung"}[wahl]
    raum = laufende[wahl]
    teile = [zeige_code(raum.code), raum.titel, *([raum.ort] if raum.ort else []), zahlen.datum(raum.datum)]
    return einzeilig(" · ".join(teile))


def _fehlende(folge: Folge, raum: Raum) -> list[str]:
    """Wortlaut der Fragen, die der Raum nicht stellt."""
    hat = {frage.kennung: frage.wortlaut for frage in raum.fragen}
    gestellt = rechnen.der_folge(folge).values()
    return [f"„{frage.text}“" for frage in gestellt if hat.get(frage.kennung) != frage.wortlaut]


def _vorgaben(folge: Folge) -> dict[str, Any]:
    return {
        "titel": folge.name,
        "ort": "",
        "datum": einstellungen.heute(),
        "gruppen": Gruppenfrage.KEINE,
        "tage": AUFBEWAHRUNG_TAGE,
    }


def _felder(folge: Folge) -> None:
    for feld, wert in _vorgaben(folge).items():
        st.session_state.setdefault(f"{_FELD}{feld}", wert)
    kasten = st.expander("Angaben zum Raum (mit Vorgaben ausgefüllt)")
    with kasten, st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Titel des Raums", max_chars=TEXT_HOECHSTENS, width=300, **_feld("titel"))
        st.text_input(
            "Ort",
            max_chars=TEXT_HOECHSTENS,
            placeholder="freiwillig, etwa „Pirna“",
            width=220,
            **_feld("ort"),
        )
        st.date_input("Datum", format="DD.MM.YYYY", width=150, **_feld("datum"))
        st.selectbox(
            "Gruppe erfragen",
            list(Gruppenfrage),
            format_func=lambda wert: wert.beschriftung,
            filter_mode=None,
            width=250,
            help="Freiwillige Zusatzfrage. Gruppen erscheinen nur, wenn sie groß genug sind.",
            **_feld("gruppen"),
        )
        st.number_input(
            "Stimmen löschen nach Tagen",
            min_value=1,
            max_value=AUFBEWAHRUNG_HOECHSTENS,
            step=1,
            width=210,
            help="Danach bleiben nur Summen, ohne freie Texte.",
            **_feld("tage"),
        )


def _feld(name: str) -> dict[str, Any]:
    return {"key": f"{_FELD}{name}", "persist_state": "session"}
