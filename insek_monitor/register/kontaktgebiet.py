"""Einträge früherer Gemeindeschlüssel der heutigen Gemeinde zuordnen; Zeilen als typisierter Frame.

Im Register steht, was beim Eintragen galt; zugeordnet wird erst beim Lesen. So bleibt der Verlauf wahr, und
nach einer Eingemeindung verschwindet nichts von der Tafel.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from insek_monitor import einstellungen
from insek_monitor.register import tabellen


@dataclass(frozen=True)
class Gebiet:
    """Frühere Schlüssel und ihre heutige Gemeinde.

    Attributes
    ----------
    nachfolger
        früherer Schlüssel → heutiger.
    namen
        früherer Schlüssel → damaliger Name.
    """

    nachfolger: Mapping[str, str] = field(default_factory=dict)
    namen: Mapping[str, str] = field(default_factory=dict)

    def heute(self, ags: str) -> str:
        """Der heutige Schlüssel; ein unbekannter bleibt, wie er ist."""
        return self.nachfolger.get(ags, ags)

    def alle(self, ags: str) -> tuple[str, ...]:
        """Der heutige Schlüssel und alle früheren, die zu ihm gehören."""
        ziel = self.heute(ags)
        return ziel, *(alt for alt, neu in self.nachfolger.items() if neu == ziel)

    def ordne_zu(self, folge: Iterable[str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Eine Liste auf heutigem Gebietsstand, jede Gemeinde einmal, an ihrem ersten Platz.

        Returns
        -------
        heutige, frueher
            ``frueher``: Paare aus heutigem und früherem Schlüssel, wo sie sich unterscheiden.
        """
        paare = [(self.heute(ags), ags) for ags in folge]
        heutige = tuple(dict.fromkeys(heute for heute, _ in paare))
        return heutige, tuple((heute, ags) for heute, ags in paare if heute != ags)


def gebiet(gebietsaenderungen: pd.DataFrame, heutige: Collection[str]) -> Gebiet:
    """Folge den Änderungen, auch über mehrere Stufen, bis zu einer heutigen Gemeinde.

    Schlüssel, die es noch gibt, bleiben. Wurde eine Gemeinde aufgeteilt oder führt die Kette zu keiner
    heutigen, wird nichts geraten: Der Schlüssel bleibt, wie er ist.

    Parameters
    ----------
    gebietsaenderungen : ``ags_alt``, ``name_alt``, ``ags_neu``.
    """
    schritte: dict[str, set[str]] = {}
    namen: dict[str, str] = {}
    for alt, name, neu in gebietsaenderungen[["ags_alt", "name_alt", "ags_neu"]].itertuples(index=False):
        schritte.setdefault(str(alt), set()).add(str(neu))
        namen[str(alt)] = str(name)
    vorhanden = frozenset(str(ags) for ags in heutige)
    ziele = {alt: _ziel(alt, schritte, vorhanden) for alt in schritte if alt not in vorhanden}
    return Gebiet({alt: ziel for alt, ziel in ziele.items() if ziel is not None}, namen)


def heutiges() -> Gebiet:
    """Nach den Tabellen in ``daten/``; je Ordner einmal gelesen."""
    return _gelesen(einstellungen.tabellenordner())


@lru_cache(maxsize=4)
def _gelesen(_ordner: Path) -> Gebiet:
    return gebiet(tabellen.gebietsaenderungen(), tabellen.gemeinden().index)


def _ziel(ags: str, schritte: Mapping[str, set[str]], heutige: frozenset[str]) -> str | None:
    gesehen: set[str] = set()
    while ags not in heutige:
        ziele = schritte.get(ags, set())
        if ags in gesehen or len(ziele) != 1:
            return None
        gesehen.add(ags)
        (ags,) = ziele
    return ags


Spalten = dict[str, Sequence[Any]]


def spalten(zeilen: Iterable[Sequence[Any]], namen: Sequence[str]) -> Spalten:
    """Aus Zeilen werden Spalten mit diesen Namen; ohne Zeilen leere."""
    werte = list(zip(*zeilen, strict=True)) or [()] * len(namen)
    return dict(zip(namen, werte, strict=True))


def frame(
    werte: Mapping[str, Sequence[Any]], typen: Mapping[str, str], index: str | None = None
) -> pd.DataFrame:
    """Baue den Frame.

    Parameters
    ----------
    werte
        Spalten; Tage als ``date``, Zeitpunkte in UTC. Was nicht in ``typen`` steht, fällt weg.
    typen
        Spalte → Typ, in der Reihenfolge des Frames.
    index
        Spalte, die zum Index wird.
    """
    ergebnis = pd.DataFrame({name: _spalte(werte[name], typ) for name, typ in typen.items()})
    return ergebnis if index is None else ergebnis.set_index(index)


def _spalte(werte: Sequence[Any], typ: str) -> Any:
    if typ.endswith("UTC]"):
        return pd.DatetimeIndex(list(werte), dtype=typ)
    if typ.startswith("datetime64"):
        # Wenige verschiedene Tage: jeder wird nur einmal umgewandelt. Fehlende sind Stelle -1, die letzte.
        stellen, verschiedene = pd.factorize(np.array(werte, dtype=object))
        return np.array([*verschiedene, None], dtype=typ)[stellen]
    return pd.array(list(werte), dtype=typ) if typ in ("str", "Int64") else np.array(werte, dtype=typ)
