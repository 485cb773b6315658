"""HTTP-Wege des Saals: Telefone, Leinwand, Vortragsansicht.

Ohne Streamlit und ohne pandas, wo Telefone abstimmen.
"""
