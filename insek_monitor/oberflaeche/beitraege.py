"""Was die Seiten zum gemeinsamen Rahmen beitragen."""

from __future__ import annotations

from insek_monitor.oberflaeche import schalter
from insek_monitor.oberflaeche.adresse import Angaben
from insek_monitor.oberflaeche.ansprache import adressangaben
from insek_monitor.oberflaeche.datenpflege import bereiche
from insek_monitor.oberflaeche.praesentation import zustand as praesentation
from insek_monitor.oberflaeche.stimmungsbild import zustand as stimmungsbild


def angaben() -> tuple[Angaben, ...]:
    """Was die Seiten außer der Filterzeile in die Adresse schreiben."""
    return (
        schalter.ANGABEN,
        bereiche.ANGABEN,
        adressangaben.angaben(),
        praesentation.ANGABEN,
        stimmungsbild.ANGABEN,
    )
