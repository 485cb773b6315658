"""GeoJSON (RFC 7946): Flächen der Gemeinden mit den Angaben der Lage."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from insek_monitor.lage.ausgabe.spalten import SPALTEN, Spalte, mit_erwartung, spalten_von, zeilen_von


def als_geojson(
    lage: pd.DataFrame,
    karte_gemeinden: Mapping[str, Any],
    angaben: Mapping[str, str] | None = None,
    *,
    spalten: Sequence[Spalte] = SPALTEN,
) -> bytes:
    """``FeatureCollection`` mit einer Fläche je Gemeinde der Lage.

    Parameters
    ----------
    lage : Index ``ags``; darf gefiltert sein.
    karte_gemeinden : dict
        GeoJSON mit ``properties.ags`` (daten/karte_gemeinden.json).
    angaben : Bezeichnung → Text, optional
        Quelle, Lizenz, Stichtag, Datenstand; steht als Mitglied ``angaben`` in der Datei.
    spalten : Folge von Spalten
        Was davon der Frame hat, wird zu Eigenschaften.

    Returns
    -------
    bytes
        UTF-8. Eigenschaften heißen wie die Spalten im Datenwörterbuch; ihre Überschriften stehen als Mitglied
        ``spalten`` in der Datei. Tage als JJJJ-MM-TT, Fehlendes als ``null``.

    Raises
    ------
    ValueError
        Wenn zu einer Gemeinde die Fläche fehlt.
    """
    flaechen = {m["properties"]["ags"]: m["geometry"] for m in karte_gemeinden["features"]}
    fehlend = [ags for ags in lage.index if ags not in flaechen]
    if fehlend:
        raise ValueError(f"Zu diesen Gemeinden fehlt die Fläche: {', '.join(fehlend)}.")
    gefunden = spalten_von(lage, spalten)
    merkmale = [
        {
            "type": "Feature",
            "id": ags,
            "properties": {
                spalte.name: wert.isoformat() if isinstance(wert, date) else wert
                for spalte, wert in zip(gefunden, zeile, strict=True)
            },
            "geometry": flaechen[ags],
        }
        for ags, zeile in zip(lage.index, zeilen_von(lage, gefunden), strict=True)
    ]
    sammlung: dict[str, Any] = {"type": "FeatureCollection"}
    if angaben:
        sammlung["angaben"] = mit_erwartung(angaben, lage)
    sammlung["spalten"] = {spalte.name: spalte.ueberschrift for spalte in gefunden}
    sammlung["features"] = merkmale
    return json.dumps(sammlung, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
