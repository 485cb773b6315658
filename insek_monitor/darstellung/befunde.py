"""Sätze aus Daten: Überschriften, Aussagen zu einer Gemeinde, Textalternativen.

Die Funktionen stehen nach Gegenstand in ``befunde_*.py``; hier sind sie unter einem Namen versammelt. Die
Textalternativen heißen wie ihr Diagramm und stehen unter ``befunde.bilder``.
"""

from insek_monitor.darstellung import befunde_bilder as bilder
from insek_monitor.darstellung.befunde_gemeinde import (
    MODELLIERT,
    foerdergrundlage,
    frist,
    gemeinde,
    ist_modelliert,
)
from insek_monitor.darstellung.befunde_lage import (
    LEERE_AUSWAHL,
    abdeckung,
    belege,
    fortschreibung,
    mit_nenner,
    rund,
    ueberblick,
)

__all__ = [
    "LEERE_AUSWAHL",
    "MODELLIERT",
    "abdeckung",
    "belege",
    "bilder",
    "foerdergrundlage",
    "fortschreibung",
    "frist",
    "gemeinde",
    "ist_modelliert",
    "mit_nenner",
    "rund",
    "ueberblick",
]
