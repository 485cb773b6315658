"""Freie Antworten auf der Leinwand: so groß, wie sie passen."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

ZITATE_HOECHSTENS = 14
"""Mehr freie Antworten stehen nie auf der Leinwand."""
STUFEN = ((6.4, 1), (5.4, 1), (4.6, 1), (4.6, 2), (3.9, 1), (3.9, 2), (3.3, 2))
"""Schriftgröße in ``--e`` (Hundertstel der Breite einer 4:3-Folie) und Spalten, die größte zuerst."""
GEKUERZT = (6, 10, 14)
"""Passt auch die kleinste Stufe nicht: je mehr Antworten, desto kürzer wird jede."""
_BREITE, _HOEHE = 93.0, 46.0
"""Platz in ``--e`` unter einer zweizeiligen Überschrift und über dem Befund, gemessen bei 1024 × 768."""
_ZEICHENBREITE, _ZEILENHOEHE = 0.5, 1.15
_ABSTAND, _RAND = 1.4, 3.0


def zitatklassen(texte: Sequence[str]) -> str:
    """Klassen des Stilblatts: ``sb-g1`` (größte Schrift) bis ``sb-g7``, gekürzt ``sb-z6`` bis ``sb-z14``."""
    for nummer, (groesse, spalten) in enumerate(STUFEN, start=1):
        if _hoehe(texte, groesse, spalten) <= _HOEHE:
            return f"sb-g{nummer}" + (" sb-zweispaltig" if spalten > 1 else "")
    grenze = next((grenze for grenze in GEKUERZT if len(texte) <= grenze), GEKUERZT[-1])
    return f"sb-z{grenze} sb-zweispaltig"


def _hoehe(texte: Sequence[str], groesse: float, spalten: int) -> float:
    """Geschätzte Höhe in ``--e``; nebeneinander zählt die längere Antwort."""
    je_zeile = (_BREITE / spalten - _RAND) / (groesse * _ZEICHENBREITE)
    zeilen = [ceil((len(text) + 2) / je_zeile) for text in texte]
    reihen = [max(zeilen[platz : platz + spalten]) for platz in range(0, len(zeilen), spalten)]
    return sum(reihen) * groesse * _ZEILENHOEHE + max(len(reihen) - 1, 0) * _ABSTAND
