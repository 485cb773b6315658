"""Beschlussjahre für modellierte Konzepte: gezogen aus den belegten, ohne Zufallsgenerator."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd

from insek_monitor.register.belege import Belege

#: So viele belegte Jahre braucht eine Größenklasse, um für sich zu stehen; sonst zählen alle Klassen.
MINDESTENS = 10


def losnummer(startwert: str, zweck: str, ags: str) -> int:
    """Feste, scheinbar zufällige Zahl einer Gemeinde je Zweck (sha256)."""
    return int.from_bytes(hashlib.sha256(f"{startwert}:{zweck}:{ags}".encode()).digest()[:8])


def ziehe_jahre(
    gesucht: Sequence[str], klassen: pd.Series, belege: Belege, letztes_jahr: int, startwert: str
) -> dict[str, int] | None:
    """Ziehe für jede Gemeinde ein Beschlussjahr.

    Vorrat sind die Jahre der neuesten datierten Konzepte, je Gemeinde eines, aus derselben Größenklasse.
    Gezogen wird in gleichen Abständen durch den sortierten Vorrat (systematische Stichprobe), damit die
    Altersverteilung der modellierten der belegten gleicht; die Losnummer bestimmt, wer welches Jahr bekommt.
    Hat eine Gemeinde ein belegtes Konzept in Arbeit, kommen nur Jahre vor dessen Beginn in Frage: ein
    modellierter Beschluss danach würde die belegte Arbeit als erledigt erscheinen lassen.

    Parameters
    ----------
    gesucht
        AGS der Gemeinden.
    klassen
        Größenklasse je AGS.
    letztes_jahr
        spätere belegte Jahre bleiben außer Betracht.

    Returns
    -------
    dict or None
        AGS → Jahr; ``None``, wenn es kein belegtes Jahr gibt.
    """
    jahre = {ags: jahr for ags, jahr in belege.beschlussjahr.items() if jahr <= letztes_jahr}
    alle = sorted(jahre.values())
    if not alle:
        return None
    ergebnis: dict[str, int] = {}
    for klasse in sorted({klassen[ags] for ags in gesucht}):
        vorrat = sorted(jahr for ags, jahr in jahre.items() if klassen[ags] == klasse)
        if len(vorrat) < MINDESTENS:
            vorrat = alle
        freie = []
        for ags in sorted(gesucht, key=lambda ags: losnummer(startwert, "jahr", ags)):
            if klassen[ags] != klasse:
                continue
            vorher = [jahr for jahr in vorrat if jahr < belege.beginnjahr.get(ags, letztes_jahr + 1)]
            if ags in belege.beginnjahr and vorher:
                ergebnis[ags] = vorher[losnummer(startwert, "jahr vor Beginn", ags) % len(vorher)]
            else:
                freie.append(ags)
        for stelle, ags in enumerate(freie):
            ergebnis[ags] = vorrat[(2 * stelle + 1) * len(vorrat) // (2 * len(freie))]
    return ergebnis
