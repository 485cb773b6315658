"""Ungenaue Daten, Jahrestage, Monate."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.begriffe import Genauigkeit
from insek_monitor.kern.datum import (
    DatumsFehler,
    jahrestag,
    je_tag,
    lies_datum,
    plus_monate,
    tage_spalte,
    vollendete_jahre,
)

TAGE = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "tag", "genauigkeit"),
    [
        ("2019", date(2019, 7, 1), Genauigkeit.JAHR),
        ("2019-03", date(2019, 3, 15), Genauigkeit.MONAT),
        ("2019-03-14", date(2019, 3, 14), Genauigkeit.TAG),
        (" 2020-02-29 ", date(2020, 2, 29), Genauigkeit.TAG),
        ("unbekannt", None, Genauigkeit.UNBEKANNT),
    ],
)
def test_liest_datum_mit_genauigkeit(text: str, tag: date | None, genauigkeit: Genauigkeit) -> None:
    gelesen = lies_datum(text)
    assert gelesen is not None
    assert (gelesen.text, gelesen.tag, gelesen.genauigkeit) == (text.strip(), tag, genauigkeit)


@pytest.mark.parametrize("leer", [None, "", "  ", pd.NA, float("nan"), pd.NaT])
def test_leer_heisst_nicht_belegt(leer: object) -> None:
    assert lies_datum(leer) is None


@pytest.mark.parametrize(
    "text",
    [
        "19",
        "2019-3",
        "2019-13",
        "2019-02-29",
        "14.03.2019",
        "2019-03-14T00:00",
        "Unbekannt",
        "0000",
        "２０１９",
    ],
)
def test_andere_schreibweisen_sind_fehler(text: str) -> None:
    with pytest.raises(DatumsFehler, match="Datum"):
        lies_datum(text)


@pytest.mark.parametrize(
    ("tag", "jahre", "erwartet"),
    [
        (date(2016, 11, 21), 10, date(2026, 11, 21)),
        (date(2016, 2, 29), 10, date(2026, 2, 28)),
        (date(2016, 2, 29), 4, date(2020, 2, 29)),
        (date(2015, 2, 28), 5, date(2020, 2, 28)),
    ],
)
def test_jahrestag(tag: date, jahre: int, erwartet: date) -> None:
    assert jahrestag(tag, jahre) == erwartet


@pytest.mark.parametrize(
    ("tag", "monate", "erwartet"),
    [
        (date(2026, 11, 21), 6, date(2027, 5, 21)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_plus_monate(tag: date, monate: int, erwartet: date) -> None:
    assert plus_monate(tag, monate) == erwartet


@pytest.mark.parametrize(
    ("tag", "stichtag", "jahre"),
    [
        (date(2016, 11, 21), date(2026, 11, 20), 9),
        (date(2016, 11, 21), date(2026, 11, 21), 10),
        (date(2016, 2, 29), date(2017, 2, 27), 0),
        (date(2016, 2, 29), date(2017, 2, 28), 1),
        (date(2026, 11, 22), date(2026, 11, 21), -1),
    ],
)
def test_vollendete_jahre(tag: date, stichtag: date, jahre: int) -> None:
    assert vollendete_jahre(tag, stichtag) == jahre


@given(TAGE, st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(1, 20))
def test_alter_und_jahrestag_sagen_dasselbe(tag: date, stichtag: date, jahre: int) -> None:
    assert (vollendete_jahre(tag, stichtag) >= jahre) == (stichtag >= jahrestag(tag, jahre))


@given(TAGE, st.integers(0, 400))
def test_ein_spaeterer_stichtag_macht_nie_juenger(tag: date, tage: int) -> None:
    stichtag = date(2026, 11, 21)
    assert vollendete_jahre(tag, stichtag + timedelta(days=tage)) >= vollendete_jahre(tag, stichtag)


def test_je_tag_rechnet_jeden_tag_nur_einmal_und_laesst_fehlendes() -> None:
    gerechnet: list[date] = []

    def regel(tag: date) -> int:
        gerechnet.append(tag)
        return tag.year

    tage = np.array(["2019-01-01", "NaT", "2019-01-01", "2020-05-05"], dtype="datetime64[D]")
    assert je_tag(tage, regel, "int64", -1).tolist() == [2019, -1, 2019, 2020]
    assert len(gerechnet) == 2
    assert je_tag(tage[1:2], regel, "int64", -1).tolist() == [-1]


def test_tage_spalte_behaelt_den_index_und_laesst_luecken() -> None:
    texte = pd.Series(["2019", None, "unbekannt", "2019", "2020-05"], index=list("abcde"), dtype="str")
    tage = tage_spalte(texte)
    assert str(tage.dtype) == "datetime64[s]"
    assert tage.index.tolist() == list("abcde")
    assert tage.isna().tolist() == [False, True, True, False, False]
    assert tage["d"] == pd.Timestamp("2019-07-01")
    assert tage["e"] == pd.Timestamp("2020-05-15")
    with pytest.raises(DatumsFehler):
        tage_spalte(pd.Series(["gestern"]))
