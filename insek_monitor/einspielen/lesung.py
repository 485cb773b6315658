"""Was beim Lesen einer einzelnen Zelle herauskommt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from insek_monitor.einspielen.befund import Stufe

T = TypeVar("T")


@dataclass(frozen=True)
class Lesung(Generic[T]):
    """Ein gelesener Wert und, wenn etwas auffiel, ein Befund dazu.

    Attributes
    ----------
    wert : T or None
        None: leer oder nicht lesbar (dann ist ``stufe`` ein Fehler).
    stufe, code, erwartet, meldung
        Wie in ``einspielen.befund.Befund``; ``stufe`` None heißt: nichts zu sagen.
    vorschlaege : tuple of (str, str)
        Beschriftung und Text, der stattdessen in der Zelle stehen soll.
    """

    wert: T | None
    stufe: Stufe | None = None
    code: str = ""
    erwartet: str = ""
    meldung: str = ""
    vorschlaege: tuple[tuple[str, str], ...] = ()


def als_vorschlaege(*texte: str) -> tuple[tuple[str, str], ...]:
    """Vorschläge, deren Beschriftung der neue Text ist; ohne Wiederholung."""
    return tuple((f"„{text}“ übernehmen", str(text)) for text in dict.fromkeys(texte))


LEEREN = ("Zelle leeren", "")
