"""Präsentation im Browser: sofort vorführen, bauen und speichern, eingefroren auf einen anderen Rechner."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_datenpflege import druecke, pruefe_zustand
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser


def waehle_folie(seite: Page, zeile: str) -> None:
    seite.get_by_test_id("stRadio").get_by_text(zeile, exact=True).click()
    warte_bis_steht(seite)


def vorschau(seite: Page):
    return seite.frame_locator(".st-key-folienvorschau iframe")


def oeffne_fenster(seite: Page, name: str) -> Page:
    with seite.context.expect_page() as neue:
        seite.get_by_role("link", name=name).first.click()
    fenster = neue.value
    fenster.wait_for_load_state()
    return fenster


def test_ohne_vorbereitung_auf_die_leinwand(neue_seite: Callable[..., Page], eigenes: Dienst) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + "/praesentation")
    expect(seite.locator("h1")).to_have_text(
        "Die Folge „INSEK in Sachsen“ hat 13 Folien, 3 davon mit Abstimmung."
    )
    pruefe_zustand(seite)
    druecke(seite, "Vorführen")  # erster Klick
    leinwand = oeffne_fenster(seite, "Leinwand öffnen")  # zweiter
    expect(leinwand.locator(".folie:visible")).to_have_count(1)
    expect(leinwand.locator(".folie:visible")).to_contain_text("Integrierte Konzepte in Sachsen")
    leinwand.keyboard.press("End")
    expect(leinwand.locator(".folie:visible")).to_contain_text("Was die FS INGE anbietet")
    vortrag = oeffne_fenster(seite, "Vortragsansicht öffnen")
    expect(vortrag.get_by_text("Abstimmung öffnen")).to_be_visible()
    assert "#s=" not in vortrag.url, "Der Schlüssel bleibt nicht in der Adresse stehen."
    pruefe_zustand(seite)
    assert "Traceback" not in eigenes.text(), eigenes.text()


def test_bauen_speichern_und_als_link_weitergeben(neue_seite: Callable[..., Page], eigenes: Dienst) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + "/praesentation")
    waehle_folie(seite, "7 · Text")
    expect(vorschau(seite).locator("h2")).to_have_text("Was es schwer macht")
    feld = seite.get_by_role("textbox", name="Überschrift", exact=True)
    feld.fill("Was uns bremst")
    feld.press("Tab")
    warte_bis_steht(seite)
    expect(vorschau(seite).locator("h2")).to_have_text("Was uns bremst")
    rahmen = seite.locator(".st-key-folienvorschau iframe").bounding_box()
    assert rahmen is not None
    assert rahmen["width"] / rahmen["height"] == pytest.approx(4 / 3, abs=0.01)
    druecke(seite, "Nach vorn")
    expect(seite.get_by_role("heading", name="Folie 6 von 13")).to_be_visible()
    druecke(seite, "Folie hinzufügen")
    seite.get_by_role("menuitem", name="Karte", exact=True).click()
    warte_bis_steht(seite)
    expect(seite.get_by_role("heading", name="Folie 7 von 14")).to_be_visible()
    expect(vorschau(seite).get_by_role("img").first).to_be_visible()
    druecke(seite, "Rückgängig")
    expect(seite.get_by_role("heading", name="Folie 6 von 13")).to_be_visible()
    name = seite.get_by_role("textbox", name="Name", exact=True)
    name.fill("Herbst 2026")
    name.press("Tab")
    warte_bis_steht(seite)
    druecke(seite, "Speichern")
    kasten = seite.get_by_test_id("stPopoverBody")
    kasten.get_by_role("textbox", name="Ihr Name").fill("Erika Muster")
    kasten.get_by_role("textbox", name="Ihr Name").press("Tab")
    warte_bis_steht(seite)
    kasten.get_by_role("button", name="Als neue Folge speichern").click()
    expect(seite.get_by_text("„Herbst 2026“ ist gespeichert (Fassung 1).")).to_be_visible()
    expect(seite).to_have_url(re.compile(r"folge=1(&|$)"))
    seite.keyboard.press("Escape")
    expect(kasten).to_have_count(0)  # sonst prüfte axe mitten im Ausblenden
    warte_bis_steht(seite, ruhe_ms=800)
    pruefe_zustand(seite)
    andere = neue_seite()
    oeffne(andere, eigenes.adresse + "/praesentation?folge=1")
    expect(andere.locator("h1")).to_contain_text("„Herbst 2026“ hat 13 Folien")
    expect(andere.get_by_text("Was uns bremst")).to_be_visible()
    assert "Traceback" not in eigenes.text(), eigenes.text()


def test_eingefroren_auf_einen_anderen_rechner(
    neue_seite: Callable[..., Page], dashboard: Dienst, tmp_path: Path
) -> None:
    seite = neue_seite()
    oeffne(seite, dashboard.adresse + "/praesentation?stichtag=2020-06-30")
    druecke(seite, "Einfrieren")
    expect(seite.locator("h1")).to_contain_text("eingefroren am")
    pruefe_zustand(seite)
    with seite.expect_download() as laden:
        seite.get_by_role("button", name="Folge als Datei").click()
    datei = tmp_path / "folge.json"
    laden.value.save_as(datei)
    andere = neue_seite()
    oeffne(andere, dashboard.adresse + "/praesentation")
    andere.get_by_test_id("stFileUploader").locator("input").set_input_files(datei)
    expect(andere.get_by_text("„INSEK in Sachsen“ ist geladen.")).to_be_visible()
    warte_bis_steht(andere)
    expect(andere.get_by_text("Stichtag 30.06.2020,").first).to_be_visible()
    waehle_folie(andere, "2 · Abdeckung in Sachsen")
    expect(vorschau(andere).locator(".fuss")).to_contain_text("Eingefroren am")
    expect(vorschau(andere).locator(".fuss")).to_contain_text("Stichtag 30.06.2020")


@pytest.mark.parametrize("farben", ["light", "dark"])
def test_auf_dem_telefon(seite_mit: Callable[..., Page], dashboard: Dienst, farben: str) -> None:
    seite = seite_mit(viewport={"width": 390, "height": 844}, color_scheme=farben)
    oeffne(seite, dashboard.adresse + "/praesentation")
    waehle_folie(seite, "4 · Karte")
    rahmen = seite.locator(".st-key-folienvorschau iframe").bounding_box()
    assert rahmen is not None
    assert rahmen["width"] <= 390
    assert rahmen["width"] / rahmen["height"] == pytest.approx(4 / 3, abs=0.02)
    expect(vorschau(seite).get_by_role("img").first).to_be_visible()
