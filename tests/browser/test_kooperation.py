"""Gemeinsame Konzepte im Browser: von der Startseite zur Antwort, Karten geladen, schmal, Gruppen im Land."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_barrierefrei import schwere_verstoesse
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser

HAINEWALDE = "/ansprache?planung=Gemeinsame+Konzepte&koop_gemeinde=14626170"
GELADEN = "e => e.complete && e.naturalWidth > 100"


def bilder(seite: Page) -> list[bool]:
    """Je Karte, ob der Browser sie zeichnen konnte."""
    alle = seite.get_by_test_id("stImage").locator("img")
    return [bool(alle.nth(i).evaluate(GELADEN)) for i in range(alle.count())]


def test_von_der_startseite_zu_den_nachbarn(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse)
    seite.get_by_test_id("stSidebarNav").get_by_role("link", name="Ansprache").click()
    expect(seite).to_have_url(re.compile("/ansprache"))
    warte_bis_steht(seite)
    seite.get_by_test_id("stMain").get_by_text("Gemeinsame Konzepte", exact=True).first.click()
    warte_bis_steht(seite)
    suche = seite.get_by_test_id("stSelectbox").filter(has_text="Gemeinde").locator("input").first
    suche.click()
    suche.press_sequentially("Hainew")
    seite.get_by_role("option").filter(has_text="Hainewalde").first.click()
    expect(seite.locator("h1")).to_contain_text("zuerst bei Bertsdorf-Hörnitz den Stand klären")
    expect(seite).to_have_url(re.compile("koop_gemeinde=14626170"))
    warte_bis_steht(seite)
    assert bilder(seite) == [True, True, True]


def test_vorgaben_stehen_in_der_adresse_und_wirken(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + HAINEWALDE)
    vorher = seite.locator("h1").inner_text()
    seite.get_by_test_id("stMain").get_by_role("button", name="Vorgaben").click()
    seite.get_by_test_id("stPopoverBody").get_by_text("auch über Kreisgrenzen").click()
    expect(seite).to_have_url(re.compile("koop_kreisgrenzen=false"))
    warte_bis_steht(seite)
    expect(seite.get_by_test_id("stMain")).to_contain_text("im selben Kreis.")
    # Alle Nachbarn liegen im selben Kreis: die Antwort bleibt.
    assert seite.locator("h1").inner_text() == vorher


def test_ganz_sachsen_waehlen_zeigt_die_gruppe(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/ansprache?planung=Gemeinsame+Konzepte&koop_um=Ganz+Sachsen")
    expect(seite.locator("h1")).to_contain_text("83 Gruppen")
    assert bilder(seite) == [True]
    tabelle = seite.get_by_test_id("stDataFrame").first
    tabelle.scroll_into_view_if_needed()
    rand = tabelle.bounding_box()
    assert rand is not None
    seite.mouse.click(rand["x"] + 14, rand["y"] + 52)  # Kästchen der ersten Zeile
    expect(seite.locator(".st-key-gruppe_1")).to_be_visible()
    warte_bis_steht(seite)
    assert bilder(seite) == [True, True]


@pytest.mark.parametrize("thema", ["light", "dark"])
def test_auf_dem_telefon_rollt_nichts_seitwaerts(
    thema: str, seite_mit: Callable[..., Page], dashboard: Dienst
) -> None:
    seite = seite_mit(viewport={"width": 390, "height": 844}, color_scheme=thema)
    for adresse in (HAINEWALDE, "/ansprache?planung=Gemeinsame+Konzepte&koop_um=Ganz+Sachsen"):
        oeffne(seite, dashboard.adresse + adresse)
        breiter = seite.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth")
        assert breiter <= 0, adresse


def test_von_der_gemeindeseite(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/gemeinde?gemeinde=14626170")
    seite.get_by_role("link", name="Mit wem zusammen?").click()
    expect(seite).to_have_url(re.compile("koop_gemeinde=14626170"))
    warte_bis_steht(seite)
    expect(seite.locator("h1")).to_contain_text("Hainewalde: zuerst bei")


@pytest.mark.parametrize("thema", ["light", "dark"])
def test_axe_findet_nichts_schweres(thema: str, seite_mit: Callable[..., Page], dashboard: Dienst) -> None:
    seite = seite_mit(color_scheme=thema)
    for adresse in (HAINEWALDE, "/ansprache?planung=Gemeinsame+Konzepte&koop_um=Ganz+Sachsen"):
        oeffne(seite, dashboard.adresse + adresse)
        seite.get_by_test_id("stExpander").locator("summary").first.click()
        warte_bis_steht(seite)
        assert not schwere_verstoesse(seite), adresse
