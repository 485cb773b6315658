"""Tagestouren: kleine Fälle gegen alle Möglichkeiten, große gegen Zeit und Regeln."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insek_monitor.ansprache.kampagnen import touren
from insek_monitor.ansprache.kampagnen.touren import LEIPZIG, Tourenplan, TourFehler, plane
from insek_monitor.ansprache.prioritaet.filter import km
from insek_monitor.register import tabellen


@cache
def tabellen_orte() -> pd.DataFrame:
    """Die Gemeinden, einmal gelesen."""
    return tabellen.gemeinden()[["name", "laenge", "breite"]]


def _orte(*punkte: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [f"Ort {i}" for i in range(len(punkte))],
            "laenge": [punkt[0] for punkt in punkte],
            "breite": [punkt[1] for punkt in punkte],
        },
        index=pd.Index([f"14{i:06d}" for i in range(len(punkte))], name="ags", dtype="str"),
    )


def _kuerzeste(orte: pd.DataFrame, hoechstens: int) -> float:
    """Alle Reihenfolgen, jede an allen Stellen in so wenige Touren wie möglich geteilt."""
    laenge, breite = np.r_[LEIPZIG[0], orte["laenge"]], np.r_[LEIPZIG[1], orte["breite"]]
    strecke = [list(km(laenge, breite, ort)) for ort in zip(laenge, breite, strict=True)]

    def beste(rest: tuple[int, ...], fahrten: int) -> float:
        if not rest or fahrten == 0:
            return 0.0 if not rest and fahrten == 0 else math.inf
        return min(
            sum(strecke[a][b] for a, b in pairwise((0, *rest[:n], 0))) + beste(rest[n:], fahrten - 1)
            for n in range(1, min(hoechstens, len(rest)) + 1)
        )

    anzahl = math.ceil(len(orte) / hoechstens)
    return min(beste(folge, anzahl) for folge in permutations(range(1, len(orte) + 1)))


def _pruefe_regeln(plan: Tourenplan, orte: pd.DataFrame, hoechstens: int) -> None:
    besucht = [ags for tour in plan.touren for ags in tour.orte]
    assert sorted(besucht) == sorted(set(orte.index))
    assert len(plan.touren) == math.ceil(len(set(orte.index)) / hoechstens)
    assert all(1 <= len(tour.orte) <= hoechstens for tour in plan.touren)
    assert [tour.nummer for tour in plan.touren] == list(range(1, len(plan.touren) + 1))
    for tour in plan.touren:
        assert len(tour.teilstrecken_km) == len(tour.orte) + 1
        assert tour.km == pytest.approx(sum(tour.teilstrecken_km))
        assert tour.teilstrecken_km[0] <= tour.teilstrecken_km[-1]
    hinwege = [tour.teilstrecken_km[0] for tour in plan.touren]
    assert hinwege == sorted(hinwege)
    assert plan.km == pytest.approx(sum(tour.km for tour in plan.touren))


def test_ein_ort_hin_und_zurueck() -> None:
    # Ein Breitengrad ist bei 51° rund 111,26 km lang.
    plan = plane(_orte((LEIPZIG[0], LEIPZIG[1] - 0.5)))
    assert plan.touren[0].orte == ("14000000",)
    assert plan.touren[0].teilstrecken_km == pytest.approx((55.63, 55.63), abs=0.02)
    assert plan.km == pytest.approx(111.26, abs=0.04)
    assert plan.start == "Leipzig"
    assert "Luftlinie" in plan.hinweis


def test_orte_in_einer_richtung_gehoeren_zusammen() -> None:
    # Zwei im Osten, zwei im Süden; die näheren Orte stehen vorn, der Süden liegt näher.
    ost = [(LEIPZIG[0] + x, LEIPZIG[1]) for x in (0.9, 1.2)]
    sued = [(LEIPZIG[0], LEIPZIG[1] - y) for y in (0.5, 0.3)]
    plan = plane(_orte(*ost, *sued), hoechstens=2)
    assert [tour.orte for tour in plan.touren] == [("14000003", "14000002"), ("14000000", "14000001")]


def test_leipzig_selbst_und_doppelte() -> None:
    gemeinden = tabellen.gemeinden()
    assert tuple(gemeinden.loc["14713000", ["laenge", "breite"]]) == LEIPZIG
    nur = plane(gemeinden.loc[["14713000"]])
    assert (nur.km, nur.touren[0].orte) == (0.0, ("14713000",))
    doppelt = gemeinden.loc[["14713000", "14612000", "14612000", "14511000"]]
    plan = plane(doppelt, hoechstens=3)
    _pruefe_regeln(plan, doppelt, 3)
    assert plan == plane(gemeinden.loc[["14511000", "14713000", "14612000"]], hoechstens=3)


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(1, 4))
def test_kuerzeste_touren_gegen_durchprobieren(start: int, anzahl: int, hoechstens: int) -> None:
    orte = tabellen_orte().sample(anzahl, random_state=start)
    plan = plane(orte, hoechstens=hoechstens)
    _pruefe_regeln(plan, orte, hoechstens)
    # VROOM rechnet in ganzen Metern: je Strecke bis zu einem halben daneben.
    assert plan.km == pytest.approx(_kuerzeste(orte, hoechstens), abs=0.02)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 70), st.integers(1, 20))
def test_jeder_ort_genau_einmal_in_so_wenigen_touren_wie_moeglich(
    start: int, anzahl: int, hoechstens: int
) -> None:
    orte = tabellen_orte().sample(anzahl, random_state=start)
    plan = plane(orte, hoechstens=hoechstens)
    _pruefe_regeln(plan, orte, hoechstens)
    assert plan == plane(orte.iloc[::-1], hoechstens=hoechstens)


def test_alle_418_in_vierer_touren() -> None:
    plan = plane(tabellen_orte())
    _pruefe_regeln(plan, tabellen_orte(), 4)
    assert len(plan.touren) == 105
    # Sollwert gemessen; hin und zurück zu jedem Ort einzeln wären es 77.868 km.
    assert plan.km == pytest.approx(20_913, rel=0.01)


@pytest.mark.parametrize("hoechstens", [0, -1, 21])
def test_unmoegliche_zahl_je_tour(hoechstens: int) -> None:
    with pytest.raises(TourFehler, match=f"1 bis 20 Orte, gewünscht sind höchstens {hoechstens}"):
        plane(tabellen_orte().head(3), hoechstens=hoechstens)


def test_keine_und_zu_viele_orte_und_ohne_koordinaten() -> None:
    with pytest.raises(TourFehler, match="Die Liste ist leer"):
        plane(tabellen_orte().head(0))
    viele = _orte(*[(12.0, 51.0)] * 421)
    with pytest.raises(TourFehler, match="Die Liste hat 421 Orte, planbar sind höchstens 420"):
        plane(viele)
    ohne = _orte((12.0, 51.0), (float("nan"), 51.0))
    with pytest.raises(TourFehler, match=r"keine Tour planen: Ort 1\. Bitte"):
        plane(ohne)


def test_gleiche_koordinaten_und_alle_erlaubten() -> None:
    plan = plane(_orte(*[(12.0, 51.0)] * 420), hoechstens=20)
    assert len(plan.touren) == 21
    assert touren.HOECHSTENS_ORTE == 420
