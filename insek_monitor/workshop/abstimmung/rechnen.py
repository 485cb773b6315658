"""Auszählung eines Stimmungsbilds: Verteilung, Median, Vergleich von Gruppen und von Workshops.

Ohne pandas, damit es überall rechnet, wo Stimmen gezählt werden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from insek_monitor.kern.gruppenschutz import GeschuetzteGruppen
from insek_monitor.kern.stimmungsbild import STUFEN, Frage, Frageart, Herkunft

MITTE = (STUFEN + 1) // 2
"""Die Stufe ohne Neigung."""
Gruppenvergleich = GeschuetzteGruppen
"""Der Vergleich der Gruppen ist genau das, was die Schutzregel übrig lässt (``Zaehlung.gruppen``)."""


@dataclass(frozen=True)
class Verteilung:
    """Wie sich die Stimmen einer Runde verteilen.

    Attributes
    ----------
    antworten : Was zur Wahl stand, in Worten (``Frage.antworten``); leer bei Freitext.
    anzahlen : Stimmen je Antwort.
    anzahl : Stimmende; bei mehreren Antworten kleiner als die Summe der Anzahlen.
    median : float or None
        Mittlere Stufe, bei gerader Zahl das Mittel der beiden mittleren; nur bei ``SKALA`` und mit Stimmen.
    links, mitte, rechts : Stimmen auf den Stufen 1–3, 4 und 5–7; nur bei ``SKALA``, sonst 0.
    """

    antworten: tuple[str, ...]
    anzahlen: tuple[int, ...]
    anzahl: int
    median: float | None = None
    links: int = 0
    mitte: int = 0
    rechts: int = 0

    @property
    def anteile(self) -> tuple[float, ...]:
        """Anteil der Stimmenden je Antwort (0 bis 1); ohne Stimmen überall 0.

        Bei mehreren Antworten darf die Summe über 1 liegen.
        """
        return tuple(zahl / self.anzahl if self.anzahl else 0.0 for zahl in self.anzahlen)

    @property
    def haeufigste(self) -> tuple[int, ...]:
        """Plätze (ab 0) der häufigsten Antworten; mehrere bei Gleichstand, leer ohne Stimmen."""
        hoechste = max(self.anzahlen, default=0)
        return tuple(platz for platz, zahl in enumerate(self.anzahlen) if zahl == hoechste > 0)


def verteilung(frage: Frage, anzahlen: Sequence[int], anzahl: int) -> Verteilung:
    """Verteilung einer Runde.

    Parameters
    ----------
    anzahlen : Stimmen je Antwort, in der Reihenfolge von ``frage.antworten``; leer bei Freitext.
    anzahl : Stimmende.

    Raises
    ------
    ValueError
        wenn die Zahlen nicht zur Frage passen.
    """
    _pruefe(frage, anzahlen, anzahl)
    gezaehlt = tuple(anzahlen)
    if frage.art is not Frageart.SKALA:
        return Verteilung(frage.antworten, gezaehlt, anzahl)
    return Verteilung(
        frage.antworten,
        gezaehlt,
        anzahl,
        median=median(gezaehlt),
        links=sum(gezaehlt[: MITTE - 1]),
        mitte=gezaehlt[MITTE - 1],
        rechts=sum(gezaehlt[MITTE:]),
    )


def _pruefe(frage: Frage, anzahlen: Sequence[int], anzahl: int) -> None:
    if len(anzahlen) != len(frage.antworten):
        raise ValueError(
            f"„{frage.kennung}“ hat {len(frage.antworten)} Antworten, gezählt sind {len(anzahlen)}."
        )
    if anzahl < 0 or any(zahl < 0 for zahl in anzahlen):
        raise ValueError(f"„{frage.kennung}“: Eine Anzahl ist negativ ({list(anzahlen)}, {anzahl}).")
    if frage.art in (Frageart.SKALA, Frageart.EINFACH) and sum(anzahlen) != anzahl:
        raise ValueError(
            f"„{frage.kennung}“: Die Antworten ergeben {sum(anzahlen)} Stimmen, gezählt sind {anzahl}."
        )


def median(anzahlen: Sequence[int]) -> float | None:
    """Mittlere Stufe (ab 1) zu Anzahlen je Stufe; None ohne Stimmen."""
    summe = sum(anzahlen)
    if not summe:
        return None
    unten, oben = (_stufe_an(anzahlen, platz) for platz in ((summe - 1) // 2, summe // 2))
    return (unten + oben) / 2


def _stufe_an(anzahlen: Sequence[int], platz: int) -> int:
    """Stufe der Stimme auf diesem Platz (ab 0), wenn alle der Größe nach liegen."""
    bisher = 0
    for stufe, zahl in enumerate(anzahlen, start=1):
        bisher += zahl
        if platz < bisher:
            return stufe
    raise ValueError(f"Es gibt nur {bisher} Stimmen, gefragt war nach der auf Platz {platz + 1}.")


@dataclass(frozen=True)
class Ergebnis:
    """Das Ergebnis einer Runde eines Workshops, wie es bleibt (``register_stimmungsergebnisse``)."""

    nummer: int
    raum: str
    titel: str
    ort: str
    datum: date
    runde: int
    herkunft: Herkunft
    verteilung: Verteilung


@dataclass(frozen=True)
class Reihe:
    """Dieselbe Frage mit demselben Wortlaut in mehreren Workshops, der früheste zuerst."""

    frage: Frage
    ergebnisse: tuple[Ergebnis, ...]

    @property
    def workshops(self) -> int:
        """Zahl der Workshops; mehrere Runden eines Workshops zählen einmal."""
        return len({e.raum for e in self.ergebnisse})

    @property
    def letzte_runden(self) -> tuple[Ergebnis, ...]:
        """Je Workshop seine letzte Runde: Darin steht, wie der Saal am Ende dachte."""
        letzte: dict[str, Ergebnis] = {}
        for e in self.ergebnisse:
            if e.raum not in letzte or e.runde >= letzte[e.raum].runde:
                letzte[e.raum] = e
        return tuple(letzte.values())


def reihe(ergebnisse: Iterable[Mapping[str, Any]]) -> tuple[Reihe, ...]:
    """Ergebnisse nach gleichem Wortlaut zusammengestellt.

    Parameters
    ----------
    ergebnisse
        Zeilen von ``abstimmung.register_stimmungsergebnisse.lies`` (``frame.to_dict("records")``).

    Returns
    -------
    tuple of Reihe
        Die Frage aus den meisten Workshops zuerst, sonst nach dem Text der Frage. Wer einen Wortlaut ändert,
        beginnt eine neue Reihe.
    """
    fragen: dict[str, Frage] = {}
    je_wortlaut: dict[str, list[Ergebnis]] = {}
    for zeile in ergebnisse:
        frage: Frage = zeile["inhalt"]
        fragen.setdefault(frage.wortlaut, frage)
        je_wortlaut.setdefault(frage.wortlaut, []).append(_ergebnis(frage, zeile))
    reihen = (
        Reihe(fragen[wortlaut], tuple(sorted(liste, key=lambda e: (e.datum, e.titel, e.runde, e.nummer))))
        for wortlaut, liste in je_wortlaut.items()
    )
    return tuple(sorted(reihen, key=lambda r: (-r.workshops, r.frage.text, r.frage.wortlaut)))


def _ergebnis(frage: Frage, zeile: Mapping[str, Any]) -> Ergebnis:
    return Ergebnis(
        nummer=int(zeile["nummer"]),
        raum=str(zeile["raum"]),
        titel=str(zeile["titel"]),
        ort=str(zeile["ort"]),
        datum=zeile["datum"],
        runde=int(zeile["runde"]),
        herkunft=Herkunft(zeile["herkunft"]),
        verteilung=verteilung(frage, zeile["je_antwort"], int(zeile["anzahl"])),
    )
