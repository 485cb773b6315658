"""Priorität der Ansprache, unter einem Namen versammelt.

``gewichte`` (Kriterien, Gewichte, Voreinstellungen), ``ansprachekriterien`` (Werte je Gemeinde),
``rangfolge`` (Punkte und Rang), ``rangstabilitaet`` (wie fest die Reihenfolge ist).
"""

from insek_monitor.kennzahlen.ansprachekriterien import kriterien
from insek_monitor.kennzahlen.gewichte import (
    GRUPPEN,
    KRITERIEN,
    KRITERIUM_JE_NAME,
    NAMEN,
    VOREINSTELLUNGEN,
    VORGABE,
    Gewichte,
    GewichteFehler,
    Kriterium,
)
from insek_monitor.kennzahlen.rangfolge import prioritaet
from insek_monitor.kennzahlen.rangstabilitaet import Stabilitaet, immer_vorn, stabilitaet

__all__ = [
    "GRUPPEN",
    "KRITERIEN",
    "KRITERIUM_JE_NAME",
    "NAMEN",
    "VOREINSTELLUNGEN",
    "VORGABE",
    "Gewichte",
    "GewichteFehler",
    "Kriterium",
    "Stabilitaet",
    "immer_vorn",
    "kriterien",
    "prioritaet",
    "stabilitaet",
]
