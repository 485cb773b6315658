"""Wen ansprechen: Priorität, Kontakte, Kampagnen, gemeinsame Konzepte."""
