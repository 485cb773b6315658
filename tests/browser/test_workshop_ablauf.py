"""Ein Workshop, wie ihn Vortragende erleben: ``make workshop``, Leinwand, drei Telefone, Datei.

Fremde Rechner sind gesperrt, und keine Anfrage will zu ihnen.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from insek_monitor.workshop.saal.telefonseite import GESPEICHERT
from tests.browser.conftest import VORGABEN
from tests.hilfen.workshop import workshop
from werkzeuge import chromium as werkzeug
from werkzeuge.chromium import GEDULD_MS, Waechter

pytestmark = [pytest.mark.browser, pytest.mark.langsam]

SAAL_ADRESSE = "http://192.168.1.5:8600"
"""Steht im QR-Code. Den letzten Meter, vom Netz im Saal zum freien Port dieses Rechners, ersetzt der Test."""
LEINWAND = {"viewport": {"width": 1024, "height": 768}}
TELEFON = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
ABSTIMMUNG = 10
"""Nummer der ersten Folie mit Abstimmung in der mitgelieferten Folge."""
ZU_KLEIN = """() => {
    const folie = [...document.querySelectorAll('#buehne > .folie')].find((f) => f.checkVisibility());
    const klein = [];
    const lauf = document.createTreeWalker(folie, NodeFilter.SHOW_TEXT);
    while (lauf.nextNode()) {
        const stelle = lauf.currentNode.parentElement;
        const wort = lauf.currentNode.textContent.trim();
        if (!wort || !stelle.checkVisibility({visibilityProperty: true})) continue;
        const kasten = stelle.getBoundingClientRect();
        if (kasten.width < 2 || kasten.height < 2 || stelle.closest('title, desc, .nur-vorlesen')) continue;
        const svg = stelle.closest('svg');
        const faktor = svg ? svg.getScreenCTM().a : 1;
        const groesse = parseFloat(getComputedStyle(stelle).fontSize) * faktor;
        if (groesse < 27.9) klein.push(`${groesse.toFixed(1)} px: ${wort.slice(0, 40)}`);
    }
    return klein;
}"""
"""Texte der gezeigten Folie unter 28 Pixeln."""
ROLLT = """() => {
    const wurzel = document.scrollingElement;
    return wurzel.scrollHeight > wurzel.clientHeight || wurzel.scrollWidth > wurzel.clientWidth;
}"""


class Netz:
    """Kontexte dieses Tests mit einem Wächter für alle."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.waechter = Waechter()
        self.kontexte: list[BrowserContext] = []

    def kontext(self, **angaben: Any) -> BrowserContext:
        neu = self.browser.new_context(**(VORGABEN | angaben))
        neu.set_default_timeout(GEDULD_MS)
        self.waechter.bewache(neu)
        self.kontexte.append(neu)
        return neu


@pytest.fixture
def netz(chromium: Browser) -> Iterator[Netz]:
    offen = Netz(chromium)
    yield offen
    for kontext in offen.kontexte:
        kontext.close()
    assert offen.waechter.beanstandungen() == []


def oeffne_fenster(laptop: Page, name: str) -> Page:
    with laptop.context.expect_page() as fenster:
        laptop.get_by_role("link", name=name).click()
    # Tasten vor dem Ende des Ladens gingen ins Leere.
    fenster.value.wait_for_load_state()
    return fenster.value


def qr_adresse(leinwand: Page) -> str:
    bild = Image.open(io.BytesIO(leinwand.screenshot()))
    gelesen = zxingcpp.read_barcodes(bild)
    assert len(gelesen) == 1
    return gelesen[0].text


def springe(leinwand: Page, nummer: int) -> None:
    leinwand.keyboard.type(str(nummer))
    leinwand.keyboard.press("Enter")


def stimme(telefon: Page, adresse: str, stufe: int) -> None:
    telefon.goto(adresse)
    feld = telefon.locator(f'input[name="antwort"][value="{stufe}"]')
    feld.check(force=True)
    telefon.get_by_role("button").first.tap()
    expect(telefon.locator("#meldung")).to_contain_text(GESPEICHERT)
    expect(feld).to_be_checked()


