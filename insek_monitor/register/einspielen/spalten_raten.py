"""Aus dem Inhalt einer Spalte schließen, was sie enthält, wenn die Überschrift es nicht sagt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from insek_monitor.modell.befund import Stufe
from insek_monitor.modell.rohdatei import Zelle
from insek_monitor.register import tabellen
from insek_monitor.register.einspielen.datumswerte import lies_datumszelle
from insek_monitor.register.einspielen.gemeindenamen import Gemeindenamen
from insek_monitor.register.einspielen.tabelle import als_text
from insek_monitor.register.einspielen.werte import lies_ziffern
from insek_monitor.register.einspielen.wortwerte import ist_antwort, ist_art

#: So viele gefüllte Zellen genügen, um eine Spalte zu beurteilen.
_STICHPROBE = 200


@lru_cache(maxsize=1)
def _namen() -> Gemeindenamen:
    return Gemeindenamen(tabellen.gemeinden(), tabellen.gebietsaenderungen())


def anteil(werte: Sequence[Zelle], merkmal: Callable[[Zelle], bool]) -> float:
    """Anteil der gefüllten Zellen (die ersten 200) mit einem Merkmal; 0, wenn keine gefüllt ist."""
    probe = [wert for wert in werte if wert is not None and als_text(wert).strip()][:_STICHPROBE]
    return sum(map(merkmal, probe)) / len(probe) if probe else 0.0


def ist_schluessel(zelle: Zelle) -> bool:
    """Ob ein Wert wie ein sächsischer Gemeindeschlüssel aussieht."""
    return re.fullmatch(r"14\d{6}", lies_ziffern(zelle)) is not None


def ist_gemeinde(zelle: Zelle) -> bool:
    """Ob ein Text der Name einer sächsischen Gemeinde ist, auch einer mehrdeutigen oder früheren."""
    if not isinstance(zelle, str) or len(zelle) > 80:
        return False
    fund = _namen().finde(zelle)
    return fund.ags is not None or bool(fund.kandidaten)


def ist_datum(zelle: Zelle) -> bool:
    """Ob ein Wert ein Zeitpunkt ist."""
    gelesen = lies_datumszelle(zelle)
    return gelesen.wert is not None and gelesen.stufe is not Stufe.FEHLER and not ist_antwort(zelle)


def rate_ort(werte: Sequence[Zelle]) -> str | None:
    """``ags`` oder ``gemeinde``, wenn die Spalte überwiegend Schlüssel oder Namen enthält."""
    if anteil(werte, ist_schluessel) >= 0.6:
        return "ags"
    return "gemeinde" if anteil(werte, ist_gemeinde) >= 0.6 else None


def rate_mehrdeutig(titel: str, werte: Sequence[Zelle]) -> str | None:
    """Das Feld zu einer mehrdeutigen Überschrift (``spaltentitel.NACH_INHALT``)."""
    if titel == "typ":
        return "art" if anteil(werte, ist_art) >= 0.5 else None
    if titel == "bezeichnung":
        return "gemeinde" if anteil(werte, ist_gemeinde) >= 0.6 else "titel"
    if anteil(werte, ist_datum) >= 0.6:
        return "beschluss"
    # Arten wie „INSEK“ sind auch eine Antwort auf „INSEK vorhanden?“.
    if anteil(werte, lambda wert: ist_antwort(wert) or ist_art(wert) or ist_datum(wert)) >= 0.5:
        return "vorhanden"
    return "titel" if titel == "konzept" else "vorhanden"


def rate_notnagel(titel: str, werte: Sequence[Zelle], vergeben: set[str]) -> str | None:
    """„Stand“, „Jahr“ und „Datum“: Beschluss nur, wenn es keine bessere Spalte gibt."""
    if titel == "stand" and "vorhanden" not in vergeben and anteil(werte, ist_antwort) >= 0.5:
        return "vorhanden"
    if anteil(werte, ist_datum) < 0.5:
        return None
    if "beschluss" not in vergeben:
        return "beschluss"
    return "belegt" if titel == "stand" and "belegt" not in vergeben else None
