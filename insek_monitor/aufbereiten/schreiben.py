"""Schreibt die abgeleiteten Dateien: feste Formate, alles oder nichts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

NACHKOMMASTELLEN = {"flaeche_km2": 2, "laenge": 6, "breite": 6, "grenze_km": 3}
GRENZEN_STELLEN = 7
"""Nachkommastellen (Grad) in grenzen.parquet; 1e-7 Grad ist rund 1 cm."""


def csv_text(frame: pd.DataFrame) -> str:
    """CSV mit Komma, LF und festen Nachkommastellen; fehlende Werte bleiben leer."""
    ausgabe = frame.copy()
    for spalte, stellen in NACHKOMMASTELLEN.items():
        if spalte in ausgabe:
            ausgabe[spalte] = [f"{wert:.{stellen}f}" for wert in ausgabe[spalte]]
    return str(ausgabe.to_csv(index=False, lineterminator="\n"))


def schreibe_grenzen(grenzen: gpd.GeoDataFrame, datei: Path) -> None:
    """GeoParquet in EPSG:4326, Index ``ags``; Koordinaten gerundet und geordnet (gleiche Bytes)."""
    import numpy as np
    import shapely

    frame = grenzen[["geometry"]].to_crs(4326).sort_index()
    rund = shapely.transform(frame.geometry.to_numpy(), lambda p: np.round(p, GRENZEN_STELLEN))
    frame.set_geometry(shapely.normalize(rund), crs=4326).to_parquet(datei, compression="zstd")


def tausche_alles(ziel: Path, schreiber: Mapping[str, Callable[[Path], None]]) -> None:
    """Schreibt alle Dateien neben das Ziel und tauscht sie erst danach, Datei für Datei, an ihren Platz.

    Scheitert ein Schreiber, bleibt am Ziel alles, wie es war.

    Parameters
    ----------
    ziel : Ordner; wird angelegt.
    schreiber : mapping of str to callable
        Dateiname → Funktion, die an den übergebenen Pfad schreibt.
    """
    ziel.parent.mkdir(parents=True, exist_ok=True)
    vorlaeufig = Path(tempfile.mkdtemp(prefix=f".{ziel.name}-", dir=ziel.parent))
    try:
        for name, schreibe in schreiber.items():
            schreibe(vorlaeufig / name)
        ziel.mkdir(exist_ok=True)
        for name in schreiber:
            os.replace(vorlaeufig / name, ziel / name)
    finally:
        shutil.rmtree(vorlaeufig, ignore_errors=True)


def text_schreiber(text: str) -> Callable[[Path], None]:
    """Funktion, die ``text`` als UTF-8 mit LF schreibt."""

    def schreibe(datei: Path) -> None:
        datei.write_bytes(text.encode("utf-8"))

    return schreibe
