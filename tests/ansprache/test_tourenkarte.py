"""Karte der Touren: eine Spur je Tour, Nummern an den Halten, dieselbe Auskunft als Text."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.ansprache.kampagnen import tourenkarte
from insek_monitor.ansprache.kampagnen.touren import Tour, Tourenplan

START = "14713000"
ORTE = pd.DataFrame(
    {
        "name": ["Leipzig", "Pirna", "Quersa", "Riesa"],
        "laenge": [12.4, 13.9, 13.7, 13.3],
        "breite": [51.3, 51.0, 51.3, 51.3],
    },
    index=[START, "p", "q", "r"],
)
PLAN = Tourenplan(
    (Tour(1, ("r", "q"), 120.0, (60.0, 20.0, 40.0)), Tour(2, ("p",), 220.0, (110.0, 110.0))), 340.0, "Leipzig"
)
KREISE = {
    "features": [
        {"geometry": {"type": "Polygon", "coordinates": [[[12, 51], [13, 51], [12, 52], [12, 51]]]}},
        {"geometry": {"type": "MultiPolygon", "coordinates": [[[[14, 51], [15, 51], [14, 51]]]]}},
    ]
}


def figur(plan=PLAN, thema="hell"):
    return tourenkarte.tourenkarte(plan, ORTE, START, KREISE, thema)


def test_jede_tour_beginnt_und_endet_in_leipzig():
    touren = [spur for spur in figur().data if (spur.name or "").startswith("Tour")]
    assert [spur.name for spur in touren] == ["Tour 1 (120 km)", "Tour 2 (220 km)"]
    assert list(touren[0].x) == [12.4, 13.3, 13.7, 12.4]
    assert list(touren[0].y) == [51.3, 51.3, 51.3, 51.3]
    assert list(touren[0].text) == ["", "1.1", "1.2", ""]
    assert list(touren[1].text) == ["", "2.1", ""]
    assert touren[0].customdata[2] == "Tour 1, Halt 2: Quersa<br>20,0 km ab dem vorigen Ort"


def test_gleiche_farbe_nie_mit_gleichem_strich():
    viele = Tourenplan(tuple(Tour(n, ("r",), 1.0, (0.5, 0.5)) for n in range(1, 21)), 20.0, "Leipzig")
    touren = [spur for spur in figur(viele).data if (spur.name or "").startswith("Tour")]
    assert len({(spur.line.color, spur.line.dash) for spur in touren}) == 20
    assert figur(viele).layout.showlegend is False


def test_breitengrade_sind_so_lang_wie_in_wirklichkeit():
    # Mittel der vier Breiten: (51,3·3 + 51,0) / 4 = 51,225 Grad
    assert figur().layout.yaxis.scaleratio == pytest.approx(1 / math.cos(math.radians(51.225)))


def test_nummern_weichen_dem_naechsten_halt_aus():
    halte = pd.DataFrame(
        {"laenge": [14.0, 14.0, 12.0, 12.1], "breite": [51.0, 51.1, 50.5, 50.5]}, index=list("abcd")
    )
    assert tourenkarte.schriftlagen(halte) == {
        "a": "bottom center",
        "b": "top center",
        "c": "middle left",
        "d": "middle right",
    }
    assert tourenkarte.schriftlagen(halte.head(1)) == {"a": "top center"}


@given(st.integers(1, 130))
def test_viele_halte_tragen_keine_nummern_auf_der_karte(touren):
    plan = Tourenplan(tuple(Tour(n, ("r",), 1.0, (0.5, 0.5)) for n in range(1, touren + 1)), 1.0, "Leipzig")
    erste = next(spur for spur in figur(plan).data if (spur.name or "").startswith("Tour"))
    assert ("text" in erste.mode) == (touren <= tourenkarte.MIT_NUMMERN)


def test_alternative_nennt_orte_in_ihrer_folge():
    text = tourenkarte.alternative(PLAN, ORTE["name"].to_dict())
    assert text == (
        "Karte von Sachsen mit 2 Tagestouren ab Leipzig, Luftlinie. Tour 1: Riesa – Quersa (120\xa0km). "
        "Tour 2: Pirna (220\xa0km)."
    )
    viele = Tourenplan(tuple(Tour(n, ("r",), 1.0, (0.5, 0.5)) for n in range(1, 15)), 1.0, "Leipzig")
    assert tourenkarte.alternative(viele, {"r": "Riesa"}).endswith("Dazu 2 weitere Touren.")
    assert tourenkarte.alternative(Tourenplan((), 0.0, "Leipzig"), {}) == "Karte ohne Tour."
