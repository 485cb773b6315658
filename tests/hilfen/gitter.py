"""Gemeinden als gleiche Quadrate auf einem Gitter: Umfang, Fläche und Grenzen sind leicht zu rechnen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from insek_monitor.ansprache.kooperation.kooperation import Grundlage

KANTE_KM = 2.0


def gitter(breite: int, einwohner: list[int | None], **spalten: list[Any]) -> Grundlage:
    """Zeilenweise von links nach rechts, ``breite`` Quadrate je Zeile.

    Ohne Angabe: kein Konzept, gemeldet, nicht in Arbeit, Kreis A, in keiner Verwaltungsgemeinschaft.
    """
    anzahl = len(einwohner)
    ags = pd.Index([f"14{i:06d}" for i in range(anzahl)], name="ags", dtype="str")
    paare = [(i, i + 1) for i in range(anzahl - 1) if (i + 1) % max(breite, 1)]
    paare += [(i, i + breite) for i in range(anzahl - breite)]
    paare += [(b, a) for a, b in paare]
    vorgabe: dict[str, Any] = {
        "name": [f"Ort {i}" for i in range(anzahl)],
        "status": ["kein"] * anzahl,
        "aktualitaet": [None] * anzahl,
        "datenlage": ["gemeldet"] * anzahl,
        "in_arbeit": [False] * anzahl,
        "kreis": ["Kreis A"] * anzahl,
        "verband": [None] * anzahl,
        **spalten,
    }
    vorgabe.setdefault("bezeichnung", vorgabe["name"])
    vorgabe.setdefault("verband_art", [v and "Verwaltungsgemeinschaft" for v in vorgabe["verband"]])
    lage = pd.DataFrame(vorgabe, index=ags).assign(einwohner=pd.array(einwohner, dtype="Int64"))
    nachbarn = pd.DataFrame(
        {
            "ags": pd.Series([ags[a] for a, _ in paare], dtype="str"),
            "nachbar_ags": pd.Series([ags[b] for _, b in paare], dtype="str"),
            "grenze_km": pd.Series([KANTE_KM] * len(paare), dtype="float64"),
        }
    )
    return Grundlage(
        lage.astype({"in_arbeit": bool}),
        nachbarn,
        pd.Series(4 * KANTE_KM, index=ags, dtype="float64"),
        pd.Series(KANTE_KM**2, index=ags, dtype="float64"),
    )
