"""Bereich Listen der Seite Ansprache."""
