"""Ausgabe: Daten hinein, Datei (Bytes) heraus."""
