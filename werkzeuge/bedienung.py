"""Wie man das Dashboard bedient: Navigation und Filterzeile, für Browsertests und Messung an einer Stelle."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from werkzeuge.chromium import warte_bis_steht
from werkzeuge.dienst import SEITEN

ZEILE = 35
"""Pixel je Zeile einer Liste und ihres Kopfes."""


def klicke_zeile(seite: Page, nummer: int) -> str:
    """Klickt in eine Zeile der ersten Liste (ab 0); liefert den Namen, der darin steht."""
    liste = seite.get_by_test_id("stDataFrame").first
    liste.scroll_into_view_if_needed()
    zelle = liste.locator(f'[id="glide-cell-0-{nummer}"]')
    name = (zelle.text_content() or "").strip()
    rand = liste.bounding_box()
    assert rand is not None
    seite.mouse.click(rand["x"] + 60, rand["y"] + ZEILE * (nummer + 1) + ZEILE / 2)
    return name


def klicke_balken(seite: Page, spur: int, balken: int) -> None:
    """Klickt mitten in einen Balken des ersten Diagramms; Spuren und Balken zählen ab 0."""
    spuren = seite.locator(".js-plotly-plot").first.locator(".barlayer .trace")
    rand = spuren.nth(spur).locator("path").nth(balken).bounding_box()
    assert rand is not None
    seite.mouse.click(rand["x"] + rand["width"] / 2, rand["y"] + rand["height"] / 2)


def seitenverweis(seite: Page, name: str) -> Locator:
    """Der Verweis einer Seite in der Navigation."""
    weg = SEITEN[name].partition("?")[0]
    return seite.get_by_test_id("stSidebarNav").locator(f"a[href$='{weg}']")


def wechsle_seite(seite: Page, name: str) -> None:
    """Klickt in der Navigation auf eine Seite und wartet, bis sie steht."""
    vorher = seite.locator("h1").first.inner_text()
    seitenverweis(seite, name).click()
    expect(seite.locator("h1").first).not_to_have_text(vorher)
    warte_bis_steht(seite)


def mehrfachauswahl(seite: Page, beschriftung: str) -> Locator:
    """Das Feld einer Mehrfachauswahl, gefunden an seiner Beschriftung."""
    return seite.get_by_test_id("stMultiSelect").filter(has=seite.get_by_text(beschriftung, exact=True)).first


def klappe_auf(seite: Page, beschriftung: str) -> Locator:
    """Öffnet eine Mehrfachauswahl und liefert ihre Liste."""
    liste = seite.get_by_role("listbox", name=beschriftung)
    if not liste.is_visible():
        mehrfachauswahl(seite, beschriftung).locator("input").click()
    expect(liste).to_be_visible()
    return liste


def waehle(seite: Page, beschriftung: str, wert: str) -> None:
    """Wählt einen Wert einer Mehrfachauswahl; wartet nicht auf die neue Seite."""
    liste = klappe_auf(seite, beschriftung)
    # Die Liste zeichnet nur, was im Blick ist; der getippte Anfang holt den Wert herein.
    mehrfachauswahl(seite, beschriftung).locator("input").fill(wert)
    liste.get_by_role("option", name=wert, exact=True).click()


def gewaehlte(seite: Page, beschriftung: str) -> list[str]:
    """Die gewählten Werte einer Mehrfachauswahl, in der angezeigten Folge."""
    marken = mehrfachauswahl(seite, beschriftung).locator("[data-tag]:visible")
    return [marke.get_attribute("aria-label") or "" for marke in marken.all()]


def nimm_letzten_zurueck(seite: Page, beschriftung: str) -> None:
    """Entfernt den zuletzt gewählten Wert mit der Rücktaste; wartet nicht auf die neue Seite."""
    mehrfachauswahl(seite, beschriftung).locator("input").press("Backspace")
