"""Gruppen werden nur gezeigt, wenn sich daraus keine Zahl von eins bis vier ausrechnen lässt."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.gruppenschutz import (
    GeschuetzteGruppen,
    Gruppenzahl,
    geschuetzte_gruppen,
    gruppen_der_runde,
)

GRUPPEN = st.dictionaries(
    st.sampled_from(["", "A", "B", "C", "D", "E"]), st.integers(0, 12).map(lambda n: Gruppenzahl(n, (n,)))
)


def zahlen(**anzahlen: int) -> dict[str, Gruppenzahl]:
    return {name: Gruppenzahl(anzahl, (anzahl, 0)) for name, anzahl in anzahlen.items()}


@pytest.mark.parametrize(
    ("anzahlen", "gesamt", "gezeigt", "rest", "verborgen"),
    [
        ({}, 0, [], 0, 0),
        ({"A": 4}, 4, [], 4, 1),
        ({"A": 5}, 5, ["A"], 0, 0),
        ({"A": 5, "B": 7}, 12, ["A", "B"], 0, 0),
        # Vier ohne Angabe ließen sich ausrechnen: die kleinere Gruppe fällt weg.
        ({"A": 5, "B": 7}, 16, ["B"], 9, 1),
        ({"A": 7, "B": 5}, 16, ["A"], 9, 1),
        ({"A": 5, "B": 5}, 11, ["B"], 6, 1),
        ({"A": 6, "B": 4}, 10, [], 10, 2),
        ({"A": 6, "B": 4, "C": 9}, 19, ["C"], 10, 2),
        # Drei und zwei sind zusammen fünf: niemand weiß, wie sie sich verteilen.
        ({"A": 6, "B": 3, "C": 2}, 11, ["A"], 5, 2),
        ({"A": 5, "B": 0}, 10, ["A"], 5, 0),
    ],
)
def test_von_hand(
    anzahlen: dict[str, int], gesamt: int, gezeigt: list[str], rest: int, verborgen: int
) -> None:
    gruppen = zahlen(**anzahlen)
    erwartet = GeschuetzteGruppen({name: gruppen[name] for name in gezeigt}, rest, verborgen)
    assert geschuetzte_gruppen(gruppen, gesamt) == erwartet


def test_ohne_angabe_ist_keine_gruppe() -> None:
    gruppen = {"": Gruppenzahl(9, (9,)), "A": Gruppenzahl(6, (6,))}
    assert geschuetzte_gruppen(gruppen, 15) == GeschuetzteGruppen({"A": Gruppenzahl(6, (6,))}, 9, 0)


def test_mehr_in_gruppen_als_in_der_runde() -> None:
    with pytest.raises(ValueError, match="mehr als 5 Stimmende"):
        geschuetzte_gruppen(zahlen(A=6), 5)


@given(GRUPPEN, st.integers(0, 12))
def test_keine_differenz_verraet_eins_bis_vier(gruppen: dict[str, Gruppenzahl], ohne: int) -> None:
    """Gesamtzahl minus jede Auswahl gezeigter Gruppen, und jede Auswahl für sich."""
    gesamt = ohne + sum(zahl.anzahl for zahl in gruppen.values())
    ergebnis = geschuetzte_gruppen(gruppen, gesamt)
    gezeigt = [zahl.anzahl for zahl in ergebnis.gezeigt.values()]
    auswahlen = chain.from_iterable(combinations(gezeigt, n) for n in range(len(gezeigt) + 1))
    if not gezeigt:
        return
    for auswahl in auswahlen:
        assert sum(auswahl) not in range(1, 5)
        assert gesamt - sum(auswahl) not in range(1, 5)


@given(GRUPPEN, st.integers(0, 12))
def test_nichts_wird_erfunden_und_hoechstens_eine_gruppe_zu_viel_verborgen(
    gruppen: dict[str, Gruppenzahl], ohne: int
) -> None:
    gesamt = ohne + sum(zahl.anzahl for zahl in gruppen.values())
    ergebnis = geschuetzte_gruppen(gruppen, gesamt)
    assert ergebnis.gezeigt.items() <= gruppen.items()
    assert ergebnis.rest + sum(zahl.anzahl for zahl in ergebnis.gezeigt.values()) == gesamt
    genug = {name for name, zahl in gruppen.items() if name and zahl.anzahl >= 5}
    assert len(genug - set(ergebnis.gezeigt)) <= 1
    besetzt = {name for name, zahl in gruppen.items() if name and zahl.anzahl}
    assert ergebnis.verborgen == len(besetzt - set(ergebnis.gezeigt))


def test_vor_dem_schliessen_gibt_es_keine_gruppen() -> None:
    gruppen = zahlen(A=6, B=9)
    assert gruppen_der_runde(False, gruppen, 15) == GeschuetzteGruppen({}, 15, 0)
    assert gruppen_der_runde(True, gruppen, 15) == geschuetzte_gruppen(gruppen, 15)


def test_reihenfolge_der_auswahl() -> None:
    geschuetzt = geschuetzte_gruppen(zahlen(A=6, B=9, C=5), 20)
    assert list(geschuetzt.geordnet(["C", "X", "A"]).gezeigt) == ["C", "A", "B"]
