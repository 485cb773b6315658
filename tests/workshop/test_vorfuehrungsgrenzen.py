"""Wie oft jemand nach einer Vorführung fragen darf: großzügig für Leinwand und Vortrag, aber nicht endlos."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from insek_monitor.rahmen.grenzen import ANFRAGEN_VORRAT, Grenzen
from insek_monitor.workshop.saal import folienwege
from insek_monitor.workshop.saal.folienwege import FOLIENWEGE
from tests.hilfen.saalraum import Geraet

pytestmark = pytest.mark.usefixtures("umgebung")

WEG = "/vorfuehrung/statisch/vortrag.css"
VORRAT = int(ANFRAGEN_VORRAT)


@pytest.fixture
def uhr(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    zeit = [1000.0]
    monkeypatch.setattr(folienwege, "grenzen", Grenzen(lambda: zeit[0]))
    return zeit


def geraet(adresse: str = "127.0.0.1") -> Geraet:
    return Geraet(Starlette(routes=FOLIENWEGE), adresse, "http://localhost:8501")


def erschoepfe(wer: Geraet, **kopf: str) -> None:
    zahlen = [wer.get(WEG, headers=kopf).status_code for _ in range(VORRAT + 1)]
    assert zahlen == [200] * VORRAT + [429]


@pytest.mark.parametrize("adresse", ["127.0.0.1", "192.168.1.7"])
def test_zu_viele_anfragen_werden_mit_einem_satz_abgewiesen(
    uhr: list[float], adresse: str, eigenes_register: object
) -> None:
    wer = geraet(adresse)
    erschoepfe(wer)
    for weg in (WEG, "/vorfuehrung/BCDFGHJKLM/stand.json", "/vorfuehrung/BCDFGHJKLM/notizen.json"):
        antwort = wer.get(weg)
        assert (antwort.status_code, antwort.headers["retry-after"]) == (429, "1")
        assert "Bitte warten Sie eine Sekunde" in antwort.json()["satz"]
    griff = wer.post("/vorfuehrung/BCDFGHJKLM/steuerung", json={"aktion": "oeffne"})
    assert griff.status_code == 429
    seite = wer.get("/vorfuehrung/BCDFGHJKLM")
    assert seite.status_code == 429
    assert "Bitte warten Sie eine Sekunde" in seite.text
    assert 'lang="de"' in seite.text
    assert geraet("192.168.1.8").get(WEG).status_code == 200, "andere nicht"
    uhr[0] += 1
    assert wer.get("/vorfuehrung/BCDFGHJKLM").status_code == 404


def test_das_hausnetz_nimmt_der_vortragsansicht_nichts_weg(uhr: list[float]) -> None:
    erschoepfe(geraet(), via="1.1 insek-saal")
    assert geraet().get(WEG).status_code == 200


def test_wer_die_kopfzeile_nur_behauptet_gewinnt_nichts(uhr: list[float]) -> None:
    erschoepfe(geraet("192.168.1.7"), via="1.1 x")
    assert geraet("192.168.1.7").get(WEG).status_code == 429


def test_leinwand_und_vortrag_in_mehreren_fenstern_bleiben_weit_darunter(uhr: list[float]) -> None:
    wer = geraet()
    for _ in range(60):
        uhr[0] += 1
        assert {wer.get(WEG).status_code for _ in range(10)} == {200}
