"""Bereich Gemeinsame Konzepte der Seite Ansprache."""
