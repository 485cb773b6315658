"""Was sich von einer Fassung einer Kampagne zu einer anderen geändert hat, als deutscher Text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from insek_monitor.register.kampagnen_lesen import Kampagne

GENANNT_HOECHSTENS = 5
"""So viele Gemeinden nennt ein Satz beim Namen."""
_FELDER = {
    "titel": "Titel",
    "zweck": "Zweck",
    "angebot": "Angebot",
    "plaetze": "Plätze",
    "beginn": "Beginn",
    "ende": "Ende",
    "stelle": "zuständige Stelle",
}


def unterschied(vorher: Kampagne, nachher: Kampagne, namen: Mapping[str, str]) -> str:
    """Etwa „Titel jetzt „Herbst“; hinzugekommen: Oschatz; entfernt: Torgau“; leer, wenn nichts anders ist.

    Parameters
    ----------
    namen
        ``ags`` → Name; wer fehlt, erscheint mit seinem Schlüssel.
    """
    teile = []
    for feld, wort in _FELDER.items():
        neu = getattr(nachher.angaben, feld)
        if neu != getattr(vorher.angaben, feld):
            # Der Zweck ist ein langer freier Text: dass er anders ist, genügt.
            teile.append(f"{wort} geändert" if feld == "zweck" else f"{wort} jetzt {_wert(neu)}")
    if nachher.archiviert != vorher.archiviert:
        teile.append("archiviert" if nachher.archiviert else "aus dem Archiv zurückgeholt")
    alt, jetzt = set(vorher.gemeinden), set(nachher.gemeinden)
    dazu = [ags for ags in nachher.gemeinden if ags not in alt]
    weg = [ags for ags in vorher.gemeinden if ags not in jetzt]
    if dazu:
        teile.append(f"hinzugekommen: {_aufzaehlung(dazu, namen)}")
    if weg:
        teile.append(f"entfernt: {_aufzaehlung(weg, namen)}")
    if nachher.gemeinden != vorher.gemeinden and not dazu and not weg:
        teile.append("Reihenfolge geändert")
    return "; ".join(teile)


def _wert(wert: Any) -> str:
    if wert is None or wert == "":
        return "leer"
    if isinstance(wert, date):
        return f"{wert:%d.%m.%Y}"
    if isinstance(wert, StrEnum):
        return f"„{wert.beschriftung}“"  # type: ignore[attr-defined]
    return str(wert) if isinstance(wert, int) else f"„{wert}“"


def _aufzaehlung(ags: Iterable[str], namen: Mapping[str, str]) -> str:
    alle = [namen.get(schluessel, schluessel) for schluessel in ags]
    weitere = len(alle) - GENANNT_HOECHSTENS
    genannt = ", ".join(alle[:GENANNT_HOECHSTENS])
    return f"{genannt} und {weitere} weitere" if weitere > 0 else genannt
