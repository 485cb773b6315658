"""Darstellung: Daten hinein, Text, Farbe oder Abbildung heraus. Kennt kein Streamlit und keine Uhr."""
