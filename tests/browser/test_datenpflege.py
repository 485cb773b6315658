"""Datenpflege im Browser, wie ein neuer Mensch sie benutzt: hochladen, beheben, vergleichen, einspielen,
zurückgehen.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_barrierefrei import bekannter_eintrag, schwere_verstoesse
from tests.browser.test_groessen import UEBERSTAND
from tests.browser.test_seiten import pruefe_seite
from werkzeuge.bedienung import wechsle_seite
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser

LISTE = (
    "Liste der Fachstelle\n\nGemeinde;Habt ihr eins;Beschluss am\n"
    "Amtsberg;ja;14.03.2025\nNeukirchen;ja;12.05.2021\nPlauen;ja;31.02.2024\nBorna;ja;\n"
)


def lade_hoch(seite: Page, text: str) -> None:
    seite.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "liste.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    expect(seite.get_by_text("3 · Prüfbericht")).to_be_visible()
    warte_bis_steht(seite)


def kennzahl(seite: Page, name: str) -> Locator:
    kasten = seite.locator("dl.kennzahlen > div").filter(has=seite.get_by_text(name, exact=True))
    return kasten.locator("dd").first


def druecke(seite: Page, name: str | re.Pattern[str]) -> None:
    seite.get_by_test_id("stMain").get_by_role("button", name=name).first.click()
    warte_bis_steht(seite)


def waehle_bereich(seite: Page, name: str) -> None:
    seite.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
    expect(seite).to_have_url(re.compile("bereich="))
    warte_bis_steht(seite)


def pruefe_zustand(seite: Page) -> None:
    """Deutsch, ohne schwere Verstöße gegen die Barrierefreiheit, auf dem Telefon nicht zu breit."""
    pruefe_seite(seite)
    eigene = [v for v in schwere_verstoesse(seite) if bekannter_eintrag(seite, v) is None]
    assert not eigene, eigene
    seite.set_viewport_size({"width": 390, "height": 844})
    warte_bis_steht(seite, ruhe_ms=800)
    assert seite.evaluate(UEBERSTAND) == {"dokument": 0, "haupt": 0, "zuBreit": []}
    seite.set_viewport_size({"width": 1440, "height": 900})
    warte_bis_steht(seite, ruhe_ms=800)


def test_liste_mit_fehlern_bis_zum_neuen_datenstand_und_zurueck(
    neue_seite: Callable[..., Page], eigenes: Dienst
) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + "/datenpflege")
    lade_hoch(seite, LISTE)
    # Die unbekannte Spalte zuordnen.
    druecke(seite, "Spalten zuordnen")
    dialog = seite.get_by_role("dialog")
    dialog.get_by_role("combobox", name=re.compile("Habt ihr eins")).click()
    seite.get_by_role("option", name="INSEK vorhanden?").click()
    dialog.get_by_role("button", name="Übernehmen und merken").click()
    expect(dialog).to_have_count(0)
    warte_bis_steht(seite)
    expect(kennzahl(seite, "Fehler")).to_have_text("2")
    expect(kennzahl(seite, "Zeilen gehen mit")).to_have_text("1")
    pruefe_zustand(seite)
    # Beheben: gleichnamige Gemeinde wählen, unmöglichen Tag ändern, Warnung annehmen.
    druecke(seite, re.compile("Erzgebirgskreis"))
    expect(kennzahl(seite, "Fehler")).to_have_text("1")
    zeile = seite.locator("[data-testid=stVerticalBlock]", has_text="Zeile 6 · Plauen").last
    zeile.get_by_role("button", name="Anderer Wert …").click()
    feld = seite.get_by_role("dialog").get_by_role("textbox")
    expect(feld).to_have_value("31.02.2024")
    feld.fill("28.02.2024")
    seite.get_by_role("dialog").get_by_role("button", name="Übernehmen").click()
    expect(seite.get_by_role("dialog")).to_have_count(0)
    warte_bis_steht(seite)
    expect(kennzahl(seite, "Fehler")).to_have_text("0")
    druecke(seite, re.compile("Warnung(en)? annehmen"))
    expect(kennzahl(seite, "Zeilen gehen mit")).to_have_text("4")
    # Vergleichen und einspielen.
    expect(seite.get_by_role("img", name=re.compile("Karte von Sachsen"))).to_be_visible()
    tabelle = seite.get_by_role("table", name="Gemeinden mit Änderungen")
    expect(tabelle.get_by_role("row").filter(has_text="Amtsberg")).to_contain_text("INSEK vorhanden")
    vorhanden = seite.get_by_role("table", name="Eckzahlen vorher und nachher").get_by_role("row")
    neue_zahl = re.search(r"120 → (\d+)", vorhanden.filter(has_text="INSEK vorhanden").inner_text())
    assert neue_zahl is not None
    einspielen = seite.get_by_role("button", name="Als neuen Datenstand einspielen")
    expect(einspielen).to_be_disabled()
    seite.get_by_role("textbox", name="Ihr Name").fill("Erika Muster")
    seite.get_by_role("textbox", name="Anlass").fill("Meldungen der Gemeinden")
    seite.get_by_role("textbox", name="Anlass").press("Tab")
    expect(einspielen).to_be_enabled()
    einspielen.click()
    expect(seite.get_by_text("ist eingespielt und gilt")).to_be_visible()
    warte_bis_steht(seite)
    # Jede Seite zeigt den neuen Stand.
    wechsle_seite(seite, "ueberblick")
    expect(seite.locator("h1")).to_contain_text(f"bei {neue_zahl.group(1)} ist es belegt")
    wechsle_seite(seite, "datenpflege")
    expect(seite.locator("h1")).to_contain_text("Datenstand 2 gilt")
    # Zurück: der frühere gilt wieder, als neuer Datenstand.
    waehle_bereich(seite, "Datenstände")
    pruefe_zustand(seite)
    karte = seite.locator("[data-testid=stVerticalBlock]", has_text="Datenstand 1 „recherche“").last
    karte.get_by_role("button", name="Wieder geltend machen").click()
    dialog = seite.get_by_role("dialog")
    expect(dialog.get_by_role("table", name="Eckzahlen vorher und nachher")).to_be_visible()
    dialog.get_by_role("textbox", name="Anlass").fill("Versehen")
    dialog.get_by_role("textbox", name="Anlass").press("Tab")
    jetzt = dialog.get_by_role("button", name="Als neuen Datenstand geltend machen")
    expect(jetzt).to_be_enabled()
    jetzt.click()
    expect(dialog).to_have_count(0)
    expect(seite.locator("h1")).to_contain_text("Datenstand 3 gilt: Für 120 von 418")
    assert "Traceback" not in eigenes.text(), eigenes.text()


def test_pruefrunde_und_protokoll(neue_seite: Callable[..., Page], eigenes: Dienst) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + "/datenpflege?bereich=Best%C3%A4tigen&kreis=G%C3%B6rlitz")
    seite.get_by_role("textbox", name="Ihr Name").fill("Erika Muster")
    seite.get_by_role("textbox", name="Ihr Name").press("Tab")
    beginnen = seite.get_by_role("button", name="Neue Prüfrunde beginnen")
    expect(beginnen).to_be_enabled()
    beginnen.click()
    expect(seite.get_by_text("ist begonnen")).to_be_visible()
    warte_bis_steht(seite)
    pruefe_zustand(seite)
    offen = int(kennzahl(seite, "noch offen").inner_text())
    druecke(seite, "Alle im Kreis bestätigen")
    seite.get_by_role("button", name="Ja, bestätigen").click()
    expect(kennzahl(seite, "noch offen")).not_to_have_text(str(offen))
    warte_bis_steht(seite)
    # Ein Verweis führt zur Gemeinde.
    ziel = seite.get_by_test_id("stMain").locator("a[href^='/gemeinde?gemeinde=']").first
    assert ziel.get_attribute("href")
    waehle_bereich(seite, "Protokoll")
    expect(seite.get_by_text("2 Einträge, der neueste zuerst")).to_be_visible()
    pruefe_zustand(seite)
    waehle_bereich(seite, "Ausgeben")
    pruefe_zustand(seite)


def test_unlesbare_datei_auf_deutsch(neue_seite: Callable[..., Page], eigenes: Dienst) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + "/datenpflege")
    seite.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "kaputt.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 kein Archiv"}
    )
    expect(seite.get_by_test_id("stAlert").filter(has_text="kaputt.xlsx")).to_be_visible()
    warte_bis_steht(seite)
    pruefe_seite(seite)
    expect(seite.get_by_test_id("stFileUploaderDropzoneInput")).to_have_count(1)
    # Was der Uploader selbst abweist, sagt er ebenfalls auf Deutsch.
    seite.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "bild.png", "mimeType": "image/png", "buffer": b"x"}
    )
    expect(seite.get_by_test_id("stFileUploader")).to_contain_text("geht nicht")
    pruefe_seite(seite)
