"""Abdeckung: Ein Klick auf einen Balken zeigt die Gemeinden, ein Klick auf eine Zeile führt zu ihr."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from werkzeuge.chromium import oeffne
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser

BELEGT, GESCHAETZT = 0, 1
"""Die ersten beiden Spuren: „INSEK vorhanden“, voll und blass."""


def klicke_balken(seite: Page, spur: int) -> None:
    spuren = seite.locator(".js-plotly-plot").first.locator(".barlayer .trace")
    rand = spuren.nth(spur).locator("path").first.bounding_box()
    assert rand is not None
    seite.mouse.click(rand["x"] + rand["width"] / 2, rand["y"] + rand["height"] / 2)


def test_klick_auf_einen_balken_zeigt_die_gemeinden(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung?kreis=Görlitz")
    klicke_balken(seite, BELEGT)
    expect(seite.get_by_role("heading", name="Görlitz: INSEK vorhanden")).to_be_visible()
    liste = seite.get_by_test_id("stDataFrame").first
    liste.scroll_into_view_if_needed()
    rand = liste.bounding_box()
    assert rand is not None
    seite.mouse.click(rand["x"] + 60, rand["y"] + 55)
    expect(seite).to_have_url(re.compile(r"/gemeinde\?.*gemeinde=14626\d{3}"))


def test_hinter_dem_geschaetzten_teil_stehen_keine_namen(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung?kreis=Görlitz")
    klicke_balken(seite, GESCHAETZT)
    expect(seite.get_by_role("heading", name="Görlitz: Stand nicht belegt")).to_be_visible()
    expect(seite.get_by_text("Hinter dem blassen Teil stehen keine Namen")).to_be_visible()
    expect(seite.get_by_test_id("stDataFrame").first).to_be_visible()
