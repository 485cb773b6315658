"""Verbundene Zellen auf den benutzten Bereich beschneiden."""

from __future__ import annotations

from collections.abc import Iterable

from insek_monitor.einspielen.lesen.fehler import DateiFehler
from insek_monitor.einspielen.lesen.grenzen import FLAECHE
from insek_monitor.einspielen.lesen.zellen import kurz

Bereich = tuple[int, int, int, int]


def beschneide(
    blatt: str, bereiche: Iterable[Bereich], letzte_zeile: int, letzte_spalte: int
) -> tuple[Bereich, ...]:
    """Bereiche innerhalb des Benutzten, ohne die, die nur noch eine Zelle umfassen.

    Ein Bereich darf bis zur letzten Zeile des Blatts reichen; wer ihn auffüllt, soll daran nicht ersticken.

    Raises
    ------
    DateiFehler
        wenn die Bereiche zusammen größer sind, als ein Blatt sein darf (sie überdecken sich dann).
    """
    ergebnis = []
    flaeche = 0
    for von_zeile, von_spalte, bis_zeile, bis_spalte in bereiche:
        bis_zeile, bis_spalte = min(bis_zeile, letzte_zeile), min(bis_spalte, letzte_spalte)
        zellen = (bis_zeile - von_zeile + 1) * (bis_spalte - von_spalte + 1)
        if bis_zeile < von_zeile or bis_spalte < von_spalte or zellen < 2:
            continue
        flaeche += zellen
        if flaeche > FLAECHE:
            raise DateiFehler(
                f"Blatt „{kurz(blatt)}“: Die verbundenen Zellen überdecken sich. Bitte heben Sie den "
                "Verbund auf und speichern Sie die Datei neu."
            )
        ergebnis.append((von_zeile, von_spalte, bis_zeile, bis_spalte))
    return tuple(ergebnis)
