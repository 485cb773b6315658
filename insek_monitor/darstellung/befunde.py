"""Sätze aus Daten: Überschriften, Aussagen zu einer Gemeinde, Textalternativen.

Die Funktionen stehen nach Gegenstand in ``befunde_*.py``; hier sind sie unter einem Namen versammelt. Die
Textalternativen heißen wie ihr Diagramm und stehen unter ``befunde.bilder``.
"""

from insek_monitor.darstellung import befunde_bilder as bilder
from insek_monitor.darstellung.befunde_gemeinde import (
    UNBEKANNT,
    foerdergrundlage,
    frist,
    gemeinde,
    in_arbeit,
)
from insek_monitor.darstellung.befunde_karte import karte
from insek_monitor.darstellung.befunde_lage import (
    LEERE_AUSWAHL,
    abdeckung,
    belege,
    fortschreibung,
    gezaehlt,
    hinter_dem_blassen,
    mit_nenner,
    rund,
    ueberblick,
)
from insek_monitor.darstellung.befunde_schaetzung import zusammenhang

__all__ = [
    "LEERE_AUSWAHL",
    "UNBEKANNT",
    "abdeckung",
    "belege",
    "bilder",
    "foerdergrundlage",
    "fortschreibung",
    "frist",
    "gemeinde",
    "gezaehlt",
    "hinter_dem_blassen",
    "in_arbeit",
    "karte",
    "mit_nenner",
    "rund",
    "ueberblick",
    "zusammenhang",
]
