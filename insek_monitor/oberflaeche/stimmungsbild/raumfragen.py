"""Welche Fragen für einen Raum zur Wahl stehen: mitgelieferte und eigene Sätze, jede Frage einmal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from insek_monitor.modell.stimmungsbild import Frage
from insek_monitor.oberflaeche import zwischenspeicher
from insek_monitor.oberflaeche.stimmungsbild import fragensaetze
from insek_monitor.register import fragensaetze as eigene


def saetze() -> dict[str, tuple[Frage, ...]]:
    """Alle Sätze, die zur Wahl stehen: Name → Fragen; mitgelieferte zuerst."""
    alle = {satz.name: satz.fragen for satz in fragensaetze.mitgelieferte()}
    for eigener in eigene.lies(zwischenspeicher.register()):
        name = eigener.name if eigener.name not in alle else f"{eigener.name} (eigener)"
        alle[name] = eigener.fragen
    return alle


def zur_wahl(alle: Mapping[str, Sequence[Frage]], gewaehlt: Sequence[str]) -> tuple[Frage, ...]:
    """Fragen der gewählten Sätze, jede einmal.

    Gleicher Wortlaut zählt einmal. Tragen zwei verschiedene Fragen dieselbe Kennung, bekommt die spätere
    eine eigene; verglichen wird ohnehin nach Wortlaut.
    """
    fragen: dict[str, Frage] = {}
    for frage in (frage for name in gewaehlt for frage in alle.get(name, ())):
        kennung, zaehler = frage.kennung, 2
        while kennung in fragen and fragen[kennung].wortlaut != frage.wortlaut:
            kennung, zaehler = f"{frage.kennung[:36]}-{zaehler}", zaehler + 1
        if all(frage.wortlaut != andere.wortlaut for andere in fragen.values()):
            fragen[kennung] = replace(frage, kennung=kennung)
    return tuple(fragen.values())


def gewaehlte(moeglich: Sequence[Frage], kennungen: Sequence[str]) -> tuple[Frage, ...]:
    """Nur die genannten, in der Reihenfolge des Satzes; ohne Nennung alle."""
    return tuple(frage for frage in moeglich if not kennungen or frage.kennung in kennungen)
