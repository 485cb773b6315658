"""Uhr und INSEK_STICHTAG außerhalb dessen, womit sich rechnen lässt: Seiten, Start und Löschen sagen es."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from insek_monitor import einstellungen
from insek_monitor.kommandozeile import main
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.seiten import aufwaermen
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from tests.hilfen.ablage import LOKAL
from tests.hilfen.raumablage import SKALA
from tests.hilfen.seiten import oeffne

pytestmark = pytest.mark.usefixtures("umgebung")

UNMOEGLICH = ["0001-01-01", "1970-01-01", "1989-12-31", "2041-01-01", "9999-12-31"]


def stelle_uhr(setze: pytest.MonkeyPatch, tag: str) -> None:
    setze.delenv("INSEK_STICHTAG", raising=False)
    setze.setattr(einstellungen, "jetzt", lambda: datetime.fromisoformat(f"{tag}T12:00:00+00:00"))


@pytest.mark.parametrize("tag", UNMOEGLICH)
def test_der_server_startet_und_sagt_es(monkeypatch, caplog, capsys, tag):
    async def einmal():
        async with aufwaermen.beim_start(None):
            pass

    monkeypatch.setenv("INSEK_STICHTAG", tag)
    with caplog.at_level(logging.WARNING, logger="insek_monitor"):
        asyncio.run(einmal())
    satz = f"Die Einstellung INSEK_STICHTAG ist {tag}; gerechnet wird mit Tagen von 1990 bis 2040"
    assert satz in caplog.text
    assert main(["kennzahlen"]) == 1
    assert satz in capsys.readouterr().err


@pytest.mark.parametrize("tag", ["1970-01-01", "9999-12-31"])
def test_jede_seite_nennt_die_uhr(monkeypatch, tag):
    stelle_uhr(monkeypatch, tag)
    for seite in ("ueberblick", "datenpflege"):
        lauf = oeffne(seite)
        assert not lauf.exception
        [fehler] = [e.value for e in lauf.error]
        assert "Die Uhr dieses Rechners steht auf dem " in fehler


@pytest.mark.parametrize("tag", ["1990-01-01", "2040-12-31"])
def test_die_grenzen_selbst_lassen_sich_zeichnen(monkeypatch, tag):
    monkeypatch.setenv("INSEK_STICHTAG", tag)
    lauf = oeffne("ueberblick")
    assert not lauf.exception
    assert [e.value for e in lauf.error] == []


def test_mit_unmoeglicher_uhr_laeuft_keine_frist_ab(eigenes_register, monkeypatch):
    register = zwischenspeicher.register()
    heute = datetime.now(UTC)
    raeume.lege_an(register, LOKAL, titel="T", ort="", datum=heute.date(), fragen=[SKALA], jetzt=heute)
    stelle_uhr(monkeypatch, "2041-01-01")
    aufwaermen.loesche()
    assert len(raeume.liste(register, LOKAL)) == 1


def test_eine_uhr_vor_dem_neuesten_eintrag_warnt(eigenes_register, monkeypatch):
    """Sonst stünde da „1 von 418“, ohne ein Wort."""
    stelle_uhr(monkeypatch, "2000-06-01")
    [warnung] = [w.value for w in oeffne("ueberblick").warning]
    assert "Die Uhr dieses Rechners steht auf dem 01.06.2000; der neueste Eintrag" in warnung
    stelle_uhr(monkeypatch, (datetime.now(UTC) + timedelta(days=1)).date().isoformat())
    assert [w.value for w in oeffne("ueberblick").warning] == []
