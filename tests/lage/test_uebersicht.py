"""Die Übersicht für kennzahlen --json: Schlüssel, Werte, Beschreibung."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.lage import lage
from insek_monitor.lage.uebersicht import uebersicht
from tests.conftest import STICHTAG, WURZEL

Konzepte = tuple[pd.DataFrame, pd.DataFrame]
ANGABEN = {
    "nummer": 2,
    "kuerzel": "recherche",
    "titel": "Recherche",
    "pruefsumme": "ab12",
    "von": "nicht gefragt",
}
STATUS = ["vorhanden", "teilweise", "kein", "unbekannt"]


@pytest.fixture
def beispiel(vier_gemeinden: pd.DataFrame, vier_konzepte: Konzepte, regeln: Regeln) -> pd.DataFrame:
    return lage(vier_gemeinden, *vier_konzepte, STICHTAG, regeln)


@pytest.fixture
def ergebnis(beispiel: pd.DataFrame, regeln: Regeln) -> dict[str, Any]:
    return uebersicht(beispiel, STICHTAG, regeln, ANGABEN)


def test_werte_von_hand(ergebnis: dict[str, Any]) -> None:
    assert ergebnis["stichtag"] == "2026-11-21"
    assert ergebnis["datenstand"] == {
        "nummer": 2,
        "kuerzel": "recherche",
        "titel": "Recherche",
        "pruefsumme": "ab12",
    }
    assert (ergebnis["gemeinden_gesamt"], ergebnis["einwohner_gesamt"]) == (4, 27500)
    assert ergebnis["status"]["vorhanden"] == {
        "gemeinden": {"belegt": 2, "geschaetzt": 0, "gesamt": 2, "von": 2, "bis": 2, "anteil": 0.5},
        "einwohner": {
            "belegt": 26000,
            "geschaetzt": 0,
            "gesamt": 26000,
            "von": 26000,
            "bis": 26000,
            "anteil": 0.9455,
        },
    }
    assert set(ergebnis["status"]["unbekannt"]["einwohner"].values()) == {None}
    assert ergebnis["schaetzung"] == {"klassen": [], "anteil_aehnlich": None, "widersprueche": []}
    assert [g["gruppe"] for g in ergebnis["kreise"]] == ["Bautzen", "Chemnitz, Stadt", "Erzgebirgskreis"]
    assert [g["gruppe"] for g in ergebnis["groessenklassen"]["fein"]] == [
        "unter 2.000",
        "5.000 bis unter 10.000",
        "15.000 bis unter 50.000",
        "k. A.",
    ]
    assert ergebnis["aktualitaet"]["aktuell"] == {"gemeinden": 1, "einwohner": 20000, "gemeinden_anteil": 0.5}
    assert ergebnis["aktualitaet"]["abgelaufen"] == {"gemeinden": 0, "einwohner": 0, "gemeinden_anteil": 0.0}
    assert ergebnis["faellig_in_monaten"] == {
        "6": {"gemeinden": 0, "einwohner": 0},
        "12": {"gemeinden": 1, "einwohner": 6000},
        "24": {"gemeinden": 1, "einwohner": 6000},
    }
    assert ergebnis["in_arbeit"] == {"gemeinden": 0, "einwohner": 0}
    assert {name: wert["gemeinden"] for name, wert in ergebnis["foerdergrundlage"].items()} == {
        "ja": 2,
        "unklar": 1,
        "nein": 1,
    }
    assert ergebnis["datenlage"] == {"gemeldet": 2, "recherchiert": 1, "ohne": 1}
    assert ergebnis["schwellen"]["warnbaender_monate"] == [6, 12, 24]


def test_jedes_statusobjekt_hat_alle_vier_schluessel(ergebnis: dict[str, Any]) -> None:
    gruppen = [*ergebnis["kreise"], *(g for liste in ergebnis["groessenklassen"].values() for g in liste)]
    assert len(gruppen) == 3 + 4 + 4
    for status in [ergebnis["status"], *(g["status"] for g in gruppen)]:
        assert list(status) == STATUS


def test_laesst_sich_als_json_schreiben_und_lesen(ergebnis: dict[str, Any]) -> None:
    assert json.loads(json.dumps(ergebnis, allow_nan=False, ensure_ascii=False)) == ergebnis


def test_leere_lage(beispiel: pd.DataFrame, regeln: Regeln) -> None:
    leer = uebersicht(beispiel.iloc[:0], STICHTAG, regeln, {})
    nichts = {"belegt": 0, "geschaetzt": 0, "gesamt": 0, "von": 0, "bis": 0, "anteil": None}
    assert leer["status"]["vorhanden"] == {"gemeinden": nichts, "einwohner": nichts}
    assert leer["kreise"] == []
    assert leer["datenstand"]["nummer"] is None
    assert json.loads(json.dumps(leer, allow_nan=False)) == leer


def test_sagt_ob_geschaetzt_wird(beispiel: pd.DataFrame, ergebnis: dict[str, Any], regeln: Regeln) -> None:
    knapp = uebersicht(beispiel, STICHTAG, regeln, ANGABEN, nur_belegt=True)
    assert (ergebnis["nur_belegt"], knapp["nur_belegt"]) == (False, True)


def test_alle_schluessel_sind_beschrieben(ergebnis: dict[str, Any]) -> None:
    text = (WURZEL / "docs" / "kennzahlen_json.md").read_text(encoding="utf-8")

    def schluessel(wert: Any) -> set[str]:
        if isinstance(wert, dict):
            return set(wert).union(*(schluessel(w) for w in wert.values()))
        if isinstance(wert, list):
            return set().union(*(schluessel(w) for w in wert))
        return set()

    fehlend = sorted(s for s in schluessel(ergebnis) if f"`{s}`" not in text and f'`"{s}"`' not in text)
    assert fehlend == []
