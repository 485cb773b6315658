"""Gemeinsame Vorrichtungen: fester Stichtag, Regeln, kleine Beispiele, die Tabellen aus daten/."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hypothesis import settings

from insek_monitor.kern.begriffe import Datenlage, Konzeptart
from insek_monitor.kern.regeln import Regeln
from tests.hilfen.konzept import Konzept, als_frames

WURZEL = Path(__file__).resolve().parents[1]
DATEN = WURZEL / "daten"
STICHTAG = date(2026, 11, 21)

# Was Tests schreiben, liegt im Arbeitsspeicher, wenn er reicht: Keiner von ihnen fragt nach der Platte.
SPEICHER = Path("/dev/shm")
if os.access(SPEICHER, os.W_OK) and shutil.disk_usage(SPEICHER).free > 4_000_000_000:
    os.environ.setdefault("TMPDIR", str(SPEICHER))
    tempfile.tempdir = None

# Gleiche Beispiele bei jedem Lauf; ohne Zeitgrenze, weil die Rechner verschieden schnell sind.
settings.register_profile("fest", derandomize=True, max_examples=60, deadline=None, database=None)
settings.load_profile("fest")


def rohe_regeln() -> dict[str, Any]:
    """Regeln für Tests; unabhängig von daten/regeln.yaml, damit eine neue Schwelle keine Beispiele bricht."""

    def eintrag(wert: int | list[int], einheit: str) -> dict[str, Any]:
        return {
            "wert": wert,
            "einheit": einheit,
            "quelle": "Beispiel",
            "gueltig_ab": "2024",
            "bemerkung": "nur für Tests",
        }

    def klassen(grenzen: list[int | None], namen: list[str]) -> list[dict[str, Any]]:
        return [
            {"beschriftung": name, "untergrenze": von, "obergrenze": bis}
            for name, von, bis in zip(namen, grenzen, grenzen[1:], strict=False)
        ]

    return {
        "fortschreibung_ab_jahre": eintrag(7, "Jahre"),
        "gueltig_bis_jahre": eintrag(10, "Jahre"),
        "foerderung_mindest_einwohner": eintrag(2000, "Einwohner"),
        "warnbaender_monate": eintrag([24, 12, 6], "Monate"),
        "erarbeitung_monate": eintrag([18, 24], "Monate"),
        "in_arbeit_gilt_jahre": eintrag(5, "Jahre"),
        "klein_unter_einwohner": eintrag([2000, 5000, 10000, 15000], "Einwohner"),
        "partner_unter_einwohner": eintrag(5000, "Einwohner"),
        "schrumpfung_voll_prozent": eintrag(15, "Prozent"),
        "kontakt_voll_monate": eintrag(24, "Monate"),
        "groessenklassen": {
            "kompakt": klassen(
                [0, 5000, 15000, None], ["unter 5.000", "5.000 bis unter 15.000", "15.000 und mehr"]
            ),
            "fein": klassen(
                [0, 2000, 5000, 10000, 15000, 50000, None],
                [
                    "unter 2.000",
                    "2.000 bis unter 5.000",
                    "5.000 bis unter 10.000",
                    "10.000 bis unter 15.000",
                    "15.000 bis unter 50.000",
                    "50.000 und mehr",
                ],
            ),
        },
    }


def beispiel_gemeinden(einwohner: list[int | None]) -> pd.DataFrame:
    """So viele Gemeinden wie Zahlen; die Kreise wechseln, alle übrigen Spalten sind gefüllt."""
    anzahl = len(einwohner)
    kreise = [("14511", "Chemnitz, Stadt", "Chemnitz"), ("14521", "Erzgebirgskreis", "Chemnitz")]
    kreise += [("14625", "Bautzen", "Oberlausitz-Niederschlesien")]
    wahl = [kreise[i % 3] for i in range(anzahl)]
    typen = ["Kreisfreie Stadt", "Stadt", "Gemeinde", "Große Kreisstadt"]
    return pd.DataFrame(
        {
            "name": [f"Ort {i}" for i in range(anzahl)],
            "bezeichnung": [f"Ort {i}" for i in range(anzahl)],
            "gemeindetyp": [typen[i % 4] for i in range(anzahl)],
            "kreis_schluessel": [k[0] for k in wahl],
            "kreis": [k[1] for k in wahl],
            "planungsregion": [k[2] for k in wahl],
            "einwohner": pd.array(einwohner, dtype="Int64"),
        },
        index=pd.Index([f"14{i:06d}" for i in range(anzahl)], name="ags", dtype="str"),
    )


def beispiel_konzept(
    kennung: str, *ags: str, art: str = "insek", datenlage: str = "gemeldet", **angaben: Any
) -> Konzept:
    """Ein Konzept mit den nötigsten Angaben."""
    return Konzept(kennung, Konzeptart(art), ags, Datenlage(datenlage), **angaben)


@pytest.fixture(scope="session")
def stichtag() -> date:
    return STICHTAG


@pytest.fixture(scope="session")
def regeln() -> Regeln:
    return Regeln.aus_dict(rohe_regeln())


@pytest.fixture
def vier_gemeinden() -> pd.DataFrame:
    """14000000 (20.000 Einwohner), 14000001 (6.000), 14000002 (1.500), 14000003 (k. A.)."""
    return beispiel_gemeinden([20000, 6000, 1500, None])


@pytest.fixture
def vier_konzepte() -> tuple[pd.DataFrame, pd.DataFrame]:
    """INSEK von 2020, ein recherchiertes von 2017, ein ähnliches Konzept; 14000003 bleibt unbekannt."""
    return als_frames(
        [
            beispiel_konzept("A", "14000000", beschluss="2020-03-10", titel="INSEK 2035", zieljahr=2035),
            beispiel_konzept("B", "14000001", beschluss="2017-06", datenlage="recherchiert"),
            beispiel_konzept("C", "14000002", art="aehnlich", beschluss="unbekannt", belegt="2019"),
        ]
    )


@pytest.fixture(scope="session")
def echte_regeln() -> Regeln:
    return Regeln.aus_dict(yaml.safe_load((DATEN / "regeln.yaml").read_text(encoding="utf-8")))
