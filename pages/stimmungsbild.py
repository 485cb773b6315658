"""Stimmungsbild: Räume, Fragen, Ergebnisse und ihr Vergleich über die Zeit."""

from insek_monitor.oberflaeche.ansicht import aktuelle
from insek_monitor.oberflaeche.stimmungsbild import seite

seite.zeichne(aktuelle())
