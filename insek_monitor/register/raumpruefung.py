"""Angaben eines neuen Raums prüfen."""

from __future__ import annotations

import json
from collections.abc import Sequence

from insek_monitor.modell.stimmungsbild import (
    OPTION_HOECHSTENS,
    Frage,
    FrageFehler,
    Gruppenfrage,
    einzeiler,
    lies_fragen,
)
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rundenzeilen import als_text

TITEL_HOECHSTENS = 120
GRUPPEN_HOECHSTENS = 30


def gepruefte_angaben(
    titel: str, ort: str, fragen: Sequence[Frage], gruppenfrage: Gruppenfrage, gruppen: Sequence[str]
) -> dict[str, str]:
    """Spalten von ``schema.raum``.

    Raises
    ------
    RegisterFehler
        mit Angabe, Wert und Abhilfe.
    """
    try:
        sauber = lies_fragen([frage.als_dict() for frage in fragen])
        return {
            "titel": einzeiler(titel, "Titel", TITEL_HOECHSTENS),
            "ort": einzeiler(ort, "Ort", TITEL_HOECHSTENS) if ort.strip() else "",
            "fragen": als_text(sauber),
            "gruppenfrage": Gruppenfrage(gruppenfrage).value,
            "gruppen": json.dumps(_gepruefte_gruppen(gruppenfrage, gruppen), ensure_ascii=False),
        }
    except FrageFehler as fehler:
        raise RegisterFehler(str(fehler)) from None


def _gepruefte_gruppen(gruppenfrage: Gruppenfrage, gruppen: Sequence[str]) -> list[str]:
    if gruppenfrage is Gruppenfrage.KEINE:
        if gruppen:
            raise RegisterFehler(
                f"Es wird nicht nach Gruppen gefragt, aber {len(gruppen)} stehen zur Wahl. Bitte wählen Sie, "
                "wonach gefragt wird."
            )
        return []
    sauber = [einzeiler(name, "Gruppe", OPTION_HOECHSTENS) for name in gruppen]
    if not 2 <= len(set(sauber)) == len(sauber) <= GRUPPEN_HOECHSTENS:
        raise RegisterFehler(
            f"Zur Wahl stehen {len(sauber)} Gruppen, davon {len(set(sauber))} verschiedene. Bitte geben Sie "
            f"2 bis {GRUPPEN_HOECHSTENS} verschiedene an."
        )
    return sauber
