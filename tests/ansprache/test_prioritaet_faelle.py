"""Führt die Fälle aus tests/faelle/ansprache/*.yaml aus; wie man sie ergänzt, steht dort in LIESMICH.md."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
import yaml

from insek_monitor.ansprache.prioritaet.befunde import begruendung, begruendungen
from insek_monitor.ansprache.prioritaet.kriterien import kriterien
from insek_monitor.ansprache.prioritaet.rangfolge import prioritaet
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.gewichte import NAMEN, VOREINSTELLUNGEN
from tests.conftest import STICHTAG, WURZEL
from tests.hilfen.konzept import Konzept
from tests.hilfen.prioritaet_beispiele import ags, bevoelkerung, lage_aus, mit_erwartung, nachbarschaft
from tests.lage.test_faelle import FallFehler, lies_konzept

ORDNER = WURZEL / "tests" / "faelle" / "ansprache"
PFLICHT = {"name", "begruendung", "einwohner", "konzepte", "gewichte", "erwartet"}
FREI = {"einwohner_2013", "p_kein", "nachbarn", "letzter_kontakt"}
ERWARTET = {"kriterien", "punkte", "satz"}


def geprueft(fall: Any, ort: str) -> dict[str, Any]:
    """Der Fall; ein Schreibfehler in einem Schlüssel fällt auf."""
    if not isinstance(fall, dict) or not (PFLICHT <= set(fall) <= PFLICHT | FREI):
        raise FallFehler(
            f"{ort}: Es braucht {', '.join(sorted(PFLICHT))}; möglich: {', '.join(sorted(FREI))}."
        )
    if set(fall["erwartet"]) != ERWARTET or not set(fall["erwartet"]["kriterien"]) <= set(NAMEN):
        raise FallFehler(f"{ort}, „{fall['name']}“, erwartet: kriterien (bekannte Namen), punkte und satz.")
    if fall["gewichte"] not in VOREINSTELLUNGEN:
        raise FallFehler(f"{ort}, „{fall['name']}“: Die Voreinstellung „{fall['gewichte']}“ gibt es nicht.")
    return fall


FAELLE = [
    pytest.param(geprueft(fall, datei.name), id=f"{datei.stem}: {fall['name']}")
    for datei in sorted(ORDNER.glob("*.yaml"))
    for fall in yaml.safe_load(datei.read_text(encoding="utf-8"))
]


def konzepte_von(angaben: list[Any], nummer: int) -> list[Konzept]:
    """Konzepte der Gemeinde an dieser Stelle."""
    gelesen = (lies_konzept(eintrag, stelle, "Fall") for stelle, eintrag in enumerate(angaben, start=1))
    return [replace(k, konzept_id=f"{k.konzept_id}-{nummer}", ags=(ags(nummer),)) for k in gelesen]


def letzter_kontakt(angabe: Any) -> pd.Series | None:
    if angabe == "gast":
        return None
    tage = {} if angabe == "nie" else {ags(0): pd.Timestamp(angabe)}
    assert angabe == "nie" or isinstance(angabe, date)
    return pd.Series(tage, dtype="datetime64[s]")


@pytest.mark.parametrize("fall", FAELLE)
def test_fall(fall: dict[str, Any], echte_regeln: Regeln) -> None:
    nachbarn = fall.get("nachbarn", [])
    konzepte = konzepte_von(fall["konzepte"], 0)
    for nummer, nachbar in enumerate(nachbarn, start=1):
        konzepte += konzepte_von(nachbar["konzepte"], nummer)
    einwohner = [fall["einwohner"], *(nachbar["einwohner"] for nachbar in nachbarn)]
    lage = mit_erwartung(
        lage_aus(einwohner, konzepte, echte_regeln), [teil.get("p_kein") for teil in (fall, *nachbarn)]
    )
    gewichte = VOREINSTELLUNGEN[fall["gewichte"]]
    alle = kriterien(
        lage,
        nachbarschaft(*((0, nummer) for nummer in range(1, len(einwohner)))),
        bevoelkerung({0: (fall.get("einwohner_2013"), fall["einwohner"])}),
        STICHTAG,
        echte_regeln,
        letzter_kontakt=letzter_kontakt(fall.get("letzter_kontakt", "gast")),
        frist_monate=gewichte.frist_monate,
    )
    rangfolge = prioritaet(alle, gewichte, lage)
    erwartet = fall["erwartet"]
    werte = {name: float(alle.loc[ags(0), name]) for name in NAMEN if alle.loc[ags(0), name] != 0}
    assert werte == pytest.approx(erwartet["kriterien"], abs=5e-5)
    assert round(float(rangfolge.loc[ags(0), "punkte"]), 1) == erwartet["punkte"]
    satz = begruendung(lage.loc[ags(0)], alle.loc[ags(0)], rangfolge.loc[ags(0)], echte_regeln)
    assert satz.replace("\u00a0", " ") == erwartet["satz"]
    assert begruendungen(lage, alle, rangfolge, echte_regeln)[ags(0)] == satz


def test_namen_sind_eindeutig() -> None:
    namen = Counter(parameter.id for parameter in FAELLE)
    assert len(FAELLE) >= 25
    assert [name for name, zahl in namen.items() if zahl > 1] == []


@pytest.mark.parametrize(
    "aenderung",
    [
        {"einwonner": 3},
        {"gewichte": "Alles"},
        {"erwartet": {"punkte": 1}},
        {"erwartet": {"kriterien": {"x": 1}}},
    ],
)
def test_falsch_geschriebene_faelle_fallen_auf(aenderung: dict[str, Any]) -> None:
    gut = FAELLE[0].values[0]
    assert isinstance(gut, dict)
    with pytest.raises(FallFehler):
        geprueft(gut | aenderung, "x")
