"""Die Filterzeile: Werte überstehen Neuladen, Zurück, Seitenwechsel und das Weitergeben der Adresse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from werkzeuge.bedienung import gewaehlte, nimm_letzten_zurueck, waehle, wechsle_seite
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import Dienst

pytestmark = pytest.mark.browser

KREIS, KLASSE = "Görlitz", "unter 5.000"
AUSGEBLENDET = {
    "gemeinde": {"Größenklassen", "Kreis"},
    "praesentation": {"Einteilung", "Größenklassen", "Kreis"},
    "methodik": {"Einteilung", "Größenklassen", "Kreis", "nur belegte Angaben"},
    "datenpflege": {"Einteilung", "Größenklassen", "Kreis", "nur belegte Angaben"},
    "stimmungsbild": {"Stichtag", "Einteilung", "Größenklassen", "Kreis", "nur belegte Angaben"},
}
"""Was auf einer Seite nicht wirkt, sieht man dort nicht; die Auswahl bleibt."""


def _filtere(seite: Page) -> str:
    """Wählt Kreis und Größenklasse; liefert die Überschrift danach."""
    for feld, wert in (("Kreis", KREIS), ("Größenklassen", KLASSE)):
        vorher = seite.locator("h1").inner_text()
        waehle(seite, feld, wert)
        expect(seite.locator("h1")).not_to_have_text(vorher)
        warte_bis_steht(seite)
    seite.keyboard.press("Escape")
    return seite.locator("h1").inner_text()


def _pruefe_gefiltert(seite: Page, ueberschrift: str) -> None:
    expect(seite.locator("h1")).to_have_text(ueberschrift)
    assert gewaehlte(seite, "Kreis") == [KREIS]
    assert gewaehlte(seite, "Größenklassen") == [KLASSE]


def test_filter_wirkt_und_uebersteht_neuladen_seitenwechsel_und_zurueck(
    seite: Page, dashboard: Dienst
) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung")
    ohne = seite.locator("h1").inner_text()
    mit = _filtere(seite)
    assert mit != ohne
    seite.reload()
    warte_bis_steht(seite)
    _pruefe_gefiltert(seite, mit)
    wechsle_seite(seite, "fortschreibung")
    assert gewaehlte(seite, "Kreis") == [KREIS]
    seite.go_back()
    expect(seite.locator("h1")).to_have_text(mit)
    warte_bis_steht(seite)
    _pruefe_gefiltert(seite, mit)
    for feld in ("Kreis", "Größenklassen"):
        nimm_letzten_zurueck(seite, feld)
        warte_bis_steht(seite)
    expect(seite.locator("h1")).to_have_text(ohne)


def test_was_nicht_wirkt_ist_ausgeblendet_und_bleibt(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung?stichtag=2024-12-31&belegt=true")
    ueberschrift = _filtere(seite)
    for name in AUSGEBLENDET:
        wechsle_seite(seite, name)
        zeile = seite.locator('[class*="st-key-filterzeile_"]')
        for feld in AUSGEBLENDET["stimmungsbild"]:
            sichtbar = zeile.get_by_text(feld, exact=True).filter(visible=True)
            expect(sichtbar).to_have_count(0 if feld in AUSGEBLENDET[name] else 1)
        expect(seite.get_by_text("Kreis: Görlitz").filter(visible=True)).to_have_count(0)
    seite.reload()
    warte_bis_steht(seite)
    wechsle_seite(seite, "abdeckung")
    _pruefe_gefiltert(seite, ueberschrift)
    assert "stichtag=2024-12-31" in seite.url
    assert "belegt=true" in seite.url


def test_unbrauchbare_adresse_wird_auf_deutsch_erklaert(seite: Page, dashboard: Dienst) -> None:
    falsch = {
        "kreis": "Atlantis",
        "stichtag": "gestern",
        "klassen": "riesig",
        "datenstand": "99",
        "belegt": "vielleicht",
    }
    anhang = "&".join(f"{name}={wert}" for name, wert in falsch.items())
    oeffne(seite, f"{dashboard.adresse}/abdeckung?{anhang}&unsinn=%00%ff")
    expect(seite.locator("[data-testid=stMain] h1")).to_have_count(1)
    hinweise = " ".join(seite.get_by_test_id("stAlert").all_inner_texts())
    fehlend = [wert for wert in (*falsch.values(), "unsinn") if f"„{wert}“" not in hinweise]
    assert fehlend == []
