"""Ansprachelisten und Touren."""
