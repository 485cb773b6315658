"""Gemeinsames der Browsertests: ein echtes Dashboard, ein echtes Chromium, ein Wächter je Seite.

Ohne Chromium werden die Tests ausgelassen (auf dem CI ist das ein Fehlschlag, siehe tests/hilfen). Jeder Test
prüft nebenbei: keine Anfrage verlässt den Rechner, kein Fehler in der Konsole, keine fehlgeschlagene Anfrage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from werkzeuge.chromium import ChromiumFehlt, Waechter, starte_chromium
from werkzeuge.dienst import Dienst, dienst


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Das Chromium des Systems, einmal für alle Tests."""
    with sync_playwright() as playwright:
        try:
            browser = starte_chromium(playwright)
        except ChromiumFehlt as fehler:
            pytest.skip(str(fehler))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def dashboard(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dienst]:
    """Ein Dashboard für alle Tests, frisch gestartet wie bei einem neuen Nutzer."""
    ordner = tmp_path_factory.mktemp("dashboard")
    with dienst(ordner / "ablage", ordner / "server.log") as laufend:
        yield laufend


@pytest.fixture
def neue_seite(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Öffnet Seiten in eigenen Kontexten; am Ende darf kein Wächter etwas zu beanstanden haben."""
    kontexte, waechter = [], []

    def oeffnen(**einstellungen: Any) -> Page:
        vorgaben: dict[str, Any] = {
            "locale": "de-DE",
            "timezone_id": "Europe/Berlin",
            "viewport": {"width": 1440, "height": 900},
            "color_scheme": "light",
        }
        kontext = chromium.new_context(**(vorgaben | einstellungen))
        kontext.set_default_timeout(15_000)
        aufpasser = Waechter()
        aufpasser.bewache(kontext)
        kontexte.append(kontext)
        waechter.append(aufpasser)
        return kontext.new_page()

    yield oeffnen
    for kontext in kontexte:
        kontext.close()
    beanstandungen = [zeile for aufpasser in waechter for zeile in aufpasser.beanstandungen()]
    assert not beanstandungen, "\n".join(beanstandungen)


@pytest.fixture
def seite(neue_seite: Callable[..., Page]) -> Page:
    """Eine leere Seite, 1440×900, hell, deutsch."""
    return neue_seite()
