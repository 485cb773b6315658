"""Liest Gemeindegrenzen des BKG (VG5000, VG250; Shape oder GeoPackage)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from insek_monitor.register.aufbereiten.fehler import AufbereitungsFehler

if TYPE_CHECKING:
    import geopandas as gpd

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
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError

    if not datei.exists():
        raise AufbereitungsFehler(
            datei, erwartet=_ERWARTET, gefunden="die Datei gibt es nicht", abhilfe="Bitte den Pfad prüfen"
        )
    if datei.suffix.lower() == ".zip":
        raise AufbereitungsFehler(
            datei, erwartet=_ERWARTET, gefunden="ein ZIP-Archiv", abhilfe="Bitte das Archiv zuerst entpacken"
        )
    _pruefe_begleitdateien(datei)
    try:
        roh = gpd.read_file(datei, layer=_ebene(datei))
    except (DataSourceError, DataLayerError, FieldError, ValueError, OSError) as fehler:
        raise AufbereitungsFehler(
            datei,
            erwartet=_ERWARTET,
            gefunden=f"eine Datei, die sich nicht lesen lässt ({type(fehler).__name__})",
            abhilfe="Bitte die Datei vollständig neu herunterladen",
        ) from fehler
    spalten = {spalte.upper(): spalte for spalte in roh.columns}
    fehlend = [s for s in ("AGS", "GEN") if s not in spalten]
    if fehlend or roh.crs is None:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{_ERWARTET} mit den Spalten AGS und GEN und einem Bezugssystem",
            gefunden=f"es fehlt {fehlend[0] if fehlend else 'das Bezugssystem (.prj)'}",
            abhilfe="Bitte die Ebene der Gemeinden (VG250_GEM, VG5000_GEM) unverändert verwenden",
        )
    if "GF" in spalten:
        roh = roh[~roh[spalten["GF"]].isin(_KEINE_LANDFLAECHE)]
    ags = roh[spalten["AGS"]].astype(str).str.strip()
    roh = roh[ags.str.fullmatch(rf"{land}\d{{6}}")]
    if roh.empty:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"{_ERWARTET} mit Gemeinden, deren AGS mit {land} beginnt",
            gefunden=f"{len(ags)} Flächen, keine davon aus diesem Land",
            abhilfe="Bitte eine Datei verwenden, die Sachsen enthält",
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


def _pruefe_begleitdateien(datei: Path) -> None:
    if datei.suffix.lower() != ".shp":
        return
    for endung in (".dbf", ".shx", ".prj"):
        if not any(datei.with_suffix(e).exists() for e in (endung, endung.upper())):
            raise AufbereitungsFehler(
                datei,
                erwartet=f"{_ERWARTET}; zu einer .shp gehören .dbf, .shx und .prj im selben Ordner",
                gefunden=f"keine Datei {datei.with_suffix(endung).name}",
                abhilfe="Bitte alle Teile der Shape-Datei zusammen ablegen",
            )


def _ebene(datei: Path) -> str | None:
    """Name der Ebene mit den Gemeinden, in einem GeoPackage die mit „gem“ im Namen."""
    import pyogrio

    namen = [str(name) for name, _ in pyogrio.list_layers(datei)]
    passend = [name for name in namen if name.lower().endswith("_gem")] or [
        n for n in namen if "gem" in n.lower()
    ]
    return passend[0] if passend else None
