"""Nachbargemeinden und die Länge ihrer gemeinsamen Grenze."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd


def nachbarn(grenzen: gpd.GeoDataFrame, mindestens_km: float = 0.01) -> pd.DataFrame:
    """Gemeinsame Grenzen, gemessen in EPSG:25833.

    Returns
    -------
    DataFrame
        ``ags``, ``nachbar_ags``, ``grenze_km``; symmetrisch, ohne bloße Berührung in einem Punkt.
    """
    import shapely

    flaechen = grenzen.geometry.to_crs(25833)
    formen = flaechen.to_numpy()
    links, rechts = shapely.STRtree(formen).query(formen, predicate="intersects")
    vorn = links < rechts
    links, rechts = links[vorn], rechts[vorn]
    linien = shapely.intersection(shapely.boundary(formen[links]), shapely.boundary(formen[rechts]))
    laenge = shapely.length(linien) / 1000
    gemeinsam = laenge >= mindestens_km
    schluessel = flaechen.index.to_numpy()
    a, b, km = schluessel[links[gemeinsam]], schluessel[rechts[gemeinsam]], laenge[gemeinsam]
    frame = pd.DataFrame(
        {"ags": np.r_[a, b], "nachbar_ags": np.r_[b, a], "grenze_km": np.r_[km, km].round(3)}
    )
    return frame.sort_values(["ags", "nachbar_ags"], ignore_index=True)
