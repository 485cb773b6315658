"""`kennzahlen --json`: je Stichtag und Datenstand, mit und ohne Schätzung, für das ganze Land."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from insek_monitor.kommandozeile import main
from tests.kette import referenz
from tests.kette.beispiele import Fall
from tests.kette.referenz import MASSE, STATUS, STUFEN, Ort, summe


def soll_status(orte: list[Ort]) -> dict[str, Any]:
    """Das Objekt *status* einer Gruppe."""
    ergebnis: dict[str, Any] = {}
    for status in STATUS:
        ergebnis[status] = {}
        for mass, gewicht in MASSE.items():
            s, alle = summe(orte, status, gewicht), sum(map(gewicht, orte))
            werte: dict[str, Any] = {
                "belegt": s.belegt,
                "geschaetzt": s.geschaetzt,
                "gesamt": s.gesamt,
                "von": s.von,
                "bis": s.bis,
            }
            ergebnis[status][mass] = {n: pytest.approx(float(w), abs=1e-4) for n, w in werte.items()}
            anteil = pytest.approx(float(s.gesamt) / alle, abs=1e-4) if alle else None
            ergebnis[status][mass]["anteil"] = anteil
    return ergebnis


def pruefe_gruppen(gezeigt: list[dict[str, Any]], orte: list[Ort], nach: Callable[[Ort], str]) -> None:
    gruppen = referenz.gruppiere(orte, nach)
    assert {g["gruppe"]: g["status"] for g in gezeigt} == {n: soll_status(o) for n, o in gruppen.items()}
    assert {g["gruppe"]: (g["gemeinden_gesamt"], g["einwohner_gesamt"]) for g in gezeigt} == {
        n: (len(o), sum(ort.einwohner for ort in o)) for n, o in gruppen.items()
    }


def pruefe_kennzahlen(j: dict[str, Any], fall: Fall) -> None:
    orte, w = fall.alle, fall.wahl
    assert (j["stichtag"], j["nur_belegt"]) == (w.stichtag.isoformat(), w.nur_belegt)
    assert j["status"] == soll_status(orte)
    pruefe_gruppen(j["kreise"], orte, lambda o: o.kreis)
    for schema in fall.land.klassen:

        def klasse(ort: Ort, schema: str = schema) -> str:
            return ort.klassen[schema]

        pruefe_gruppen(j["groessenklassen"][schema], orte, klasse)
    for schluessel, stufen, wert in (
        ("aktualitaet", STUFEN, "aktualitaet"),
        ("foerdergrundlage", ("ja", "unklar", "nein"), "foerdergrundlage"),
    ):
        je = {s: [o for o in orte if getattr(o, wert) == s] for s in stufen}
        nenner = sum(map(len, je.values()))
        assert j[schluessel] == {
            s: {
                "gemeinden": len(darin),
                "einwohner": sum(o.einwohner for o in darin),
                "gemeinden_anteil": pytest.approx(len(darin) / nenner, abs=1e-4) if nenner else None,
            }
            for s, darin in je.items()
        }, w
    for monate, zahl in j["faellig_in_monaten"].items():
        bald = referenz.faellig(orte, int(monate), w.stichtag)
        assert zahl == {"gemeinden": len(bald), "einwohner": sum(o.einwohner for o in bald)}, w
    arbeit = [o for o in orte if o.in_arbeit]
    assert j["in_arbeit"] == {"gemeinden": len(arbeit), "einwohner": sum(o.einwohner for o in arbeit)}, w
    herkunft = [o.konzept["datenlage"] if o.konzept else "ohne" for o in orte]
    assert {n: z for n, z in j["datenlage"].items() if z} == {n: herkunft.count(n) for n in set(herkunft)}, w
    klassen = {k["klasse"]: k for k in j["schaetzung"]["klassen"]}
    for ort in orte:
        # Ohne Schätzung steht keine Klasse da, wo eine gesperrt ist null.
        k = klassen.get(ort.klassen["kompakt"], {})
        if not ort.geklaert:
            soll = ort.erwartet.get("kein")
            assert k.get("p_kein") == (None if soll is None else pytest.approx(float(soll), abs=1e-4)), w


def test_jede_kennzahl(faelle, nummern, capsys):
    gesehen = set()
    for fall in faelle:
        w = fall.wahl
        # Größenklassen und Kreise kennt der Befehl nicht als Auswahl.
        if (w.stand, w.stichtag, w.nur_belegt) in gesehen:
            continue
        gesehen.add((w.stand, w.stichtag, w.nur_belegt))
        befehl = ["kennzahlen", "--json", "--stichtag", w.stichtag.isoformat()]
        befehl += ["--datenstand", str(nummern[w.stand]), *(["--nur-belegt"] if w.nur_belegt else [])]
        assert main(befehl) == 0
        pruefe_kennzahlen(json.loads(capsys.readouterr().out), fall)
    assert len(gesehen) > 10
