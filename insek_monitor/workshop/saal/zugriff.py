"""Das Register für die Wege des Workshops: einmal je Prozess geöffnet, ohne pandas.

Angelegt und gefüllt wird es hier nicht; das tut das Dashboard beim Start. Bis dahin gibt es keine Räume.
"""

from __future__ import annotations

import threading

from insek_monitor import einstellungen
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.registerdatei import DateiFehler
from insek_monitor.register.verbindung import Register, lies_adresse, verbinde
from insek_monitor.register.wanderung import ist_aktuell

NOCH_NICHT = "Das Dashboard richtet sich gerade ein. Bitte versuchen Sie es in einer Minute noch einmal."

_offene: dict[str, Register] = {}
_schloss = threading.Lock()


class NochNichtBereit(RegisterFehler):
    """Das Register ist noch nicht angelegt oder noch nicht auf dem Stand dieses Programms."""


def register() -> Register:
    """Das Register der Einstellungen, geprüft auf den Schemastand.

    Raises
    ------
    NochNichtBereit
        wenn es noch nicht eingerichtet ist; beim nächsten Aufruf wird wieder nachgesehen.
    RegisterFehler
        wenn die Datenbank nicht erreichbar ist.
    """
    adresse = einstellungen.datenbank_url()
    with _schloss:
        if adresse in _offene and not _offene[adresse].verwaist:
            return _offene[adresse]
        try:
            neu = verbinde(lies_adresse(adresse), anlegen=False)
        except DateiFehler:
            if adresse in _offene:
                raise
            raise NochNichtBereit(NOCH_NICHT) from None
        try:
            with neu.lesen() as verbindung:
                aktuell = ist_aktuell(verbindung)
            if not aktuell:
                raise NochNichtBereit(NOCH_NICHT)
        except BaseException:
            neu.schliesse()
            raise
        _offene[adresse] = neu
        return neu


def vergiss() -> None:
    """Schließe alle (Ende des Dienstes)."""
    with _schloss:
        while _offene:
            _offene.popitem()[1].schliesse()
