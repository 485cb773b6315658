"""Ansprache: Priorität mit Begründung, Stand klären, Kampagnen, gemeinsame Konzepte, Kontakte."""

from insek_monitor.ansprache.kampagnen.seite import seite as kampagnen
from insek_monitor.ansprache.kontakte.seite import seite as kontakte
from insek_monitor.ansprache.kooperation.seite import seite as kooperation
from insek_monitor.ansprache.prioritaet.seite import gewichtewahl
from insek_monitor.ansprache.prioritaet.seite import seite as prioritaet
from insek_monitor.ansprache.seite import bereiche
from insek_monitor.rahmen.ansicht import aktuelle
from insek_monitor.seiten import standliste

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
