"""Was die Seite Ansprache in die Adresse schreibt, mit der Prüfung: Filter, Gewichte, Frist, Umkreis …"""

from __future__ import annotations

from collections.abc import Callable

from insek_monitor.ansprache.kampagnen.seite import zustand as kampagne_zustand
from insek_monitor.ansprache.kontakte import wirkung
from insek_monitor.ansprache.kooperation.seite import werte as kooperation_werte
from insek_monitor.ansprache.prioritaet.auswahlkarte import WERKZEUGE
from insek_monitor.ansprache.prioritaet.seite import gewichtewahl, zusatzfilter
from insek_monitor.ansprache.seite import bereiche
from insek_monitor.lage.gewichte import FRIST_MONATE, KRITERIEN
from insek_monitor.rahmen.adresse import Angaben, ganzzahl, zitat

WIRKUNG = "wirkung_monate"
"""Angabe der Adresse: wie viele Monate eine Beratung mindestens zurückliegt."""


def angaben() -> Angaben:
    """Alles, was die Seite Ansprache in die Adresse schreibt."""
    gewichte = {gewichtewahl.schluessel(k.name): _zahl(f"Das Gewicht „{k.titel}“", 0, 10) for k in KRITERIEN}
    return Angaben(
        {
            "planung": ("Den Bereich", bereiche.PLANUNGEN),
            "kontakte": ("Die Ansicht", bereiche.KONTAKTANSICHTEN),
            kampagne_zustand.TEIL: ("Den Teil der Liste", bereiche.KAMPAGNENTEILE),
            "karte_zeigen": ("Den Wert", ("true", "false")),
            "kartenwerkzeug": ("Das Werkzeug", WERKZEUGE),
            **kooperation_werte.WERTE,
            **zusatzfilter.moeglich(),
        },
        {
            **gewichte,
            gewichtewahl.ABSCHLAG: _zahl("Der Abschlag für Konzepte in Arbeit", 0, 10),
            gewichtewahl.FRIST: _zahl("Die Frist in Monaten", *FRIST_MONATE),
            zusatzfilter.UMKREIS: _zahl("Der Umkreis in Kilometern", *zusatzfilter.UMKREIS_GRENZEN),
            zusatzfilter.ORT: _ort,
            WIRKUNG: _zahl("Die Zahl der Monate seit der Beratung", *wirkung.MONATE),
        },
        frozenset({kampagne_zustand.ANGABE, kooperation_werte.GEMEINDE}),
    )


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
