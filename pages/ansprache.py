"""Ansprache: Priorität mit Begründung, Kampagnen, gemeinsame Konzepte, Kontakte."""

from insek_monitor.oberflaeche import schalter
from insek_monitor.oberflaeche.ansicht import aktuelle
from insek_monitor.oberflaeche.ansprache import kampagnen, kontakte, kooperation, prioritaet

ansicht = aktuelle()
# Nur der gewählte Bereich wird gerechnet und gezeichnet; jeder setzt die Überschrift mit seinem Befund.
{
    "Priorität": prioritaet.zeichne,
    "Kampagnen": kampagnen.zeichne,
    "Gemeinsame Konzepte": kooperation.zeichne,
    "Kontakte": kontakte.zeichne,
}[schalter.planung()](ansicht)
