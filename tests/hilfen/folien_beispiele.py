"""Eine kleine Grundlage für die Tests der Folien: sechs Gemeinden, von Hand nachzurechnen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from insek_monitor.kern.regeln import Groessenklassen
from insek_monitor.lage.schaetzung import ohne_schaetzung
from insek_monitor.workshop.vortrag.folien_grundlage import Grundlage
from tests.hilfen.darstellung_beispiele import REGELN, STICHTAG, lage

KLASSEN = Groessenklassen.aus_liste(
    "kompakt",
    [
        {"beschriftung": "unter 5.000", "untergrenze": 0, "obergrenze": 5000},
        {"beschriftung": "5.000 und mehr", "untergrenze": 5000, "obergrenze": None},
    ],
)
AUSGANG = (
    # läuft 2027 ab, abgelaufen seit 2024, läuft 2028 ab, ohne; nicht geklärt sind Eibau und Flöha
    {"name": "Aue", "beschluss": "2017-03-14", "aktualitaet": "Fortschreibung einleiten"},
    {"name": "Borna", "beschluss": "2014", "aktualitaet": "abgelaufen", "einwohner": 9000},
    {"name": "Calau", "beschluss": "2018", "aktualitaet": "Fortschreibung einleiten", "einwohner": 900},
    {"name": "Dohna", "status": "kein", "datenlage": "gemeldet", "art": None, "einwohner": 1000},
    {"name": "Eibau", "status": "unbekannt", "datenlage": None, "art": None, "einwohner": 800},
    {
        "name": "Flöha",
        "status": "teilweise",
        "art": "aehnlich",
        "kreis": "Leipzig, Stadt",
        "einwohner": 700,
        "in_arbeit": True,
    },
)
OFFENE_IM_LAND = 4
ERWARTUNG = {"p_vorhanden": 0.5, "p_teilweise": 0.25, "p_kein": 0.25, "offene_der_klasse": OFFENE_IM_LAND}
"""Was für jede nicht geklärte Gemeinde erwartet wird; im Land sind es vier davon."""


def lage_aus(*zeilen: dict[str, Any]) -> pd.DataFrame:
    """Lage mit den Spalten, die Folien brauchen."""
    frame = lage(*zeilen)
    frame["bezeichnung"], frame["datenlage"] = frame["name"], frame["datenlage"].astype("str")
    frame["groessenklasse_kompakt"] = KLASSEN.einordnen(frame["einwohner"])
    alter = [None if pd.isna(tag) else STICHTAG.year - tag.year - 1 for tag in frame["beschluss_tag"]]
    alter = [
        a if a is None or (tag.month, tag.day) > (11, 21) else a + 1
        for a, tag in zip(alter, frame["beschluss_tag"], strict=True)
    ]
    frame["alter_jahre"] = pd.array(alter, dtype="Float64")
    frame["einwohner_stichtag"] = pd.Timestamp(date(2023, 12, 31))
    return ohne_schaetzung(frame)


def geschaetzt(frame: pd.DataFrame) -> pd.DataFrame:
    """Mit ``ERWARTUNG`` für jede, die nicht geklärt ist."""
    frame = frame.copy()
    for spalte, wert in ERWARTUNG.items():
        frame.loc[~frame["geklaert"], spalte] = wert
    return frame


def grundlage(*zeilen: dict[str, Any], nur_belegt: bool = False, mit_schaetzung: bool = False) -> Grundlage:
    """Grundlage aus Zeilen (ohne Zeilen: ``AUSGANG``); alle Gemeinden sind Nachbarn der ersten."""
    frame = lage_aus(*zeilen) if zeilen else lage_aus(*AUSGANG)
    if mit_schaetzung:
        frame = geschaetzt(frame)
    erste, *andere = frame.index
    nachbarn = pd.DataFrame(
        {
            "ags": [erste] * len(andere),
            "nachbar_ags": andere,
            "grenze_km": [float(len(andere) - i) for i in range(len(andere))],
        }
    )
    regeln = replace(REGELN, kompakt=KLASSEN)
    return Grundlage(frame, nachbarn, regeln, STICHTAG, "recherche (Nr. 1)", 1, nur_belegt)


def leer() -> Grundlage:
    """Grundlage ohne Gemeinden."""
    voll = grundlage()
    return replace(voll, lage=voll.lage.iloc[:0], nachbarn=voll.nachbarn.iloc[:0])
