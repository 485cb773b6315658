"""Liest Gemeindegrenzen des BKG (VG5000, VG250; Shape oder GeoPackage) und bringt sie auf den heutigen Gebietsstand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from insek_monitor.register.aufbereiten.fehler import AufbereitungsFehler

if TYPE_CHECKING:
    import geopandas as gpd

_ERWARTET = "Gemeindegrenzen des BKG (VG5000 oder VG250, Shape oder GeoPackage)"
# GF unterscheidet Flächen: 1 und 2 sind Gewässer, 3 ist Land ohne Struktur. Land mit Struktur ist 4 (VG250), 9 (VG5000).
_KEINE_LANDFLAECHE = (1, 2, 3)
FLAECHENTOLERANZ = 0.02
"""So weit darf der Flächenzuwachs der Nachfolgerin von der Fläche der untergegangenen Gemeinde abweichen (Anteil)."""


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
    return frame.dissolve(by="ags", aggfunc="first", method="coverage" if _ueberdeckt(frame) else "unary").sort_index()


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
    passend = [name for name in namen if name.lower().endswith("_gem")] or [n for n in namen if "gem" in n.lower()]
    return passend[0] if passend else None


def auf_heutigen_stand(
    grenzen: gpd.GeoDataFrame, heute: pd.DataFrame, frueher: pd.DataFrame, datei: Path
) -> gpd.GeoDataFrame:
    """Führt Flächen untergegangener Gemeinden mit der Fläche ihrer Nachfolgerin zusammen.

    Die Nachfolgerin ist unter den Nachbarn und den neuen Schlüsseln desselben Kreises diejenige, deren amtliche
    Fläche um die der untergegangenen gewachsen ist (Flächenbilanz).

    Parameters
    ----------
    grenzen : GeoDataFrame
        Ergebnis von `lies_grenzen`.
    heute, frueher : DataFrame
        ``Gemeindeverzeichnis.gemeinden`` von heute und aller früheren Ausgaben untereinander (die jüngste zuletzt).
    datei : Path
        Für die Fehlermeldung.

    Returns
    -------
    GeoDataFrame
        Index ``ags`` (genau die Schlüssel von ``heute``), ``geometry``.
    """
    alt = [a for a in grenzen.index if a not in heute.index]
    neu = [a for a in heute.index if a not in grenzen.index]
    flaeche_alt = frueher["flaeche_km2"].groupby(level=0).last()
    unbekannt = [a for a in alt if a not in flaeche_alt.index]
    if unbekannt:
        raise AufbereitungsFehler(
            datei,
            erwartet="Grenzen, die nicht neuer sind als das Gemeindeverzeichnis",
            gefunden=f"die Fläche {unbekannt[0]}, deren Schlüssel in keinem Gemeindeverzeichnis steht",
            abhilfe="Bitte ein Gemeindeverzeichnis desselben oder eines späteren Jahres angeben",
        )
    zuwachs = {a: float(heute.at[a, "flaeche_km2"] - flaeche_alt.get(a, 0.0)) for a in heute.index}
    ziel = pd.Series(grenzen.index, index=grenzen.index)
    offen = sorted(alt)
    while offen:
        gefunden = _bester_schritt(grenzen, heute, flaeche_alt, zuwachs, offen, neu)
        if gefunden is None:
            raise AufbereitungsFehler(
                datei,
                erwartet="Grenzen und Gemeindeverzeichnis, deren Gebietsstände zusammenpassen",
                gefunden=f"keine Nachfolgerin für die Fläche {offen[0]}",
                abhilfe="Bitte Grenzen eines Standes angeben, der näher am Gemeindeverzeichnis liegt",
            )
        gruppe, nachfolgerin = gefunden
        for a in gruppe:
            ziel[a] = nachfolgerin
            offen.remove(a)
        zuwachs[nachfolgerin] -= sum(float(flaeche_alt[a]) for a in gruppe)
    ergebnis = grenzen[["geometry"]].dissolve(by=ziel.rename("ags")).sort_index()
    ohne = [a for a in heute.index if a not in ergebnis.index]
    if ohne:
        raise AufbereitungsFehler(
            datei,
            erwartet=f"eine Fläche für jede der {len(heute)} Gemeinden",
            gefunden=f"keine Fläche für {ohne[0]} ({heute.at[ohne[0], 'name']})",
            abhilfe="Bitte Grenzen eines Standes angeben, der zum Gemeindeverzeichnis passt",
        )
    return ergebnis[["geometry"]]


def _bester_schritt(
    grenzen: gpd.GeoDataFrame,
    heute: pd.DataFrame,
    flaeche_alt: pd.Series,
    zuwachs: dict[str, float],
    offen: list[str],
    neu: list[str],
) -> tuple[list[str], str] | None:
    """Zusammenhängende Gruppe untergegangener Gemeinden und die Nachfolgerin mit passender Flächenbilanz."""
    gruppen = _gruppen(grenzen, offen)
    beste: tuple[float, list[str], str] | None = None
    for gruppe in [*gruppen, *([a] for a in offen)]:
        flaeche = sum(float(flaeche_alt[a]) for a in gruppe)
        form = grenzen.loc[gruppe].union_all()
        nachbarn = grenzen.index[grenzen.intersects(form)]
        kandidaten = {a for a in nachbarn if a in heute.index}
        kandidaten |= {a for a in neu if a[:5] in {g[:5] for g in gruppe}}
        for kandidat in sorted(kandidaten):
            abweichung = abs(zuwachs[kandidat] - flaeche) / flaeche
            if abweichung <= FLAECHENTOLERANZ and (beste is None or abweichung < beste[0]):
                beste = (abweichung, gruppe, kandidat)
    return None if beste is None else (list(beste[1]), beste[2])


def _gruppen(grenzen: gpd.GeoDataFrame, schluessel: list[str]) -> list[list[str]]:
    """Zusammenhängende Gruppen benachbarter Flächen."""
    rest, gruppen = set(schluessel), []
    while rest:
        gruppe = {min(rest)}
        while True:
            form = grenzen.loc[sorted(gruppe)].union_all()
            dazu = {a for a in rest - gruppe if grenzen.geometry[a].intersects(form)}
            if not dazu:
                break
            gruppe |= dazu
        rest -= gruppe
        gruppen.append(sorted(gruppe))
    return gruppen


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
