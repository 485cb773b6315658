"""Mischung und ausgewogenes Auffüllen einer Liste."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kampagnen.kampagne import ausgewogen, groesste_reste, mischung
from tests.hilfen.prioritaet_beispiele import ags

REGIONEN = ["Chemnitz", "Leipzig-Westsachsen", "Oberes Elbtal/Osterzgebirge"]
KLASSEN = ["unter 5.000", "5.000 bis unter 15.000", "15.000 und mehr"]


def lage_von(paare: Sequence[tuple[str | None, str | None]]) -> pd.DataFrame:
    """Gemeinden mit Planungsregion und Größenklasse."""
    return pd.DataFrame(
        {
            "planungsregion": pd.array([region for region, _ in paare], dtype="str"),
            "groessenklasse_kompakt": pd.Categorical([klasse for _, klasse in paare], KLASSEN, ordered=True),
        },
        index=pd.Index([ags(i) for i in range(len(paare))], name="ags", dtype="str"),
    )


def nach_rang(lage: pd.DataFrame) -> pd.DataFrame:
    """Priorität in der Reihenfolge der Lage."""
    return pd.DataFrame({"rang": np.arange(1, len(lage) + 1)}, index=lage.index)


def stellen(auswahl: Sequence[str]) -> list[int]:
    return [int(kennung) - 14_000_000 for kennung in auswahl]


A, B, C = REGIONEN
KLEIN, MITTEL, GROSS = KLASSEN


def test_mischung_zaehlt_je_merkmal() -> None:
    ergebnis = mischung(lage_von([(A, KLEIN), (A, MITTEL), (B, KLEIN), (None, None)]))
    assert ergebnis.to_dict("records") == [
        {"merkmal": "Planungsregion", "wert": A, "gemeinden": 2, "anteil": 0.5},
        {"merkmal": "Planungsregion", "wert": B, "gemeinden": 1, "anteil": 0.25},
        {"merkmal": "Planungsregion", "wert": "k. A.", "gemeinden": 1, "anteil": 0.25},
        {"merkmal": "Größenklasse", "wert": KLEIN, "gemeinden": 2, "anteil": 0.5},
        {"merkmal": "Größenklasse", "wert": MITTEL, "gemeinden": 1, "anteil": 0.25},
        {"merkmal": "Größenklasse", "wert": "k. A.", "gemeinden": 1, "anteil": 0.25},
    ]
    assert mischung(lage_von([])).empty


@pytest.mark.parametrize(
    ("zahlen", "plaetze", "erwartet"),
    [
        # 12 Plätze auf 167, 50, 56, 104: 5,32 1,59 1,78 3,31 → Reste an die dritte, dann die zweite.
        ([167, 50, 56, 104], 12, [5, 2, 2, 3]),
        ([1, 1, 1], 2, [1, 1, 0]),
        ([2, 1, 1], 2, [1, 1, 0]),
        # 0,75 und 2,25: der größere Rest gewinnt, nicht die größere Gruppe.
        ([1, 3], 3, [1, 2]),
        ([5, 0], 3, [3, 0]),
        ([0, 0], 3, [0, 0]),
    ],
)
def test_groesste_reste(zahlen: list[int], plaetze: int, erwartet: list[int]) -> None:
    assert groesste_reste(np.array(zahlen), plaetze).tolist() == erwartet


def test_region_und_groesse_bleiben_anteilig() -> None:
    # Vorn stehen nur kleine aus A; vier Plätze auf je vier aus A und B, je vier kleine und mittlere.
    lage = lage_von(
        [(A, KLEIN), (A, KLEIN), (B, KLEIN), (A, KLEIN), (A, MITTEL), (B, MITTEL), (B, MITTEL), (B, MITTEL)]
    )
    # Zwei kleine aus A mit zwei mittleren aus B: Ränge 1 + 2 + 6 + 7 = 16; je eine: 1 + 3 + 5 + 6 = 15.
    assert stellen(ausgewogen(nach_rang(lage), lage, 4)) == [0, 2, 4, 5]


def test_der_bessere_rang_gewinnt_in_der_gruppe() -> None:
    lage = lage_von([(A, KLEIN), (A, KLEIN), (A, KLEIN), (B, KLEIN), (B, KLEIN), (B, KLEIN)])
    assert stellen(ausgewogen(nach_rang(lage), lage, 2)) == [0, 3]
    umgekehrt = nach_rang(lage).iloc[::-1]
    assert stellen(ausgewogen(umgekehrt, lage, 2)) == [5, 2]


def test_region_und_groesse_zugleich_wo_gierig_scheitert() -> None:
    # Soll: je einer aus A und B, klein und groß. Wer der Reihe nach (0) nähme, fände keinen Großen in B.
    lage = lage_von([(A, KLEIN), (A, GROSS), (B, KLEIN), (B, KLEIN), (A, GROSS), (B, KLEIN)])
    auswahl = lage.loc[list(ausgewogen(nach_rang(lage), lage, 2))]
    assert sorted(auswahl["planungsregion"]) == [A, B]
    assert auswahl["groessenklasse_kompakt"].tolist() == [GROSS, KLEIN]


def test_vorhandene_bleiben_und_zaehlen_mit() -> None:
    lage = lage_von([(A, KLEIN)] * 4 + [(B, KLEIN)] * 4)
    # Zwei aus A stehen schon da; Soll 2 + 2, also kommen zwei aus B.
    ergebnis = ausgewogen(nach_rang(lage), lage, 4, vorhandene=[ags(3), ags(2)])
    assert stellen(ergebnis) == [3, 2, 4, 5]
    # Schon zu viele: Nichts geht verloren, nichts kommt dazu.
    assert stellen(ausgewogen(nach_rang(lage), lage, 1, vorhandene=[ags(3), ags(2)])) == [3, 2]
    # Eine Gemeinde, die es nicht mehr gibt, behält ihren Platz.
    fremd = ausgewogen(nach_rang(lage), lage, 3, vorhandene=["14999999"])
    assert fremd[0] == "14999999"
    assert stellen(fremd[1:]) == [0, 4]


def test_wenige_kandidaten_kommen_alle_hinein() -> None:
    lage = lage_von([(A, KLEIN), (B, GROSS)])
    assert stellen(ausgewogen(nach_rang(lage), lage, 12)) == [0, 1]
    assert ausgewogen(nach_rang(lage).iloc[:0], lage, 12) == ()
    assert ausgewogen(nach_rang(lage), lage, 0) == ()


def test_der_loeser_rechnet_bis_zum_beweis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mit der Vorgabe von HiGHS (ein Zehntausendstel) wäre die Summe der Ränge nur ungefähr die kleinste."""
    gesetzt: dict[str, float] = {}
    echt = highspy.Highs.setOptionValue

    def merke(loeser: highspy.Highs, name: str, wert: float) -> object:
        gesetzt[name] = wert
        return echt(loeser, name, wert)

    monkeypatch.setattr(highspy.Highs, "setOptionValue", merke)
    lage = lage_von([(A, KLEIN), (B, KLEIN), (A, GROSS)])
    assert stellen(ausgewogen(nach_rang(lage), lage, 1)) == [0]
    assert gesetzt["mip_rel_gap"] == 0.0
    assert gesetzt["threads"] == 1


