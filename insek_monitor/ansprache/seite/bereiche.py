"""Die Bereiche der Seite Ansprache und ihre Teile."""

from __future__ import annotations

from typing import Literal

from insek_monitor.rahmen import schalter

Planung = Literal["Priorität", "Stand klären", "Kampagnen", "Gemeinsame Konzepte", "Kontakte"]
PLANUNGEN: tuple[Planung, ...] = (
    *("Priorität", "Stand klären", "Kampagnen"),
    *("Gemeinsame Konzepte", "Kontakte"),
)
Kontaktansicht = Literal["Tafel", "Liste", "Wirkung"]
KONTAKTANSICHTEN: tuple[Kontaktansicht, ...] = ("Tafel", "Liste", "Wirkung")
KAMPAGNENTEILE = ("Gemeinden", "Touren", "Kontakt für alle", "Verlauf")
"""Teile einer offenen Liste; der letzte gezeigte steht in der Adresse."""


def planung() -> Planung:
    """Der gewählte Bereich."""
    wahl = schalter.waehle("Bereich", PLANUNGEN, "planung")
    return next(bereich for bereich in PLANUNGEN if bereich == wahl)


def kontaktansicht() -> Kontaktansicht:
    """Ansicht des Bereichs Kontakte."""
    wahl = schalter.waehle("Ansicht", KONTAKTANSICHTEN, "kontakte")
    return next(ansicht for ansicht in KONTAKTANSICHTEN if ansicht == wahl)
