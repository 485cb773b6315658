"""Gemeinsames der Browsertests: ein echtes Dashboard, ein echtes Chromium, ein Wächter je Seite.

Ohne Chromium werden die Tests ausgelassen (auf dem CI ist das ein Fehlschlag, siehe tests/hilfen). Jeder Test
prüft nebenbei: keine Anfrage verlässt den Rechner, kein Fehler in der Konsole, keine fehlgeschlagene Anfrage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from werkzeuge.chromium import GEDULD_MS, ChromiumFehlt, Waechter, starte_chromium
from werkzeuge.dienst import Dienst, dienst

expect.set_options(timeout=GEDULD_MS)


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


VORGABEN: dict[str, Any] = {
    "locale": "de-DE",
    "timezone_id": "Europe/Berlin",
    "viewport": {"width": 1440, "height": 900},
    "color_scheme": "light",
    # Niemand sieht zu: Bewegtes kostete ein Siebtel der Rechenzeit.
    "reduced_motion": "reduce",
}


class Fenster:
    """Ein Browserkontext mit Wächter; bleibt über Tests hinweg offen, damit nicht jeder alles neu lädt."""

    def __init__(self, browser: Browser, einstellungen: dict[str, Any]) -> None:
        self.waechter = Waechter()
        self.einstellungen = VORGABEN | einstellungen
        self.seite: Page | None = None
        self.kontext = browser.new_context(**self.einstellungen)
        self.kontext.set_default_timeout(GEDULD_MS)
        self.waechter.bewache(self.kontext)

    def raeume_auf(self) -> None:
        """Macht die eine Seite wieder leer; alle anderen schließen.

        Sie bleibt, weil in einer neuen Seite alles noch einmal übersetzt wird: Das dauert doppelt so lange.
        """
        for seite in self.kontext.pages:
            if seite is not self.seite:
                seite.close()
        if self.seite is None or self.seite.is_closed():
            self.seite = None
            return
        self.seite.unroute_all(behavior="ignoreErrors")
        if self.seite.url.startswith("http"):
            self.seite.evaluate("sessionStorage.clear()")
        self.seite.goto("about:blank")
        self.seite.emulate_media(media="null")
        self.seite.set_viewport_size(self.einstellungen["viewport"])


def _pruefe(fenster: Iterable[Fenster]) -> None:
    beanstandungen = [zeile for f in fenster for zeile in f.waechter.beanstandungen()]
    assert not beanstandungen, "\n".join(sorted(set(beanstandungen)))


@pytest.fixture
def _eigene_fenster() -> list[Fenster]:
    return []


def _schliesse(offene: Iterable[Fenster]) -> None:
    for fenster in offene:
        fenster.kontext.close()


@pytest.fixture
def eigenes(_eigene_fenster: list[Fenster], tmp_path: Path) -> Iterator[Dienst]:
    """Ein eigenes Dashboard für einen Test, der schreibt (Register: ``tmp_path / "ablage"``).

    Vor seinem Ende schließen die Fenster: Sonst fragten sie einen Server, den es nicht mehr gibt.
    """
    with dienst(tmp_path / "ablage", tmp_path / "server.log") as laufend:
        yield laufend
        _schliesse(_eigene_fenster)


@pytest.fixture
def neue_seite(chromium: Browser, _eigene_fenster: list[Fenster]) -> Iterator[Callable[..., Page]]:
    """Öffnet Seiten in eigenen, leeren Kontexten (wie fremde Menschen an anderen Rechnern)."""
    offene = _eigene_fenster

    def oeffnen(**einstellungen: Any) -> Page:
        offene.append(Fenster(chromium, einstellungen))
        return offene[-1].kontext.new_page()

    yield oeffnen
    _schliesse(offene)
    _pruefe(offene)


@pytest.fixture(scope="session")
def _offene_fenster(chromium: Browser) -> Iterator[dict[str, Fenster]]:
    offene: dict[str, Fenster] = {}
    yield offene
    _schliesse(offene.values())


@pytest.fixture
def seite_mit(chromium: Browser, _offene_fenster: dict[str, Fenster]) -> Iterator[Callable[..., Page]]:
    """Öffnet eine Seite mit diesen Einstellungen; gleiche Einstellungen teilen sich einen Kontext."""
    benutzte: list[Fenster] = []

    def oeffnen(**einstellungen: Any) -> Page:
        schluessel = repr(sorted(einstellungen.items()))
        if schluessel not in _offene_fenster:
            _offene_fenster[schluessel] = Fenster(chromium, einstellungen)
        fenster = _offene_fenster[schluessel]
        if fenster in benutzte:
            return fenster.kontext.new_page()
        benutzte.append(fenster)
        fenster.waechter.vergiss()
        if fenster.seite is None:
            fenster.seite = fenster.kontext.new_page()
        return fenster.seite

    yield oeffnen
    for fenster in benutzte:
        fenster.raeume_auf()
    _pruefe(benutzte)


@pytest.fixture
def seite(seite_mit: Callable[..., Page]) -> Page:
    """Eine leere Seite, 1440×900, hell, deutsch."""
    return seite_mit()
