"""Datenpflege: eigene Liste einspielen, Datenstände vergleichen, bestätigen, alles ausgeben, Protokoll."""

from insek_monitor.einspielen.seite import (
    ausgeben,
    datenstandsliste,
    einspielen,
    kopf,
    protokollansicht,
    pruefrunde,
    zustand,
)
from insek_monitor.rahmen.ansicht import aktuelle

ansicht = aktuelle()
kopf.zeichne(ansicht)
# Nur der gewählte Bereich wird gerechnet und gezeichnet.
{
    "Einspielen": einspielen.zeichne,
    "Datenstände": datenstandsliste.zeichne,
    "Bestätigen": pruefrunde.zeichne,
    "Ausgeben": ausgeben.zeichne,
    "Protokoll": protokollansicht.zeichne,
}[zustand.bereich()](ansicht)
