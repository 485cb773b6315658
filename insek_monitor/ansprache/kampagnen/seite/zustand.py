"""Was der Bereich Kampagnen zwischen zwei Läufen behält: offene Liste, Entwurf, Streit, Vorschlag, Satz."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite.aenderung import Aenderung
from insek_monitor.rahmen.adresse import zitat
from insek_monitor.rahmen.nachricht import Nachricht

ANGABE, TEIL = "kampagne", "kampagne_teil"
"""Namen in der Adresse: die offene Liste und ihr gezeigter Teil."""
NEU = "kampagne_neu"
"""Setzt der Bereich „Priorität“: True (die Auswahl) oder die Gemeinden einer neuen Liste."""
_ENTWURF, _STREIT, _VORSCHLAG = "kampagne_entwurf", "kampagne_streit", "kampagne_vorschlag"
_nachricht = Nachricht("kampagne_nachricht")
melde, zeige_nachricht = _nachricht.melde, _nachricht.zeige


@dataclass(frozen=True)
class Entwurf:
    """Ein offenes Formular.

    Attributes
    ----------
    basis
        der Stand, der geändert wird; None: eine neue Liste.
    gemeinden
        Gemeinden einer neuen Liste.
    aus_auswahl
        ob sie aus der Auswahl des Bereichs „Priorität“ stammen.
    """

    basis: Kampagne | None
    gemeinden: tuple[str, ...] = ()
    aus_auswahl: bool = False


@dataclass(frozen=True)
class Streit:
    """Eine eigene Änderung, der eine andere zuvorgekommen ist."""

    aenderung: Aenderung
    inzwischen: Kampagne


@dataclass(frozen=True)
class Vorschlag:
    """Gemeinden, mit denen eine Liste aufgefüllt werden könnte; gilt nur für diese Fassung der Liste.

    Attributes
    ----------
    ziel
        wie lang die Liste werden soll, wenn sie keine Plätze nennt.
    neu_gerechnet
        ob er einen früheren Vorschlag ersetzt, weil sich die Liste seither geändert hat.
    """

    nummer: int
    fassung: int
    ziel: int
    gemeinden: tuple[str, ...]
    neu_gerechnet: bool = False


def offene_nummer() -> int | None:
    """Die Nummer aus der Adresse; Unlesbares wird gemeldet und übergangen."""
    angabe = st.query_params.get(ANGABE)
    if angabe is None:
        return None
    if angabe.isascii() and angabe.isdecimal() and 0 < len(angabe) < 10:
        return int(angabe)
    st.warning(
        f"„{zitat(angabe, 30)}“ in der Adresse ist keine Nummer einer Liste. Bitte wählen Sie eine aus.",
        icon=":material/link_off:",
    )
    return None


def oeffne(nummer: int) -> None:
    """Zeigt diese Liste (Rückruf); ein offener Streit bleibt."""
    _raeume_auf()
    st.query_params[ANGABE] = str(nummer)


def schliesse() -> None:
    """Zurück zur Übersicht (Rückruf); ein offener Streit bleibt, die Übersicht nennt ihn."""
    _raeume_auf()
    st.query_params.pop(ANGABE, None)


def _raeume_auf() -> None:
    st.session_state.pop(_ENTWURF, None)
    st.session_state.pop(_VORSCHLAG, None)
    st.query_params.pop(TEIL, None)


def entwurf() -> Entwurf | None:
    """Das offene Formular."""
    wert: Entwurf | None = st.session_state.get(_ENTWURF)
    return wert


def beginne(neuer: Entwurf) -> None:
    """Öffnet ein Formular."""
    st.session_state[_ENTWURF] = neuer


def schliesse_formular() -> None:
    """Verwirft das offene Formular (Rückruf) und den Streit um seine Angaben."""
    offen: Entwurf | None = st.session_state.pop(_ENTWURF, None)
    if offen is not None and offen.basis is not None:
        strittig = streit(offen.basis.nummer)
        if strittig is not None and strittig.aenderung.angaben is not None:
            beende_streit(offen.basis.nummer)


def verwirf_aenderung(nummer: int) -> None:
    """Verwirft die eigene Änderung an dieser Liste samt Formular (Rückruf)."""
    schliesse_formular()
    beende_streit(nummer)


def streitfaelle() -> dict[int, Streit]:
    """Nummer der Liste → eigene Änderung, die noch nicht gespeichert ist; der älteste zuerst."""
    faelle: dict[int, Streit] = st.session_state.get(_STREIT, {})
    return faelle


def streit(nummer: int) -> Streit | None:
    """Der offene Streit um diese Liste."""
    return streitfaelle().get(nummer)


def merke_streit(neuer: Streit) -> None:
    """Behält eine Änderung, die noch nicht gespeichert werden konnte."""
    st.session_state[_STREIT] = streitfaelle() | {neuer.inzwischen.nummer: neuer}


def beende_streit(nummer: int) -> None:
    """Die Änderung an dieser Liste ist gespeichert oder verworfen."""
    st.session_state[_STREIT] = {n: fall for n, fall in streitfaelle().items() if n != nummer}


def vorschlag(nummer: int) -> Vorschlag | None:
    """Der offene Vorschlag zu dieser Liste."""
    wert: Vorschlag | None = st.session_state.get(_VORSCHLAG)
    return wert if wert is not None and wert.nummer == nummer else None


def merke_vorschlag(neuer: Vorschlag | None) -> None:
    """Behält einen Vorschlag, bis er angenommen oder verworfen ist."""
    if neuer is None:
        st.session_state.pop(_VORSCHLAG, None)
    else:
        st.session_state[_VORSCHLAG] = neuer
