"""Stimmungsbild: Räume, Fragen, Ergebnisse und ihr Vergleich über die Zeit."""

from insek_monitor.rahmen.ansicht import aktuelle
from insek_monitor.workshop.abstimmung.seite import seite

seite.zeichne(aktuelle())
