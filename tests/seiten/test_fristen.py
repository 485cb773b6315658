"""Das stündliche Löschen: Kein Fehler beendet es, und keiner verrät etwas."""

from __future__ import annotations

import asyncio
import logging

import pytest

from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.seiten import aufwaermen
from insek_monitor.workshop.abstimmung import register_raeume as raeume

pytestmark = pytest.mark.usefixtures("umgebung")


@pytest.mark.parametrize("fehler", [ValueError, RegisterFehler, MemoryError])
def test_kein_fehler_beendet_die_aufgabe(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fehler: type[Exception]
) -> None:
    durchgaenge = []

    def kaputt(*_: object) -> int:
        durchgaenge.append(1)
        raise fehler("Geheime Antwort" if fehler is not RegisterFehler else "Das Register ist gesperrt.")

    monkeypatch.setattr(aufwaermen, "JEDE_S", 0.01)
    monkeypatch.setattr(zwischenspeicher, "register", lambda: None)
    monkeypatch.setattr(raeume, "loesche_abgelaufene", kaputt)

    async def lasse_laufen() -> bool:
        aufgabe = asyncio.create_task(aufwaermen.loesche_stuendlich())
        while len(durchgaenge) < 3 and not aufgabe.done():
            await asyncio.sleep(0.01)
        lebt = not aufgabe.done()
        aufgabe.cancel()
        return lebt

    with caplog.at_level(logging.INFO, logger="insek_monitor"):
        assert asyncio.run(lasse_laufen())
    assert "nächster Versuch in einer Stunde" in caplog.text
    assert "Geheime Antwort" not in caplog.text
