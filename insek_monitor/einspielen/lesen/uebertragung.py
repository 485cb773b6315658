"""Eine Rohdatei als JSON und zurück: nichts, was beim Auspacken Code ausführen könnte."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei, Zelle

_TAG, _ZEITPUNKT = "d", "z"


def verpacke(datei: Rohdatei) -> bytes:
    """Rohdatei als JSON (ASCII)."""
    return json.dumps(
        {
            "name": datei.name,
            "format": datei.format,
            "groesse": datei.groesse,
            "pruefsumme": datei.pruefsumme,
            "hinweise": datei.hinweise,
            "blaetter": [_blatt(blatt) for blatt in datei.blaetter],
        }
    ).encode("ascii")


def packe_aus(inhalt: bytes) -> Rohdatei:
    """Kehrt ``verpacke`` um."""
    angaben = json.loads(inhalt)
    return Rohdatei(
        name=angaben["name"],
        format=angaben["format"],
        groesse=angaben["groesse"],
        pruefsumme=angaben["pruefsumme"],
        hinweise=tuple(angaben["hinweise"]),
        blaetter=tuple(_rohblatt(blatt) for blatt in angaben["blaetter"]),
    )


def _blatt(blatt: Rohblatt) -> dict[str, Any]:
    return {
        "name": blatt.name,
        "zeilen": [[_zu_json(zelle) for zelle in zeile] for zeile in blatt.zeilen],
        "verborgen": blatt.verborgen,
        "verborgene_zeilen": sorted(blatt.verborgene_zeilen),
        "verbunden": blatt.verbunden,
        "formeln": sorted(blatt.formeln),
    }


def _rohblatt(angaben: dict[str, Any]) -> Rohblatt:
    return Rohblatt(
        name=angaben["name"],
        zeilen=tuple(tuple(map(_aus_json, zeile)) for zeile in angaben["zeilen"]),
        verborgen=angaben["verborgen"],
        verborgene_zeilen=frozenset(angaben["verborgene_zeilen"]),
        verbunden=tuple((a, b, c, d) for a, b, c, d in angaben["verbunden"]),
        formeln=frozenset((zeile, spalte) for zeile, spalte in angaben["formeln"]),
    )


def _zu_json(zelle: Zelle) -> Any:
    if isinstance(zelle, datetime):
        return [_ZEITPUNKT, zelle.isoformat()]
    if isinstance(zelle, date):
        return [_TAG, zelle.isoformat()]
    return zelle


def _aus_json(wert: Any) -> Zelle:
    if isinstance(wert, list):
        art, text = wert
        return datetime.fromisoformat(text) if art == _ZEITPUNKT else date.fromisoformat(text)
    zelle: Zelle = wert
    return zelle
