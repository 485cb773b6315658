"""Alle Diagramme: reine Funktionen, Tabelle hinein, ``plotly``-Abbildung heraus.

Die Funktionen stehen nach Gegenstand in ``diagramme_*.py``; hier sind sie unter einem Namen versammelt.
"""

from insek_monitor.darstellung.diagramme_abdeckung import balken_abdeckung, waermetabelle
from insek_monitor.darstellung.diagramme_fortschreibung import saeulen_ablauf, saeulen_alter
from insek_monitor.darstellung.diagramme_gemeinde import zeitstrahl
from insek_monitor.darstellung.diagramme_verlauf import (
    linie_bevoelkerung,
    linie_ohne_fortschreibung,
    linie_verlauf,
)
from insek_monitor.darstellung.vorlage import KONFIGURATION

__all__ = [
    "KONFIGURATION",
    "balken_abdeckung",
    "linie_bevoelkerung",
    "linie_ohne_fortschreibung",
    "linie_verlauf",
    "saeulen_ablauf",
    "saeulen_alter",
    "waermetabelle",
    "zeitstrahl",
]
