"""Befunde so ordnen, dass eine Seite kurz bleibt: auswählen, je Zeile bündeln, auf Seiten verteilen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from insek_monitor.einspielen.befund import Befund, Stufe

JE_SEITE = 20
ZU_KLAEREN = "Zu klären"
WAHLEN = (ZU_KLAEREN, "Fehler", "Warnungen", "Hinweise", "Alle")
_STUFE = {"Fehler": Stufe.FEHLER, "Warnungen": Stufe.WARNUNG, "Hinweise": Stufe.HINWEIS}


@dataclass(frozen=True)
class Gruppe:
    """Alle Befunde einer Zeile; ohne Zeile: der Datei oder des Blatts."""

    blatt: str
    zeile: int | None
    befunde: tuple[Befund, ...]

    @property
    def zu_klaeren(self) -> bool:
        """Ob ein Fehler oder eine Warnung dabei ist."""
        return any(befund.stufe is not Stufe.HINWEIS for befund in self.befunde)


def passende(befunde: Sequence[Befund], wahl: str, angenommen: Collection[str]) -> list[Befund]:
    """Befunde zu einer Wahl aus `WAHLEN`; „Zu klären“: Fehler und noch nicht angenommene Warnungen."""
    if wahl == ZU_KLAEREN:
        return [
            b
            for b in befunde
            if b.stufe is Stufe.FEHLER or (b.stufe is Stufe.WARNUNG and b.kennung not in angenommen)
        ]
    stufe = _STUFE.get(wahl)
    return [b for b in befunde if stufe is None or b.stufe is stufe]


def gruppiere(befunde: Sequence[Befund]) -> list[Gruppe]:
    """Bündelt je Zeile: erst was die ganze Datei betrifft, dann nach Zeilen; schwere Befunde zuerst."""
    stufen = list(Stufe)

    def ort(befund: Befund) -> tuple[str, int]:
        return befund.blatt, befund.zeile or 0

    sortiert = sorted(befunde, key=lambda b: (b.zeile is not None, ort(b), stufen.index(b.stufe)))
    return [
        Gruppe(blatt, zeile or None, tuple(buendel)) for (blatt, zeile), buendel in groupby(sortiert, key=ort)
    ]


def verteile(gruppen: Sequence[Gruppe], je_seite: int = JE_SEITE) -> list[list[Gruppe]]:
    """Verteilt auf Seiten mit rund `je_seite` Befunden (mindestens eine); eine Zeile bleibt beisammen."""
    seiten: list[list[Gruppe]] = [[]]
    voll = 0
    for gruppe in gruppen:
        if voll and voll + len(gruppe.befunde) > je_seite:
            seiten.append([])
            voll = 0
        seiten[-1].append(gruppe)
        voll += len(gruppe.befunde)
    return seiten


def zellort(befund: Befund) -> str:
    """„Blatt „INSEK“, Zelle E12“, so genau wie bekannt."""
    if befund.zeile is None:
        return f"Blatt „{befund.blatt}“" if befund.blatt else "Datei"
    if befund.spalte is None:
        return f"Blatt „{befund.blatt}“, Zeile {befund.zeile}"
    return f"Blatt „{befund.blatt}“, Zelle {buchstaben(befund.spalte)}{befund.zeile}"


def buchstaben(spalte: int) -> str:
    """Nummer der Spalte (ab 1) wie in der Tabellenkalkulation: 1 → A, 27 → AA."""
    text = ""
    while spalte > 0:
        spalte, rest = divmod(spalte - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
