"""Jede Seite öffnet: kalt nach dem Serverstart, über die Navigation, auf Deutsch, ohne Fehlermeldung.

Dass keine Anfrage den Rechner verlässt und die Konsole fehlerfrei bleibt, prüft ``neue_seite`` mit.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from werkzeuge.bedienung import wechsle_seite
from werkzeuge.chromium import Waechter, ist_fremd, oeffne
from werkzeuge.dienst import SEITEN, Dienst

pytestmark = pytest.mark.browser

ENGLISCH = (
    "Select all", "Choose an option", "Choose options", "No options", "No results", "Press Enter", "Deploy",
    "Running", "Main menu", "Rerun", "Clear cache", "Print", "Record a screencast", "Skip to main content",
    "Fullscreen", "Download as CSV", "Search", "Made with Streamlit", "Close sidebar", "Loading", "empty",
    "Double-click", "Navigate to", "App pages", "Sidebar", "Choose date", "Show/hide",
    "Selected", "Remove", "Zoom in", "Zoom out", "Autoscale", "Reset axes", "Page not found", "Please wait",
)  # fmt: skip
"""Feste englische Texte von Streamlit, plotly und deck.gl, die ein Mensch zu sehen bekäme."""

SICHTBARE_TEXTE = """() => {
    const texte = [];
    const sichtbar = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: false });
    for (const e of document.querySelectorAll('body *')) {
        if (e.closest('script, style') || !sichtbar(e)) continue;
        for (const k of e.childNodes) if (k.nodeType === 3) texte.push(k.textContent);
        for (const name of ['placeholder', 'aria-label', 'title', 'alt', 'data-title']) {
            if (e.getAttribute(name)) texte.push(e.getAttribute(name));
        }
    }
    return texte.map((t) => t.trim()).filter(Boolean);
}"""


def pruefe_seite(seite: Page) -> None:
    """Was auf jeder Seite gilt: deutsch, eine Überschrift, keine Fehlermeldung."""
    expect(seite.locator("html")).to_have_attribute("lang", "de")
    ueberschriften = seite.locator("[data-testid=stMain] h1")
    expect(ueberschriften).to_have_count(1)
    assert len(ueberschriften.inner_text().split()) >= 3, "Die Überschrift soll ein Satz mit dem Befund sein."
    expect(seite.get_by_test_id("stException")).to_have_count(0)
    assert "konnte nicht gezeichnet werden" not in seite.get_by_test_id("stMain").inner_text()
    texte = seite.evaluate(SICHTBARE_TEXTE)
    assert len(texte) > 20
    englisch = {text for text in texte for wort in ENGLISCH if text.lower().startswith(wort.lower())}
    assert not englisch, f"Englisches auf dem Bildschirm: {sorted(englisch)}"


@pytest.mark.parametrize("name", ["karte", "praesentation"])
def test_tiefer_link_gleich_nach_dem_serverstart(
    name: str, neue_seite: Callable[..., Page], eigenes: Dienst
) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + SEITEN[name])
    pruefe_seite(seite)
    # Mit der alten Seitensuche von Streamlit liefe die Seite ohne das Navigationsskript.
    expect(seite.get_by_test_id("stSidebarNav").locator("a")).to_have_count(len(SEITEN))
    assert "Traceback" not in eigenes.text(), eigenes.text()


def test_navigation_durch_alle_seiten(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/")
    gesehen = set()
    for name in [*list(SEITEN)[1:], "ueberblick"]:
        wechsle_seite(seite, name)
        pruefe_seite(seite)
        gesehen.add(seite.locator("h1").inner_text())
    assert len(gesehen) == len(SEITEN), "Jede Seite hat ihre eigene Überschrift."


def test_unbekannte_adresse_bleibt_verstaendlich(chromium: Browser, dashboard: Dienst) -> None:
    # Ohne Wächter: Streamlit meldet die unbekannte Adresse von sich aus in der Konsole.
    kontext = chromium.new_context(locale="de-DE")
    seite = kontext.new_page()
    oeffne(seite, dashboard.adresse + "/gibt-es-nicht")
    expect(seite.locator("html")).to_have_attribute("lang", "de")
    text = seite.locator("body").inner_text()
    kontext.close()
    assert "Page not found" not in text
    assert "Traceback" not in text


@pytest.mark.parametrize(
    ("adresse", "fremd"),
    [
        ("https://basemaps.cartocdn.com/x", True),
        ("wss://example.org/stream", True),
        ("http://localhost:8501/", False),
        ("http://127.0.0.1/", False),
        ("data:image/png;base64,AA", False),
        ("blob:http://localhost:8501/1", False),
    ],
)
def test_der_waechter_erkennt_fremde_rechner(adresse: str, fremd: bool) -> None:
    assert ist_fremd(adresse) is fremd


def test_der_waechter_beanstandet_eine_fremde_anfrage(chromium: Browser, dashboard: Dienst) -> None:
    kontext = chromium.new_context()
    waechter = Waechter()
    waechter.bewache(kontext)
    seite = kontext.new_page()
    oeffne(seite, dashboard.adresse + "/methodik")
    assert waechter.beanstandungen() == []
    seite.goto("about:blank")  # dem Dashboard selbst verbietet es schon die Richtlinie
    seite.evaluate("() => fetch('https://example.org/x').catch(() => console.error('abgewiesen'))")
    seite.wait_for_timeout(200)
    kontext.close()
    assert any("https://example.org/x" in zeile for zeile in waechter.fremde)
    assert any("abgewiesen" in zeile for zeile in waechter.konsole)
