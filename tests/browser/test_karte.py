"""Die Karte: ein Klick an einem bekannten Ort wählt die Gemeinde und führt auf ihre Seite."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from insek_monitor.lage.bild.karten import MITTE, zoom_fuer
from insek_monitor.register import tabellen
from werkzeuge.bedienung import klicke_zeile
from werkzeuge.chromium import GEDULD_MS, oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser


def _mercator(breite: float, laenge: float, zoom: float) -> tuple[float, float]:
    """Bildpunkte der Web-Mercator-Ebene, wie deck.gl sie rechnet (Kachel 512)."""
    welt = 512 * 2**zoom
    nord = math.log(math.tan(math.pi / 4 + math.radians(breite) / 2))
    return (laenge + 180) / 360 * welt, (1 - nord / math.pi) / 2 * welt


def _bildpunkt(seite: Page, ags: str) -> tuple[float, float]:
    """Wo ein Punkt im Inneren der Gemeinde in der Ausgangsansicht auf dem Bildschirm liegt."""
    flaeche = seite.get_by_test_id("stDeckGlJsonChart").locator("canvas").first
    flaeche.scroll_into_view_if_needed()
    rand = flaeche.bounding_box()
    assert rand is not None
    innen = tabellen.grenzen().geometry.loc[ags].representative_point()
    zoom = zoom_fuer(round(rand["width"] / 20) * 20)
    x, y = _mercator(innen.y, innen.x, zoom)
    mitte_x, mitte_y = _mercator(*MITTE, zoom)
    return rand["x"] + rand["width"] / 2 + x - mitte_x, rand["y"] + rand["height"] / 2 + y - mitte_y


def _zeige_auf(seite: Page, x: float, y: float, name: str) -> None:
    """Bewegt den Zeiger dort, bis der Hinweis kommt: Die Flächen kommen über einen eigenen Weg nach."""
    hinweis = seite.locator(".deck-tooltip").first
    for versuch in range(GEDULD_MS // 250):
        seite.mouse.move(x - versuch % 2, y)
        seite.wait_for_timeout(250)
        if name in (hinweis.text_content() or ""):
            return
    expect(hinweis).to_contain_text(name)


@pytest.mark.parametrize(("ags", "name"), [("14612000", "Dresden"), ("14521690", "Zschopau")])
def test_klick_waehlt_die_gemeinde_und_fuehrt_auf_ihre_seite(
    ags: str, name: str, seite: Page, dashboard: Dienst
) -> None:
    oeffne(seite, dashboard.adresse + "/karte")
    ueberschrift = seite.locator("h1").inner_text()
    x, y = _bildpunkt(seite, ags)
    _zeige_auf(seite, x, y, name)
    seite.mouse.click(x, y)
    expect(seite).to_have_url(re.compile(f"gemeinde={ags}"))
    warte_bis_steht(seite)
    assert seite.locator("h1").inner_text() == ueberschrift, "Die Auswahl ändert die Filter nicht."
    verweis = seite.get_by_test_id("stMain").locator(f"a[href*='gemeinde?'][href*='{ags}']").first
    verweis.click()
    expect(seite).to_have_url(re.compile(f"/gemeinde.*{ags}"))
    warte_bis_steht(seite)
    expect(seite.locator("h1")).to_contain_text(name)


def test_suche_waehlt_eine_gemeinde_ohne_karte(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/karte")
    suche = seite.get_by_test_id("stSelectbox").filter(has_text="Gemeinde suchen").locator("input")
    suche.click()
    suche.press_sequentially("Zittau")
    seite.get_by_role("option").filter(has_text="Zittau").first.click()
    expect(seite).to_have_url(re.compile("gemeinde=14626610"))
    warte_bis_steht(seite)
    assert "Zittau" in seite.get_by_test_id("stMain").inner_text()


def test_ohne_webgl_sagt_es_die_seite_und_die_liste_geht(chromium: Browser, dashboard: Dienst) -> None:
    """Wie bei einer Fernverbindung: Der Browser gibt keine 3D-Zeichenfläche her."""
    kontext = chromium.new_context(viewport={"width": 1024, "height": 768}, locale="de-DE")
    kontext.add_init_script(
        "const zeichne = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (art, ...rest) {"
        "  return String(art).startsWith('webgl') ? null : zeichne.call(this, art, ...rest); };"
    )
    seite = kontext.new_page()
    oeffne(seite, dashboard.adresse + "/karte")
    expect(seite.get_by_test_id("stAlert").filter(has_text="kann die Karte nicht zeichnen")).to_be_visible()
    expect(seite.get_by_test_id("stDeckGlJsonChart")).to_have_count(0)
    klicke_zeile(seite, 0)
    expect(seite).to_have_url(re.compile(r"/gemeinde\?.*gemeinde=14"))
    kontext.close()


def test_liste_zeigt_dieselbe_auswahl(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/karte?kreis=G%C3%B6rlitz")
    zeilen = seite.locator("ul.legende li").filter(has_not_text="nicht in der Auswahl")
    zahlen = zeilen.locator(".zahl").all_inner_texts()
    assert sum(int(zahl) for zahl in zahlen) == 53
    expect(seite.get_by_test_id("stDataFrame").first).to_be_visible()
    # Die eigenen Dateien stehen unter der Liste; die englische CSV-Datei von Streamlit gibt es nicht.
    seite.get_by_test_id("stDataFrame").first.hover()
    leiste = seite.get_by_test_id("stElementToolbar").filter(has=seite.get_by_label(re.compile("^Suchen: ")))
    expect(leiste.get_by_label(re.compile("^Suchen: "))).to_be_visible()
    csv = leiste.get_by_label(re.compile("^Als CSV herunterladen: "))
    expect(csv).to_have_count(1)
    expect(csv).to_be_hidden()
