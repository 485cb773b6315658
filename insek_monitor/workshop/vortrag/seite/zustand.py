"""Was die Seite zwischen zwei Läufen behält: Folge in Arbeit, frühere Stände, Streit, Vorführungen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from insek_monitor.rahmen.adresse import Angaben, zitat
from insek_monitor.rahmen.nachricht import Nachricht
from insek_monitor.workshop.vortrag.register_folgen import GespeicherteFolge
from insek_monitor.workshop.vortrag.register_vorfuehrungen import Vorfuehrung
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit, gebunden

ANGABE = "folge"
ANGABEN = Angaben(eigene=frozenset({ANGABE}))
"""Name in der Adresse: die Nummer der gespeicherten Folge."""
HOECHSTENS_ZURUECK = 30
_ARBEIT, _FRUEHER = "praesentation_arbeit", "praesentation_frueher"
_STREIT, _LAUFENDE = "praesentation_streit", "praesentation_laufende"
_DATEI, _AKTE = "praesentation_datei", "praesentation_akte"
_nachricht = Nachricht("praesentation_nachricht")
melde, zeige_nachricht = _nachricht.melde, _nachricht.zeige


@dataclass(frozen=True)
class Frueher:
    """Ein Stand vor einer Änderung und was geändert wurde (für „Rückgängig“)."""

    was: str
    arbeit: Arbeit


@dataclass(frozen=True)
class Laufende:
    """Eine Vorführung, die diese Sitzung begonnen hat.

    Attributes
    ----------
    stand : Stichtag in Worten.
    akte : welche Folge es war (``Arbeit.akte``).
    """

    vorfuehrung: Vorfuehrung
    begonnen: datetime
    stand: str
    akte: int


def arbeit() -> Arbeit | None:
    """Die Folge in Arbeit."""
    wert: Arbeit | None = st.session_state.get(_ARBEIT)
    return wert


def setze(neu: Arbeit, was: str = "") -> None:
    """Macht ``neu`` zur Folge in Arbeit; mit ``was`` lässt es sich rückgängig machen."""
    alt = arbeit()
    if was and alt is not None and (alt.folge, alt.nummer) != (neu.folge, neu.nummer):
        st.session_state[_FRUEHER] = [*frueher(), Frueher(was, alt)][-HOECHSTENS_ZURUECK:]
    st.session_state[_ARBEIT] = neu


def oeffne(neu: Arbeit, was: str) -> None:
    """Wechselt zu einer anderen Folge; die bisherige bleibt unter „Rückgängig“."""
    st.session_state[_AKTE] = st.session_state.get(_AKTE, 0) + 1
    setze(replace(neu, akte=st.session_state[_AKTE]), was)
    st.session_state.pop(_STREIT, None)
    _schreibe_adresse(neu)


def uebernimm(neu: Arbeit) -> None:
    """Dieselbe Folge mit neuer Nummer oder Fassung (nach dem Speichern).

    Frühere Stände derselben Folge beruhen nun auch darauf: Wer danach etwas rückgängig macht und wieder
    speichert, kommt sich nicht selbst in die Quere. Nach einer Kopie bleiben sie beim Vorbild.
    """
    alt = arbeit()
    if alt is not None and alt.nummer in (None, neu.nummer):
        st.session_state[_FRUEHER] = [
            Frueher(stand.was, gebunden(stand.arbeit, neu)) if stand.arbeit.akte == alt.akte else stand
            for stand in frueher()
        ]
    st.session_state[_ARBEIT] = neu
    _schreibe_adresse(neu)


def frueher() -> list[Frueher]:
    """Frühere Stände, der jüngste zuletzt."""
    wert: list[Frueher] = st.session_state.get(_FRUEHER, [])
    return wert


def rueckgaengig() -> None:
    """Stellt den letzten Stand wieder her (Rückruf)."""
    staende = frueher()
    if staende:
        st.session_state[_FRUEHER] = staende[:-1]
        st.session_state[_ARBEIT] = staende[-1].arbeit
        st.session_state.pop(_STREIT, None)
        _schreibe_adresse(staende[-1].arbeit)


def genannte_nummer() -> int | None:
    """Die Folge aus der Adresse, wenn es nicht die in Arbeit ist; Unlesbares wird gemeldet.

    Nennt die Adresse keine, bleibt die Folge in Arbeit (Wechsel über die Navigation).
    """
    jetzt, angabe = arbeit(), st.query_params.get(ANGABE)
    if angabe is None:
        if jetzt is not None:
            _schreibe_adresse(jetzt)
        return None
    if jetzt is not None and angabe == str(jetzt.nummer):
        return None
    if angabe.isascii() and angabe.isdecimal() and 0 < len(angabe) < 10:
        return int(angabe)
    st.query_params.pop(ANGABE, None)
    melde(f"„{zitat(angabe, 30)}“ in der Adresse ist keine Nummer einer Folge.", "hinweis")
    return None


def vergiss_adresse() -> None:
    """Nimmt eine Nummer aus der Adresse, die sich nicht öffnen lässt."""
    st.query_params.pop(ANGABE, None)


def _schreibe_adresse(jetzt: Arbeit) -> None:
    if jetzt.nummer is None:
        st.query_params.pop(ANGABE, None)
    else:
        st.query_params[ANGABE] = str(jetzt.nummer)


def streit() -> GespeicherteFolge | None:
    """Die Fassung, die jemand anderes inzwischen gespeichert hat."""
    wert: GespeicherteFolge | None = st.session_state.get(_STREIT)
    return wert


def merke_streit(inzwischen: GespeicherteFolge | None) -> None:
    """Behält die andere Fassung, bis entschieden ist; ``None``: entschieden."""
    if inzwischen is None:
        st.session_state.pop(_STREIT, None)
    else:
        st.session_state[_STREIT] = inzwischen


def laufende() -> list[Laufende]:
    """Vorführungen dieser Sitzung, die jüngste zuerst."""
    wert: list[Laufende] = st.session_state.get(_LAUFENDE, [])
    return wert


def merke_laufende(neue: Laufende) -> None:
    """Behält eine begonnene Vorführung, damit sich ihre Fenster wieder öffnen lassen."""
    st.session_state[_LAUFENDE] = [neue, *laufende()]


def dateizaehler() -> int:
    """Teil des Namens des Hochladefelds; ein neuer leert es."""
    wert: int = st.session_state.get(_DATEI, 0)
    return wert


def leere_dateifeld() -> None:
    """Nach jeder gelesenen Datei."""
    st.session_state[_DATEI] = dateizaehler() + 1
