"""Abdeckung: Ein Klick auf einen Balken zeigt die Gemeinden, ein Klick auf eine Zeile führt zu ihr."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from werkzeuge.bedienung import klicke_balken, klicke_zeile
from werkzeuge.chromium import oeffne
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser

BELEGT, GESCHAETZT = 0, 1
"""Die ersten beiden Spuren: „INSEK vorhanden“, voll und blass."""


def test_klick_auf_einen_balken_zeigt_die_gemeinden(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung?kreis=Görlitz")
    klicke_balken(seite, BELEGT, 0)
    expect(seite.get_by_role("heading", name="Görlitz: INSEK vorhanden")).to_be_visible()
    klicke_zeile(seite, 0)
    expect(seite).to_have_url(re.compile(r"/gemeinde\?.*gemeinde=14626\d{3}"))


def test_hinter_dem_geschaetzten_teil_stehen_keine_namen(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung?kreis=Görlitz")
    klicke_balken(seite, GESCHAETZT, 0)
    expect(seite.get_by_role("heading", name="Görlitz: Stand nicht belegt")).to_be_visible()
    expect(seite.get_by_text("Hinter dem blassen Teil stehen keine Namen")).to_be_visible()
    expect(seite.get_by_test_id("stDataFrame").first).to_be_visible()
