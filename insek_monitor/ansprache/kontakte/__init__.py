"""Kontakte und Wiedervorlagen."""
