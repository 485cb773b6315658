"""Welche Fragen zur Wahl stehen: mitgelieferte Sätze, eigene Sätze, Fragen der Folge aus einer Datei."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from insek_monitor.kern.stimmungsbild import Frage, lies_frage
from insek_monitor.kern.vortrag import Folge
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import tabellen
from insek_monitor.workshop.abstimmung import register_fragensaetze as fragensaetze

AUS_DER_FOLGE = "Aus dieser Folge"


@dataclass(frozen=True)
class Satz:
    """Ein Fragensatz in der Auswahl; ``name`` ist bei eigenen fremder Text."""

    schluessel: str
    name: str
    fragen: tuple[Frage, ...]


@zwischenspeicher.einmalig(1)
def _mitgelieferte() -> tuple[Satz, ...]:
    return tuple(Satz(f"m-{satz.kennung}", satz.name, satz.fragen) for satz in tabellen.fragensaetze())


def saetze() -> tuple[Satz, ...]:
    """Mitgelieferte und eigene Sätze; eigene liest jeder Lauf neu, damit neue gleich zur Wahl stehen."""
    eigene = fragensaetze.lies(zwischenspeicher.register())
    return (*_mitgelieferte(), *(Satz(f"e-{satz.satz}", satz.name, satz.fragen) for satz in eigene))


def zur_wahl(folge: Folge) -> dict[str, tuple[str, Frage]]:
    """Schlüssel → (Name des Satzes, Frage), in der Reihenfolge der Sätze.

    Fragen, die nur die Folge selbst trägt (aus einer Datei, oder der Satz wurde geändert), stehen am Ende.
    """
    wahl = {schluessel(frage): (satz.name, frage) for satz in saetze() for frage in satz.fragen}
    for angaben in folge.fragen:
        frage = lies_frage(angaben)
        wahl.setdefault(schluessel(frage), (AUS_DER_FOLGE, frage))
    return wahl


def schluessel(frage: Frage) -> str:
    """Gleiche Kennung mit anderem Wortlaut ist eine andere Frage."""
    return f"{frage.kennung}:{frage.wortlaut}"


def der_folge(folge: Folge) -> Mapping[str, Frage]:
    """Kennung → Frage, wie die Folge sie trägt."""
    return {frage.kennung: frage for frage in map(lies_frage, folge.fragen)}


def noch_nicht_gestellt(folge: Folge) -> Frage:
    """Die erste Frage der Sätze, die in der Folge noch nicht vorkommt; sonst die erste überhaupt."""
    alle = [frage for satz in saetze() for frage in satz.fragen]
    schon = {angaben["kennung"] for angaben in folge.fragen}
    return next((frage for frage in alle if frage.kennung not in schon), alle[0])
