"""Ein Klick führt dahin, was seine Zeile sagt: Listen, Balken, Verweise; nie in der ersten Zeile geprüft."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import DATEN
from tests.kette.referenz import lies_gemeinden
from werkzeuge.bedienung import klicke_balken, klicke_zeile
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser
AGS = {g["bezeichnung"]: g["ags"] for g in lies_gemeinden(DATEN)}
STICHTAG = "stichtag=2026-10-05"


def _erwarte(seite: Page, name: str) -> None:
    """Die Seite der genannten Gemeinde, mit dem Stichtag von vorher."""
    expect(seite).to_have_url(re.compile(rf"/gemeinde\?.*gemeinde={AGS[name]}"))
    expect(seite.locator("h1")).to_contain_text(name.partition(" (")[0])
    warte_bis_steht(seite)
    angaben = parse_qs(urlsplit(seite.url).query)
    assert (angaben["gemeinde"], angaben["stichtag"]) == ([AGS[name]], ["2026-10-05"])


@pytest.mark.parametrize("adresse", ["karte?kreis=Görlitz", "fortschreibung?frist=5 Jahre"])
def test_zeile_einer_liste(seite: Page, dashboard: Dienst, adresse: str) -> None:
    oeffne(seite, f"{dashboard.adresse}/{adresse}&{STICHTAG}")
    _erwarte(seite, klicke_zeile(seite, 3))


def test_balken_zeigt_seine_gemeinden_und_eine_zeile_ihre_seite(seite: Page, dashboard: Dienst) -> None:
    """Zweiter Kreis, Belegtes ohne Schätzung; die Liste nennt genau ihn und diesen Status."""
    oeffne(seite, f"{dashboard.adresse}/abdeckung?kreis=Bautzen&kreis=Görlitz&belegt=true&{STICHTAG}")
    klicke_balken(seite, 1, 1)
    expect(seite.get_by_role("heading", name="Görlitz: ähnliches Konzept")).to_be_visible()
    name = klicke_zeile(seite, 2)
    assert AGS[name].startswith("14626"), name
    _erwarte(seite, name)


@pytest.mark.parametrize("adresse", ["?", "ansprache?", "ansprache?planung=Stand klären&"])
def test_verweis_einer_zeile(seite: Page, dashboard: Dienst, adresse: str) -> None:
    oeffne(seite, f"{dashboard.adresse}/{adresse}{STICHTAG}")
    verweis = seite.get_by_test_id("stMain").locator("a.intern[href*='gemeinde=']").nth(3)
    name = verweis.inner_text()
    verweis.click()
    _erwarte(seite, name)
