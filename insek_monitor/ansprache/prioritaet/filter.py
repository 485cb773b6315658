"""Weitere Filter der Ansprache (Größenklassen und Kreise: ``auswahl``); Luftlinie zwischen Orten."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pyproj import Geod

from insek_monitor.kern.ansprache import Kontaktstand
from insek_monitor.lage.gemeinde import UnbekannteGemeinde

SPALTEN = (
    ("planungsregionen", "planungsregion"),
    ("status", "status"),
    ("aktualitaeten", "aktualitaet"),
    ("reisegebiete", "reisegebiet"),
)
"""Feld des Filters und Spalte von ``lage``."""


@dataclass(frozen=True)
class Zusatzfilter:
    """Was zusätzlich gewählt ist; hashbar. Eine leere Angabe schränkt nicht ein.

    Attributes
    ----------
    status, aktualitaeten, kontaktstaende
        Werte der Aufzählungen.
    ort
        AGS, um den herum gesucht wird; wirkt nur zusammen mit ``umkreis_km``.
    umkreis_km
        Luftlinie zwischen den Mittelpunkten, der Rand gehört dazu.
    """

    planungsregionen: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    aktualitaeten: tuple[str, ...] = ()
    reisegebiete: tuple[str, ...] = ()
    kontaktstaende: tuple[str, ...] = ()
    ort: str | None = None
    umkreis_km: int | None = None

    @property
    def ist_leer(self) -> bool:
        """Schränkt der Filter nichts ein?"""
        auswahl = any(getattr(self, feld) for feld, _ in SPALTEN) or bool(self.kontaktstaende)
        return not auswahl and (self.ort is None or self.umkreis_km is None)


def filtere_zusaetzlich(
    lage: pd.DataFrame,
    filter: Zusatzfilter,
    kontaktstaende: pd.Series | None,
    *,
    orte: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Gemeinden, auf die alle Angaben zutreffen.

    Parameters
    ----------
    lage : Auch schon gefiltert.
    kontaktstaende : Series, optional
        AGS → Kontaktstand; wer fehlt, ist „nicht angesprochen“. Ohne Angabe (Gast) wirkt der Filter nach
        Kontaktstand nicht: Sein Ergebnis verriete sonst Kontakte.
    orte : Alle Gemeinden mit ``laenge`` und ``breite``; nötig, wenn der Ort nicht zu ``lage`` gehören muss.

    Returns
    -------
    DataFrame
        Zeilen von ``lage`` in derselben Reihenfolge.

    Raises
    ------
    UnbekannteGemeinde
        wenn es den Ort nicht gibt.
    """
    if filter.ist_leer:
        return lage
    behalten = np.ones(len(lage), dtype=bool)
    for feld, spalte in SPALTEN:
        if gewaehlt := getattr(filter, feld):
            behalten &= lage[spalte].isin(gewaehlt).to_numpy(dtype=bool)
    if filter.kontaktstaende and kontaktstaende is not None:
        behalten &= stand_je_gemeinde(lage.index, kontaktstaende).isin(filter.kontaktstaende).to_numpy()
    if filter.ort is not None and filter.umkreis_km is not None:
        # Ohne Koordinaten ist die Entfernung nan, und der Vergleich trifft nicht zu.
        behalten &= entfernung_km(lage, filter.ort, lage if orte is None else orte) <= filter.umkreis_km
    return lage[behalten]


def stand_je_gemeinde(index: pd.Index, kontaktstaende: pd.Series) -> pd.Series:
    """Kontaktstand jeder Gemeinde; ohne Eintrag „nicht angesprochen“."""
    return kontaktstaende.reindex(index).fillna(Kontaktstand.NICHT_ANGESPROCHEN.value)


def entfernung_km(lage: pd.DataFrame, ort: str, orte: pd.DataFrame) -> np.ndarray:
    """Luftlinie jeder Gemeinde zum Ort (AGS).

    Raises
    ------
    UnbekannteGemeinde
        wenn ``orte`` den Schlüssel nicht kennt.
    """
    if ort not in orte.index:
        raise UnbekannteGemeinde(
            f"Den Ort für den Umkreis mit dem Schlüssel „{ort}“ gibt es nicht. Bitte wählen Sie ihn neu."
        )
    mitte = orte.loc[ort]
    return km(lage["laenge"].to_numpy(), lage["breite"].to_numpy(), (mitte["laenge"], mitte["breite"]))


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
