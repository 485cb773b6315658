"""Kennzahlen: Frames hinein, Frames heraus; ohne Uhr, ohne Datenbank, ohne Oberfläche."""
