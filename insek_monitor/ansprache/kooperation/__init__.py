"""Gemeinsame Konzepte: Nachbarn, Gruppen, Vorschläge."""
