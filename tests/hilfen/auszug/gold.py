"""Goldene Zahlen einer Spalte."""

import pandas as pd


def gold(spalte: pd.Series) -> tuple[int, float, float, float]:
    """Anzahl, Summe (auf Hundertstel), kleinster und größter Wert."""
    return int(spalte.count()), round(float(spalte.sum()), 2), float(spalte.min()), float(spalte.max())
