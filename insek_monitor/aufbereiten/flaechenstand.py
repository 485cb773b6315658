"""Bringt Gemeindeflächen auf den heutigen Gebietsstand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from insek_monitor.aufbereiten.fehler import AufbereitungsFehler

if TYPE_CHECKING:
    import geopandas as gpd

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
