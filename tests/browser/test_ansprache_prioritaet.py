"""Priorität in echtem Chromium: Rechteck, Lasso, Antippen, Nachbarn, Schieber; die Liste geht ohne Karte."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from insek_monitor.register import tabellen
from werkzeuge.bedienung import seitenverweis, waehle
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser

ORTE = """() => {
    const bild = document.querySelector('[data-testid="stPlotlyChart"] .js-plotly-plot');
    const rand = bild.getBoundingClientRect(), {xaxis, yaxis} = bild._fullLayout;
    const stelle = (p) => [
        rand.left + xaxis._offset + xaxis.l2p(p.x), rand.top + yaxis._offset + yaxis.l2p(p.y)];
    return bild.calcdata.flatMap((spur) => spur.filter((p) => p.data !== undefined))
        .map((p) => [String(p.data), ...stelle(p)]);
}"""


def _punkte(seite: Page) -> dict[str, tuple[float, float]]:
    """AGS → Stelle des Punktes im Fenster, sobald die Karte dort liegen bleibt."""
    seite.get_by_test_id("stPlotlyChart").scroll_into_view_if_needed()
    zuletzt, orte = None, seite.evaluate(ORTE)
    while orte != zuletzt:
        seite.wait_for_timeout(300)
        zuletzt, orte = orte, seite.evaluate(ORTE)
    return {ags: (x, y) for ags, x, y in orte}


def _leiste(seite: Page) -> Locator:
    return seite.locator(".st-key-auswahlleiste")


def _gewaehlte(seite: Page) -> set[str]:
    """Namen der gewählten Gemeinden, aus dem Feld „Ändern“."""
    _leiste(seite).get_by_role("button", name="Ändern").click()
    feld = seite.get_by_test_id("stMultiSelect").filter(has_text="Gewählte Gemeinden")
    expect(feld).to_be_visible()
    namen = {marke.get_attribute("aria-label") or "" for marke in feld.locator("[data-tag]").all()}
    seite.keyboard.press("Escape")
    return namen


def _namen(ags: set[str]) -> set[str]:
    return set(tabellen.gemeinden().loc[sorted(ags), "bezeichnung"])


def _ziehe(seite: Page, von: tuple[float, float], bis: tuple[float, float]) -> None:
    seite.mouse.move(*von)
    seite.mouse.down()
    seite.mouse.move((von[0] + bis[0]) / 2, (von[1] + bis[1]) / 2, steps=5)
    seite.mouse.move(*bis, steps=5)
    seite.mouse.up()


def test_rechteck_nimmt_genau_die_darin(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/ansprache?kreis=Nordsachsen")
    punkte = _punkte(seite)
    x0, y0 = punkte["14730310"]  # Torgau
    abstand = {ags: max(abs(x - x0), abs(y - y0)) for ags, (x, y) in punkte.items()}
    darin = {ags for ags, weit in abstand.items() if weit < 30}
    assert 1 < len(darin) < len(punkte)
    assert not any(28 < weit < 32 for weit in abstand.values()), "kein Punkt auf dem Rand"
    _ziehe(seite, (x0 - 30, y0 - 30), (x0 + 30, y0 + 30))
    expect(_leiste(seite)).to_contain_text(f"{len(darin)} gewählt")
    warte_bis_steht(seite)
    assert _gewaehlte(seite) == _namen(darin)
    # Übernommenes kommt nicht wieder: nach dem Leeren bleibt es leer, auch nach weiteren Läufen.
    _leiste(seite).get_by_role("button", name="Leeren").click()
    expect(_leiste(seite)).to_have_count(0)
    seite.get_by_role("button", name="Nächster offener Fall").click()
    warte_bis_steht(seite)
    expect(_leiste(seite)).to_have_count(0)


def test_antippen_waehlt_und_nimmt_heraus(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/ansprache?kreis=Nordsachsen&kartenwerkzeug=Antippen")
    ort = _punkte(seite)["14730310"]
    seite.mouse.move(*ort)
    expect(seite.locator(".hoverlayer")).to_contain_text("Torgau")
    seite.mouse.click(*ort)
    expect(_leiste(seite)).to_contain_text("1 gewählt: Torgau")
    warte_bis_steht(seite)
    seite.mouse.move(ort[0] + 60, ort[1] + 60)
    seite.mouse.click(*_punkte(seite)["14730310"])
    expect(_leiste(seite)).to_have_count(0)


def test_lasso(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/ansprache?kreis=Nordsachsen&kartenwerkzeug=Lasso")
    x, y = _punkte(seite)["14730310"]
    seite.mouse.move(x - 15, y - 15)
    seite.mouse.down()
    for ziel in ((x + 15, y - 15), (x + 15, y + 15), (x - 15, y + 15), (x - 15, y - 15)):
        seite.mouse.move(*ziel, steps=6)
    seite.mouse.up()
    expect(_leiste(seite)).to_contain_text("Torgau")


def test_mit_nachbarn(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/ansprache")
    seite.get_by_role("button", name="Nächster offener Fall").click()
    fall = seite.locator(".st-key-einzelfall")
    expect(fall).to_be_visible()
    warte_bis_steht(seite)
    ziel = re.search(r"gemeinde=(\d{8})", fall.locator("h2 a").get_attribute("href") or "")
    assert ziel
    nachbarn = tabellen.nachbarn()
    erwartet = {ziel[1], *nachbarn.loc[nachbarn["ags"] == ziel[1], "nachbar_ags"]}
    fall.get_by_role("button", name="Mit allen Nachbarn wählen").click()
    expect(_leiste(seite)).to_contain_text(f"{len(erwartet)} gewählt")
    warte_bis_steht(seite)
    assert _gewaehlte(seite) == _namen(erwartet)


def test_gewicht_steht_in_der_adresse_und_uebersteht_neuladen(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/ansprache")
    seite.get_by_text("Gewichte", exact=True).first.click()
    schieber = seite.get_by_role("slider", name="kleine Verwaltung")
    expect(schieber).to_be_visible()
    schieber.focus()
    schieber.press("End")
    expect(seite).to_have_url(re.compile("g_klein=10"))
    warte_bis_steht(seite)
    expect(seite.get_by_test_id("stButtonGroup").filter(has_text="eigene Gewichte")).to_be_visible()
    ueberschrift = seite.locator("h1").inner_text()
    seite.reload()
    warte_bis_steht(seite)
    expect(seite.locator("h1")).to_have_text(ueberschrift)


def test_gewichte_bleiben_in_der_adresse_wenn_der_bereich_wechselt(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/ansprache?g_klein=9")
    bereiche = seite.get_by_test_id("stButtonGroup").filter(has_text="Kampagnen")
    for name in ("Kampagnen", "Kontakte", "Gemeinsame Konzepte"):
        bereiche.get_by_text(name, exact=True).click()
        expect(seite).to_have_url(re.compile(f"planung={name.split()[0]}"))
        warte_bis_steht(seite)
        expect(seite).to_have_url(re.compile("g_klein=9"))
        expect(seite.locator(".st-key-gewichte_verborgen")).to_be_hidden()
    seite.reload()
    warte_bis_steht(seite)
    bereiche.get_by_text("Priorität", exact=True).click()
    expect(seite.get_by_test_id("stButtonGroup").filter(has_text="eigene Gewichte")).to_be_visible()
    expect(seite).to_have_url(re.compile("g_klein=9"))


def test_ueberschriften_ohne_sprung(seite: Page, dashboard: Dienst) -> None:
    """Unter h1 folgt h2, nie gleich h4: Vorlesende springen von Überschrift zu Überschrift."""
    oeffne(seite, dashboard.adresse + "/ansprache")
    stufen = [int(u.evaluate("e => e.tagName[1]")) for u in seite.locator("main :is(h1, h2, h3, h4)").all()]
    assert stufen[:2] == [1, 2]
    assert all(spaeter - frueher <= 1 for frueher, spaeter in itertools.pairwise(stufen)), stufen


def test_alle_entfernen_bleibt_auch_wenn_das_feld_gleich_zugeht(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/ansprache")
    feld = seite.locator(".st-key-weitere_filter button").first
    feld.click()
    ort = seite.locator(".st-key-ort input")
    ort.fill("Zwickau")
    ort.press("Enter")
    expect(feld).to_contain_text("Weitere Filter (1)")
    expect(seite).to_have_url(re.compile("ort=Zwickau$"))
    seite.locator(".st-key-filter_leeren button").click()
    seite.keyboard.press("Escape")
    expect(feld).not_to_contain_text("(1)")
    warte_bis_steht(seite)
    seite.locator(".st-key-ansprache_seite_waehlen button").first.click()
    expect(seite.get_by_text("15 gewählt")).to_be_visible()
    expect(feld).not_to_contain_text("(1)")
    assert "ort=" not in seite.url


def test_liste_ohne_karte(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/ansprache?karte_zeigen=false")
    expect(seite.get_by_test_id("stPlotlyChart")).to_have_count(0)
    expect(seite.locator(".rangzeile")).to_have_count(15)


def test_zwoelf_kleine_von_der_startseite(seite: Page, dashboard: Dienst) -> None:
    """„12 Plätze im Austauschformat für kleine Gemeinden“: Ansprache, Größe, auffüllen, Kampagne."""
    oeffne(seite, dashboard.adresse + "/")
    seitenverweis(seite, "ansprache").click()
    expect(seite.locator(".rangzeile").first).to_be_visible()
    warte_bis_steht(seite)
    waehle(seite, "Größenklassen", "unter 5.000")
    seite.keyboard.press("Escape")
    warte_bis_steht(seite)
    seite.get_by_role("button", name="Auf 12 auffüllen").click()
    expect(_leiste(seite)).to_contain_text("12 gewählt")
    warte_bis_steht(seite)
    gross = set(tabellen.gemeinden().query("einwohner >= 5000")["bezeichnung"])
    gewaehlt = _gewaehlte(seite)
    assert len(gewaehlt) == 12
    assert not gewaehlt & gross
    _leiste(seite).get_by_role("button", name="Als Kampagne speichern").click()
    expect(seite).to_have_url(re.compile("planung=Kampagnen"))
