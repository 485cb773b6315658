"""Überschrift des Bereichs Priorität: der Befund aus den Zahlen; Sätze zu leeren Listen und Gewichten."""

from __future__ import annotations

import streamlit as st

from insek_monitor.ansprache.prioritaet import befunde as befunde_ansprache
from insek_monitor.ansprache.prioritaet.filter import Zusatzfilter
from insek_monitor.ansprache.prioritaet.seite import gewichtewahl, rechnung, zusatzfilter
from insek_monitor.ansprache.prioritaet.seite.gewichtewahl import NUR_INTERN, fuer_gaeste
from insek_monitor.ansprache.prioritaet.seite.ranggrundlage import Ranggrundlage
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.gewichte import VORGABE
from insek_monitor.rahmen import rahmen


def zeichne(grundlage: Ranggrundlage) -> None:
    """Setzt die Überschrift der Seite."""
    rahmen.befund(
        befunde_ansprache.ueberschrift(grundlage.treffer, grundlage.lage), neben_der_karte(grundlage)
    )


def zum_klaeren(offen: int) -> None:
    """Knopf zur Anrufliste; ohne offene Gemeinden keiner."""
    if offen:
        st.button(
            f"Stand klären ({zahlen.zahl(offen)})",
            icon=":material/call:",
            key="ansprache_klaeren",
            type="primary",
            on_click=lambda: st.session_state.update(planung="Stand klären"),
        )


def neben_der_karte(grundlage: Ranggrundlage) -> str | None:
    """Warum die Karte andere Punkte zeigt; None, wenn sie dieselben zeigt."""
    mit_kontakten = rechnung.mit_kontakten(grundlage.kontakte) and grundlage.gewichte.gewicht(NUR_INTERN)
    eigene = fuer_gaeste(grundlage.gewichte) != fuer_gaeste(gewichtewahl.VORGABE)
    womit = [
        *(["den eingestellten Gewichten"] if eigene else []),
        *(["den eingetragenen Kontakten"] if mit_kontakten else []),
    ]
    if not womit:
        return None
    return (
        f"Gerechnet mit {zahlen.aufzaehlung(womit)}. Die Karte zeigt die Priorität für alle gleich, nach der "
        f"Voreinstellung „{VORGABE}“ und ohne Kontakte; dort sind Punkte und Plätze andere."
    )


def hinweise(grundlage: Ranggrundlage, filter_: Zusatzfilter) -> bool:
    """Erklärt leere Listen und Gewichte; falsch, wenn es nichts zu zeigen gibt."""
    if grundlage.gewichte.alle_null:
        st.warning(
            "Alle Gewichte sind 0. Stellen Sie unter „Gewichte“ eines ein, oder wählen Sie eine "
            "Voreinstellung.",
            icon=":material/tune:",
        )
    if not grundlage.treffer.empty:
        return True
    st.info(leerer_satz(grundlage, filter_), icon=":material/filter_alt_off:")
    if not filter_.ist_leer:
        st.button(
            "Weitere Filter entfernen",
            icon=":material/filter_alt_off:",
            key="filter_leeren_oben",
            on_click=zusatzfilter.entferne_alle,
        )
    return False


def leerer_satz(grundlage: Ranggrundlage, filter_: Zusatzfilter) -> str:
    """Warum die Liste leer ist und was hilft."""
    if filter_.ist_leer:
        return (
            "Zu dieser Auswahl gehört keine Gemeinde. Nehmen Sie in der Filterzeile eine Größenklasse oder "
            "einen Kreis zurück."
        )
    weitere = zusatzfilter.in_worten(filter_)
    wo = "dieser Filterzeile" if grundlage.ansicht.auswahl.ist_gefiltert else "ganz Sachsen"
    return f"Keine Gemeinde in {wo} passt zu den weiteren Filtern ({weitere}). Nehmen Sie einen zurück."
