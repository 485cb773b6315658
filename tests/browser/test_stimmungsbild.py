"""Stimmungsbild im Browser: Raum anlegen, Telefone stimmen ab, die Seite zählt mit, aufdecken, beenden."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_datenpflege import druecke, pruefe_zustand
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser
TELEFON = {"viewport": {"width": 390, "height": 844}}


def stimme(telefon: Page, adresse: str, stufe: int) -> None:
    """Stimmt ab, wie es ein Mensch am Telefon tut."""
    telefon.goto(adresse)
    telefon.locator(f'label:has(input[name="antwort"][value="{stufe}"])').click()
    telefon.locator('button[type="submit"]').click()
    expect(
        telefon.get_by_text(re.compile("^(Gespeichert|Ihre Antwort ist gespeichert)")).first
    ).to_be_visible()
    telefon.close()  # es fragte sonst weiter, wenn der Server schon steht


def test_vom_neuen_raum_bis_zum_ergebnis(neue_seite: Callable[..., Page], eigenes: Dienst) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + "/stimmungsbild")
    druecke(seite, "Neuer Raum")
    druecke(seite, "Raum anlegen (10 Fragen)")
    expect(seite.locator("h1")).to_have_text(re.compile("noch keine Frage gestellt"))
    pfad = seite.get_by_role("link", name="Telefonseite ansehen").get_attribute("href") or ""
    druecke(seite, "Abstimmung öffnen")
    expect(seite.locator("h1")).to_have_text(re.compile("ist offen"))
    stimme(neue_seite(**TELEFON), eigenes.adresse + pfad, 6)
    # Die Seite zählt von selbst mit; was daneben halb getippt ist, bleibt stehen.
    seite.get_by_role("textbox", name="Ihr Name").fill("Erika Mus")
    stimme(neue_seite(**TELEFON, java_script_enabled=False), eigenes.adresse + pfad, 2)
    expect(seite.get_by_text("2 Stimmen, Median 4")).to_be_visible()
    expect(seite.get_by_role("textbox", name="Ihr Name")).to_have_value("Erika Mus")
    pruefe_zustand(seite)
    druecke(seite, "Ergebnis zeigen")
    expect(seite.get_by_text("auf der Leinwand zu sehen")).to_be_visible()
    druecke(seite, "Schließen")
    expect(seite.locator("h1")).to_have_text(re.compile(r": 2 Stimmen zu „.*“, Median 4$"))
    with seite.expect_download() as laden:
        seite.get_by_role("button", name="Bild dieser Frage (PNG)").click()
    assert laden.value.path().read_bytes().startswith(b"\x89PNG")
    druecke(seite, "Workshop beenden")
    seite.get_by_role("dialog").get_by_role("button", name="Jetzt beenden").click()
    expect(seite.get_by_role("dialog")).to_have_count(0)
    warte_bis_steht(seite)
    expect(seite.get_by_text("1 Ergebnis steht im Vergleich")).to_be_visible()
    pruefe_zustand(seite)
    seite.get_by_test_id("stButtonGroup").get_by_text("Vergleich", exact=True).click()
    warte_bis_steht(seite)
    expect(seite.get_by_role("table", name=re.compile("^Ergebnisse zu"))).to_be_visible()
    pruefe_zustand(seite)


def test_leinwand_des_raums_zeigt_die_aufgedeckte_frage(
    neue_seite: Callable[..., Page], eigenes: Dienst
) -> None:
    seite = neue_seite()
    oeffne(seite, eigenes.adresse + "/stimmungsbild")
    druecke(seite, "Neuer Raum")
    druecke(seite, "Raum anlegen (10 Fragen)")
    druecke(seite, "Abstimmung öffnen")
    pfad = seite.get_by_role("link", name="Telefonseite ansehen").get_attribute("href") or ""
    leinwand = neue_seite(viewport={"width": 1024, "height": 768})
    leinwand.goto(
        eigenes.adresse + (seite.get_by_role("link", name="Leinwand öffnen").get_attribute("href") or "")
    )
    leinwand.keyboard.press("3")
    leinwand.keyboard.press("Enter")
    frage = leinwand.get_by_text("Woran hängt es, wenn kein Konzept entsteht?").filter(visible=True).first
    expect(frage).to_be_visible()
    stimme(neue_seite(**TELEFON), eigenes.adresse + pfad, 7)
    expect(leinwand.get_by_text("Median 7").filter(visible=True)).to_have_count(0)
    druecke(seite, "Ergebnis zeigen")
    ergebnis = leinwand.get_by_text(re.compile("^1 Stimme")).filter(visible=True).first
    expect(ergebnis).to_be_visible()
    leinwand.close()


def test_fragensatz_am_telefon_schreiben(neue_seite: Callable[..., Page], eigenes: Dienst) -> None:
    seite = neue_seite(**TELEFON)
    oeffne(seite, eigenes.adresse + "/stimmungsbild?stimmung=Fragens%C3%A4tze")
    fuelle(seite, "Ihr Name", "Erika Muster")
    druecke(seite, "Neuer Fragensatz")
    fuelle(seite, "Name des Fragensatzes", "Probe")
    fuelle(seite, "Frage", "Wie weit sind wir?")
    fuelle(seite, "Aussage links", "Ganz am Anfang.")
    fuelle(seite, "Aussage rechts, das Gegenteil", "Fast fertig.")
    expect(seite.get_by_role("img", name=re.compile("Vorschau auf dem Telefon"))).to_be_visible()
    pruefe_zustand(seite)
    druecke(seite, "Fragensatz speichern")
    expect(seite.locator("h1")).to_have_text("2 mitgelieferte Fragensätze und 1 eigener")


def fuelle(seite: Page, beschriftung: str, text: str) -> None:
    feld = seite.get_by_role("textbox", name=beschriftung, exact=True)
    feld.fill(text)
    feld.press("Tab")
    warte_bis_steht(seite)
