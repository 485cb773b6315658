"""Spalten der Liste zur Ansprache und der Touren: Reihenfolge, Überschrift und Art."""

from __future__ import annotations

from insek_monitor.lage.ausgabe.spalten import STAND, Spalte

LISTE: tuple[Spalte, ...] = (
    Spalte("rang", "Rang", "ganzzahl"),
    Spalte("name", "Gemeinde"),
    Spalte("ags", "AGS"),
    Spalte("kreis", "Kreis"),
    Spalte("einwohner", "Einwohner", "ganzzahl"),
    Spalte("punkte", "Punkte", "dezimal"),
    Spalte("gruende", "Gründe", umbruch=True),
    *STAND,
    Spalte("aktualitaet", "Aktualität"),
    Spalte("ablauf", "Ablauf"),
    Spalte("tour", "Tour", "ganzzahl"),
    Spalte("reihenfolge", "Reihenfolge", "ganzzahl"),
    Spalte("km_seit_halt", "km seit dem letzten Halt (Luftlinie)", "dezimal"),
    Spalte("verwaltung", "Kontaktstelle"),
    Spalte("strasse", "Straße"),
    Spalte("plz", "PLZ"),
    Spalte("ort", "Ort"),
    Spalte("telefon", "Telefon"),
    Spalte("email", "E-Mail", "verweis"),
    Spalte("website", "Website", "verweis"),
    Spalte("kontaktstand", "Kontaktstand (intern)"),
    Spalte("letzter_kontakt", "letzter Kontakt (intern)", "datum"),
    Spalte("seite", "Seite im INSEK-Monitor", "verweis"),
    Spalte("quelle_url", "Quelle zum Status", "verweis"),
)
"""Eine Zeile je Gemeinde; was im Frame fehlt (Kontaktstand bei Gästen, Tour ohne Plan), entfällt."""

TOUREN: tuple[Spalte, ...] = (
    Spalte("tour", "Tour", "ganzzahl"),
    Spalte("halt", "Halt", "ganzzahl"),
    Spalte("name", "Gemeinde"),
    Spalte("ags", "AGS"),
    Spalte("km_seit_halt", "km seit dem letzten Halt (Luftlinie)", "dezimal"),
    Spalte("km_summe", "km seit dem Start (Luftlinie)", "dezimal"),
    Spalte("anschrift", "Anschrift"),
    Spalte("telefon", "Telefon"),
)
"""Eine Zeile je Halt, am Ende jeder Tour die Rückfahrt."""
