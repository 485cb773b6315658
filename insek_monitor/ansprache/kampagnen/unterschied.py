"""Was sich von einer Fassung einer Kampagne zu einer anderen geändert hat, als deutscher Text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from insek_monitor.ansprache.kampagnen.register_lesen import Kampagne
from insek_monitor.kern.ansprache import Kampagnenangaben

GENANNT_HOECHSTENS = 5
"""So viele Gemeinden nennt ein Satz beim Namen."""
FELDNAMEN = {
    "titel": "Titel",
    "zweck": "Zweck",
    "angebot": "Angebot",
    "plaetze": "Plätze",
    "beginn": "Beginn",
    "ende": "Ende",
    "stelle": "zuständige Stelle",
}
"""Felder der Angaben und wie sie in Sätzen heißen."""


@dataclass(frozen=True)
class Unterschied:
    """Was von einer Fassung zur anderen anders ist; wie es klingt, entscheidet, wer es sagt.

    Attributes
    ----------
    felder
        Feld der Angaben → neuer Wert.
    dazu, weg
        Gemeinden (AGS) in der Reihenfolge ihrer Liste.
    umgeordnet
        dieselben Gemeinden in anderer Reihenfolge.
    archiviert
        ins Archiv (True), zurück (False) oder unberührt (None).
    """

    felder: dict[str, Any]
    dazu: tuple[str, ...]
    weg: tuple[str, ...]
    umgeordnet: bool
    archiviert: bool | None


def geaenderte_felder(alt: Kampagnenangaben, neu: Kampagnenangaben) -> dict[str, Any]:
    """Feld → neuer Wert, nur wo er sich unterscheidet."""
    return {
        feld.name: getattr(neu, feld.name)
        for feld in fields(Kampagnenangaben)
        if getattr(alt, feld.name) != getattr(neu, feld.name)
    }


def vergleiche(vorher: Kampagne, nachher: Kampagne) -> Unterschied:
    """Was in ``nachher`` anders ist als in ``vorher``."""
    alt, jetzt = set(vorher.gemeinden), set(nachher.gemeinden)
    return Unterschied(
        felder=geaenderte_felder(vorher.angaben, nachher.angaben),
        dazu=tuple(ags for ags in nachher.gemeinden if ags not in alt),
        weg=tuple(ags for ags in vorher.gemeinden if ags not in jetzt),
        umgeordnet=alt == jetzt and vorher.gemeinden != nachher.gemeinden,
        archiviert=None if vorher.archiviert == nachher.archiviert else nachher.archiviert,
    )


def unterschied(vorher: Kampagne, nachher: Kampagne, namen: Mapping[str, str]) -> str:
    """Etwa „Titel jetzt „Herbst“; hinzugekommen: Oschatz; entfernt: Torgau“; leer, wenn nichts anders ist.

    Parameters
    ----------
    namen
        ``ags`` → Name; wer fehlt, erscheint mit seinem Schlüssel.
    """
    anders = vergleiche(vorher, nachher)
    teile = [
        # Der Zweck ist ein langer freier Text: dass er anders ist, genügt.
        f"{FELDNAMEN[feld]} geändert" if feld == "zweck" else f"{FELDNAMEN[feld]} jetzt {_wert(neu)}"
        for feld, neu in anders.felder.items()
    ]
    if anders.archiviert is not None:
        teile.append("archiviert" if anders.archiviert else "aus dem Archiv zurückgeholt")
    if anders.dazu:
        teile.append(f"hinzugekommen: {_aufzaehlung(anders.dazu, namen)}")
    if anders.weg:
        teile.append(f"entfernt: {_aufzaehlung(anders.weg, namen)}")
    if anders.umgeordnet:
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
