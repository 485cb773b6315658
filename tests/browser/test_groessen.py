"""Telefon, Beamer und Dunkel: nichts läuft seitlich hinaus, die Farben passen zum Thema."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from werkzeuge.chromium import oeffne
from werkzeuge.dienst import SEITEN, Dienst

pytestmark = pytest.mark.browser

# Streamlit rollt den Hauptbereich, nicht das Dokument; beide dürfen nicht breiter sein als das Fenster.
UEBERSTAND = """() => {
    const breite = document.documentElement.clientWidth;
    const haupt = document.querySelector('[data-testid="stMain"]');
    const rollt = (e) => {
        for (let p = e.parentElement; p && p !== haupt; p = p.parentElement) {
            const art = getComputedStyle(p).overflowX;
            if (art !== 'visible') return true;
        }
        return false;
    };
    const zuBreit = [...haupt.querySelectorAll('*')]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > breite + 1 && !rollt(e))
        .map((e) => [e.tagName, e.dataset.testid || e.className, e.textContent.slice(0, 40)].join(' '));
    return {
        dokument: document.scrollingElement.scrollWidth - breite,
        haupt: haupt.scrollWidth - haupt.clientWidth,
        zuBreit: zuBreit.slice(0, 5),
    };
}"""

HELLIGKEIT = """(e) => {
    const rgb = getComputedStyle(e).%s.match(/[0-9.]+/g).slice(0, 3).map(Number);
    return (0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]) / 255;
}"""


@pytest.mark.parametrize("name", SEITEN)
@pytest.mark.parametrize(("breite", "hoehe"), [(390, 844), (1024, 768)])
def test_kein_seitliches_rollen(
    name: str, breite: int, hoehe: int, neue_seite: Callable[..., Page], dashboard: Dienst
) -> None:
    seite = neue_seite(viewport={"width": breite, "height": hoehe})
    oeffne(seite, dashboard.adresse + SEITEN[name])
    assert seite.evaluate(UEBERSTAND) == {"dokument": 0, "haupt": 0, "zuBreit": []}


@pytest.mark.parametrize("name", SEITEN)
@pytest.mark.parametrize("thema", ["light", "dark"])
def test_hell_und_dunkel(name: str, thema: str, neue_seite: Callable[..., Page], dashboard: Dienst) -> None:
    seite = neue_seite(color_scheme=thema)
    oeffne(seite, dashboard.adresse + SEITEN[name])
    grund = seite.get_by_test_id("stApp").evaluate(HELLIGKEIT % "backgroundColor")
    schriften = [seite.locator("h1").evaluate(HELLIGKEIT % "color")]
    schriften += [text.evaluate(HELLIGKEIT % "fill") for text in seite.locator(".xtick text").all()[:1]]
    if thema == "light":
        assert grund > 0.9
        assert max(schriften) < 0.45
    else:
        assert grund < 0.2
        assert min(schriften) > 0.55
