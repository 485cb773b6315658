"""Ausgabe: Daten hinein, Datei (Bytes) heraus: CSV, XLSX, ICS, GeoJSON."""