_paare = st.lists(
    st.tuples(st.sampled_from([*REGIONEN, None]), st.sampled_from([*KLASSEN, None])), min_size=1, max_size=24
)


@given(_paare, st.integers(0, 30), st.data())
def test_regeln_fuer_jede_liste(
    paare: list[tuple[str | None, str | None]], plaetze: int, daten: st.DataObject
) -> None:
    lage = lage_von(paare)
    vorhandene = daten.draw(st.lists(st.sampled_from(list(lage.index)), unique=True, max_size=6))
    ergebnis = ausgewogen(nach_rang(lage), lage, plaetze, vorhandene=vorhandene)
    assert len(ergebnis) == max(len(vorhandene), min(plaetze, len(lage)))
    assert len(set(ergebnis)) == len(ergebnis)
    assert list(ergebnis[: len(vorhandene)]) == vorhandene
    neue = stellen(ergebnis[len(vorhandene) :])
    assert neue == sorted(neue)
    assert ergebnis == ausgewogen(nach_rang(lage), lage, plaetze, vorhandene=vorhandene)


@given(_paare, st.integers(1, 30))
def test_eine_region_bekommt_genau_ihre_plaetze_wenn_die_groessen_gleich_sind(
    paare: list[tuple[str | None, str | None]], plaetze: int
) -> None:
    lage = lage_von([(region, KLEIN) for region, _ in paare])
    auswahl = lage.loc[list(ausgewogen(nach_rang(lage), lage, plaetze))]
    alle = lage["planungsregion"].fillna("k. A.").value_counts()
    soll = alle * min(plaetze, len(lage)) / len(lage)
    ist = auswahl["planungsregion"].fillna("k. A.").value_counts().reindex(alle.index, fill_value=0)
    assert ((ist - soll).abs() < 1).all()
