"""Die Filterzeile: Werte überstehen Neuladen, Zurück, Seitenwechsel und das Weitergeben der Adresse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from werkzeuge.bedienung import gewaehlte, nimm_letzten_zurueck, waehle, wechsle_seite
from werkzeuge.chromium import oeffne, warte_bis_steht
from werkzeuge.dienst import SEITEN, Dienst

pytestmark = pytest.mark.browser

KREIS, KLASSE = "Görlitz", "unter 5.000"
NICHT_GEZEICHNET = "konnte nicht gezeichnet werden"
"""Aus der Meldung, mit der die Oberfläche einen unerwarteten Fehler auffängt."""
AUSGEBLENDET = {
    "gemeinde": {"Größenklassen", "Kreis"},
    "praesentation": {"Einteilung", "Größenklassen", "Kreis"},
    "methodik": {"Einteilung", "Größenklassen", "Kreis", "nur belegte Angaben"},
    "datenpflege": {"Einteilung", "Größenklassen", "Kreis", "nur belegte Angaben"},
    "stimmungsbild": {"Stichtag", "Einteilung", "Größenklassen", "Kreis", "nur belegte Angaben"},
}
"""Was auf einer Seite nicht wirkt, sieht man dort nicht; die Auswahl bleibt."""
MIT_FILTERN = [name for name in SEITEN if name not in AUSGEBLENDET]


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


@pytest.mark.parametrize("name", MIT_FILTERN)
def test_filter_wirkt_auf_die_ueberschrift(name: str, seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + SEITEN[name])
    ohne = seite.locator("h1").inner_text()
    mit = _filtere(seite)
    assert mit != ohne
    for feld in ("Kreis", "Größenklassen"):
        nimm_letzten_zurueck(seite, feld)
        warte_bis_steht(seite)
    expect(seite.locator("h1")).to_have_text(ohne)


def test_filter_uebersteht_neuladen(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung")
    ueberschrift = _filtere(seite)
    seite.reload()
    warte_bis_steht(seite)
    _pruefe_gefiltert(seite, ueberschrift)


def test_filter_gilt_beim_weitergeben_der_adresse(neue_seite: Callable[..., Page], dashboard: Dienst) -> None:
    eine = neue_seite()
    oeffne(eine, dashboard.adresse + "/fortschreibung")
    ueberschrift = _filtere(eine)
    andere = neue_seite()
    oeffne(andere, eine.url)
    _pruefe_gefiltert(andere, ueberschrift)


def test_filter_bleibt_beim_seitenwechsel(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/")
    _filtere(seite)
    wechsle_seite(seite, "abdeckung")
    assert gewaehlte(seite, "Kreis") == [KREIS]
    assert gewaehlte(seite, "Größenklassen") == [KLASSE]
    seite.reload()
    warte_bis_steht(seite)
    assert gewaehlte(seite, "Kreis") == [KREIS]


@pytest.mark.parametrize("name", AUSGEBLENDET)
def test_was_nicht_wirkt_ist_ausgeblendet_und_bleibt(name: str, seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung?stichtag=2024-12-31&belegt=true")
    ueberschrift = _filtere(seite)
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


def test_zurueck_fuehrt_zur_vorigen_seite_mit_filter(seite: Page, dashboard: Dienst) -> None:
    oeffne(seite, dashboard.adresse + "/abdeckung")
    ueberschrift = _filtere(seite)
    wechsle_seite(seite, "fortschreibung")
    seite.go_back()
    expect(seite.locator("h1")).to_have_text(ueberschrift)
    warte_bis_steht(seite)
    _pruefe_gefiltert(seite, ueberschrift)


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


def test_stichtag_vor_dem_ersten_konzept(seite: Page, dashboard: Dienst) -> None:
    for name in SEITEN:
        verbindung = "&" if "?" in SEITEN[name] else "?"
        oeffne(seite, dashboard.adresse + SEITEN[name] + verbindung + "stichtag=1990-01-01")
        expect(seite.get_by_test_id("stException")).to_have_count(0)
        assert NICHT_GEZEICHNET not in seite.get_by_test_id("stMain").inner_text()
        expect(seite.locator("[data-testid=stMain] h1")).to_have_count(1)


def test_leeres_ergebnis_wird_erklaert(seite: Page, dashboard: Dienst) -> None:
    """Eine kreisfreie Stadt unter 5 000 Einwohnern gibt es nicht."""
    for name in MIT_FILTERN:
        anhang = "?kreis=Dresden%2C+Stadt&klassen=unter+5.000"
        oeffne(seite, dashboard.adresse + SEITEN[name] + anhang)
        expect(seite.get_by_test_id("stException")).to_have_count(0)
        assert NICHT_GEZEICHNET not in seite.get_by_test_id("stMain").inner_text()
        assert "Gemeinde" in seite.get_by_test_id("stMain").inner_text()