def test_ein_workshop(netz: Netz, tmp_path: Path) -> None:
    angaben = {"INSEK_STICHTAG": "2026-11-21", "INSEK_SAAL_ADRESSE": SAAL_ADRESSE}
    with workshop(tmp_path / "ablage", **angaben) as laufend:
        saal = f"http://127.0.0.1:{laufend.saalport}"
        laptop = netz.kontext(**LEINWAND).new_page()
        werkzeug.oeffne(laptop, f"http://localhost:{laufend.port}/praesentation")
        laptop.get_by_role("button", name="Vorführen", exact=True).click()
        leinwand = oeffne_fenster(laptop, "Leinwand öffnen")
        vortrag = oeffne_fenster(laptop, "Vortragsansicht öffnen")

        # Mitmachen: drei Telefone lesen den QR-Code von der Leinwand, eines hat kein JavaScript.
        leinwand.bring_to_front()
        springe(leinwand, ABSTIMMUNG - 1)
        expect(vortrag.locator("#nummer")).to_have_text(str(ABSTIMMUNG - 1))
        adresse = qr_adresse(leinwand)
        assert adresse.startswith(f"{SAAL_ADRESSE}/w/")
        im_saal = adresse.replace(SAAL_ADRESSE, saal)
        code = adresse.rsplit("/", 1)[1]

        vortrag.get_by_role("button", name="Weiter").click()
        expect(leinwand).to_have_url(re.compile(f"#{ABSTIMMUNG}$"))
        vortrag.get_by_role("button", name="Abstimmung öffnen").click()
        expect(leinwand.locator(".folie.aktiv")).to_contain_text("Abstimmung läuft")
        for stufe, skript in ((2, True), (6, True), (6, False)):
            stimme(netz.kontext(**TELEFON, java_script_enabled=skript).new_page(), im_saal, stufe)
        expect(leinwand.locator(".folie.aktiv")).to_contain_text("3 Stimmen")
        # Noch verborgen: am Pult zu sehen, auf der Leinwand nicht.
        expect(vortrag.locator("#verborgen")).to_be_visible()
        expect(leinwand.locator(".folie.aktiv")).not_to_contain_text("Median")

        vortrag.get_by_role("button", name="Schließen").click()
        vortrag.get_by_role("button", name="Ergebnis zeigen").click()
        expect(leinwand.locator(".folie.aktiv")).to_contain_text("Median 6")

        _mit_tasten_durch_alle(leinwand)
        _datei(netz, laufend.port, code)
        for kontext in netz.kontexte:
            kontext.close()


def _mit_tasten_durch_alle(leinwand: Page) -> None:
    """Von der ersten bis zur letzten Folie: nie ein Rollbalken, nie zu kleiner Text."""
    anzahl = leinwand.locator("#buehne > .folie").count()
    leinwand.keyboard.press("Home")
    for nummer in range(1, anzahl + 1):
        expect(leinwand.locator("#buehne > .folie:visible")).to_have_count(1)
        assert leinwand.url.endswith(f"#{nummer}")
        assert not leinwand.evaluate(ROLLT), f"Folie {nummer} rollt"
        assert leinwand.evaluate(ZU_KLEIN) == [], f"Folie {nummer}"
        leinwand.keyboard.press("ArrowRight")
    assert leinwand.url.endswith(f"#{anzahl}"), "Nach der letzten Folie geht es nicht weiter."


def _datei(netz: Netz, port: int, code: str) -> None:
    """Die Ergebnisdatei öffnet sich und enthält die drei Stimmen."""
    seite = netz.kontext().new_page()
    werkzeug.oeffne(seite, f"http://localhost:{port}/stimmungsbild?raum={code.replace('-', '')}")
    with seite.expect_download() as geladen:
        seite.get_by_role("button", name="Excel").click()
    assert geladen.value.suggested_filename.endswith(".xlsx")
    blatt = load_workbook(io.BytesIO(geladen.value.path().read_bytes()))["Ergebnisse"]
    zeilen = [tuple(zelle.value for zelle in zeile) for zeile in blatt.iter_rows()]
    kopf = next(nr for nr, zeile in enumerate(zeilen) if "Stimmen" in zeile)
    spalte = zeilen[kopf].index("Stimmen")
    stufen = [zeile[spalte] for zeile in zeilen[kopf + 1 : kopf + 8]]
    assert stufen == [0, 1, 0, 0, 0, 2, 0]
