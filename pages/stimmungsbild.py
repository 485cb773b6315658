"""Stimmungsbild: Räume, Fragen, Ergebnisse und ihr Vergleich über die Zeit."""

from insek_monitor.oberflaeche.stimmungsbild import seite
from insek_monitor.rahmen.ansicht import aktuelle

seite.zeichne(aktuelle())
