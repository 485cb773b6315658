"""Fragensätze: benannte Folgen von Fragen, aus YAML oder JSON gelesen und geprüft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insek_monitor.kern.stimmungsbild import KENNUNG, Frage, FrageFehler, einzeiler, lies_fragen

FASSUNG = 1
NAME_HOECHSTENS = 80


@dataclass(frozen=True)
class Fragensatz:
    """Ein mitgelieferter Satz; ``kennung`` bleibt gleich, ``name`` steht in der Auswahl."""

    kennung: str
    name: str
    fragen: tuple[Frage, ...]


def lies_saetze(angaben: Mapping[str, Any]) -> tuple[Fragensatz, ...]:
    """Alle Sätze einer Datei.

    Raises
    ------
    FrageFehler
        mit dem Namen des Satzes und der Nummer der Frage.
    """
    if angaben.get("fassung") != FASSUNG:
        raise FrageFehler(
            f"„fassung“ ist „{str(angaben.get('fassung'))[:20]}“, gelesen wird {FASSUNG}. Bitte prüfen Sie "
            "die Datei."
        )
    liste = angaben.get("saetze")
    if isinstance(liste, str | Mapping) or not isinstance(liste, Sequence) or not liste:
        raise FrageFehler("„saetze“ ist leer oder keine Liste. Bitte prüfen Sie die Datei.")
    saetze: list[Fragensatz] = []
    for nummer, satz in enumerate(liste, 1):
        gelesen = _lies_satz(satz, nummer)
        if any(gelesen.kennung == anderer.kennung for anderer in saetze):
            raise FrageFehler(
                f"Satz {nummer}: „{gelesen.kennung}“ gibt es schon. Bitte ändern Sie die Kennung."
            )
        saetze.append(gelesen)
    return tuple(saetze)


def _lies_satz(satz: Any, nummer: int) -> Fragensatz:
    if not isinstance(satz, Mapping):
        raise FrageFehler(f"Satz {nummer}: Angaben fehlen. Bitte prüfen Sie die Datei.")
    kennung = satz.get("kennung", "")
    if not isinstance(kennung, str) or KENNUNG.fullmatch(kennung) is None:
        raise FrageFehler(
            f"Satz {nummer}: „kennung“ ist „{str(kennung)[:40]}“. Erlaubt sind bis zu 40 kleine Buchstaben, "
            "Ziffern, Bindestriche."
        )
    try:
        name = einzeiler(satz.get("name", ""), "Name", NAME_HOECHSTENS)
        return Fragensatz(kennung, name, lies_fragen(satz.get("fragen")))
    except FrageFehler as fehler:
        raise FrageFehler(f"Satz {nummer} („{kennung}“): {fehler}") from None
