"""Was die Seiten zum gemeinsamen Rahmen beitragen und was eine aus einem anderen Flügel zeigt."""

from __future__ import annotations

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.seite import adressangaben
from insek_monitor.einspielen.seite import bereiche
from insek_monitor.rahmen import schalter, zwischenspeicher
from insek_monitor.rahmen.adresse import Angaben
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.workshop.abstimmung.seite import zustand as stimmungsbild
from insek_monitor.workshop.vortrag.seite import zustand as praesentation
from insek_monitor.workshop.vortrag.seite.gebietwahl import Kampagnenliste


def angaben() -> tuple[Angaben, ...]:
    """Was die Seiten außer der Filterzeile in die Adresse schreiben."""
    return (
        schalter.ANGABEN,
        bereiche.ANGABEN,
        adressangaben.angaben(),
        praesentation.ANGABEN,
        stimmungsbild.ANGABEN,
    )


def kampagnenlisten() -> list[Kampagnenliste]:
    """Die Kampagnen, die wer handelt sehen darf, als Gebiet einer Folge."""
    return [
        Kampagnenliste(kampagne.nummer, kampagne.angaben.titel, kampagne.gemeinden)
        for kampagne in kampagnen.liste(zwischenspeicher.register(), handelnder())
    ]
