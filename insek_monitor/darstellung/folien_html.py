"""Eine Folie als HTML: eigene Zeichnung, ohne Skript, ohne ``style`` (die Inhaltsregel verbietet beides)."""

from __future__ import annotations

from insek_monitor.darstellung.folien_karte import Karten
from insek_monitor.darstellung.folieninhalt import Folieninhalt


def folie_html(
    inhalt: Folieninhalt, nummer: int, von: int, *, karten: Karten | None = None, vorsilbe: str = "f"
) -> str:
    """Die Folie als ``<section class="folie">``."""
    raise NotImplementedError
