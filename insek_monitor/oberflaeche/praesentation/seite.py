"""Aufbau der Seite."""

from __future__ import annotations

from insek_monitor.oberflaeche import rahmen
from insek_monitor.oberflaeche.ansicht import Ansicht


def zeichne(ansicht: Ansicht) -> None:
    """Zeichnet die Seite."""
    rahmen.befund("In Arbeit")
