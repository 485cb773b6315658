"""Prüft die Angaben der Ansprache in der Adresse: Filter, Gewichte, Frist, Umkreis, Wirkung."""

from __future__ import annotations

from collections.abc import Callable

from insek_monitor.kennzahlen import wirkung
from insek_monitor.kennzahlen.gewichte import FRIST_MONATE, KRITERIEN
from insek_monitor.oberflaeche.adresse import ganzzahl, zitat
from insek_monitor.oberflaeche.ansprache import gewichtewahl, zusatzfilter

WIRKUNG = "wirkung_monate"
"""Angabe der Adresse: wie viele Monate eine Beratung mindestens zurückliegt."""


def moeglich() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Name → Bezeichnung und mögliche Werte."""
    return zusatzfilter.moeglich()


def weitere() -> dict[str, Callable[[str], str | None]]:
    """Name → Prüfung eines Wertes."""
    gewichte = {gewichtewahl.schluessel(k.name): _zahl(f"Das Gewicht „{k.titel}“", 0, 10) for k in KRITERIEN}
    return {
        **gewichte,
        gewichtewahl.ABSCHLAG: _zahl("Der Abschlag für Konzepte in Arbeit", 0, 10),
        gewichtewahl.FRIST: _zahl("Die Frist in Monaten", *FRIST_MONATE),
        zusatzfilter.UMKREIS: _zahl("Der Umkreis in Kilometern", *zusatzfilter.UMKREIS_GRENZEN),
        zusatzfilter.ORT: _ort,
        WIRKUNG: _zahl("Die Zahl der Monate seit der Beratung", *wirkung.MONATE),
    }


def _zahl(bezeichnung: str, unten: int, oben: int) -> Callable[[str], str | None]:
    def pruefe(text: str) -> str | None:
        if ganzzahl(text, unten, oben) is not None:
            return None
        return (
            f"{bezeichnung} „{zitat(text, 30)}“ aus der Adresse ist keine ganze Zahl von {unten} bis {oben}; "
            "es gilt die Vorgabe."
        )

    return pruefe


def _ort(text: str) -> str | None:
    if text in zusatzfilter.orte():
        return None
    return (
        f"Eine Gemeinde „{zitat(text)}“ gibt es in Sachsen nicht; der Umkreis wurde übergangen. Bitte wählen "
        "Sie unter „Weitere Filter“ einen Ort aus."
    )
