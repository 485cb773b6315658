"""Die Lage: Status, Abdeckung, Fortschreibung, Schätzung. Rein, ohne Uhr, Datenbank und Streamlit."""
