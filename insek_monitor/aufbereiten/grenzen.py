"""Gemeindegrenzen des BKG (VG5000, VG250; Shape, GeoPackage, ZIP) lesen; Nachbarn und Grenzlängen."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler

if TYPE_CHECKING:
    import geopandas as gpd
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

MUSTER = ("*.gpkg", "*_gem.shp")
"""Dateien mit Gemeindegrenzen, kleingeschrieben; die erste Art geht vor."""
_ERWARTET = "Gemeindegrenzen des BKG (VG5000 oder VG250, Shape oder GeoPackage)"
# GF unterscheidet Flächen: 1 und 2 sind Gewässer, 3 ist Land ohne Struktur; Land mit Struktur ist 4 (VG250)
# oder 9 (VG5000).
_KEINE_LANDFLAECHE = (1, 2, 3)


def lies_grenzen(datei: Path, land: str = "14") -> gpd.GeoDataFrame:
    """Gemeindepolygone eines Landes.

    Returns
    -------
    GeoDataFrame
        Index ``ags``; ``name``, ``geometry`` im Bezugssystem der Datei, je Gemeinde eine Zeile.

    Raises
    ------
    AufbereitungsFehler
        Wenn die Datei nicht lesbar ist, Spalten fehlen oder das Land nicht vorkommt.
    """
    import geopandas as gpd
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError

    if not datei.exists():
        raise AufbereitungsFehler(
            datei, erwartet=_ERWARTET, gefunden="die Datei gibt es nicht", abhilfe="Bitte den Pfad prüfen"
        )
    quelle = _quelle(datei)
    try:
        roh = pyogrio.read_dataframe(quelle, layer=_ebene(quelle))
    except (DataSourceError, DataLayerError, FieldError, ValueError, OSError) as fehler:
        raise AufbereitungsFehler(
            datei,
            erwartet=_ERWARTET,
            gefunden=f"eine Datei, die sich nicht lesen lässt ({type(fehler).__name__})",
            abhilfe="Bitte die Datei vollständig neu herunterladen",
        ) from fehler
    spalten = {spalte.upper(): spalte for spalte in roh.columns}
    schluessel = "ARS" if "ARS" in spalten and "AGS" not in spalten else "AGS"
    fehlend = [s for s in (schluessel, "GEN") if s not in spalten]
    if fehlend or roh.crs is None:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{_ERWARTET} mit den Spalten AGS (oder ARS) und GEN und einem Bezugssystem",
            gefunden=f"es fehlt {fehlend[0] if fehlend else 'das Bezugssystem (.prj)'}",
            abhilfe="Bitte die Ebene der Gemeinden (VG250_GEM, VG5000_GEM) unverändert verwenden",
        )
    if "GF" in spalten:
        roh = roh[~roh[spalten["GF"]].isin(_KEINE_LANDFLAECHE)]
    ags = roh[spalten[schluessel]].astype(str).str.strip()
    if schluessel == "ARS":
        # Land, Regierungsbezirk, Kreis; vier Stellen Verband, die im AGS fehlen; Gemeinde.
        ags = ags.str.replace(r"^(\d{5})\d{4}(\d{3})$", r"\1\2", regex=True)
    roh = roh[ags.str.fullmatch(rf"{land}\d{{6}}")]
    if roh.empty:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{_ERWARTET} mit Gemeinden, deren AGS mit {land} beginnt",
            gefunden=f"{len(ags)} Flächen, keine davon aus diesem Land",
            abhilfe="Bitte eine Datei verwenden, die Sachsen enthält",
        )
    ohne = roh[roh.geometry.isna() | roh.geometry.is_empty]
    if not ohne.empty:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{_ERWARTET} mit einer Fläche je Gemeinde",
            gefunden=f"keine Fläche für {ohne[spalten['GEN']].iloc[0]}",
            abhilfe="Bitte die Datei vollständig neu herunterladen",
        )
    frame = roh[[spalten["GEN"], roh.geometry.name]].set_axis(["name", "geometry"], axis=1)
    frame = gpd.GeoDataFrame(frame, geometry="geometry", crs=roh.crs)
    frame["ags"] = ags[roh.index]
    return frame.dissolve(
        by="ags", aggfunc="first", method="coverage" if _ueberdeckt(frame) else "unary"
    ).sort_index()


def _ueberdeckt(frame: gpd.GeoDataFrame) -> bool:
    import shapely

    return bool(shapely.coverage_is_valid(frame.geometry.to_numpy()))


def im_archiv(datei: Path) -> str | None:
    """Weg im ZIP-Archiv zu den Gemeindegrenzen; None, wenn keine darin sind.

    Raises
    ------
    AufbereitungsFehler
        Wenn die Datei kein lesbares ZIP-Archiv ist.
    """
    try:
        with zipfile.ZipFile(datei) as archiv:
            namen = sorted(archiv.namelist())
    except (zipfile.BadZipFile, OSError) as fehler:
        raise AufbereitungsFehler(
            datei,
            erwartet=_ERWARTET,
            gefunden="ein beschädigtes ZIP-Archiv",
            abhilfe="Bitte die Datei vollständig neu herunterladen",
        ) from fehler
    return next((n for m in MUSTER for n in reversed(namen) if PurePosixPath(n.lower()).match(m)), None)


def _quelle(datei: Path) -> str:
    """Was GDAL öffnet: die Datei selbst oder, in einem ZIP-Archiv, die Grenzen darin."""
    weg, vorhanden = datei.as_posix(), {d.name.lower() for d in datei.parent.iterdir()}
    name = datei.name
    if datei.suffix.lower() == ".zip":
        innen = im_archiv(datei)
        if innen is None:
            raise AufbereitungsFehler(
                datei,
                erwartet=_ERWARTET,
                gefunden="ein ZIP-Archiv ohne *.gpkg und ohne *_GEM.shp",
                abhilfe="Bitte die Lieferung des BKG mit allen Ebenen verwenden",
            )
        with zipfile.ZipFile(datei) as archiv:
            vorhanden = {n.lower().rpartition("/")[2] for n in archiv.namelist()}
        weg, name = f"/vsizip/{weg}/{innen}", innen.rpartition("/")[2]
    for endung in (".dbf", ".shx", ".prj") if name.lower().endswith(".shp") else ():
        if (teil := f"{name[:-4]}{endung}").lower() not in vorhanden:
            raise AufbereitungsFehler(
                datei,
                erwartet=f"{_ERWARTET}; zu einer .shp gehören .dbf, .shx und .prj im selben Ordner",
                gefunden=f"keine Datei {teil}",
                abhilfe="Bitte alle Teile der Shape-Datei zusammen ablegen",
            )
    return weg


def _ebene(quelle: str) -> str | None:
    """Name der Ebene mit den Gemeinden, in einem GeoPackage die mit „gem“ im Namen."""
    import pyogrio

    namen = [str(name) for name, _ in pyogrio.list_layers(quelle)]
    passend = [name for name in namen if name.lower().endswith("_gem")] or [
        n for n in namen if "gem" in n.lower()
    ]
    return passend[0] if passend else None


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
