"""HTTP-Wege des Saals: Telefone, Leinwand, Vortragsansicht. Ohne Streamlit."""
