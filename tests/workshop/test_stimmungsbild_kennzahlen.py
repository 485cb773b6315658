"""Auszählung des Stimmungsbilds: die Fälle aus tests/faelle/stimmungsbild/ und Regeln, die immer gelten."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections import Counter
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.gruppenschutz import Gruppenzahl, geschuetzte_gruppen
from insek_monitor.kern.stimmungsbild import STUFEN, Frage, Frageart, Herkunft, lies_frage
from insek_monitor.workshop.abstimmung.rechnen import median, reihe, verteilung
from insek_monitor.workshop.abstimmung.saetze import gruppenhinweis, satz
from tests.conftest import WURZEL

ORDNER = WURZEL / "tests" / "faelle" / "stimmungsbild"
SKALA = {"art": "skala", "text": "Allein oder gemeinsam?", "links": "Allein.", "rechts": "Gemeinsam."}
STUFENZAHLEN = st.lists(st.integers(0, 60), min_size=STUFEN, max_size=STUFEN)


def faelle(*dateien: str) -> list[Any]:
    return [
        pytest.param(fall, id=f"{datei}: {fall['name']}")
        for datei in dateien
        for fall in yaml.safe_load((ORDNER / datei).read_text(encoding="utf-8"))
    ]


AUSZAEHLEN = faelle("01_skala.yaml", "02_auswahl.yaml")
GRUPPEN = faelle("03_gruppen.yaml")


def frage_aus(angaben: dict[str, Any] | None = None) -> Frage:
    return lies_frage({"kennung": "frage", **(angaben or SKALA)})


@pytest.mark.parametrize("fall", AUSZAEHLEN)
def test_fall(fall: dict[str, Any]) -> None:
    assert set(fall) - {"frage", "herkunft", "stimmende"} == {"name", "begruendung", "anzahlen", "erwartet"}
    frage = frage_aus(fall.get("frage"))
    v = verteilung(frage, fall["anzahlen"], fall.get("stimmende", sum(fall["anzahlen"])))
    erwartet = fall["erwartet"]
    assert (
        satz(frage, v, Herkunft(fall.get("herkunft", "telefon"))).replace("\u00a0", " ") == erwartet["satz"]
    )
    if frage.art is Frageart.SKALA:
        gerechnet = {"median": v.median, "links": v.links, "mitte": v.mitte, "rechts": v.rechts}
        assert gerechnet == {name: wert for name, wert in erwartet.items() if name != "satz"}
    else:
        assert (v.median, v.links, v.mitte, v.rechts) == (None, 0, 0, 0)


@pytest.mark.parametrize("fall", GRUPPEN)
def test_gruppen(fall: dict[str, Any]) -> None:
    je_gruppe = {name: Gruppenzahl(zahl, (zahl,)) for name, zahl in fall["gruppen"].items()}
    vergleich = geschuetzte_gruppen(je_gruppe, fall["gesamt"])
    erwartet = fall["erwartet"]
    assert list(vergleich.gezeigt) == erwartet["gezeigt"]
    assert (vergleich.rest, vergleich.verborgen) == (erwartet["rest"], erwartet["verborgen"])
    assert gruppenhinweis(vergleich) == erwartet["hinweis"]


def test_namen_der_faelle_sind_eindeutig() -> None:
    namen = Counter(parameter.id for parameter in [*AUSZAEHLEN, *GRUPPEN])
    assert len(namen) >= 30
    assert [name for name, zahl in namen.items() if zahl > 1] == []


def test_anteile_sind_anteile_der_stimmenden() -> None:
    frage = frage_aus({"art": "mehrfach", "text": "Was?", "optionen": ["A", "B"]})
    assert verteilung(frage, (3, 4), 4).anteile == (0.75, 1.0)
    assert verteilung(frage, (0, 0), 0).anteile == (0.0, 0.0)


@pytest.mark.parametrize(
    ("anzahlen", "anzahl", "meldung"),
    [
        ((1, 2), 3, "7 Antworten, gezählt sind 2"),
        ((1, 0, 0, 0, 0, 0, -1), 0, "negativ"),
        ((1, 0, 0, 0, 0, 0, 1), 3, "ergeben 2 Stimmen, gezählt sind 3"),
    ],
)
def test_zahlen_die_nicht_zur_frage_passen(anzahlen: tuple[int, ...], anzahl: int, meldung: str) -> None:
    with pytest.raises(ValueError, match=meldung):
        verteilung(frage_aus(), anzahlen, anzahl)


@given(STUFENZAHLEN)
def test_median_wie_aus_den_einzelnen_stimmen(anzahlen: list[int]) -> None:
    einzeln = [stufe for stufe, zahl in enumerate(anzahlen, start=1) for _ in range(zahl)]
    assert median(anzahlen) == (statistics.median(einzeln) if einzeln else None)


@given(STUFENZAHLEN)
def test_gespiegelt_ergibt_gespiegelt(anzahlen: list[int]) -> None:
    v = verteilung(frage_aus(), anzahlen, sum(anzahlen))
    gespiegelt = verteilung(frage_aus(), anzahlen[::-1], sum(anzahlen))
    assert v.links + v.mitte + v.rechts == v.anzahl
    assert (gespiegelt.links, gespiegelt.mitte, gespiegelt.rechts) == (v.rechts, v.mitte, v.links)
    if v.median is not None:
        assert gespiegelt.median == STUFEN + 1 - v.median


@given(STUFENZAHLEN)
def test_der_satz_nennt_keine_seite_ohne_deutliche_mehrheit(anzahlen: list[int]) -> None:
    v = verteilung(frage_aus(), anzahlen, sum(anzahlen))
    text = satz(frage_aus(), v)
    if "„Gemeinsam“" in text:
        assert 2 * v.rechts > v.anzahl
        assert 5 * (v.rechts - v.links) >= v.anzahl
        assert "„Allein“" not in text
    if "„Allein“" in text:
        assert 2 * v.links > v.anzahl
        assert 5 * (v.links - v.rechts) >= v.anzahl
    assert "%" not in text


def zeile(nummer: int, frage: Frage, **angaben: Any) -> dict[str, Any]:
    anzahlen = angaben.pop("je_antwort", (1, 0, 0, 0, 0, 0, 1))
    return {
        "nummer": nummer,
        "raum": f"raum-{nummer}",
        "titel": "Werkstatt",
        "ort": "Pirna",
        "datum": date(2026, 3, nummer),
        "runde": 1,
        "herkunft": "telefon",
        "inhalt": frage,
        "anzahl": sum(anzahlen),
        "je_antwort": anzahlen,
        **angaben,
    }


def test_reihe_vergleicht_nur_gleichen_wortlaut() -> None:
    alt, neu = frage_aus(), frage_aus({**SKALA, "links": "Jede für sich."})
    reihen = reihe(
        [
            zeile(1, neu),
            zeile(5, alt),
            zeile(3, alt, raum="gleicher", runde=2, herkunft="handzeichen"),
            zeile(2, alt, raum="gleicher", datum=date(2026, 3, 3)),
        ]
    )
    assert [(r.frage, r.workshops) for r in reihen] == [(alt, 2), (neu, 1)]
    assert [(e.nummer, e.runde, e.herkunft.value) for e in reihen[0].ergebnisse] == [
        (2, 1, "telefon"),
        (3, 2, "handzeichen"),
        (5, 1, "telefon"),
    ]
    assert reihen[0].ergebnisse[0].verteilung.median == 4.0
    assert [e.nummer for e in reihen[0].letzte_runden] == [3, 5]
    assert reihe([]) == ()


def test_kommt_ohne_pandas_und_streamlit_aus() -> None:
    befehl = (
        "import sys, insek_monitor.workshop.abstimmung.rechnen\n"
        "print({'pandas', 'streamlit'} & set(sys.modules))"
    )
    lauf = subprocess.run(
        [sys.executable, "-c", befehl], cwd=WURZEL, capture_output=True, text=True, check=True
    )
    assert lauf.stdout.strip() == "set()"
