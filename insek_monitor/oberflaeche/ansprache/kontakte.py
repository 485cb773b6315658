"""Bereich „Kontakte“: was besprochen und zugesagt ist."""

from __future__ import annotations

from insek_monitor.oberflaeche import rahmen
from insek_monitor.oberflaeche.ansicht import Ansicht


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich."""
    rahmen.befund("Kontakte: was besprochen und zugesagt ist.")
