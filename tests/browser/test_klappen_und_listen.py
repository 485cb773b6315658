"""Klappen im dunklen Aussehen, lange Folgen auf dem Telefon: was nur der Browser zeigt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben
from insek_monitor.kern.vortrag import FOLIEN_HOECHSTENS, Folge, Folie, Folienart
from insek_monitor.register import pruefrunden
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import oeffne as oeffne_register
from insek_monitor.workshop.vortrag.datei import als_datei
from tests.browser.test_datenpflege import druecke
from tests.hilfen.datenpflege_hilfen import ERIKA
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst, dienst

pytestmark = pytest.mark.browser

KONTRAST = """(knopf) => {
    const leinwand = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const hell = (farbe) => {
        leinwand.fillStyle = farbe;
        leinwand.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...leinwand.getImageData(0, 0, 1, 1).data].map((w) =>
            (w /= 255) <= 0.04045 ? w / 12.92 : ((w + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const innen = getComputedStyle(knopf.querySelector('p') ?? knopf);
    const [a, b] = [hell(innen.color), hell(getComputedStyle(knopf).backgroundColor)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
}"""


@pytest.fixture(scope="module")
def gefuellt(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dienst]:
    """Ein eigenes Dashboard mit einer Kampagne und einer Prüfrunde."""
    ordner = tmp_path_factory.mktemp("klappen")
    (ordner / "ablage").mkdir()
    register = oeffne_register(f"sqlite:///{(ordner / 'ablage' / 'insek_monitor.sqlite').as_posix()}")
    angaben = Kampagnenangaben("Frühjahr", "", Angebot.AUSTAUSCH, 12)
    kampagnen.lege_an(register, angaben, ("14523320",), ERIKA, datenstand_nummer=1)
    pruefrunden.beginne(register, "Herbst", ERIKA)
    lade(register, "recherche")
    register.schliesse()
    with dienst(ordner / "ablage", ordner / "server.log") as laufend:
        yield laufend


def _praesentation(seite: Page, adresse: str) -> None:
    oeffne(seite, f"{adresse}/praesentation")
    druecke(seite, "Einfrieren")
    druecke(seite, "Auftauen")


def _ansprache(seite: Page, adresse: str) -> None:
    oeffne(seite, f"{adresse}/ansprache?planung=Kampagnen&kampagne=1")
    druecke(seite, "Ausgewogen auffüllen")


def _datenpflege(seite: Page, adresse: str) -> None:
    oeffne(seite, f"{adresse}/datenpflege?bereich=Best%C3%A4tigen")
    name = seite.get_by_role("textbox", name="Ihr Name").first
    name.fill("Erika Muster")
    name.press("Tab")
    warte_bis_steht(seite)
    seite.get_by_role("button", name="Alle im Kreis bestätigen").first.click()
    warte_bis_steht(seite)


def _hauptknopf(seite: Page) -> Locator:
    kasten = seite.get_by_test_id("stPopoverBody")
    knopf = kasten.locator('[data-testid^="stBaseButton-primary"]').first
    expect(knopf).to_be_enabled()
    return knopf


@pytest.mark.parametrize(
    ("oeffne_klappe", "farben"), [(_praesentation, "dark"), (_ansprache, "dark"), (_datenpflege, "light")]
)
def test_hauptknopf_in_klappen_ist_lesbar(
    seite_mit: Callable[..., Page],
    gefuellt: Dienst,
    oeffne_klappe: Callable[[Page, str], None],
    farben: str,
) -> None:
    seite = seite_mit(color_scheme=farben)
    oeffne_klappe(seite, gefuellt.adresse)
    knopf = _hauptknopf(seite)
    assert knopf.evaluate(KONTRAST) >= 4.5
    knopf.hover()
    seite.wait_for_timeout(400)  # der Übergang der Farbe
    assert knopf.evaluate(KONTRAST) >= 4.5


def test_sechzig_folien_auf_dem_telefon(
    seite_mit: Callable[..., Page], dashboard: Dienst, tmp_path: Path
) -> None:
    arten = [art for art in Folienart if art.aus_daten and art is not Folienart.GEMEINDE]
    folien = tuple(Folie(arten[i % len(arten)]) for i in range(FOLIEN_HOECHSTENS))
    datei = tmp_path / "folge.json"
    datei.write_bytes(als_datei(Folge("Sechzig", folien)))
    seite = seite_mit(viewport={"width": 390, "height": 844})
    oeffne(seite, f"{dashboard.adresse}/praesentation")
    seite.get_by_test_id("stFileUploader").locator("input").set_input_files(datei)
    expect(seite.locator("h1")).to_contain_text("60 Folien")
    warte_bis_steht(seite, ruhe_ms=800)
    liste = seite.locator(".st-key-folienliste_lang")
    hoehe = liste.evaluate("(e) => [e.clientHeight, e.scrollHeight, getComputedStyle(e).overflowY]")
    assert hoehe[0] < 844 * 0.6, "Neben der Liste bleibt Platz, um die Seite zu schieben."
    assert hoehe[1] > 3 * hoehe[0]
    assert hoehe[2] == "auto"
    assert seite.evaluate("document.documentElement.scrollWidth") <= 390
    letzte = liste.get_by_text(re.compile("^60 · "))
    letzte.scroll_into_view_if_needed()
    stelle = liste.evaluate("(e) => e.scrollTop")
    letzte.click()
    expect(seite.get_by_role("heading", name="Folie 60 von 60")).to_be_visible()
    warte_bis_steht(seite)
    assert liste.evaluate("(e) => e.scrollTop") == pytest.approx(stelle, abs=60), "Die Liste springt nicht."
    druecke(seite, "Nach vorn")
    expect(seite.get_by_role("heading", name="Folie 59 von 60")).to_be_visible()
    expect(seite.get_by_role("button", name="Folie hinzufügen")).to_be_disabled()


def test_diese_gemeinde_aus_der_adresse_und_mit_getipptem_namen(
    neue_seite: Callable[..., Page], dashboard: Dienst
) -> None:
    seite = neue_seite()
    oeffne(seite, f"{dashboard.adresse}/praesentation?gemeinde=Plauen")
    druecke(seite, "Folie hinzufügen")
    seite.get_by_role("menuitem", name="Diese Gemeinde", exact=True).click()
    warte_bis_steht(seite)
    feld = seite.get_by_role("combobox", name="Gemeinde", exact=True)
    expect(feld).to_have_value(re.compile("^Plauen · "))
    feld.click()
    feld.press_sequentially("Görlitz")
    feld.press("Enter")
    warte_bis_steht(seite)
    expect(feld).to_have_value("Görlitz · Görlitz · 14626110")
    vorschau = seite.frame_locator(".st-key-folienvorschau iframe")
    expect(vorschau.locator("h2")).to_contain_text("Görlitz hat ein INSEK")
