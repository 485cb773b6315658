"""Telefon (390 px) und Beamer (1024 px): nichts läuft seitlich hinaus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.hilfen.warten import warte
from werkzeuge.chromium import oeffne, warte_bis_steht
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


NICHTS = {"dokument": 0, "haupt": 0, "zuBreit": []}


def ueberstand(seite: Page) -> object:
    """Was am Ende hinausragt: Diagramme passen sich erst an, wenn die neue Breite schon gilt.

    Eine Tabelle merkt unter Last eine neue Breite manchmal gar nicht (Streamlit); die nächste Änderung holt
    es nach. Gefragt ist hier, ob alles in die Breite passt, nicht, ob sie jede Änderung bemerkt.
    """

    def passt() -> bool:
        if seite.evaluate(UEBERSTAND) == NICHTS:
            return True
        fenster = seite.viewport_size
        assert fenster is not None
        seite.set_viewport_size({**fenster, "width": fenster["width"] - 1})
        seite.set_viewport_size(fenster)
        return False

    warte(passt, 60, 2)
    return seite.evaluate(UEBERSTAND)


@pytest.mark.parametrize("name", SEITEN)
def test_kein_seitliches_rollen(name: str, seite_mit: Callable[..., Page], dashboard: Dienst) -> None:
    seite = seite_mit(viewport={"width": 390, "height": 844})
    oeffne(seite, dashboard.adresse + SEITEN[name])
    assert ueberstand(seite) == NICHTS
    seite.set_viewport_size({"width": 1024, "height": 768})
    warte_bis_steht(seite)
    assert ueberstand(seite) == NICHTS
