"""Die Folge in Arbeit: Folien ordnen, ändern, hinzufügen, entfernen. Reine Rechnung mit Kopien.

Jede Folie trägt eine Marke, die beim Verschieben mitgeht: So behält ein Bedienelement seine Folie. Zu einer
eingefrorenen Folge gehört je Folie ein Inhalt; er wandert mit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from insek_monitor.kern.stimmungsbild import Frage
from insek_monitor.kern.vortrag import FOLIEN_HOECHSTENS, Folge, Folie, Gebiet

Inhalt = Mapping[str, Any]


@dataclass(frozen=True)
class Arbeit:
    """Eine Folge mit dem, was die Seite dazu behält.

    Attributes
    ----------
    marken : je Folie eine eigene Zahl.
    gewaehlt : Marke der Folie, die rechts zu sehen ist; 0 in einer leeren Folge.
    nummer, fassung
        der gespeicherte Stand, auf dem die Folge beruht; ``None``: noch nicht gespeichert.
    vorlage : wie sie war, als sie geöffnet oder zuletzt gespeichert wurde.
    akte : zählt in der Sitzung, wie oft eine Folge geöffnet wurde; bleibt bei jeder Änderung.
    """

    folge: Folge
    marken: tuple[int, ...]
    gewaehlt: int
    vorlage: Folge
    nummer: int | None = None
    fassung: int | None = None
    akte: int = 0

    @property
    def geaendert(self) -> bool:
        """Ob etwas anders ist als in der Vorlage."""
        return self.folge != self.vorlage

    @property
    def platz(self) -> int | None:
        """Stelle der gewählten Folie, ab 0."""
        return self.marken.index(self.gewaehlt) if self.gewaehlt in self.marken else None

    @property
    def folie(self) -> Folie | None:
        """Die gewählte Folie."""
        return None if self.platz is None else self.folge.folien[self.platz]

    @property
    def frei(self) -> int:
        """So viele Folien passen noch hinein."""
        return FOLIEN_HOECHSTENS - len(self.folge.folien)


def oeffne(folge: Folge, nummer: int | None = None, fassung: int | None = None) -> Arbeit:
    """Beginnt mit einer Folge; gewählt ist ihre erste Folie."""
    marken = tuple(range(1, len(folge.folien) + 1))
    return Arbeit(folge, marken, 1 if marken else 0, folge, nummer, fassung)


def gespeichert(arbeit: Arbeit, inhalt: Folge, nummer: int, fassung: int) -> Arbeit:
    """Nach dem Speichern: dieselben Folien, der gespeicherte Inhalt ist die neue Vorlage."""
    return replace(arbeit, folge=inhalt, vorlage=inhalt, nummer=nummer, fassung=fassung)


def gebunden(arbeit: Arbeit, an: Arbeit) -> Arbeit:
    """Dieselben Folien, auf dem gespeicherten Stand von ``an``."""
    return replace(arbeit, vorlage=an.vorlage, nummer=an.nummer, fassung=an.fassung)


def geloest(arbeit: Arbeit) -> Arbeit:
    """Dieselbe Folge, nicht mehr an eine gespeicherte gebunden."""
    return replace(arbeit, nummer=None, fassung=None)


def benenne(arbeit: Arbeit, name: str) -> Arbeit:
    """Ein anderer Name."""
    return replace(arbeit, folge=arbeit.folge.mit(name=name))


def waehle(arbeit: Arbeit, marke: int) -> Arbeit:
    """Zeigt eine andere Folie."""
    return replace(arbeit, gewaehlt=marke) if marke in arbeit.marken else arbeit


def verschiebe(arbeit: Arbeit, schritt: int) -> Arbeit:
    """Rückt die gewählte Folie nach vorn (−1) oder hinten (+1); am Rand geschieht nichts."""
    platz = arbeit.platz
    if platz is None or not 0 <= platz + schritt < len(arbeit.marken):
        return arbeit
    folge = list(range(len(arbeit.marken)))
    folge.insert(platz + schritt, folge.pop(platz))
    return _ordne(arbeit, folge)


def entferne(arbeit: Arbeit) -> Arbeit:
    """Ohne die gewählte Folie; gewählt ist dann die nächste, am Ende die vorige."""
    platz = arbeit.platz
    if platz is None:
        return arbeit
    rest = [stelle for stelle in range(len(arbeit.marken)) if stelle != platz]
    nachher = _ordne(arbeit, rest)
    gewaehlt = nachher.marken[min(platz, len(rest) - 1)] if rest else 0
    return ohne_ungefragte(replace(nachher, gewaehlt=gewaehlt))


def verdopple(arbeit: Arbeit) -> Arbeit:
    """Setzt eine Kopie hinter die gewählte Folie und wählt sie."""
    platz = arbeit.platz
    if platz is None or not arbeit.frei:
        return arbeit
    alle = list(range(len(arbeit.marken)))
    nachher = _ordne(arbeit, [*alle[: platz + 1], platz, *alle[platz + 1 :]])
    neu = max(arbeit.marken) + 1
    marken = (*nachher.marken[: platz + 1], neu, *nachher.marken[platz + 2 :])
    return replace(nachher, marken=marken, gewaehlt=neu)


def fuege_ein(arbeit: Arbeit, folien: Sequence[Folie], inhalte: Sequence[Inhalt] = ()) -> Arbeit:
    """Setzt Folien hinter die gewählte und wählt die erste davon; was zu viel ist, bleibt weg.

    Parameters
    ----------
    inhalte
        je Folie der festgehaltene Inhalt; nur in einer eingefrorenen Folge.
    """
    neue = tuple(folien)[: arbeit.frei]
    stelle = len(arbeit.marken) if arbeit.platz is None else arbeit.platz + 1
    ab = max(arbeit.marken, default=0) + 1
    marken = tuple(range(ab, ab + len(neue)))
    fest = arbeit.folge.eingefroren
    if fest is not None:
        fest = replace(
            fest, inhalte=(*fest.inhalte[:stelle], *tuple(inhalte)[: len(neue)], *fest.inhalte[stelle:])
        )
    alt = arbeit.folge.folien
    return replace(
        arbeit,
        folge=arbeit.folge.mit(folien=(*alt[:stelle], *neue, *alt[stelle:]), eingefroren=fest),
        marken=(*arbeit.marken[:stelle], *marken, *arbeit.marken[stelle:]),
        gewaehlt=ab if neue else arbeit.gewaehlt,
    )


def aendere(arbeit: Arbeit, marke: int, folie: Folie, inhalt: Inhalt | None = None) -> Arbeit:
    """Ersetzt eine Folie; in einer eingefrorenen Folge auf Wunsch auch ihren festgehaltenen Inhalt."""
    if marke not in arbeit.marken:
        return arbeit
    platz = arbeit.marken.index(marke)
    folien = (*arbeit.folge.folien[:platz], folie, *arbeit.folge.folien[platz + 1 :])
    fest = arbeit.folge.eingefroren
    if fest is not None and inhalt is not None:
        fest = replace(fest, inhalte=(*fest.inhalte[:platz], inhalt, *fest.inhalte[platz + 1 :]))
    return ohne_ungefragte(replace(arbeit, folge=arbeit.folge.mit(folien=folien, eingefroren=fest)))


def mit_frage(arbeit: Arbeit, frage: Frage) -> Arbeit:
    """Die Folge trägt diese Frage; eine andere unter derselben Kennung wird ersetzt."""
    if frage.als_dict() in arbeit.folge.fragen:
        return arbeit
    behalten = tuple(f for f in arbeit.folge.fragen if f["kennung"] != frage.kennung)
    return replace(arbeit, folge=arbeit.folge.mit(fragen=(*behalten, frage.als_dict())))


def ohne_ungefragte(arbeit: Arbeit) -> Arbeit:
    """Ohne Fragen, die keine Folie mehr stellt; die übrigen in der Reihenfolge der Folien."""
    je_kennung = {frage["kennung"]: frage for frage in arbeit.folge.fragen}
    gestellt = dict.fromkeys(folie.frage for folie in arbeit.folge.folien if folie.frage in je_kennung)
    fragen = tuple(je_kennung[kennung] for kennung in gestellt)
    return arbeit if fragen == arbeit.folge.fragen else replace(arbeit, folge=arbeit.folge.mit(fragen=fragen))


def mit_gebiet(arbeit: Arbeit, gebiet: Gebiet) -> Arbeit:
    """Ein anderes Gebiet; eine eingefrorene Folge bleibt, wie sie ist."""
    return replace(arbeit, folge=arbeit.folge.mit(gebiet=gebiet)) if not arbeit.folge.eingefroren else arbeit


def ersetze(arbeit: Arbeit, folge: Folge) -> Arbeit:
    """Dieselben Folien, eingefroren oder aufgetaut."""
    return replace(arbeit, folge=folge)


def _ordne(arbeit: Arbeit, stellen: Sequence[int]) -> Arbeit:
    """Folien, Marken und festgehaltene Inhalte in dieser Reihenfolge."""
    fest = arbeit.folge.eingefroren
    if fest is not None:
        fest = replace(fest, inhalte=tuple(fest.inhalte[stelle] for stelle in stellen))
    folien = tuple(arbeit.folge.folien[stelle] for stelle in stellen)
    return replace(
        arbeit,
        folge=arbeit.folge.mit(folien=folien, eingefroren=fest),
        marken=tuple(arbeit.marken[stelle] for stelle in stellen),
    )
