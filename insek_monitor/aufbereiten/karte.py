"""GeoJSON für die Karte: klein, reproduzierbar, gemeinsame Grenzen bleiben gemeinsam."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

STELLEN = 4
"""Nachkommastellen in Grad; vier sind rund 10 m und für eine Landeskarte mehr als genug."""
HOECHSTENS_PUNKTE = 20_000
"""Mehr Stützpunkte werden vereinfacht (VG250 hat mehr als das Zehnfache von VG5000)."""
VEREINFACHUNG_M = 250.0


def kartenflaechen(grenzen: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Flächen für die Karte in EPSG:4326, auf vier Stellen gerundet, bei Bedarf vereinfacht.

    Vereinfacht wird die ganze Überdeckung auf einmal: Nachbarn bekommen dieselbe neue Linie.
    """
    import shapely

    frame = grenzen[["geometry"]]
    if int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum()) > HOECHSTENS_PUNKTE:
        frame = frame.to_crs(25833)
        frame = frame.set_geometry(frame.geometry.simplify_coverage(VEREINFACHUNG_M))
    frame = frame.to_crs(4326)
    gerundet = shapely.transform(frame.geometry.to_numpy(), lambda punkte: np.round(punkte, STELLEN))
    # normalize: feste Reihenfolge von Ringen und Anfangspunkten, damit zwei Läufe dieselben Bytes ergeben.
    sauber = shapely.normalize(shapely.remove_repeated_points(gerundet))
    return frame.set_geometry(sauber, crs=4326)


def karte_gemeinden(flaechen: gpd.GeoDataFrame, namen: pd.Series) -> str:
    """FeatureCollection der Gemeinden; Eigenschaften ``ags`` und ``name``, nach ``ags`` sortiert."""
    sortiert = flaechen.sort_index()
    eigenschaften = [{"ags": ags, "name": namen[ags]} for ags in sortiert.index]
    return _sammlung(eigenschaften, sortiert.geometry.to_numpy())


def karte_kreise(flaechen: gpd.GeoDataFrame, kreise: pd.Series) -> str:
    """FeatureCollection der Kreise (Vereinigung der Gemeinden); Eigenschaft ``kreis``."""
    import shapely

    vereint = flaechen.dissolve(by=kreise.reindex(flaechen.index).rename("kreis")).sort_index()
    return _sammlung([{"kreis": k} for k in vereint.index], shapely.normalize(vereint.geometry.to_numpy()))


def _sammlung(eigenschaften: list[dict[str, str]], formen: Any) -> str:
    """Ein Merkmal je Zeile: knapp, und in der Versionsverwaltung trotzdem lesbar."""
    zeilen = [
        json.dumps(
            {"type": "Feature", "properties": e, "geometry": _geometrie(form)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for e, form in zip(eigenschaften, formen, strict=True)
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(zeilen) + "\n]}\n"


def _geometrie(form: Any) -> dict[str, Any]:
    teile = [form] if form.geom_type == "Polygon" else list(form.geoms)
    koordinaten = [[_ring(ring) for ring in (teil.exterior, *teil.interiors)] for teil in teile]
    if len(koordinaten) == 1:
        return {"type": "Polygon", "coordinates": koordinaten[0]}
    return {"type": "MultiPolygon", "coordinates": koordinaten}


def _ring(ring: Any) -> list[list[float]]:
    return [[round(x, STELLEN), round(y, STELLEN)] for x, y in ring.coords]
