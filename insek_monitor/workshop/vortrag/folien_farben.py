"""Farben der Folien zu den Namen in ``folien_teile.KLASSEN``; immer hell, wie Projektoren es brauchen."""

from __future__ import annotations

from insek_monitor.kern.begriffe import Aktualitaet, Status
from insek_monitor.lage.bild.farben import HELL

_AKTUALITAET = {
    "aktuell": Aktualitaet.AKTUELL,
    "einleiten": Aktualitaet.EINLEITEN,
    "abgelaufen": Aktualitaet.ABGELAUFEN,
    "alter_unbekannt": Aktualitaet.ALTER_UNBEKANNT,
}


def voll(klasse: str) -> str:
    """Volle Farbe einer Klasse als ``#rrggbb``."""
    if klasse in _AKTUALITAET:
        return HELL.aktualitaet[_AKTUALITAET[klasse]]
    return HELL.status[Status(klasse)]


def hell(klasse: str) -> str:
    """Heller Ton für Geschätztes; nur Status, für die geschätzt wird."""
    return HELL.status_geschaetzt[Status(klasse)]
