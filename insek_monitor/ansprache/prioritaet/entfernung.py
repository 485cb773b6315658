"""Luftlinie zwischen Orten, auf dem Ellipsoid WGS 84."""

from __future__ import annotations

import numpy as np
from pyproj import Geod

_ERDE = Geod(ellps="WGS84")


def km(laenge: np.ndarray, breite: np.ndarray, ort: tuple[float, float]) -> np.ndarray:
    """Entfernung vieler Orte von einem in Kilometern.

    Parameters
    ----------
    laenge, breite
        Grad; nan ergibt nan.
    ort
        Länge und Breite des einen Ortes.
    """
    laenge, breite = (np.asarray(werte, dtype="float64") for werte in (laenge, breite))
    fehlt = np.isnan(laenge) | np.isnan(breite)
    laenge, breite = np.where(fehlt, ort[0], laenge), np.where(fehlt, ort[1], breite)
    _, _, meter = _ERDE.inv(np.full(len(laenge), ort[0]), np.full(len(breite), ort[1]), laenge, breite)
    return np.where(fehlt, np.nan, np.asarray(meter, dtype="float64") / 1000)
