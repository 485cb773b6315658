"""Flächen und Grenzen für die große Karte, als GeoJSON für eigene Wege des Servers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd
import shapely
import shapely.geometry

from insek_monitor.kern.begriffe import Konzeptart, Status
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.befunde_schaetzung import zusammenhang
from insek_monitor.lage.bild.konzepttext import beschluss_belegt


def angaben_je_gemeinde(flaechen: Mapping[str, Any], lage: pd.DataFrame) -> bytes:
    """GeoJSON der Gemeinden mit den Texten des Hinweisfelds.

    Parameters
    ----------
    flaechen : dict
        `daten/karte_gemeinden.json` (Eigenschaften `ags`, `name`).
    lage : Lage aller Gemeinden; ihre Reihenfolge bestimmt die Nummer `nr`, auf die `karte` sich bezieht.

    Returns
    -------
    bytes
        UTF-8. Eigenschaften: `nr`, `ags`, `name`, `kreis`, `einwohner`, `status`, `beschluss`, `datenlage`.
    """
    nummern = {ags: nr for nr, ags in enumerate(lage.index)}
    texte = {ags: _texte(zeile) for ags, zeile in zip(lage.index, lage.to_dict("records"), strict=True)}
    merkmale = [
        {
            "type": "Feature",
            "properties": {"nr": nummern[ags], "ags": ags, **texte[ags]},
            "geometry": flaeche["geometry"],
        }
        for flaeche in flaechen["features"]
        if (ags := flaeche["properties"]["ags"]) in nummern
    ]
    sammlung = {"type": "FeatureCollection", "features": merkmale}
    return json.dumps(sammlung, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _texte(zeile: Mapping[Any, Any]) -> dict[str, str]:
    status, beschluss, datenlage = Status(zeile["status"]), zeile["beschluss"], zeile["datenlage"]
    text = status.beschriftung
    if status is Status.VORHANDEN:
        text += f" ({Konzeptart(zeile['art']).beschriftung}), {zeile['aktualitaet']}"
    if zeile["in_arbeit"]:
        text += "; neues in Arbeit" if status is Status.VORHANDEN else "; in Arbeit"
    if satz := zusammenhang(zeile):
        text += f". {satz}"
    return {
        "name": zeile["name"],
        "kreis": zeile["kreis"],
        "einwohner": zahlen.zahl(zeile["einwohner"]),
        "status": text,
        "beschluss": (
            zahlen.ungenaues_datum(beschluss)
            if beschluss_belegt(beschluss, zeile["art"])
            else "kein Beschluss bekannt"
        ),
        "datenlage": "keine Angabe" if zahlen.fehlt(datenlage) else str(datenlage),
    }


def innengrenzen(flaechen: Mapping[str, Any], kreis_je_ags: Mapping[str, str]) -> bytes:
    """GeoJSON der Grenzen zwischen Gemeinden desselben Kreises, jede nur einmal.

    Umrisse der Flächen zu zeichnen wäre einfacher, kostet ohne Grafikkarte aber rund eine Viertelsekunde je
    Bild: jede gemeinsame Grenze käme doppelt und die Kreisgrenzen lägen noch einmal darüber.

    Parameters
    ----------
    flaechen : dict
        `daten/karte_gemeinden.json`; Nachbarn teilen sich dort dieselben Punkte.
    kreis_je_ags : AGS → Kreis
    """
    besitzer: dict[tuple[tuple[float, ...], ...], list[str]] = defaultdict(list)
    for flaeche in flaechen["features"]:
        ags = flaeche["properties"]["ags"]
        koerper = flaeche["geometry"]["coordinates"]
        teile = [koerper] if flaeche["geometry"]["type"] == "Polygon" else koerper
        for ring in (ring for teil in teile for ring in teil):
            for strecke in pairwise(map(tuple, ring)):
                besitzer[tuple(sorted(strecke))].append(ags)
    linien = [
        strecke
        for strecke, gemeinden in besitzer.items()
        if len(gemeinden) == 2 and kreis_je_ags.get(gemeinden[0]) == kreis_je_ags.get(gemeinden[1])
    ]
    verbunden = shapely.line_merge(shapely.MultiLineString(linien))
    sammlung = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(verbunden)}],
    }
    return json.dumps(sammlung, separators=(",", ":")).encode("utf-8")
