"""Führt die Fälle aus tests/faelle/*.yaml aus; wie man sie ergänzt, steht in tests/faelle/LIESMICH.md."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.lage import lage
from tests.conftest import WURZEL, beispiel_gemeinden, beispiel_konzept
from tests.hilfen.konzept import Konzept, als_frames

ORDNER = WURZEL / "tests" / "faelle"
ORTE = {"diese": "14000000", "andere": "14000001"}
PFLICHT_FALL = {"name", "begruendung", "einwohner", "stichtag", "konzepte", "erwartet"}
KONZEPT = {"art", "begonnen", "beschluss", "aufgehoben", "belegt", "datenlage", "gilt_fuer", "titel"}
PFLICHT_ERWARTET = {
    "status",
    "aktualitaet",
    "alter_jahre",
    "ablauf_am",
    "warnband_monate",
    "foerdergrundlage",
    "in_arbeit",
}
FREI_ERWARTET = {"datenlage", "titel", "art", "geklaert"}


class FallFehler(ValueError):
    """Ein Fall ist falsch geschrieben."""


@dataclass(frozen=True)
class Fall:
    """Ein gelesener, geprüfter Fall."""

    name: str
    einwohner: int | None
    stichtag: date
    konzepte: tuple[Konzept, ...]
    erwartet: dict[str, Any]


def _pruefe_schluessel(angaben: Any, pflicht: set[str], frei: set[str], ort: str) -> None:
    if not isinstance(angaben, dict):
        raise FallFehler(f"{ort}: Hier werden Angaben der Form „schluessel: wert“ erwartet.")
    if unbekannt := set(angaben) - pflicht - frei:
        raise FallFehler(f"{ort}: unbekannte Angabe {', '.join(sorted(map(str, unbekannt)))}.")
    if fehlend := pflicht - set(angaben):
        raise FallFehler(f"{ort}: Es fehlt {', '.join(sorted(fehlend))}.")


def _ja_nein(wert: Any, ort: str) -> bool:
    if wert not in ("ja", "nein"):
        raise FallFehler(f"{ort}: Erlaubt sind ja und nein, nicht {wert!r}.")
    return bool(wert == "ja")


def _datumstext(wert: Any) -> str | None:
    # YAML macht aus 2019 eine Zahl und aus 2019-03-14 einen Tag; das Register kennt nur Text.
    return None if wert is None else str(wert)


def lies_konzept(angaben: Any, nummer: int, ort: str) -> Konzept:
    _pruefe_schluessel(angaben, {"art"}, KONZEPT, f"{ort}, Konzept {nummer}")
    werte = dict(angaben)
    orte = werte.pop("gilt_fuer", ["diese"])
    if not isinstance(orte, list) or not set(orte) <= set(ORTE):
        raise FallFehler(f"{ort}, Konzept {nummer}: gilt_fuer kennt nur diese und andere.")
    for ereignis in ("begonnen", "beschluss", "aufgehoben", "belegt"):
        werte[ereignis] = _datumstext(werte.get(ereignis))
    return beispiel_konzept(f"K{nummer:02d}", *(ORTE[o] for o in orte), **werte)


def lies_fall(angaben: Any, ort: str) -> Fall:
    if isinstance(angaben, dict):
        ort = f"{ort}, „{angaben.get('name')}“"
    _pruefe_schluessel(angaben, PFLICHT_FALL, set(), ort)
    _pruefe_schluessel(angaben["erwartet"], PFLICHT_ERWARTET, FREI_ERWARTET, f"{ort}, erwartet")
    if not isinstance(angaben["stichtag"], date):
        raise FallFehler(f"{ort}: Der Stichtag muss ein Tag sein (JJJJ-MM-TT).")
    erwartet = dict(angaben["erwartet"])
    for frage in ("in_arbeit", "geklaert"):
        if frage in erwartet:
            erwartet[frage] = _ja_nein(erwartet[frage], f"{ort}, {frage}")
    return Fall(
        name=angaben["name"],
        einwohner=angaben["einwohner"],
        stichtag=angaben["stichtag"],
        konzepte=tuple(lies_konzept(k, n, ort) for n, k in enumerate(angaben["konzepte"] or [], start=1)),
        erwartet=erwartet,
    )


def lies_faelle(datei: Path) -> list[Fall]:
    inhalt = yaml.safe_load(datei.read_text(encoding="utf-8"))
    if not isinstance(inhalt, list):
        raise FallFehler(f"{datei.name}: Die Datei muss eine Liste von Fällen sein.")
    return [lies_fall(angaben, datei.name) for angaben in inhalt]


DATEIEN = sorted(ORDNER.glob("*.yaml"))
FAELLE = [
    pytest.param(fall, id=f"{datei.stem}: {fall.name}") for datei in DATEIEN for fall in lies_faelle(datei)
]


def ermittelt(fall: Fall, regeln: Regeln) -> dict[str, Any]:
    """Was der Monitor zu „dieser“ Gemeinde sagt, in der Schreibweise der Fälle."""
    gemeinden = beispiel_gemeinden([fall.einwohner, 3000])
    konzepte, zuordnung = als_frames(fall.konzepte)
    zeile = lage(gemeinden, konzepte, zuordnung, fall.stichtag, regeln).iloc[0]
    werte: dict[str, Any] = {}
    for schluessel in fall.erwartet:
        wert = zeile[schluessel]
        if pd.isna(wert):
            werte[schluessel] = None
        elif isinstance(wert, pd.Timestamp):
            werte[schluessel] = wert.date()
        else:
            werte[schluessel] = wert
    return werte


@pytest.mark.parametrize("fall", FAELLE)
def test_fall(fall: Fall, echte_regeln: Regeln) -> None:
    assert ermittelt(fall, echte_regeln) == fall.erwartet


def test_genug_faelle_mit_eigenen_namen() -> None:
    namen = Counter(parameter.id for parameter in FAELLE)
    assert len(FAELLE) >= 25
    assert [name for name, zahl in namen.items() if zahl > 1] == []


GUT: dict[str, Any] = {
    "name": "Probe",
    "begruendung": "Probe",
    "einwohner": 3000,
    "stichtag": date(2026, 11, 21),
    "konzepte": [],
    "erwartet": dict.fromkeys(PFLICHT_ERWARTET) | {"in_arbeit": "nein"},
}


@pytest.mark.parametrize(
    "aenderung",
    [
        {"einwonner": 3},
        {"konzepte": [{"art": "insek", "beschlus": 2019}]},
        {"konzepte": [{"art": "insek", "gilt_fuer": ["dort"]}]},
        {"erwartet": GUT["erwartet"] | {"alter": 3}},
        {"erwartet": {"status": "kein"}},
        {"stichtag": 2026},
        {"erwartet": GUT["erwartet"] | {"in_arbeit": "vielleicht"}},
    ],
)
def test_falsch_geschriebene_faelle_fallen_auf(aenderung: dict[str, Any]) -> None:
    assert lies_fall(GUT, "x").name == "Probe"
    with pytest.raises(FallFehler):
        lies_fall(GUT | aenderung, "x")
