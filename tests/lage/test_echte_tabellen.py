"""Die Kennzahlen auf den ausgelieferten Tabellen: Sollzahlen aus den Quellen."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.abdeckung import abdeckung
from insek_monitor.lage.abgleich import abgleich
from insek_monitor.lage.gemeinde import steckbrief
from insek_monitor.lage.lage import lage
from insek_monitor.lage.schaetzung import schaetze
from insek_monitor.lage.uebersicht import uebersicht
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
    assert gesamt["gemeinden"].to_dict() == {"vorhanden": 120, "teilweise": 74, "kein": 1, "unbekannt": 223}
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
    assert tabelle.loc["vorhanden", ["veroeffentlicht", "gemeinden_belegt", "abweichung"]].tolist() == [
        207,
        120,
        -87,
    ]
    assert tabelle.loc["kein_unter_5000", ["veroeffentlicht", "gemeinden_belegt"]].tolist() == [171, 1]
    assert tabelle.loc["kein_unter_5000", "davon_ungeklaert"] == 234


def test_ganz_sachsen_mit_schaetzung(recherche: pd.DataFrame, echte_regeln: Regeln) -> None:
    """Die Zahlen, um die es geht: 120 belegt, 87 geschätzt, 207 zusammen; je Kreis mit Intervall."""
    ergebnis = uebersicht(schaetze(recherche, tabellen.eckwerte(), STICHTAG), STICHTAG, echte_regeln, {})
    gemeinden = {name: wert["gemeinden"] for name, wert in ergebnis["status"].items()}
    assert {n: (w["belegt"], w["geschaetzt"], w["gesamt"]) for n, w in gemeinden.items()} == {
        "vorhanden": (120, 87, 207),
        "teilweise": (0, 22, 22),
        "kein": (1, 188, 189),
        "unbekannt": (0, 0, 0),
    }
    assert (gemeinden["vorhanden"]["von"], gemeinden["vorhanden"]["bis"]) == (207, 207)
    je_kreis = [kreis["status"]["vorhanden"]["gemeinden"] for kreis in ergebnis["kreise"]]
    assert sum(w["gesamt"] for w in je_kreis) == pytest.approx(207, abs=0.01)
    assert all(w["belegt"] <= w["von"] <= w["gesamt"] <= w["bis"] for w in je_kreis)
    assert sum(w["von"] < w["bis"] for w in je_kreis) == 10  # alle außer den kreisfreien Städten
    klein = ergebnis["schaetzung"]["klassen"][0]
    assert (klein["gemeinden"], klein["offen"], klein["geklaert"]) == (
        259,
        234,
        {"vorhanden": 24, "teilweise": 0, "kein": 1},
    )
    assert klein["p_kein"] == round(170 / 234, 4)
    assert ergebnis["schaetzung"]["anteil_aehnlich"] == round(22 / 106, 4)
    assert ergebnis["schaetzung"]["widersprueche"] == []
    assert json.loads(json.dumps(ergebnis, allow_nan=False)) == ergebnis


def test_steckbrief_der_groessten_stadt(recherche: pd.DataFrame) -> None:
    brief = steckbrief(recherche, "14713000", tabellen.bevoelkerung(), tabellen.nachbarn())
    assert brief.zeile["kreis"] == "Leipzig, Stadt"
    assert brief.rang_land is not None
    assert (brief.rang_land.platz, brief.rang_land.von) == (1, 418)
    assert brief.entwicklung["stichtag"].dt.year.tolist() == [2013, 2017, 2021, 2023]
    assert brief.nachbarn["grenze_km"].is_monotonic_decreasing
