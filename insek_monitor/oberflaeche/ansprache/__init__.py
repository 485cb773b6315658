"""Bereiche der Seite Ansprache."""
