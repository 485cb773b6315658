"""Abdeckung: Ein Klick auf einen Balken zeigt die Gemeinden, ein Klick auf eine Zeile führt zu ihr."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from werkzeuge.chromium import oeffne
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser


def test_klick_auf_einen_balken_zeigt_die_gemeinden(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung?kreis=Görlitz")
    spuren = seite.locator(".js-plotly-plot").first.locator(".barlayer .trace")
    rand = spuren.last.locator("path").first.bounding_box()
    assert rand is not None
    seite.mouse.click(rand["x"] + rand["width"] / 2, rand["y"] + rand["height"] / 2)
    expect(seite.get_by_role("heading", name="Görlitz: kein Konzept")).to_be_visible()
    liste = seite.get_by_test_id("stDataFrame").first
    liste.scroll_into_view_if_needed()
    rand = liste.bounding_box()
    assert rand is not None
    seite.mouse.click(rand["x"] + 60, rand["y"] + 55)
    expect(seite).to_have_url(re.compile(r"/gemeinde\?.*gemeinde=14626\d{3}"))
