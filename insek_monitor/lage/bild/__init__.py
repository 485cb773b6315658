"""Abbildungen und Sätze zur Lage: Daten hinein, Text, Farbe oder Abbildung heraus."""
