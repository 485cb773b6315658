"""Seite Stimmungsbild: Räume, Fragensätze, Steuerung, Ergebnisse, Vergleich."""
