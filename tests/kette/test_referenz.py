"""Die Referenz gegen Zahlen von Hand und gegen die schnellen Rechnungen."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from insek_monitor.kern.regeln import Schema
from insek_monitor.lage.abdeckung import abdeckung
from insek_monitor.lage.lage import Auswahl
from insek_monitor.rahmen import zwischenspeicher
from tests.kette import beispiele, referenz
from tests.kette.beispiele import GLIEDERUNGEN, HEUTE, RECHERCHE, Fall
from tests.kette.referenz import MASSE, STATUS, summe


def test_ganzes_land_wie_in_den_eckwerten(laender):
    geschaetzt = laender[RECHERCHE].orte(HEUTE, schaetzen=True)
    summen: list[Any] = [summe(geschaetzt, n) for n in STATUS]
    assert [(s.belegt, s.gesamt, s.von, s.bis) for s in summen] == [
        (120, 207, 207, 207),
        (0, 22, 22, 22),
        (1, 189, 189, 189),
        (0, 0, 0, 0),
    ]
    belegt = laender[RECHERCHE].orte(HEUTE, schaetzen=False)
    assert [summe(belegt, n).gesamt for n in STATUS] == [120, 74, 1, 223]


def test_wahrscheinlichkeiten_und_intervall_von_hand(laender):
    """Kleine: 171 ohne, eine davon geklärt, 234 offen; t = 22/106 (Issue 11, Abschnitt 2)."""
    orte = laender[RECHERCHE].orte(HEUTE, schaetzen=True)
    offene = [o for o in orte if o.klassen["kompakt"] == "unter 5.000" and o.erwartet]
    assert len(offene) == 234
    kein = Fraction(170, 234)
    assert offene[0].erwartet == {
        "vorhanden": (1 - kein) * Fraction(84, 106),
        "teilweise": (1 - kein) * Fraction(22, 106),
        "kein": kein,
    }
    # 20 der offenen: 14,53 ohne; Varianz 20 · 0,7265 · 0,2735 · 214/233 = 3,650; 1,6449 · 1,9105 = 3,14.
    teil: Any = summe(offene[:20], "kein")
    assert (teil.belegt, teil.von, teil.bis) == (0, 11, 18)
    assert float(teil.gesamt) == pytest.approx(14.530, abs=0.001)


def test_jahrestage_und_grenzen_von_hand(laender):
    """Am 30.11.2026: zehn Jahre alt ist abgelaufen, sieben Jahre alt ist einzuleiten, 29.2. wird der 28.2."""
    orte = laender[beispiele.EIGENER].orte(HEUTE, schaetzen=False)
    je_beschluss = {
        o.konzept["beschluss"]: o for o in orte if o.konzept and o.konzept["konzept_id"].startswith("F-")
    }
    assert je_beschluss["2016-11-30"].aktualitaet == "abgelaufen"
    assert (je_beschluss["2016-12-01"].aktualitaet, je_beschluss["2016-12-01"].warnband) == (
        "Fortschreibung einleiten",
        6,
    )
    assert (je_beschluss["2019-11-30"].aktualitaet, je_beschluss["2019-11-30"].alter) == (
        "Fortschreibung einleiten",
        7,
    )
    assert str(je_beschluss["2016-02-29"].ablauf) == "2026-02-28"
    assert je_beschluss["unbekannt"].aktualitaet == "Alter unbekannt"


def _auswahl(fall: Fall) -> Auswahl:
    w = fall.wahl
    schema: Schema = "fein" if w.schema == "fein" else "kompakt"
    return Auswahl(w.stichtag, schema, w.klassen, w.kreise, w.nur_belegt)


SPALTEN = (
    *("status", "konzept_id", "alter_jahre", "aktualitaet", "ablauf_am", "warnband_monate"),
    *("in_arbeit", "geklaert", "foerdergrundlage"),
)


def test_lage_je_gemeinde(faelle, nummern):
    for fall in faelle:
        w = fall.wahl
        lage = zwischenspeicher.lage_gesamt(nummern[w.stand], w.stichtag, w.nur_belegt)
        gerechnet = lage[list(SPALTEN)].astype(object).where(lage[list(SPALTEN)].notna(), None)
        for ort, zeile in zip(fall.alle, gerechnet.loc[[o.ags for o in fall.alle]].to_numpy(), strict=True):
            assert zeile.tolist() == [
                *(ort.status, ort.konzept["konzept_id"] if ort.konzept else None, ort.alter, ort.aktualitaet),
                *(ort.ablauf and pd.Timestamp(ort.ablauf), ort.warnband),
                *(ort.in_arbeit, ort.geklaert, ort.foerdergrundlage),
            ], (w, ort)


def test_summen_je_gruppe(faelle, nummern):
    for fall in faelle:
        lage = zwischenspeicher.lage_der_auswahl(nummern[fall.wahl.stand], _auswahl(fall))
        tabelle = abdeckung(lage, GLIEDERUNGEN[fall.wahl.nach] or f"groessenklasse_{fall.wahl.schema}")
        gruppen = referenz.gruppiere(fall.orte, fall.wahl.gruppe)
        assert set(tabelle["gruppe"]) == set(gruppen), fall.wahl
        for z in tabelle.to_dict("records"):
            for mass, gewicht in MASSE.items():
                s = summe(gruppen[z["gruppe"]], z["status"], gewicht)
                erwartet: list[Any] = [s.belegt, s.geschaetzt, s.gesamt, s.von, s.bis]
                spalten = ("_belegt", "_geschaetzt", "", "_von", "_bis")
                assert [z[mass + e] for e in spalten] == pytest.approx(
                    [float(e) for e in erwartet], abs=1e-4
                ), (
                    fall.wahl,
                    z,
                )
