"""Die Kennzahlen auf den ausgelieferten Tabellen: Sollzahlen aus den Quellen."""

from __future__ import annotations

import pandas as pd
import pytest

from insek_monitor.kennzahlen.abdeckung import abdeckung
from insek_monitor.kennzahlen.abgleich import abgleich
from insek_monitor.kennzahlen.gemeinde import steckbrief
from insek_monitor.kennzahlen.lage import lage
from insek_monitor.modell.regeln import Regeln
from insek_monitor.register import tabellen
from tests.conftest import STICHTAG


@pytest.fixture(scope="module")
def recherche(echte_regeln: Regeln) -> pd.DataFrame:
    return lage(
        tabellen.gemeinden(),
        tabellen.konzepte_recherche(),
        tabellen.zuordnung_recherche(),
        STICHTAG,
        echte_regeln,
    )


def test_belegter_stand(recherche: pd.DataFrame) -> None:
    gesamt = abdeckung(recherche, None).set_index("status")
    assert gesamt["gemeinden"].to_dict() == {"vorhanden": 110, "teilweise": 41, "kein": 0, "unbekannt": 267}
    assert gesamt["einwohner_gesamt"].iloc[0] == 4_089_467
    assert recherche["datenlage"].dropna().unique().tolist() == ["recherchiert"]


def test_gemeinden_je_groessenklasse_und_kreis(recherche: pd.DataFrame) -> None:
    def je(spalte: str) -> dict[str, int]:
        return abdeckung(recherche, spalte).groupby("gruppe", sort=False)["gemeinden"].sum().to_dict()

    assert list(je("groessenklasse_kompakt").values()) == [259, 118, 41]
    assert list(je("groessenklasse_fein").values())[:4] == [91, 168, 92, 26]
    assert sum(list(je("groessenklasse_fein").values())[4:]) == 41
    assert je("kreis") == {
        "Bautzen": 57,
        "Chemnitz, Stadt": 1,
        "Dresden, Stadt": 1,
        "Erzgebirgskreis": 59,
        "Görlitz": 53,
        "Landkreis Leipzig": 30,
        "Leipzig, Stadt": 1,
        "Meißen": 28,
        "Mittelsachsen": 52,
        "Nordsachsen": 30,
        "Sächsische Schweiz-Osterzgebirge": 36,
        "Vogtlandkreis": 37,
        "Zwickau": 33,
    }


def test_abgleich_kennt_die_grundgesamtheiten(recherche: pd.DataFrame) -> None:
    tabelle = abgleich(recherche, tabellen.eckwerte()).set_index("eckwert")
    assert (tabelle["grundgesamtheit"] == tabelle["grundgesamtheit_berechnet"]).all()
    assert tabelle.loc["vorhanden", ["veroeffentlicht", "berechnet", "abweichung"]].tolist() == [
        207,
        110,
        -97,
    ]


def test_steckbrief_der_groessten_stadt(recherche: pd.DataFrame) -> None:
    brief = steckbrief(recherche, "14713000", tabellen.bevoelkerung(), tabellen.nachbarn())
    assert brief.zeile["kreis"] == "Leipzig, Stadt"
    assert brief.rang_land is not None
    assert (brief.rang_land.platz, brief.rang_land.von) == (1, 418)
    assert brief.entwicklung["stichtag"].dt.year.tolist() == [2013, 2017, 2021, 2023]
    assert brief.nachbarn["grenze_km"].is_monotonic_decreasing
