"""Bereich Priorität der Seite Ansprache."""
