"""Kleine Tabellen für die Tests der Ansprache."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.gewichte import NAMEN, Gewichte
from insek_monitor.lage.lage import lage
from tests.conftest import STICHTAG, beispiel_gemeinden
from tests.hilfen.konzept import Konzept, als_frames

KEINE_NACHBARN = pd.DataFrame({"ags": pd.array([], dtype="str"), "nachbar_ags": pd.array([], dtype="str")})


def ags(nummer: int) -> str:
    """AGS der Gemeinde mit dieser Stelle in ``beispiel_gemeinden``."""
    return f"14{nummer:06d}"


def nachbarschaft(*paare: tuple[int, int]) -> pd.DataFrame:
    """Nachbarn in beiden Richtungen, nach Stelle."""
    beide = [*paare, *((b, a) for a, b in paare)]
    return pd.DataFrame(
        {
            "ags": pd.array([ags(a) for a, _ in beide], dtype="str"),
            "nachbar_ags": pd.array([ags(b) for _, b in beide], dtype="str"),
        }
    )


def bevoelkerung(je_gemeinde: Mapping[int, tuple[int | None, int | None]]) -> pd.DataFrame:
    """Einwohner am 31.12.2013 und am 31.12.2023; dazwischen ein Wert, der nicht zählen darf."""
    zeilen = [
        (ags(nummer), tag, zahl)
        for nummer, (anfang, ende) in je_gemeinde.items()
        for tag, zahl in (("2013-12-31", anfang), ("2017-12-31", 1), ("2023-12-31", ende))
    ]
    return pd.DataFrame(
        {
            "ags": pd.array([z[0] for z in zeilen], dtype="str"),
            "stichtag": pd.array([z[1] for z in zeilen], dtype="datetime64[s]"),
            "einwohner": pd.array([z[2] for z in zeilen], dtype="Int64"),
        }
    )


def lage_aus(einwohner: list[int | None], konzepte: Sequence[Konzept], regeln: Regeln) -> pd.DataFrame:
    """Lage am Stichtag der Tests."""
    return lage(beispiel_gemeinden(einwohner), *als_frames(list(konzepte)), STICHTAG, regeln)


def mit_erwartung(lage: pd.DataFrame, p_kein: Sequence[float | None]) -> pd.DataFrame:
    """Die Lage mit einer Schätzung je Gemeinde; der Rest hätte ein INSEK."""
    p = pd.Series(pd.array(list(p_kein), dtype="Float64"), lage.index)
    return lage.assign(p_kein=p, p_vorhanden=1 - p, p_teilweise=p * 0)


def gewichte(abschlag: int = 7, frist: int = 24, **werte: int) -> Gewichte:
    """Genannte Gewichte, alle übrigen null."""
    return Gewichte.aus_dict({**werte, "abschlag_in_arbeit": abschlag, "frist_monate": frist})


def kriterienframe(zeilen: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Kriterien von Hand; was fehlt, ist 0."""
    return pd.DataFrame(
        {
            **{
                name: pd.array([float(zeile.get(name, 0)) for zeile in zeilen], dtype="Float64")
                for name in NAMEN
            },
            "in_arbeit": np.array([bool(zeile.get("in_arbeit", False)) for zeile in zeilen], dtype=bool),
            "kontakt_bekannt": np.full(len(zeilen), True),
        },
        index=pd.Index([ags(i) for i in range(len(zeilen))], name="ags", dtype="str"),
    )


def namensframe(namen: Sequence[str]) -> pd.DataFrame:
    """Nur, was ``prioritaet`` von der Lage braucht."""
    return pd.DataFrame(
        {"name": pd.array(list(namen), dtype="str"), "bezeichnung": pd.array(list(namen), dtype="str")},
        index=pd.Index([ags(i) for i in range(len(namen))], name="ags", dtype="str"),
    )
