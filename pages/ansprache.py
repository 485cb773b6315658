"""Ansprache: Priorität mit Begründung, Stand klären, Kampagnen, gemeinsame Konzepte, Kontakte."""

from insek_monitor.oberflaeche.ansprache import (
    bereiche,
    gewichtewahl,
    kampagnen,
    kontakte,
    kooperation,
    prioritaet,
    standliste,
)
from insek_monitor.rahmen.ansicht import aktuelle

ansicht = aktuelle()
bereich = bereiche.planung()
if bereich != "Priorität":
    gewichtewahl.halte_in_adresse()
# Nur der gewählte Bereich wird gerechnet und gezeichnet; jeder setzt die Überschrift mit seinem Befund.
{
    "Priorität": prioritaet.zeichne,
    "Stand klären": standliste.zeichne,
    "Kampagnen": kampagnen.zeichne,
    "Gemeinsame Konzepte": kooperation.zeichne,
    "Kontakte": kontakte.zeichne,
}[bereich](ansicht)
