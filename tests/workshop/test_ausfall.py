"""Zwanzig Telefone stimmen ab, während Server getötet werden: keine Stimme fehlt, keine zählt doppelt."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from insek_monitor.register import schema
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from tests.hilfen.saalraum import Saalraum, lege_an
from tests.hilfen.saalserver import Saalserver, hausnetzdienst, verteiler
from tests.hilfen.telefone import Saalbuch, saal_voll

pytestmark = pytest.mark.langsam

TELEFONE = 20
FENSTER_S = 3.0


@pytest.fixture
def umgebung(datenbank: str, tmp_path: Path) -> dict[str, str]:
    return {"INSEK_DATENBANK_URL": datenbank, "INSEK_DATENORDNER": str(tmp_path)}


@pytest.fixture
def saal(datenbank: str) -> Iterator[Saalraum]:
    register = oeffne_leer(datenbank)
    yield lege_an(register, jetzt=datetime.now(UTC))
    register.schliesse()


@pytest.fixture
def laufend() -> Iterator[Callable[[Saalserver], Saalserver]]:
    """Startet Server und beendet sie nach dem Test."""
    with ExitStack() as ende:

        def starte(server: Saalserver) -> Saalserver:
            ende.callback(server.beende)
            server.starte()
            return server

        yield starte


def gespeicherte(register: Register, runde: int) -> int:
    with register.lesen() as verbindung:
        anfrage = select(func.count()).select_from(schema.stimme).where(schema.stimme.c.runde == runde)
        return int(verbindung.execute(anfrage).scalar_one())


def stimmt_ab(port: int, code: str, dabei: Callable[[], Awaitable[None]]) -> Saalbuch:
    """Alle stimmen ab, ``dabei`` geschieht mittendrin; kehrt zurück, wenn alle bestätigt sind."""
    buch = Saalbuch()

    async def laufe() -> None:
        telefone = saal_voll(TELEFONE, port, code, buch, fenster_s=FENSTER_S, saat=20261121)
        async with asyncio.timeout(90), asyncio.TaskGroup() as alle:
            for telefon in telefone:
                alle.create_task(telefon.stimme_ab())
            alle.create_task(_mittendrin(dabei))

    asyncio.run(laufe())
    return buch


async def _mittendrin(dabei: Callable[[], Awaitable[None]]) -> None:
    await asyncio.sleep(0.6 * FENSTER_S)
    await dabei()


def pruefe(saal: Saalraum, runde: int, buch: Saalbuch) -> None:
    """Bestätigt, gespeichert und gezählt sind dieselben Stimmen."""
    assert buch.abgewiesen == []
    # Jedes dritte von zwanzig (0, 3, …, 18) hat zweimal abgestimmt.
    assert len(buch.bestaetigt) == TELEFONE + 7
    assert set(buch.zuletzt) == set(range(TELEFONE))
    gezaehlt = saal.zaehle(runde)
    assert gezaehlt.anzahl == gespeicherte(saal.register, runde) == TELEFONE
    assert gezaehlt.je_antwort == buch.erwartet(7)


def test_dienst_wird_getoetet_und_neu_gestartet(
    saal: Saalraum,
    umgebung: dict[str, str],
    tmp_path: Path,
    laufend: Callable[[Saalserver], Saalserver],
) -> None:
    server = laufend(hausnetzdienst(umgebung, tmp_path))
    runde = saal.oeffne()
    vor_dem_tod: list[int] = []

    async def toete_und_starte_neu() -> None:
        server.toete()
        vor_dem_tod.append(gespeicherte(saal.register, runde))
        await asyncio.to_thread(server.starte)

    buch = stimmt_ab(server.port, saal.code, toete_und_starte_neu)
    pruefe(saal, runde, buch)
    # Sonst prüfte der Test nichts: Einige hatten vorher abgestimmt, andere trafen auf den Ausfall.
    assert 0 < vor_dem_tod[0] < TELEFONE
    assert buch.netzfehler + buch.abbrueche > 0


def test_einer_von_zweien_hinter_dem_verteiler_wird_getoetet(
    saal: Saalraum,
    umgebung: dict[str, str],
    tmp_path: Path,
    laufend: Callable[[Saalserver], Saalserver],
) -> None:
    beide = [laufend(hausnetzdienst(umgebung, tmp_path)) for _ in range(2)]
    davor = laufend(verteiler([server.port for server in beide], tmp_path))
    runde = saal.oeffne()

    async def toete_einen() -> None:
        beide[0].toete()

    buch = stimmt_ab(davor.port, saal.code, toete_einen)
    pruefe(saal, runde, buch)
    assert buch.netzfehler + buch.abbrueche > 0


def test_nichts_ueber_die_telefone_steht_im_protokoll(
    saal: Saalraum,
    umgebung: dict[str, str],
    tmp_path: Path,
    laufend: Callable[[Saalserver], Saalserver],
) -> None:
    server = laufend(hausnetzdienst(umgebung, tmp_path))
    runde = saal.oeffne()

    async def nichts() -> None:
        return

    pruefe(saal, runde, stimmt_ab(server.port, saal.code, nichts))
    assert server.text() == ""
