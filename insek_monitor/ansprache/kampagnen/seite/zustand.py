"""Was der Bereich Kampagnen zwischen zwei Läufen behält, und seine Sätze."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.seite.aenderung import Aenderung
from insek_monitor.ansprache.kampagnen.unterschied import FELDNAMEN, vergleiche
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen.adresse import zitat
from insek_monitor.rahmen.fremdtext import fremd
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


NAMEN_HOECHSTENS = 8
"""So viele Gemeinden nennt ein Satz; der Rest ist eine Zahl."""


def zeitraum(angaben: Kampagnenangaben) -> str:
    """„01.03.2027 bis 31.05.2027“, „ab …“, „bis …“ oder „ohne Zeitraum“."""
    if angaben.beginn and angaben.ende:
        return f"{zahlen.datum(angaben.beginn)} bis {zahlen.datum(angaben.ende)}"
    if angaben.beginn:
        return f"ab {zahlen.datum(angaben.beginn)}"
    return f"bis {zahlen.datum(angaben.ende)}" if angaben.ende else "ohne Zeitraum"


def belegung(anzahl: int, plaetze: int | None) -> str:
    """„11 von 12 Plätzen“, ohne Grenze „11 Gemeinden“."""
    if plaetze is None:
        return zahlen.gemeinden(anzahl)
    return f"{zahlen.zahl(anzahl)} von {zahlen.anzahl(plaetze, 'Platz', 'Plätzen')}"


def zu_viele(anzahl: int, plaetze: int | None) -> int:
    """Wie viele Gemeinden mehr als Plätze; 0, wenn alle passen."""
    return max(0, anzahl - plaetze) if plaetze is not None else 0


def mischung_kurz(mischung: pd.DataFrame) -> str:
    """„Chemnitz 5, Leipzig-Westsachsen 3 · unter 5.000: 7“: die Gruppen mit Gemeinden, je Merkmal."""
    teile = []
    for _, gruppe in mischung[mischung["gemeinden"] > 0].groupby("merkmal", sort=False):
        paare = zip(gruppe["wert"], gruppe["gemeinden"], strict=True)
        teile.append(", ".join(f"{wert}: {zahlen.zahl(n)}" for wert, n in paare))
    return " · ".join(teile)


def namen(ags: Sequence[str], bezeichnungen: Mapping[str, str]) -> str:
    """Gemeinden in einem Satz; ein Schlüssel, den es nicht mehr gibt, bleibt als Schlüssel stehen."""
    alle = [fremd(bezeichnungen.get(stelle, f"Schlüssel {stelle}"), 80) for stelle in ags]
    return zahlen.aufzaehlung(alle, hoechstens=NAMEN_HOECHSTENS)


def wert(feld: str, inhalt: Any) -> str:
    """Ein Wert des Kopfes für einen Satz (Markdown)."""
    if feld == "angebot":
        return Angebot(inhalt).beschriftung
    if feld == "plaetze":
        return "keine Grenze" if inhalt is None else zahlen.zahl(inhalt)
    if isinstance(inhalt, date):
        return zahlen.datum(inhalt)
    return f"„{fremd(inhalt, 120)}“" if inhalt else "leer"


def unterschiede(alt: Kampagne, neu: Kampagne, bezeichnungen: Mapping[str, str]) -> list[str]:
    """Was sich von einer Fassung zur anderen geändert hat, je Punkt ein Satzteil (Markdown)."""
    anders = vergleiche(alt, neu)
    saetze = feldsaetze(alt.angaben, anders.felder)
    if anders.dazu:
        saetze.append(f"aufgenommen: {namen(anders.dazu, bezeichnungen)}")
    if anders.weg:
        saetze.append(f"herausgenommen: {namen(anders.weg, bezeichnungen)}")
    if anders.umgeordnet:
        saetze.append("Reihenfolge geändert")
    if anders.archiviert is not None:
        saetze.append("ins Archiv gelegt" if anders.archiviert else "aus dem Archiv geholt")
    return saetze or ["ohne Unterschied"]


def feldsaetze(alt: Kampagnenangaben, neue: Mapping[str, Any]) -> list[str]:
    """„Plätze: 12 → 8“ je geändertem Feld (Markdown)."""
    return [
        f"{FELDNAMEN[feld]}: {wert(feld, getattr(alt, feld))} → {wert(feld, inhalt)}"
        for feld, inhalt in neue.items()
    ]
