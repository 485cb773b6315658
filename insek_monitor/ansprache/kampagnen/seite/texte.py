"""Sätze zu Kampagnen: Zeitraum, Plätze, Mischung in Kürze, Unterschiede zweier Fassungen.

Titel, Zweck und Stelle sind fremder Text; hier wird er für Markdown maskiert.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.unterschied import FELDNAMEN, vergleiche
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen.fremdtext import fremd

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
