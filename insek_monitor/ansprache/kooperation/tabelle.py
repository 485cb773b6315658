"""Gruppen als Tabelle mit Mitgliedern, Zahlen und Gründen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from insek_monitor.ansprache.kooperation import saetze
from insek_monitor.ansprache.kooperation.grundlage import Grundlage, Kooperationswunsch
from insek_monitor.ansprache.kooperation.gruppen import Gruppen, Netz
from insek_monitor.kern.begriffe import Status

TYPEN = {
    "mitglieder": "object", "einwohner": "int64", "gemeinden": "int64", "grenze_km": "float64",
    "kompaktheit": "float64", "ein_kreis": "bool", "ein_verband": "bool", "punkte": "float64",
    "unbekannt": "int64", "gruende": "object",
}  # fmt: skip


def tabelle(
    gruppen: Gruppen,
    zeilen: Sequence[int] | np.ndarray,
    feld: Netz,
    grundlage: Grundlage,
    wunsch: Kooperationswunsch,
    *,
    zuerst: str = "",
) -> pd.DataFrame:
    """Gruppen als Tabelle, beste zuerst, bei gleichen Punkten nach den Namen der Mitglieder."""
    bekannt = saetze.mitglieder_aus(grundlage.lage.loc[list(feld.ags)])
    ergebnis = []
    for nummer in zeilen:
        mitglieder = sorted(
            (bekannt[feld.ags[i]] for i in gruppen.mitglieder[nummer] if i < feld.leer),
            key=lambda m: (m.ags != zuerst, -m.einwohner, m.folge, m.ags),
        )
        grenze, kompaktheit = float(gruppen.grenze[nummer]), float(gruppen.kompaktheit[nummer])
        zeile: dict[str, Any] = {
            "mitglieder": tuple(m.ags for m in mitglieder),
            "einwohner": int(gruppen.einwohner[nummer]),
            "gemeinden": len(mitglieder),
            "grenze_km": round(grenze, 3),
            "kompaktheit": round(kompaktheit, 4),
            "ein_kreis": bool(gruppen.kreisanteil[nummer] == 1),
            "ein_verband": bool(gruppen.verbandanteil[nummer] == 1),
            "punkte": float(gruppen.punkte[nummer]),
            "unbekannt": sum(m.status == Status.UNBEKANNT.value for m in mitglieder),
            "gruende": saetze.gruende(mitglieder, grenze, kompaktheit, wunsch),
        }
        ergebnis.append(((-zeile["punkte"], [(m.folge, m.ags) for m in mitglieder]), zeile))
    if not ergebnis:
        return leer("")
    ergebnis.sort(key=lambda paar: paar[0])
    return pd.DataFrame([zeile for _, zeile in ergebnis]).astype(TYPEN)


def leer(grund: str) -> pd.DataFrame:
    """Keine Gruppe; ``attrs["grund"]`` sagt, warum."""
    frame = pd.DataFrame({spalte: pd.Series([], dtype=typ) for spalte, typ in TYPEN.items()})
    frame.attrs["grund"] = grund
    return frame
