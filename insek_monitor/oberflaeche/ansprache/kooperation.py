"""Bereich „Gemeinsame Konzepte“: wer mit wem."""

from __future__ import annotations

from insek_monitor.oberflaeche import rahmen
from insek_monitor.oberflaeche.ansicht import Ansicht


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich."""
    rahmen.befund("Gemeinsame Konzepte: wer mit wem.")
