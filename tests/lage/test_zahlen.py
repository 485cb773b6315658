"""Deutsche Zahlen, Anteile und Daten: von Hand ausgerechnet."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from insek_monitor.kern.datum import DatumsFehler
from insek_monitor.lage.bild import zahlen

FEHLEND = [None, np.nan, pd.NA, pd.NaT]


@pytest.mark.parametrize(
    ("wert", "stellen", "text"),
    [
        (4089467, 0, "4.089.467"),
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (-1234.5, 1, "−1.234,5"),
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (np.int64(12), 0, "12"),
        (-0.04, 1, "0,0"),
    ],
)
def test_zahl(wert, stellen, text):
    assert zahlen.zahl(wert, stellen) == text


def test_zahl_mit_vorzeichen():
    assert [zahlen.zahl(w, vorzeichen=True) for w in (3, 0, -3)] == ["+3", "0", "−3"]


@pytest.mark.parametrize("wert", FEHLEND)
def test_fehlendes_ist_immer_k_a(wert):
    for funktion in (
        zahlen.zahl,
        zahlen.anteil,
        zahlen.datum,
        zahlen.datum_lang,
        zahlen.ungenaues_datum,
        zahlen.wann,
        zahlen.gemeinden,
        zahlen.jahre,
        zahlen.monate,
    ):
        assert funktion(wert) == "k. A.", funktion.__name__


@pytest.mark.parametrize(
    ("wert", "text"),
    [
        (0.5, "50 %"),
        (0, "0 %"),
        (1, "100 %"),
        (0.004, "0,4 %"),
        (0.0004, "unter 0,1 %"),
        (0.0005, "0,1 %"),
        (0.996, "99,6 %"),
        (0.9996, "über 99,9 %"),
        (189 / 377, "50 %"),
        (0.125, "13 %"),
        (0.01, "1 %"),
    ],
)
def test_anteil(wert, text):
    assert zahlen.anteil(wert).replace(zahlen.NBSP, " ") == text


def test_anteil_trennt_nicht_am_zeilenende_und_nimmt_stellen():
    assert zahlen.anteil(0.5) == "50\u00a0%"
    assert zahlen.anteil(0.50136, 1) == "50,1\u00a0%"


def test_daten():
    assert zahlen.datum(date(2026, 11, 21)) == "21.11.2026"
    assert zahlen.datum(pd.Timestamp("2026-03-04")) == "04.03.2026"
    assert zahlen.datum_lang(date(2029, 7, 1)) == "1.\u00a0Juli 2029"
    in_utc = datetime(2026, 11, 20, 23, 27, tzinfo=UTC)
    assert zahlen.datum(in_utc) == "21.11.2026"
    assert zahlen.zeitpunkt(in_utc) == "21.11.2026, 00:27 Uhr"


@pytest.mark.parametrize(
    ("text", "kurz", "im_satz"),
    [
        ("2019", "2019", "2019"),
        ("2019-03", "März 2019", "im März 2019"),
        ("2019-03-14", "14.03.2019", "am 14.\u00a0März 2019"),
        ("unbekannt", "Datum unbekannt", "zu einem unbekannten Zeitpunkt"),
        ("", "k. A.", "k. A."),
    ],
)
def test_ungenaues_datum(text, kurz, im_satz):
    assert zahlen.ungenaues_datum(text) == kurz
    assert zahlen.wann(text) == im_satz


def test_ungenaues_datum_weist_anderes_zurueck():
    with pytest.raises(DatumsFehler):
        zahlen.ungenaues_datum("14.03.2019")


def test_anzahl():
    assert zahlen.anzahl(1, "Gemeinde", "Gemeinden") == "1 Gemeinde"
    assert zahlen.anzahl(0, "Gemeinde", "Gemeinden") == "0 Gemeinden"
    assert [zahlen.gemeinden(n) for n in (0, 1, 1418)] == ["keine Gemeinde", "1 Gemeinde", "1.418 Gemeinden"]
    assert [zahlen.jahre(n) for n in (1, 7)] == ["1 Jahr", "7 Jahre"]
    assert zahlen.monate(24, dativ=True) == "24 Monaten"


def test_aufzaehlung():
    assert [zahlen.aufzaehlung("ABC"[:n]) for n in range(4)] == ["", "A", "A und B", "A, B und C"]
    assert zahlen.aufzaehlung("ABCDE", hoechstens=2) == "A, B und 3 weitere"
    # „und 1 weitere“ wäre länger als der letzte Name selbst.
    assert zahlen.aufzaehlung("ABC", hoechstens=2) == "A, B und C"
    assert zahlen.aufzaehlung([], leer="keine") == "keine"


@pytest.mark.parametrize(
    ("von", "bis", "text"),
    [
        (date(2026, 11, 21), date(2029, 7, 1), "2 Jahre und 7 Monate"),
        (date(2026, 11, 21), date(2027, 11, 21), "1 Jahr"),
        (date(2026, 11, 21), date(2027, 2, 21), "3 Monate"),
        (date(2026, 11, 21), date(2026, 12, 20), "29 Tage"),
        (date(2026, 11, 21), date(2026, 11, 22), "1 Tag"),
        (date(2027, 2, 21), date(2026, 11, 21), "3 Monate"),
    ],
)
def test_dauer(von, bis, text):
    assert zahlen.dauer(von, bis) == text


def test_dauer_im_dativ_und_zahlwort():
    assert zahlen.dauer(date(2026, 11, 21), date(2029, 7, 1), dativ=True) == "2 Jahren und 7 Monaten"
    assert [zahlen.zahlwort(n) for n in (1, 7, 10, 13)] == ["ein", "sieben", "zehn", "13"]
