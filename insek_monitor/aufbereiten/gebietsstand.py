"""Gebietsänderungen ableiten; Einwohner und Flächen früherer Jahre auf den heutigen Gebietsstand bringen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler
from insek_monitor.aufbereiten.gemeindeverzeichnis import Gemeindeverzeichnis, name_ohne_zusatz

if TYPE_CHECKING:
    import geopandas as gpd
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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


FLAECHENTOLERANZ = 0.02
"""Zulässige Abweichung zwischen Flächenzuwachs der Nachfolgerin und untergegangener Fläche (Anteil)."""


def auf_heutigen_stand(
    grenzen: gpd.GeoDataFrame, heute: pd.DataFrame, frueher: Sequence[pd.DataFrame], datei: Path
) -> gpd.GeoDataFrame:
    """Führt Flächen untergegangener Gemeinden mit der Fläche ihrer Nachfolgerin zusammen.

    Die Nachfolgerin ist unter den Nachbarn und den neuen Schlüsseln desselben Kreises diejenige, deren
    amtliche Fläche um die der untergegangenen gewachsen ist (Flächenbilanz). Gemessen wird der Zuwachs seit
    dem Stand der Grenzen: Eine spätere Ausgabe enthielte ihn schon.

    Parameters
    ----------
    grenzen : Ergebnis von `lies_grenzen`.
    heute, frueher : DataFrame
        ``Gemeindeverzeichnis.gemeinden`` von heute und der früheren Ausgaben (die jüngste zuletzt).
    datei : Für die Fehlermeldung.

    Returns
    -------
    GeoDataFrame
        Index ``ags`` (genau die Schlüssel von ``heute``), ``geometry``.
    """
    alt = [a for a in grenzen.index if a not in heute.index]
    neu = [a for a in heute.index if a not in grenzen.index]
    flaeche_alt = _flaechen_zum_stand(grenzen.index, alt, [*frueher, heute])
    unbekannt = [a for a in alt if a not in flaeche_alt.index]
    if unbekannt:
        raise AufbereitungsFehler(
            datei,
            erwartet="Grenzen, zu deren Gebietsstand ein Gemeindeverzeichnis vorliegt",
            gefunden=f"die Fläche {unbekannt[0]}, deren Schlüssel in keinem Gemeindeverzeichnis steht",
            abhilfe="Bitte das Gemeindeverzeichnis des Jahres dazulegen, aus dem die Grenzen sind",
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


def _flaechen_zum_stand(schluessel: pd.Index, alt: list[str], ausgaben: list[pd.DataFrame]) -> pd.Series:
    """Amtliche Flächen (km²) der Gemeinden, die in den Grenzen stehen, zum Stand der Grenzen.

    Es gilt die Ausgabe, in der die untergegangenen stehen und deren Schlüssel denen der Grenzen am nächsten
    kommen (bei gleich vielen die jüngere); was in ihr fehlt, steht in einer anderen.
    """

    def abstand(ausgabe: pd.DataFrame) -> tuple[int, int]:
        return len(set(alt) - set(ausgabe.index)), len(schluessel.symmetric_difference(ausgabe.index))

    passend = min(reversed(ausgaben), key=abstand)
    alle = pd.concat([*ausgaben, passend])["flaeche_km2"].groupby(level=0).last()
    return alle[alle.index.isin(schluessel)]


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
