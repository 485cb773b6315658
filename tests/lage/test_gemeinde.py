"""Steckbrief einer Gemeinde mit von Hand gerechneten Zahlen."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.gemeinde import (
    GealterteArbeit,
    Rang,
    UnbekannteGemeinde,
    einwohnerentwicklung,
    gealterte_arbeit,
    konzepte_der_gemeinde,
    nachbarn_der_gemeinde,
    steckbrief,
)
from insek_monitor.lage.lage import lage
from tests.conftest import STICHTAG, beispiel_gemeinden, beispiel_konzept
from tests.hilfen.konzept import Konzept, als_frames


@pytest.fixture
def beispiel(regeln: Regeln) -> pd.DataFrame:
    # Kreise wechseln: 0, 3, 6 in „Chemnitz, Stadt“; 1, 4 im Erzgebirgskreis; 2, 5 in Bautzen.
    gemeinden = beispiel_gemeinden([3000, 800, 16000, 3000, 7000, None, 4000])
    konzepte = als_frames([beispiel_konzept("A", "14000001", beschluss="2021")])
    return lage(gemeinden, *konzepte, STICHTAG, regeln)


@pytest.fixture
def bevoelkerung() -> pd.DataFrame:
    zahlen = [
        ("14000000", 2023, 3000),
        ("14000000", 2013, 3200),
        ("14000000", 2017, None),
        ("14000001", 2013, 0),
    ]
    return pd.DataFrame(
        {
            "ags": [z[0] for z in zahlen],
            "stichtag": pd.to_datetime([f"{z[1]}-12-31" for z in zahlen]),
            "einwohner": pd.array([z[2] for z in zahlen], dtype="Int64"),
        }
    )


@pytest.fixture
def nachbarn() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "ags": ["14000000", "14000000", "14000000", "14000001"],
            "nachbar_ags": ["14000001", "14000004", "14000002", "14000000"],
            "grenze_km": [2.5, 7.25, 4.0, 2.5],
        }
    )


def test_raenge(beispiel: pd.DataFrame, bevoelkerung: pd.DataFrame, nachbarn: pd.DataFrame) -> None:
    brief = steckbrief(beispiel, "14000000", bevoelkerung, nachbarn)
    # Gleich große teilen sich den Platz; die Gemeinde ohne Einwohnerzahl zählt nicht mit.
    assert brief.rang_land == Rang(4, 6)
    assert brief.rang_groessenklasse == Rang(2, 4)
    assert brief.rang_kreis == Rang(2, 3)
    assert brief.zeile["name"] == "Ort 0"
    fein = steckbrief(beispiel, "14000001", bevoelkerung, nachbarn, schema="fein")
    assert fein.rang_groessenklasse == Rang(1, 1)


def test_ohne_einwohnerzahl_kein_rang(
    beispiel: pd.DataFrame, bevoelkerung: pd.DataFrame, nachbarn: pd.DataFrame
) -> None:
    brief = steckbrief(beispiel, "14000005", bevoelkerung, nachbarn)
    assert (brief.rang_land, brief.rang_kreis, brief.rang_groessenklasse) == (None, None, None)
    assert brief.entwicklung.empty
    assert brief.nachbarn.empty


def test_unbekannter_schluessel(
    beispiel: pd.DataFrame, bevoelkerung: pd.DataFrame, nachbarn: pd.DataFrame
) -> None:
    with pytest.raises(UnbekannteGemeinde, match="„99“ gibt es keine Gemeinde"):
        steckbrief(beispiel, "99", bevoelkerung, nachbarn)


def test_einwohnerentwicklung(bevoelkerung: pd.DataFrame) -> None:
    reihe = einwohnerentwicklung(bevoelkerung, "14000000")
    assert reihe["stichtag"].dt.year.tolist() == [2013, 2017, 2023]
    assert reihe["veraenderung"].tolist() == [0, pd.NA, -200]
    assert reihe["veraenderung_prozent"].tolist() == [0.0, pd.NA, -6.25]
    null = einwohnerentwicklung(bevoelkerung, "14000001")
    assert null["veraenderung_prozent"].tolist() == [pd.NA]


def test_nachbarn_nach_grenzlaenge(beispiel: pd.DataFrame, nachbarn: pd.DataFrame) -> None:
    tabelle = nachbarn_der_gemeinde(beispiel, nachbarn, "14000000")
    assert tabelle.index.tolist() == ["14000004", "14000002", "14000001"]
    assert tabelle["grenze_km"].tolist() == [7.25, 4.0, 2.5]
    assert tabelle["status"].tolist() == ["unbekannt", "unbekannt", "vorhanden"]


def test_konzepte_der_gemeinde_neueste_zuerst() -> None:
    konzepte, zuordnung = als_frames(
        [
            beispiel_konzept("A", "14000000", beschluss="2003"),
            beispiel_konzept("B", "14000003", "14000000", beschluss="2019-05"),
            beispiel_konzept("C", "14000000", beschluss="unbekannt"),
            beispiel_konzept("D", "14000000", begonnen="2025"),
            beispiel_konzept("E", "14000001", beschluss="2024"),
            beispiel_konzept("F", "14000000", art="keins", belegt="2010"),
        ]
    )
    eigene = konzepte_der_gemeinde(konzepte, zuordnung, "14000000")
    assert eigene.index.tolist() == ["D", "B", "F", "A", "C"]
    assert eigene["gemeinsam"].tolist() == [False, True, False, False, False]
    assert eigene.loc["B", "mitglieder"] == ["14000000", "14000003"]
    assert konzepte_der_gemeinde(konzepte, zuordnung, "14000009").empty


# Annaberg-Buchholz: INSEK von 2003, Fortschreibung nach einer Quelle von 2017 in Arbeit; Frist fünf Jahre.
ALT = beispiel_konzept("A", "14000000", beschluss="2003", belegt="2017")
ARBEIT = beispiel_konzept("B", "14000000", begonnen="unbekannt", belegt="2017")


@pytest.mark.parametrize(
    ("konzepte", "stichtag", "erwartet"),
    [
        ([ALT, ARBEIT], date(2026, 11, 30), GealterteArbeit("B", "2017", True)),
        ([ARBEIT], date(2026, 11, 30), GealterteArbeit("B", "2017", False)),
        # Am fünften Jahrestag ist noch in Arbeit, am Tag danach nicht mehr.
        ([ALT, ARBEIT], date(2022, 7, 1), None),
        ([ALT, ARBEIT], date(2022, 7, 2), GealterteArbeit("B", "2017", True)),
        ([ALT, ARBEIT], date(2017, 6, 30), None),
        ([ARBEIT, beispiel_konzept("C", "14000000", beschluss="2019")], date(2026, 11, 30), None),
        # Ein neues in Arbeit, ein späterer Beleg ohne Datum: beides ist seither bekannt.
        ([ARBEIT, beispiel_konzept("C", "14000000", begonnen="2025")], date(2026, 11, 30), None),
        (
            [ARBEIT, beispiel_konzept("C", "14000000", beschluss="unbekannt", belegt="2024")],
            date(2026, 11, 30),
            None,
        ),
        (
            [ARBEIT, beispiel_konzept("C", "14000000", begonnen="2019-03", belegt="2020")],
            date(2026, 11, 30),
            GealterteArbeit("C", "2019-03", False),
        ),
        ([beispiel_konzept("C", "14000000", art="aehnlich", begonnen="2010")], date(2026, 11, 30), None),
        ([beispiel_konzept("C", "14000001", begonnen="2010")], date(2026, 11, 30), None),
    ],
)
def test_gealterte_arbeit(
    konzepte: list[Konzept], stichtag: date, erwartet: GealterteArbeit | None, regeln: Regeln
) -> None:
    assert gealterte_arbeit(*als_frames(konzepte), "14000000", stichtag, regeln) == erwartet
