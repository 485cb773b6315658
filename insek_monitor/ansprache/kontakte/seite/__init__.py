"""Bereich Kontakte der Seite Ansprache."""
