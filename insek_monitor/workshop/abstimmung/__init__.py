"""Räume, Fragen, Stimmen und ihre Ergebnisse."""
