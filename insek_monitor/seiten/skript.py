"""Das Streamlit-Skript: Rahmen, Filterzeile, dann die gewählte Seite. Läuft bei jeder Bedienung neu."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from insek_monitor.lage.bild.farben import Thema
from insek_monitor.rahmen import anmeldeleiste, ansicht, datenstandwahl, fehler, filter, navigation, rahmen
from insek_monitor.register.fehler import RegisterFehler, mit_ort
from insek_monitor.seiten import beitraege


def _zeichne() -> str:
    rahmen.richte_ein()
    seite = navigation.navigation()
    kopf = st.container()
    meldungen = filter.lies_adresse(beitraege.angaben())
    datenstand, geltend, quartale = datenstandwahl.waehle()
    anmeldeleiste.zeichne()
    auswahl = filter.zeile(seite.url_path)
    if warnung := rahmen.uhrwarnung(geltend):
        st.warning(warnung, icon=":material/schedule:")
    for meldung in meldungen:
        st.warning(meldung, icon=":material/link_off:")
    thema: Thema = "dunkel" if st.context.theme.type == "dark" else "hell"
    aktuelle = ansicht.Ansicht(auswahl, datenstand, thema, kopf, geltend, quartale)
    ansicht.setze(aktuelle)
    if seite.url_path not in rahmen.OHNE_DATENSTAND:
        with st.container(key="datenstandhinweis"), _auch_ohne_inhalt(seite.url_path):
            st.markdown(rahmen.kurzhinweis(aktuelle))
    seite.run()
    with _auch_ohne_inhalt(seite.url_path):
        rahmen.fuss(aktuelle, seite.url_path)
    return seite.url_path or "ueberblick"


@contextmanager
def _auch_ohne_inhalt(seite: str) -> Iterator[None]:
    """Ein beschädigter Datenstand hält die Datenpflege nicht auf: Dort macht man einen anderen geltend."""
    try:
        yield
    except RegisterFehler as mangel:
        if seite != "datenpflege":
            raise
        fehler.protokoll.warning("%s", mit_ort(mangel))


_beginn = time.perf_counter()
_name = "?"
try:
    _name = _zeichne()
except fehler.ERWARTET as _fehler:
    fehler.melde(_fehler)
finally:
    if os.environ.get("INSEK_MESSUNG"):
        # Für `make bench`: Dauer des Skriptlaufs ohne Netz und Browser.
        print(
            f"skriptlauf_ms={(time.perf_counter() - _beginn) * 1000:.1f} seite={_name}",
            file=sys.stderr,
            flush=True,
        )
