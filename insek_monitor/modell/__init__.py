"""Begriffe, Daten und Regeln des INSEK-Monitors (rein, ohne Kenntnis der übrigen Pakete)."""
