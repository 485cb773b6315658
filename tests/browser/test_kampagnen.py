"""Kampagnen im Browser: eine Liste für das Austauschformat füllen, zu zweit ändern, Touren, Einladung."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_datenpflege import druecke, pruefe_zustand
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser


def fuelle(seite: Page, beschriftung: str, text: str) -> None:
    feld = seite.get_by_role("textbox", name=beschriftung, exact=True)
    feld.fill(text)
    feld.press("Tab")
    warte_bis_steht(seite)


def teil(seite: Page, name: str) -> None:
    seite.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
    warte_bis_steht(seite)


def nimm_auf(seite: Page, name: str) -> None:
    """Nimmt eine Gemeinde über das Suchfeld auf."""
    druecke(seite, "Aufnehmen")
    feld = seite.get_by_test_id("stPopoverBody")
    feld.locator("input").fill(name)
    seite.get_by_role("option", name=name, exact=True).click()
    feld.locator("input").press("Tab")  # Esc schlösse auch das Feld, wenn die Liste der Namen schon zu ist
    warte_bis_steht(seite)


def test_austausch_von_der_leeren_liste_bis_zur_einladung(
    neue_seite: Callable[..., Page], eigenes: Dienst
) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + "/ansprache?planung=Kampagnen")
    fuelle(seite, "Ihr Name", "Erika Muster")
    druecke(seite, "Neue leere Liste")
    fuelle(seite, "Titel", "Austausch Frühjahr 2027")
    pruefe_zustand(seite)
    druecke(seite, "Liste speichern")
    expect(seite.locator("h1")).to_have_text("Austausch Frühjahr 2027: 0 von 12 Plätzen belegt")
    expect(seite).to_have_url(re.compile(r"kampagne=1(&|$)"))
    druecke(seite, "Ausgewogen auffüllen")
    seite.get_by_test_id("stPopoverBody").get_by_role("button", name="Vorschlag für 12 Plätze").click()
    expect(seite.get_by_role("table", name=re.compile("^Vorschlag")).get_by_role("row")).to_have_count(13)
    warte_bis_steht(seite)
    druecke(seite, "12 Gemeinden aufnehmen")
    expect(seite.locator("h1")).to_have_text("Austausch Frühjahr 2027: 12 von 12 Plätzen belegt")
    pruefe_zustand(seite)
    teil(seite, "Touren")
    expect(seite.get_by_text("12 Gemeinden in 3 Tagestouren")).to_be_visible()
    expect(seite).to_have_url(re.compile("kampagne_teil=Touren"))
    # Der Link führt auch an einem anderen Rechner geradewegs zu den Touren.
    dritte = neue_seite()
    oeffne(dritte, seite.url)
    expect(dritte.get_by_text("12 Gemeinden in 3 Tagestouren")).to_be_visible()
    pruefe_zustand(seite)
    teil(seite, "Kontakt für alle")
    fuelle(seite, "Was war?", "Einladung verschickt")
    druecke(seite, "Für 12 Gemeinden eintragen")
    expect(seite.get_by_text("Der Kontakt ist für 12 Gemeinden eingetragen.")).to_be_visible()
    pruefe_zustand(seite)
    # Der Link führt geradewegs zur Liste zurück.
    andere = neue_seite()
    oeffne(andere, seite.url)
    expect(andere.locator("h1")).to_have_text("Austausch Frühjahr 2027: 12 von 12 Plätzen belegt")
    assert "Traceback" not in eigenes.text(), eigenes.text()


def test_zwei_fenster_aendern_dieselbe_liste(neue_seite: Callable[..., Page], eigenes: Dienst) -> None:
    eine, andere = neue_seite(), neue_seite()
    oeffne(eine, eigenes.adresse + "/ansprache?planung=Kampagnen")
    fuelle(eine, "Ihr Name", "Erika Muster")
    druecke(eine, "Neue leere Liste")
    fuelle(eine, "Titel", "Zu zweit")
    druecke(eine, "Liste speichern")
    expect(eine.locator("h1")).to_contain_text("Zu zweit")
    oeffne(andere, eine.url)
    fuelle(andere, "Ihr Name", "Max Andere")
    nimm_auf(andere, "Borna")
    nimm_auf(eine, "Amtsberg")
    for seite in (andere, eine):
        seite.get_by_test_id("stPopoverBody").get_by_role("button", name="Aufnehmen").click()
        warte_bis_steht(seite)
    expect(eine.get_by_text("Inzwischen hat Max Andere diese Liste geändert")).to_be_visible()
    pruefe_zustand(eine)
    druecke(eine, "Neuen Stand übernehmen und meine Änderung darauf anwenden")
    expect(eine.locator("h1")).to_have_text("Zu zweit: 2 von 12 Plätzen belegt")
    teil(eine, "Verlauf")
    expect(eine.get_by_text("aufgenommen: Borna")).to_be_visible()
    expect(eine.get_by_text("aufgenommen: Amtsberg")).to_be_visible()
    assert "Traceback" not in eigenes.text(), eigenes.text()
