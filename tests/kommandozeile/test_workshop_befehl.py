"""Der Befehl ``workshop`` als echter Prozess: Start, was erreichbar ist, Ende; und was ihn verhindert."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from insek_monitor.register.speicher import oeffne
from insek_monitor.workshop.dienst.prozesse import NEUSTARTS, antwortet
from tests.hilfen.saalraum import lege_an
from tests.hilfen.telefone import Saalbuch, saal_voll
from tests.hilfen.warten import warte
from tests.hilfen.workshop import freier_port, hoerende_adressen, hoert, hole, rufe, workshop

pytestmark = pytest.mark.usefixtures("umgebung")

ENGLISCH = re.compile(r"\b(error|usage|invalid|argument|Traceback|running|started|stopping)\b", re.IGNORECASE)
TELEFONE, FENSTER_S = 20, 3.0
nur_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="braucht /proc")


@pytest.mark.langsam
@nur_linux
def test_start_erreichbarkeit_und_ende(tmp_path: Path) -> None:
    with workshop(tmp_path / "ablage", INSEK_STICHTAG="2026-11-21") as laufend:
        text = laufend.text()
        assert f"http://localhost:{laufend.port}" in text
        assert "INSEK_STICHTAG ist gesetzt: Alle Zahlen gelten zum 21.11.2026" in text.replace("\n    ", " ")
        assert not ENGLISCH.search(text)
        assert hole(laufend.port, "/_stcore/health")[0] == 200
        status, seite = hole(laufend.saalport, "/w")
        assert (status, 'lang="de"' in seite) == (200, True)
        # Von außen gibt es nur die Telefonseite; das Dashboard hört allein auf der eigenen Schleife.
        assert hoerende_adressen(laufend.port) == {"127.0.0.1"}
        assert hoerende_adressen(laufend.saalport) == {"0.0.0.0"}
        for pfad in ("/_stcore/health", "/praesentation", "/karte/kreise.json", "/_stcore/stream"):
            assert hole(laufend.saalport, pfad)[0] == 404, pfad
        # Eine Vorführung, die es nicht gibt: Die Antwort kommt vom Dashboard, durch den Dienst hindurch.
        assert hole(laufend.saalport, "/vorfuehrung/BCDFGHJK23")[0] in (404, 502)
        assert (tmp_path / "ablage" / "insek_monitor.sqlite").exists()

        laufend.prozess.send_signal(signal.SIGINT)
        assert laufend.prozess.wait(timeout=120) == 0
        assert "Der Workshop ist beendet. Stimmen und Ergebnisse sind gespeichert." in laufend.text()
    assert not hoert(laufend.port)
    assert not hoert(laufend.saalport)
    assert not list(tmp_path.glob("insek-workshop-*"))


@pytest.mark.langsam
@nur_linux
def test_stirbt_ein_dienst_startet_er_neu_und_keine_stimme_fehlt(tmp_path: Path) -> None:
    with workshop(tmp_path / "ablage", "--adresse", "127.0.0.1") as laufend:
        assert "Kein Telefon erreicht ihn so" in laufend.fliesstext()
        assert hoerende_adressen(laufend.saalport) == {"127.0.0.1"}
        assert set(laufend.kinder()) == {"uvicorn", "streamlit"}
        register = oeffne(f"sqlite:///{tmp_path / 'ablage' / 'insek_monitor.sqlite'}")
        saal = lege_an(register, jetzt=datetime.now(UTC))
        runde = saal.oeffne()
        davor: list[int] = []

        def toete() -> None:
            davor.append(saal.zaehle(runde).anzahl)
            for nummer in laufend.kinder().values():
                os.kill(nummer, signal.SIGKILL)

        buch = asyncio.run(_stimmt_ab(laufend.saalport, saal.code, toete))
        assert buch.abgewiesen == []
        assert 0 < davor[0] < TELEFONE
        assert buch.netzfehler + buch.abbrueche > 0
        gezaehlt = saal.zaehle(runde)
        assert (gezaehlt.anzahl, gezaehlt.je_antwort) == (TELEFONE, buch.erwartet(7))
        register.schliesse()
        assert warte(lambda: antwortet(laufend.port, "/_stcore/health"), 60), laufend.text()
        for name in ("Das Dashboard", "Die Telefonseite"):
            satz = f"{name} hat sich unerwartet beendet (Rückgabewert -9) und wird neu gestartet (1. von"
            assert satz in laufend.fliesstext()
        assert not ENGLISCH.search(laufend.text())
    assert not hoert(laufend.port)
    assert not hoert(laufend.saalport)


async def _stimmt_ab(port: int, code: str, dabei: Callable[[], None]) -> Saalbuch:
    buch = Saalbuch()

    async def mittendrin() -> None:
        await asyncio.sleep(0.6 * FENSTER_S)
        await asyncio.to_thread(dabei)

    async with asyncio.timeout(90), asyncio.TaskGroup() as alle:
        for telefon in saal_voll(TELEFONE, port, code, buch, fenster_s=FENSTER_S, saat=20261121):
            alle.create_task(telefon.stimme_ab())
        alle.create_task(mittendrin())
    return buch


@pytest.mark.langsam
@nur_linux
def test_stirbt_einer_zu_oft_endet_der_workshop(tmp_path: Path) -> None:
    with workshop(tmp_path / "ablage", "--adresse", "127.0.0.1") as laufend:
        getoetet: set[int] = set()

        def toete() -> bool:
            nummer = laufend.kinder().get("uvicorn")
            if nummer is not None and nummer not in getoetet:
                os.kill(nummer, signal.SIGKILL)
                getoetet.add(nummer)
            return laufend.prozess.poll() is not None

        assert warte(toete, 60), laufend.text()
        assert (laufend.prozess.returncode, len(getoetet)) == (1, NEUSTARTS + 1)
        text = laufend.text()
        satz = "Fehler: Die Telefonseite hat sich unerwartet beendet (trotz 5 Neustarts in zehn Minuten)"
        assert satz in text
        # Die Meldung nennt die Datei mit den Einzelheiten; sie bleibt liegen.
        protokoll = Path(text.rpartition("Einzelheiten: ")[2].strip())
        assert protokoll.is_file()
    assert not hoert(laufend.port)
    assert not hoert(laufend.saalport)


def test_belegter_port(tmp_path: Path) -> None:
    port = freier_port()
    with socket.create_server(("127.0.0.1", port)):
        lauf = rufe("--port", str(freier_port()), "--saalport", str(port), ordner=tmp_path / "ablage")
    assert (lauf.returncode, lauf.stdout) == (1, "")
    assert lauf.stderr.startswith(f"Fehler: Port {port} für die Telefone ist belegt")
    assert not (tmp_path / "ablage").exists()
    assert not list(tmp_path.glob("insek-workshop-*"))


@pytest.mark.parametrize(
    ("worte", "meldung"),
    [
        (["--port", "80"], "--port: „80“ ist kein Port. Bitte nennen Sie eine Zahl von 1024 bis 65535."),
        (["--saalport", "x"], "--saalport: „x“ ist kein Port."),
        (["--saalport", "65536"], "--saalport: „65536“ ist kein Port."),
        (["--adresse", "laptop"], "--adresse: „laptop“ ist keine IPv4-Adresse. Beispiel: 192.168.178.23."),
    ],
)
def test_falscher_aufruf(tmp_path: Path, worte: list[str], meldung: str) -> None:
    lauf = rufe(*worte, ordner=tmp_path / "ablage")
    assert (lauf.returncode, lauf.stdout) == (2, "")
    assert meldung in lauf.stderr


def test_unbrauchbare_einstellung(tmp_path: Path) -> None:
    lauf = rufe(
        "--port", str(freier_port()), "--saalport", str(freier_port()),
        ordner=tmp_path / "ablage",
        INSEK_SAAL_ADRESSE="192.168.1.5",
    )  # fmt: skip
    assert lauf.returncode == 1
    assert lauf.stderr.startswith("Fehler: Die Einstellung INSEK_SAAL_ADRESSE ist „192.168.1.5“")


def test_hilfe_ist_deutsch(tmp_path: Path) -> None:
    lauf = rufe("--help", ordner=tmp_path)
    assert lauf.returncode == 0
    assert "Workshop vor Ort" in lauf.stdout
    assert not ENGLISCH.search(lauf.stdout)
