"""Datenschicht: abgeleitete Tabellen lesen, amtliche Dateien aufbereiten, Datenstände speichern und laden."""
