"""Regeln aus regeln.yaml und Größenklassen."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from insek_monitor.kern.regeln import RegelFehler, Regeln
from tests.conftest import rohe_regeln


def test_regeln_aus_der_datei_der_auslieferung(echte_regeln: Regeln) -> None:
    assert (echte_regeln.fortschreibung_ab_jahre, echte_regeln.gueltig_bis_jahre) == (7, 10)
    assert echte_regeln.foerderung_mindest_einwohner == 2000
    assert echte_regeln.warnbaender_monate == (6, 12, 24)
    assert echte_regeln.klein_unter_einwohner == (2000, 5000, 10000, 15000)
    assert (echte_regeln.schrumpfung_voll_prozent, echte_regeln.kontakt_voll_monate) == (15, 24)
    assert [k.untergrenze for k in echte_regeln.kompakt.klassen] == [0, 5000, 15000]
    assert [k.untergrenze for k in echte_regeln.fein.klassen] == [0, 2000, 5000, 10000, 15000, 50000]
    assert all(eintrag.quelle and eintrag.einheit for eintrag in echte_regeln.eintraege)


def test_eintraege_fuer_die_methodik() -> None:
    regeln = Regeln.aus_dict(rohe_regeln())
    assert [eintrag.name for eintrag in regeln.eintraege][:2] == [
        "fortschreibung_ab_jahre",
        "gueltig_bis_jahre",
    ]
    assert regeln.eintraege[0].einheit == "Jahre"
    assert hash(regeln) == hash(Regeln.aus_dict(rohe_regeln()))


def _mit(name: str, angabe: str, wert: Any) -> dict[str, Any]:
    roh = rohe_regeln()
    roh[name] = roh[name] | {angabe: wert}
    return roh


def _ohne(name: str) -> dict[str, Any]:
    roh = rohe_regeln()
    del roh[name]
    return roh


def _klassen(*klassen: tuple[str, Any, Any]) -> dict[str, Any]:
    roh = rohe_regeln()
    roh["groessenklassen"]["kompakt"] = [
        {"beschriftung": b, "untergrenze": u, "obergrenze": o} for b, u, o in klassen
    ]
    return roh


@pytest.mark.parametrize(
    ("roh", "meldung"),
    [
        (None, "leer"),
        (_ohne("gueltig_bis_jahre"), "gueltig_bis_jahre“ fehlt"),
        (_ohne("groessenklassen"), "kompakt und fein"),
        ({**rohe_regeln(), "gueltig_bis_jahre": 10}, "braucht die Angaben"),
        ({**rohe_regeln(), "gueltig_bis_jahre": {"wert": 10}}, "fehlt: einheit, quelle"),
        (_mit("gueltig_bis_jahre", "wert", "10"), "ganze Zahl"),
        (_mit("gueltig_bis_jahre", "wert", True), "ganze Zahl"),
        (_mit("gueltig_bis_jahre", "wert", 7), "kleiner sein als gueltig_bis_jahre"),
        (_mit("warnbaender_monate", "wert", 6), "Liste ganzer Zahlen"),
        (_mit("warnbaender_monate", "wert", [6, 6]), "aufsteigen"),
        (_mit("erarbeitung_monate", "wert", [24, 18]), "aufsteigen"),
        (_mit("erarbeitung_monate", "wert", [18]), "zwei Werte"),
        (_mit("klein_unter_einwohner", "wert", [5000, 2000]), "aufsteigen"),
        (_mit("klein_unter_einwohner", "wert", []), "Liste ganzer Zahlen"),
        (_ohne("schrumpfung_voll_prozent"), "schrumpfung_voll_prozent“ fehlt"),
        (_mit("kontakt_voll_monate", "wert", 0), "ganze Zahl über 0"),
        (_klassen(), "leer"),
        (_klassen(("a", 1, None)), "bei 0 beginnen"),
        (_klassen(("a", 0, 5)), "offen"),
        (_klassen(("a", 0, 5), ("b", 6, None)), "schließt nicht an"),
        (_klassen(("a", 0, 5), ("b", 4, None)), "schließt nicht an"),
        (_klassen(("a", 0, 0), ("b", 0, None)), "aufsteigen"),
        (_klassen(("a", 0, 5), ("a", 5, None)), "heißen gleich"),
        (_klassen(("a", 0, None), ("b", 5, None)), "ganze Zahlen"),
        (_klassen(("a", "0", None)), "ganze Zahlen"),
    ],
)
def test_falsche_regeln_werden_auf_deutsch_abgelehnt(roh: Any, meldung: str) -> None:
    with pytest.raises(RegelFehler, match=meldung):
        Regeln.aus_dict(roh)


def test_klasse_ohne_grenze_wird_abgelehnt() -> None:
    roh = rohe_regeln()
    del roh["groessenklassen"]["fein"][0]["obergrenze"]
    with pytest.raises(RegelFehler, match="beschriftung, untergrenze, obergrenze"):
        Regeln.aus_dict(roh)


def test_unbekanntes_schema(regeln: Regeln) -> None:
    with pytest.raises(RegelFehler, match="kompakt, fein"):
        regeln.groessenklassen("grob")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("einwohner", "kompakt", "fein"),
    [
        (0, "unter 5.000", "unter 2.000"),
        (1999, "unter 5.000", "unter 2.000"),
        (2000, "unter 5.000", "2.000 bis unter 5.000"),
        (2001, "unter 5.000", "2.000 bis unter 5.000"),
        (4999, "unter 5.000", "2.000 bis unter 5.000"),
        (5000, "5.000 bis unter 15.000", "5.000 bis unter 10.000"),
        (9999, "5.000 bis unter 15.000", "5.000 bis unter 10.000"),
        (10000, "5.000 bis unter 15.000", "10.000 bis unter 15.000"),
        (14999, "5.000 bis unter 15.000", "10.000 bis unter 15.000"),
        (15000, "15.000 und mehr", "15.000 bis unter 50.000"),
        (49999, "15.000 und mehr", "15.000 bis unter 50.000"),
        (50000, "15.000 und mehr", "50.000 und mehr"),
        (619879, "15.000 und mehr", "50.000 und mehr"),
    ],
)
def test_groessenklassen_an_ihren_grenzen(regeln: Regeln, einwohner: int, kompakt: str, fein: str) -> None:
    zahl = pd.Series([einwohner], dtype="Int64")
    assert regeln.kompakt.einordnen(zahl)[0] == kompakt
    assert regeln.fein.einordnen(zahl)[0] == fein


def test_fehlende_einwohner_bleiben_ohne_klasse(regeln: Regeln) -> None:
    klassen = regeln.kompakt.einordnen(pd.Series([None, 10], dtype="Int64"))
    assert klassen.isna().tolist() == [True, False]
    assert klassen.ordered
    with pytest.raises(RegelFehler, match="kleiner als 0"):
        regeln.kompakt.einordnen(pd.Series([-1], dtype="Int64"))
