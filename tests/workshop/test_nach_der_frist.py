"""Nach seiner Frist gibt es einen Raum nicht mehr, auch wenn das Löschen noch aussteht."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette

from insek_monitor.kern.vortrag import Folge, Folie, Folienart
from insek_monitor.rahmen.grenzen import Grenzen
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_stimmabgabe as stimmabgabe
from insek_monitor.workshop.abstimmung.abgewiesen import Abgewiesen
from insek_monitor.workshop.saal import folienwege, standtext
from insek_monitor.workshop.saal.telefonwege import Telefondienst
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from tests.hilfen.saalraum import JETZT, VORTRAG, Geraet, lege_an

pytestmark = pytest.mark.usefixtures("umgebung")

FRIST = timedelta(days=30)
JSON = {"Accept": "application/json"}


@pytest.fixture
def offen(tmp_path: Path) -> Iterator[Register]:
    register = oeffne_leer(f"sqlite:///{tmp_path / 'register.sqlite'}")
    yield register
    register.schliesse()


def test_telefone(offen: Register) -> None:
    zeit = [JETZT]
    raum = lege_an(offen)
    runde = raum.oeffne()
    # Eine eigene Uhr für das Merken: Jede Anfrage liest frisch.
    takt = iter(range(10_000))
    dienst = Telefondienst(lambda: offen, Grenzen(time.monotonic), lambda: float(next(takt)), lambda: zeit[0])
    geraet = Geraet(Starlette(routes=dienst.wege()))
    daten = {"runde": str(runde), "fassung": "1", "antwort": "4"}
    zeit[0] = JETZT + FRIST - timedelta(seconds=1)
    assert geraet.get(raum.weg).status_code == 200
    assert geraet.post(raum.weg, data=daten, headers=JSON).json()["gespeichert"]
    zeit[0] = JETZT + FRIST
    antwort = geraet.post(raum.weg, data=daten | {"antwort": "7"}, headers=JSON)
    assert antwort.status_code == 404
    assert raum.zaehle(runde).je_antwort == (0, 0, 0, 1, 0, 0, 0)
    for weg in (raum.weg, f"{raum.weg}/stand"):
        antwort = geraet.get(weg)
        assert antwort.status_code == 404
        assert "Plauen" not in antwort.text


def test_die_stimme_prueft_es_selbst(offen: Register) -> None:
    raum = lege_an(offen)
    runde = raum.oeffne()
    with pytest.raises(Abgewiesen) as nein:
        stimmabgabe.gib_stimme(
            offen, raum.code, runde=runde, fassung=1, ausweis="g", werte=["1"], jetzt=JETZT + FRIST
        )
    assert nein.value.grund == "kein_raum"
    assert raum.zaehle(runde).anzahl == 0


def test_leinwand(eigenes_register: object) -> None:
    register = folienwege.zwischenspeicher.register()
    frueher = datetime.now(UTC) - FRIST
    raum = lege_an(register, jetzt=frueher)
    raum.oeffne()
    folge = Folge("F", (Folie(Folienart.BEITRETEN),))
    show = vorfuehrungen.beginne(
        register, VORTRAG, folge, datenstand_nummer=None, stichtag=None, code=raum.code, jetzt=frueher
    )
    folienwege.leere()
    geraet = Geraet(Starlette(routes=folienwege.FOLIENWEGE), "127.0.0.1", "http://localhost:8501")
    kopf = {"X-Schluessel": show.schluessel}
    for rest in ("", "/stand.json", "/vortrag", "/notizen.json"):
        assert geraet.get(f"/vorfuehrung/{show.kennung}{rest}", headers=kopf).status_code == 404
    griff = geraet.post(f"/vorfuehrung/{show.kennung}/steuerung", json={"aktion": "schliesse"}, headers=kopf)
    assert griff.status_code == 404
    assert standtext.lies(register, raum.code, frueher) is not None
    assert standtext.lies(register, raum.code, frueher + FRIST) is None
