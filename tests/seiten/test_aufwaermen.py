"""Aufwärmen beim Start: füllt das Register; ein unerreichbares Register hält den Server nicht auf."""

import asyncio
import logging
import runpy

import pytest
from streamlit import config

from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.seiten.aufwaermen import beim_start
from tests.conftest import WURZEL

pytestmark = pytest.mark.usefixtures("umgebung")


async def _einmal():
    async with beim_start(None):
        pass


def test_register_ist_danach_gefuellt(monkeypatch, tmp_path):
    monkeypatch.setenv("INSEK_DATENBANK_URL", f"sqlite:///{tmp_path / 'neu.sqlite'}")
    asyncio.run(_einmal())
    assert [d.kuerzel for d in zwischenspeicher.alle_datenstaende()] == ["recherche"]


def test_unerreichbares_register_wird_gemeldet(monkeypatch, tmp_path, caplog):
    (tmp_path / "datei").write_text("kein Ordner")
    monkeypatch.setenv("INSEK_DATENBANK_URL", f"sqlite:///{tmp_path / 'datei' / 'x.sqlite'}")
    with caplog.at_level(logging.WARNING, logger="insek_monitor"):
        asyncio.run(_einmal())
    assert "Nicht aufgewärmt" in caplog.text


def test_unter_einem_pfad_startet_es_nicht_und_sagt_warum():
    config.set_option("server.baseUrlPath", "/insek/")
    try:
        with pytest.raises(SystemExit, match="läuft noch nicht unter einem Pfad"):
            runpy.run_path(str(WURZEL / "app.py"))
    finally:
        config.set_option("server.baseUrlPath", "")
