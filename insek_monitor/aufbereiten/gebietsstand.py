"""Gebietsänderungen ableiten und Einwohnerzahlen früherer Jahre auf den heutigen Gebietsstand bringen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler
from insek_monitor.aufbereiten.gemeinden import name_ohne_zusatz
from insek_monitor.aufbereiten.gemeindeverzeichnis import Gemeindeverzeichnis

if TYPE_CHECKING:
    import geopandas as gpd

METHODE = "Mittelpunkt in heutiger Fläche"


def gebietsaenderungen(
    frueher: list[Gemeindeverzeichnis], heute: pd.DataFrame, grenzen: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Untergegangene Schlüssel und ihre heutige Nachfolgerin.

    Die Nachfolgerin ist die Gemeinde, in deren heutiger Fläche der Mittelpunkt der früheren liegt.

    Parameters
    ----------
    frueher : Frühere Ausgaben in beliebiger Reihenfolge.
    heute : Tabelle ``gemeinden`` mit ``ags`` und ``name``.
    grenzen : Heutige Flächen, Index ``ags``.

    Returns
    -------
    DataFrame
        ``ags_alt``, ``name_alt``, ``ags_neu``, ``name_neu``, ``letzter_stichtag`` (JJJJ-MM-TT), ``methode``.
    """
    import geopandas as gpd

    namen = heute.set_index("ags")["name"]
    zeilen: dict[str, dict[str, str]] = {}
    flaechen = grenzen.to_crs(25833)
    for verzeichnis in sorted(frueher, key=lambda v: v.stichtag):
        alt = verzeichnis.gemeinden[~verzeichnis.gemeinden.index.isin(namen.index)]
        punkte = gpd.GeoDataFrame(
            geometry=gpd.points_from_xy(alt["laenge"], alt["breite"], crs=4326), index=alt.index
        ).to_crs(25833)
        for ags_alt, punkt in punkte.geometry.items():
            treffer = flaechen.index[flaechen.contains(punkt)]
            if len(treffer) != 1:
                raise AufbereitungsFehler(
                    verzeichnis.datei,
                    erwartet="einen Mittelpunkt innerhalb genau einer heutigen Gemeinde",
                    gefunden=f"{len(treffer)} Gemeinden für {ags_alt} ({alt.at[ags_alt, 'name']})",
                    abhilfe="Bitte Grenzen desselben Landes verwenden",
                )
            zeilen[str(ags_alt)] = {
                "ags_alt": str(ags_alt),
                "name_alt": name_ohne_zusatz(alt.at[ags_alt, "name"]),
                "ags_neu": str(treffer[0]),
                "name_neu": str(namen[treffer[0]]),
                "letzter_stichtag": verzeichnis.stichtag.isoformat(),
                "methode": METHODE,
            }
    spalten = ["ags_alt", "name_alt", "ags_neu", "name_neu", "letzter_stichtag", "methode"]
    return pd.DataFrame([zeilen[a] for a in sorted(zeilen)], columns=spalten)


def bevoelkerung(verzeichnisse: list[Gemeindeverzeichnis], aenderungen: pd.DataFrame) -> pd.DataFrame:
    """Einwohner je Stichtag auf heutigem Gebietsstand.

    Returns
    -------
    DataFrame
        ``ags``, ``stichtag`` (JJJJ-MM-TT), ``einwohner``; die Summe je Stichtag ist die des Verzeichnisses.
        Nennen zwei Ausgaben Einwohner desselben Tages, gilt die frühere: Die Jahresausgabe kommt vor den
        Quartalsausgaben, die ihre Zahlen wiederholen.
    """
    nachfolge = aenderungen.set_index("ags_alt")["ags_neu"]
    je_tag: dict[str, pd.DataFrame] = {}
    for verzeichnis in sorted(verzeichnisse, key=lambda v: v.stichtag):
        tag = verzeichnis.einwohnertag.isoformat()
        einwohner = verzeichnis.gemeinden["einwohner"]
        ziel = np.array([nachfolge.get(a, a) for a in einwohner.index], dtype=object)
        summe = einwohner.groupby(ziel).sum().rename_axis("ags").reset_index(name="einwohner")
        summe.insert(1, "stichtag", tag)
        je_tag.setdefault(tag, summe)
    return pd.concat(je_tag.values(), ignore_index=True).sort_values(["ags", "stichtag"], ignore_index=True)
