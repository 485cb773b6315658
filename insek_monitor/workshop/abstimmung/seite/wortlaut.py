"""Den Wortlaut einer Frage ändern, solange niemand darüber abgestimmt hat."""

from __future__ import annotations

from typing import Any

import streamlit as st

from insek_monitor.kern.stimmungsbild import (
    TEXT_HOECHSTENS,
    Frage,
    Frageart,
    FrageFehler,
    Rundenstand,
    lies_frage,
)
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.saetze import stimmen
from insek_monitor.workshop.abstimmung.seite import steuerung, zustand

FELDER = ("text", "links", "rechts", "optionen")


def zeichne(raum: Raum, frage: Frage, letzte: Zaehlung | None) -> None:
    """Felder für den Wortlaut; gesperrt ab der ersten Stimme der laufenden Runde, mit Grund."""
    laeuft = letzte is not None and letzte.runde.stand is not Rundenstand.GESCHLOSSEN
    gesperrt = laeuft and letzte is not None and letzte.anzahl > 0
    symbol = ":material/lock:" if gesperrt else ":material/edit:"
    with st.expander("Wortlaut ändern", icon=symbol, key=f"stimmung_wortlaut_{frage.kennung}"):
        if gesperrt and letzte is not None:
            menge = stimmen(letzte.anzahl, letzte.runde.herkunft)
            st.caption(
                f"Gesperrt: Es gibt schon {menge}. Wer jetzt den Wortlaut änderte, legte anderen Worte in "
                "den Mund. Schließen Sie die Runde; dann gilt eine Änderung für die nächste."
            )
            return
        if letzte is not None and letzte.anzahl:
            st.caption("Frühere Runden behalten ihren Wortlaut und werden getrennt gezeigt.")
        else:
            st.caption("Ein anderer Wortlaut beginnt im Vergleich der Workshops eine neue Reihe.")
        st.text_input("Frage", max_chars=TEXT_HOECHSTENS, **_feld(raum, frage, "text", frage.text))
        if frage.art is Frageart.SKALA:
            for name, wert in (("links", frage.links), ("rechts", frage.rechts)):
                st.text_input(f"Aussage {name}", max_chars=TEXT_HOECHSTENS, **_feld(raum, frage, name, wert))
        elif frage.optionen:
            zeilen = "\n".join(frage.optionen)
            st.text_area("Antworten, je Zeile eine", height=150, **_feld(raum, frage, "optionen", zeilen))
        st.button(
            "Wortlaut speichern",
            icon=":material/save:",
            key="stimmung_wortlaut_speichern",
            on_click=_speichere,
            args=(raum, frage),
        )


def _feld(raum: Raum, frage: Frage, name: str, wert: str) -> dict[str, Any]:
    return {"key": _schluessel(raum, frage, name), "value": wert}


def _schluessel(raum: Raum, frage: Frage, name: str) -> str:
    # Mit dem Wortlaut: Nach dem Speichern zeigen die Felder den neuen.
    return f"stimmung_wortlaut_{raum.code}_{frage.kennung}_{frage.wortlaut}_{name}"


def _speichere(raum: Raum, frage: Frage) -> None:
    werte = {name: st.session_state.get(_schluessel(raum, frage, name)) for name in FELDER}
    angaben: dict[str, Any] = frage.als_dict()
    angaben |= {name: str(wert) for name, wert in werte.items() if wert is not None}
    if frage.optionen:
        angaben["optionen"] = [zeile for zeile in str(angaben["optionen"]).splitlines() if zeile.strip()]
    try:
        sauber = lies_frage(angaben)
    except FrageFehler as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    if sauber == frage:
        zustand.melde("Der Wortlaut ist schon so; es war nichts zu ändern.", "hinweis")
        return
    steuerung.tu(raum.code, raumsteuerung.aendere_frage, sauber, erfolg="Der neue Wortlaut gilt.")
