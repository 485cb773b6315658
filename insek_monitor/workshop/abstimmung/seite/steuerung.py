"""Abstimmung öffnen, anhalten, schließen, zeigen, wiederholen; Aufschriften wie in der Vortragsansicht."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from insek_monitor.kern.stimmungsbild import (
    TEXT_HOECHSTENS,
    Frage,
    Frageart,
    FrageFehler,
    Herkunft,
    Rundenstand,
    lies_frage,
)
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.register_raumsteuerung import Gesehen
from insek_monitor.workshop.abstimmung.saetze import stimmen
from insek_monitor.workshop.abstimmung.seite import zustand

GLEICH_ZEIGEN = "stimmung_gleich_zeigen"


def zeichne(raum: Raum, frage: Frage, letzte: Zaehlung | None, aktive: Zaehlung | None) -> None:
    """Stand und Knöpfe zur gezeigten Frage."""
    ist_aktiv = letzte is not None and aktive is not None and letzte.runde.nummer == aktive.runde.nummer
    sah = gesehen(raum, frage, letzte)
    if letzte is not None:
        _stand(letzte, ist_aktiv)
    with st.container(horizontal=True, vertical_alignment="center", key="stimmung_steuerung"):
        if letzte is None or letzte.runde.stand is Rundenstand.GESCHLOSSEN:
            _beginnen(raum, sah, letzte)
        elif letzte.runde.herkunft is Herkunft.HANDZEICHEN:
            _knopf(
                "Schließen",
                "lock",
                "schliessen",
                raum,
                _an_aktiver,
                raumsteuerung.schliesse,
                sah,
            )
            _knopf("Neue Runde", "smartphone", "neue_runde", raum, _oeffne, sah, True)
        else:
            _laufende(raum, sah, letzte, ist_aktiv)
        if letzte is not None and ist_aktiv:
            if letzte.runde.verborgen:
                _knopf(
                    "Ergebnis zeigen",
                    "visibility",
                    "zeigen",
                    raum,
                    _an_aktiver,
                    raumsteuerung.zeige,
                    sah,
                    haupt=True,
                )
            else:
                _knopf(
                    "Ergebnis verbergen",
                    "visibility_off",
                    "verbergen",
                    raum,
                    _an_aktiver,
                    raumsteuerung.verberge,
                    sah,
                )
        elif letzte is not None:
            _knopf("Auf die Leinwand holen", "cast", "waehlen", raum, _waehle, sah)
    if aktive is not None and aktive.runde.stand is Rundenstand.OFFEN and not ist_aktiv:
        st.caption(
            f":material/info: Gerade offen ist „{texte.fremd(aktive.runde.frage.text, 120)}“; sie schließt "
            "sich, wenn Sie diese Frage öffnen."
        )


def _stand(letzte: Zaehlung, ist_aktiv: bool) -> None:
    runde = letzte.runde
    symbol, farbe = {
        Rundenstand.OFFEN: (":material/play_arrow:", "green"),
        Rundenstand.PAUSIERT: (":material/pause:", "orange"),
        Rundenstand.GESCHLOSSEN: (":material/lock:", "gray"),
    }[runde.stand]
    with st.container(horizontal=True, gap="small"):
        st.badge(runde.stand.beschriftung, icon=symbol, color=farbe)  # type: ignore[arg-type]
        if ist_aktiv and runde.verborgen:
            st.badge(
                "noch verborgen: nur Sie sehen das Ergebnis", icon=":material/visibility_off:", color="violet"
            )
        elif ist_aktiv:
            st.badge("auf der Leinwand zu sehen", icon=":material/visibility:", color="blue")


def _beginnen(raum: Raum, sah: Gesehen, letzte: Zaehlung | None) -> None:
    if raum.beendet:
        st.caption("Der Workshop ist beendet; es werden keine Stimmen mehr angenommen.")
        return
    if letzte is None:
        _knopf("Abstimmung öffnen", "play_arrow", "oeffnen", raum, _oeffne, sah, haupt=True)
    else:
        _knopf("Neue Runde", "replay", "neue_runde", raum, _oeffne, sah, True)
    st.toggle(
        "Ergebnis gleich zeigen",
        key=GLEICH_ZEIGEN,
        persist_state="session",
        help="Sonst bleibt es auf der Leinwand verborgen, bis Sie „Ergebnis zeigen“ wählen; so schaut "
        "niemand ab.",
    )


def _laufende(raum: Raum, sah: Gesehen, letzte: Zaehlung, ist_aktiv: bool) -> None:
    if letzte.runde.stand is Rundenstand.PAUSIERT or not ist_aktiv:
        _knopf("Fortsetzen", "play_arrow", "oeffnen", raum, _oeffne, sah, haupt=True)
    else:
        _knopf("Pause", "pause", "pausieren", raum, _an_aktiver, raumsteuerung.pausiere, sah)
    if ist_aktiv:
        _knopf("Schließen", "lock", "schliessen", raum, _an_aktiver, raumsteuerung.schliesse, sah)


def _knopf(
    beschriftung: str,
    symbol: str,
    schluessel: str,
    raum: Raum,
    rueckruf: Callable[..., None],
    *args: Any,
    haupt: bool = False,
) -> None:
    st.button(
        beschriftung,
        icon=f":material/{symbol}:",
        key=f"stimmung_{schluessel}",
        type="primary" if haupt else "secondary",
        on_click=rueckruf,
        args=(raum.code, *args),
    )


def tu(code: str, funktion: Callable[..., Any], *args: Any, erfolg: str = "", **angaben: Any) -> bool:
    """Ein Handgriff am Raum; das Register prüft dabei die Rolle."""
    return zustand.versuche(
        funktion, zwischenspeicher.register(), code, handelnder(), *args, erfolg=erfolg, **angaben
    )


def gesehen(raum: Raum, frage: Frage, letzte: Zaehlung | None) -> Gesehen:
    """Was diese Seite zeigt: Hat inzwischen die Vortragsansicht gesteuert, gilt der Klick nicht."""
    return Gesehen(frage.kennung, None if letzte is None else letzte.runde.nummer, raum.aktive_runde)


def _oeffne(code: str, sah: Gesehen, neue_runde: bool = False) -> None:
    verborgen = not st.session_state.get(GLEICH_ZEIGEN, False)
    tu(code, raumsteuerung.oeffne, sah.frage, verborgen=verborgen, neue_runde=neue_runde, gesehen=sah)
    st.session_state[zustand.FRAGE] = sah.frage


def _waehle(code: str, sah: Gesehen) -> None:
    tu(code, raumsteuerung.waehle, sah.runde, gesehen=sah)


def _an_aktiver(code: str, funktion: Callable[..., None], sah: Gesehen) -> None:
    tu(code, funktion, gesehen=sah)


FELDER = ("text", "links", "rechts", "optionen")


def zeichne_wortlaut(raum: Raum, frage: Frage, letzte: Zaehlung | None) -> None:
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
    tu(raum.code, raumsteuerung.aendere_frage, sauber, erfolg="Der neue Wortlaut gilt.")
