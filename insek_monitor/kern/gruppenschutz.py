"""Wann die Antworten einer Gruppe gezeigt werden dürfen, ohne einzelne Stimmen zu verraten.

Ohne pandas. Die Regel gilt überall gleich: auf der Leinwand, in der Datei und in den Ergebnissen, die einen
Raum überdauern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from insek_monitor.kern.stimmungsbild import MINDESTENS_JE_GRUPPE

GESPERRT = range(1, MINDESTENS_JE_GRUPPE)
"""So viele Stimmende darf niemand aus den gezeigten Zahlen ausrechnen können."""


@dataclass(frozen=True)
class Gruppenzahl:
    """Zahlen einer Gruppe.

    Attributes
    ----------
    anzahl : Stimmende; bei mehreren Antworten weniger als die Summe der Antworten.
    je_antwort : in der Reihenfolge von ``Frage.antworten``; leer bei freiem Text.
    """

    anzahl: int
    je_antwort: tuple[int, ...]


@dataclass(frozen=True)
class GeschuetzteGruppen:
    """Was von den Gruppen zu sehen sein darf.

    Attributes
    ----------
    gezeigt : Name → Zahlen, in der Reihenfolge der Eingabe.
    rest : Stimmende in keiner gezeigten Gruppe, auch ohne Angabe; 0 oder mindestens ``MINDESTENS_JE_GRUPPE``,
        sobald eine Gruppe gezeigt wird.
    verborgen : Gruppen mit Stimmen, die nicht gezeigt werden.
    """

    gezeigt: dict[str, Gruppenzahl]
    rest: int
    verborgen: int

    def geordnet(self, namen: Sequence[str]) -> GeschuetzteGruppen:
        """Dasselbe in der Reihenfolge, in der die Gruppen zur Wahl standen; Unbekannte am Ende."""
        folge = [name for name in namen if name in self.gezeigt]
        return replace(self, gezeigt={name: self.gezeigt[name] for name in (*folge, *self.gezeigt)})


def gruppen_der_runde(
    geschlossen: bool, je_gruppe: Mapping[str, Gruppenzahl], gesamt: int
) -> GeschuetzteGruppen:
    """Was von den Gruppen einer Runde zu sehen sein darf: erst nach dem Schließen etwas.

    Solange gezählt wird, verriete der Unterschied zweier Stände die Stimme und die Gruppe dessen, der
    dazwischen gestimmt hat, gleich wie groß die Gruppe ist. Geschlossene Runden öffnen sich nie wieder.
    """
    if not geschlossen:
        return GeschuetzteGruppen({}, gesamt, 0)
    return geschuetzte_gruppen(je_gruppe, gesamt)


def geschuetzte_gruppen(je_gruppe: Mapping[str, Gruppenzahl], gesamt: int) -> GeschuetzteGruppen:
    """Lass weg, was einzelne Stimmen verriete.

    Gezeigt wird eine Gruppe ab ``MINDESTENS_JE_GRUPPE`` Stimmenden. Bliebe daneben ein kleinerer Rest, könnte
    ihn jeder als Gesamtzahl minus gezeigte Gruppen ausrechnen; dann fällt auch die kleinste gezeigte Gruppe
    weg.

    Parameters
    ----------
    je_gruppe
        alle Gruppen; der leere Name (ohne Angabe) zählt zum Rest.
    gesamt
        alle Stimmenden der Runde.

    Raises
    ------
    ValueError
        wenn die Gruppen zusammen mehr Stimmende haben als die Runde.
    """
    besetzt = {name: zahl for name, zahl in je_gruppe.items() if name and zahl.anzahl > 0}
    if sum(zahl.anzahl for zahl in besetzt.values()) > gesamt:
        raise ValueError(f"Die Gruppen haben zusammen mehr als {gesamt} Stimmende. Bitte zählen Sie neu.")
    gezeigt = {name: zahl for name, zahl in besetzt.items() if zahl.anzahl >= MINDESTENS_JE_GRUPPE}
    rest = gesamt - sum(zahl.anzahl for zahl in gezeigt.values())
    if gezeigt and rest in GESPERRT:
        # Danach ist der Rest größer als die weggefallene Gruppe: einmal genügt.
        kleinste = min(gezeigt, key=lambda name: (gezeigt[name].anzahl, name))
        rest += gezeigt.pop(kleinste).anzahl
    return GeschuetzteGruppen(gezeigt, rest, len(besetzt) - len(gezeigt))
