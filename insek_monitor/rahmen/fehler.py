"""Fehler werden zu einem deutschen Satz mit dem nächsten Schritt; Einzelheiten stehen im Protokoll."""

from __future__ import annotations

import logging

import streamlit as st

from insek_monitor.einstellungen import EinstellungsFehler
from insek_monitor.kern.regeln import RegelFehler
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register.fehler import RegisterFehler, mit_ort
from insek_monitor.register.fehlertexte import BESCHAEDIGT
from insek_monitor.register.tabellen import TabellenFehler
from insek_monitor.register.woerterbuch import WoerterbuchFehler

ERWARTET = (RegisterFehler, TabellenFehler, WoerterbuchFehler, RegelFehler, EinstellungsFehler)
"""Fehler mit einem fertigen deutschen Satz."""

protokoll = logging.getLogger("insek_monitor")


def melde(fehler: Exception) -> None:
    """Zeigt einen erwarteten Fehler statt der Seite."""
    protokoll.warning("%s", mit_ort(fehler))
    st.error(sicher(fehler), icon=":material/error:", title="Die Daten sind gerade nicht verfügbar")


def melde_unerwartetes(fehler: Exception) -> bool:
    """Zeigt statt einer Programmausgabe einen Satz; liefert True, damit Streamlit nichts Eigenes zeigt."""
    if isinstance(fehler, ERWARTET):
        melde(fehler)
        return True
    protokoll.error("Unerwarteter Fehler", exc_info=fehler)
    if _register_beschaedigt():
        melde(RegisterFehler(f"Das Register {BESCHAEDIGT}"))
        return True
    st.error(
        "Diese Ansicht konnte nicht gezeichnet werden. Bitte laden Sie die Seite neu; bleibt der Fehler, "
        "setzen Sie die Auswahl zurück (Startseite ohne Angaben in der Adresse) und geben Sie der Betreuung "
        "den Zeitpunkt weiter. Die Einzelheiten stehen im Protokoll des Servers.",
        icon=":material/error:",
    )
    return True


def _register_beschaedigt() -> bool:
    try:
        return zwischenspeicher.register().ist_beschaedigt()
    except ERWARTET:
        return False
