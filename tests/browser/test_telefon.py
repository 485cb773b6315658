"""Abstimmen am Telefon (390×844) in einem echten Chromium: mit und ohne Skript, Tastatur, ohne Netz."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from insek_monitor.kern.stimmungsbild import Gruppenfrage
from insek_monitor.register import speicher
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from tests.hilfen.saalraum import VORTRAG, Saalraum, lege_an, telefonapp
from werkzeuge.chromium import GEDULD_MS, Waechter
from werkzeuge.dienst import Dienst, freier_port

pytestmark = pytest.mark.browser

TELEFON: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "locale": "de-DE",
    "timezone_id": "Europe/Berlin",
    "has_touch": True,
    "is_mobile": True,
}
GESPEICHERT = "Gespeichert. Sie können Ihre Antwort ändern, bis die Abstimmung endet."
OHNE_NETZ = "Noch nicht gespeichert – keine Verbindung. Es wird weiter versucht."
Oeffne = Callable[..., Page]


@pytest.fixture(scope="module")
def offen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register = speicher.oeffne_leer(f"sqlite:///{tmp_path_factory.mktemp('telefon') / 'r.sqlite'}")
    yield register
    register.schliesse()


@pytest.fixture(scope="module")
def saal(offen: Register) -> Iterator[str]:
    """Nur die Wege der Telefone, ohne Dashboard; liefert die Adresse."""
    port = freier_port()
    server = uvicorn.Server(
        uvicorn.Config(telefonapp(lambda: offen), port=port, access_log=False, log_level="warning")
    )
    faden = threading.Thread(target=server.run)
    faden.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://localhost:{port}"
    server.should_exit = True
    faden.join()


@pytest.fixture
def raum(offen: Register) -> Saalraum:
    return lege_an(offen, jetzt=datetime.now(UTC))


@pytest.fixture
def telefon(chromium: Browser, saal: str, raum: Saalraum) -> Iterator[Oeffne]:
    """Öffnet den Raum auf einem neuen Telefon; ``stoerung=True``, wenn Anfragen scheitern dürfen."""
    offene: list[tuple[Any, Waechter, bool]] = []

    def oeffne(*, stoerung: bool = False, weg: str | None = None, **einstellungen: Any) -> Page:
        kontext = chromium.new_context(**(TELEFON | einstellungen))
        kontext.set_default_timeout(GEDULD_MS)
        waechter = Waechter()
        waechter.bewache(kontext)
        offene.append((kontext, waechter, stoerung))
        seite = kontext.new_page()
        seite.goto(saal + (weg or raum.weg))
        return seite

    yield oeffne
    klagen = []
    for kontext, waechter, stoerung in offene:
        klagen += waechter.fremde if stoerung else waechter.beanstandungen()
        kontext.close()
    assert not klagen, klagen


def meldung(seite: Page):
    return seite.locator("#meldung")


def stufe(seite: Page, nummer: int):
    return seite.get_by_role("radio", name=f"{nummer} von 7")


def stosse_an(seite: Page) -> None:
    """Lässt die Seite sofort nachsehen, statt bis zu fünf Sekunden zu warten."""
    seite.wait_for_timeout(550)  # so lange gilt der im Server gemerkte Stand
    seite.evaluate("window.dispatchEvent(new Event('online'))")


def summen(raum: Saalraum, runde: int) -> tuple[int, ...]:
    return raum.zaehle(runde).je_antwort


def test_abstimmen_und_aendern(telefon, raum):
    runde = raum.oeffne()
    seite = telefon()
    assert seite.locator("html").get_attribute("lang") == "de"
    geladen = []
    seite.on("framenavigated", lambda rahmen: geladen.append(rahmen.url))
    seite.locator(".stufen label").nth(5).tap()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert summen(raum, runde) == (0, 0, 0, 0, 0, 1, 0)
    expect(stufe(seite, 6)).to_be_checked()
    seite.locator(".stufen label").nth(1).tap()
    expect(meldung(seite)).to_have_text("Noch nicht gespeichert. Bitte tippen Sie auf „Antwort ändern“.")
    seite.get_by_role("button", name="Antwort ändern").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert summen(raum, runde) == (0, 1, 0, 0, 0, 0, 0)
    assert geladen == [], "mit Skript wird die Seite nicht neu geladen"
    seite.reload()
    expect(stufe(seite, 2)).to_be_checked()
    expect(meldung(seite)).to_have_text(GESPEICHERT)


def test_ohne_skript(telefon, raum, offen):
    runde = raum.oeffne("mehrfach")
    seite = telefon(java_script_enabled=False)
    seite.get_by_label("Geld").check()
    seite.get_by_label("Zeit").check()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert (raum.zaehle(runde).anzahl, summen(raum, runde)) == (1, (1, 0, 1))
    expect(seite.get_by_label("Zeit")).to_be_checked()
    seite.get_by_label("Geld").uncheck()
    seite.get_by_role("button", name="Antwort ändern").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert summen(raum, runde) == (0, 0, 1)
    raum.oeffne("text")
    seite.get_by_role("link", name="Aktualisieren").tap()
    expect(seite.get_by_role("textbox", name="Was soll als Nächstes geschehen?")).to_be_visible()


def test_ohne_skript_laedt_die_wartestellung_nach(telefon, raum):
    seite = telefon(java_script_enabled=False)
    expect(seite.get_by_role("heading", name="Gleich geht es los.")).to_be_visible()
    raum.oeffne()
    expect(seite.get_by_role("button", name="Abstimmen")).to_be_visible()


def test_code_eingeben_und_mit_der_tastatur_abstimmen(telefon, raum):
    runde = raum.oeffne()
    seite = telefon(weg="/w")
    seite.keyboard.press("Tab")
    seite.keyboard.type(f"{raum.code[:4]}-{raum.code[4:]}".lower())
    seite.keyboard.press("Enter")
    expect(seite.get_by_role("heading", name="Lohnt sich Beteiligung?")).to_be_visible()
    seite.keyboard.press("Tab")
    expect(stufe(seite, 1)).to_be_focused()
    for _ in range(4):
        seite.keyboard.press("ArrowRight")
    expect(stufe(seite, 5)).to_be_checked()
    umriss = stufe(seite, 5).evaluate(
        "e => getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth"
    )
    assert umriss == "solid3px"
    seite.keyboard.press("Tab")
    expect(seite.get_by_role("button", name="Abstimmen")).to_be_focused()
    seite.keyboard.press("Enter")
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert summen(raum, runde) == (0, 0, 0, 0, 1, 0, 0)
    expect(seite.get_by_role("button", name="Antwort ändern")).to_be_focused()
    seite.keyboard.press("Tab")
    seite.keyboard.press("Tab")
    seite.keyboard.press("Enter")
    expect(seite.get_by_text("Behalten werden nur Summen.")).to_be_visible()


def test_ohne_netz_bleibt_die_wahl_und_zaehlt_dann_einmal(telefon, raum):
    runde = raum.oeffne()
    seite = telefon(stoerung=True)
    seite.context.set_offline(True)
    stufe(seite, 3).check()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(OHNE_NETZ)
    seite.wait_for_timeout(1_500)
    expect(stufe(seite, 3)).to_be_checked()
    assert raum.zaehle(runde).anzahl == 0
    seite.context.set_offline(False)
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert summen(raum, runde) == (0, 0, 1, 0, 0, 0, 0)


def test_verlorene_antwort_zaehlt_nicht_doppelt(telefon, raum):
    """Der Server hat gespeichert, das Telefon erfährt es nicht und schickt noch einmal."""
    runde = raum.oeffne()
    seite = telefon(stoerung=True)
    versuche = []

    def verliere(weg: Route) -> None:
        if weg.request.method != "POST":
            weg.continue_()
            return
        versuche.append(weg.request.post_data)
        weg.fetch()
        if len(versuche) == 1:
            weg.abort()
        else:
            weg.continue_()

    seite.route(f"**{raum.weg}", verliere)
    stufe(seite, 7).check()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(OHNE_NETZ)
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert len(versuche) == 2
    assert (raum.zaehle(runde).anzahl, summen(raum, runde)[6]) == (1, 1)


def test_eine_aufgehaltene_alte_wahl_gilt_nicht_mehr(telefon, raum):
    """Die erste Wahl bleibt im Netz hängen und kommt erst nach der zweiten an; auch nach dem Neuladen."""
    runde = raum.oeffne()
    seite = telefon(stoerung=True)
    aufgehalten: list[Route] = []

    def halte_auf(weg: Route) -> None:
        if weg.request.method == "POST" and not aufgehalten:
            aufgehalten.append(weg)
        else:
            weg.continue_()

    seite.route(f"**{raum.weg}", halte_auf)
    stufe(seite, 1).check()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text("Wird gespeichert …")
    alte = aufgehalten[0].request.post_data or ""
    seite.reload()
    stufe(seite, 7).check()
    with seite.expect_request(lambda anfrage: anfrage.method == "POST") as neue:
        seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert ("zug=1" in alte, "zug=2" in (neue.value.post_data or "")) == (True, True)
    spaet = seite.request.post(
        seite.url,
        data=alte,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
    )
    assert (spaet.status, spaet.json()["grund"]) == (409, "ueberholt")
    assert summen(raum, runde) == (0, 0, 0, 0, 0, 0, 1)


def test_eine_neue_wahl_bricht_die_laufende_ab(telefon, raum):
    runde = raum.oeffne()
    seite = telefon(stoerung=True)
    abgebrochen: list[str] = []
    seite.on("requestfailed", lambda anfrage: abgebrochen.append(anfrage.post_data or ""))
    haengt: list[Route] = []
    seite.route(f"**{raum.weg}", lambda weg: weg.continue_() if haengt else haengt.append(weg))
    knopf = seite.get_by_role("button", name="Abstimmen")
    stufe(seite, 2).check()
    knopf.tap()
    knopf.tap()
    stufe(seite, 6).check()
    knopf.tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert ["antwort=2&zug=1" in daten for daten in abgebrochen] == [True], "dieselbe Wahl lief nur einmal"
    assert summen(raum, runde) == (0, 0, 0, 0, 0, 1, 0)


def test_ueberholt_zeigt_was_gilt(telefon, raum):
    """Dasselbe Telefon in zwei Fenstern: Das ältere erfährt, was gespeichert ist, und kann es ändern."""
    runde = raum.oeffne()
    seite = telefon(stoerung=True)
    zweite = seite.context.new_page()
    zweite.goto(seite.url)
    for nummer in (7, 6):
        stufe(zweite, nummer).check()
        zweite.get_by_role("button").tap()
        expect(meldung(zweite)).to_have_text(GESPEICHERT)
        stufe(zweite, 1).check()
    stufe(seite, 3).check()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_contain_text("Gespeichert ist eine neuere von diesem Gerät")
    expect(stufe(seite, 6)).to_be_checked()
    stufe(seite, 3).check()
    seite.get_by_role("button", name="Antwort ändern").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert summen(raum, runde) == (0, 0, 1, 0, 0, 0, 0)


def test_ein_stockender_inhalt_laeuft_in_die_frist(telefon, raum):
    """Kopfzeilen kommen, der Inhalt nie: Die Frist (hier kurz) gilt weiter, dann wird wiederholt."""
    runde = raum.oeffne()
    seite = telefon(stoerung=True)
    seite.evaluate(
        """() => {
          const setze = window.setTimeout, hole = window.fetch;
          let erste = true;
          window.setTimeout = (tue, zeit) => setze(tue, zeit === 10000 ? 300 : zeit);
          window.fetch = (adresse, was) => {
            if (was.method !== 'POST' || !erste) return hole(adresse, was);
            erste = false;
            const inhalt = new ReadableStream({start(strom) {
              was.signal.addEventListener('abort', () => strom.error(new DOMException('', 'AbortError')));
            }});
            return Promise.resolve(new Response(inhalt));
          };
        }"""
    )
    stufe(seite, 4).check()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(OHNE_NETZ)
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert summen(raum, runde) == (0, 0, 0, 1, 0, 0, 0)


def test_die_naechste_frage_erscheint_von_selbst(telefon, raum):
    seite = telefon()
    expect(seite.get_by_role("heading", name="Gleich geht es los.")).to_be_visible()
    raum.oeffne("einfach")
    expect(seite.get_by_role("radio", name="Am Ziel")).to_be_visible()
    # Die Frage steht schon als Überschrift da; der Satz ist nur für Vorleseprogramme.
    expect(meldung(seite)).to_have_text("Neue Frage: Wo stehen Sie?")
    expect(meldung(seite)).to_have_class("vorlesen")
    kasten = meldung(seite).bounding_box()
    assert kasten is not None
    assert max(kasten["width"], kasten["height"]) <= 1


def test_eine_ungesendete_wahl_wird_nicht_ueberschrieben(telefon, raum):
    runde = raum.oeffne("text")
    seite = telefon(stoerung=True)
    feld = seite.get_by_role("textbox")
    feld.fill("Halb fertig")
    raum.mach(raumsteuerung.pausiere)
    stosse_an(seite)
    expect(meldung(seite)).to_contain_text("macht gerade eine Pause")
    expect(feld).to_have_value("Halb fertig")
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(
        "Die Abstimmung ist angehalten. Bitte warten Sie, bis sie weitergeht."
    )
    expect(feld).to_have_value("Halb fertig")
    raum.oeffne("text")
    stosse_an(seite)
    expect(meldung(seite)).to_have_text("Die Abstimmung geht weiter. Ihre Wahl ist noch nicht abgeschickt.")
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert [text.text for text in raum.zaehle(runde).texte] == ["Halb fertig"]
    feld.fill("Doch anders")
    raum.oeffne("einfach")
    stosse_an(seite)
    expect(seite.get_by_role("radio", name="Am Ziel")).to_be_visible()
    expect(meldung(seite)).to_contain_text("Ihre letzte Wahl war nicht abgeschickt und zählt nicht.")


def test_aufdecken_stoert_die_telefone_nicht(telefon, raum):
    """Der Stand steigt, aber auf dem Telefon ändert sich nichts: Fokus und Wahl bleiben."""
    raum.oeffne()
    seite = telefon()
    stufe(seite, 2).check()
    stufe(seite, 2).focus()
    raum.mach(raumsteuerung.zeige)
    with seite.expect_response(lambda antwort: antwort.url.endswith(raum.weg)):
        stosse_an(seite)
    expect(stufe(seite, 2)).to_be_focused()
    expect(stufe(seite, 2)).to_be_checked()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)


def test_pause_und_weiter_ohne_angefangene_wahl(telefon, raum):
    raum.oeffne()
    seite = telefon()
    for _ in range(2):
        raum.mach(raumsteuerung.pausiere)
        stosse_an(seite)
        expect(meldung(seite)).to_contain_text("macht gerade eine Pause")
        expect(seite.get_by_role("button")).to_have_count(0)
        raum.oeffne()
        stosse_an(seite)
        expect(seite.get_by_role("button", name="Abstimmen")).to_be_visible()


def test_geschlossen_waehrend_der_wahl(telefon, raum):
    raum.oeffne()
    seite = telefon(stoerung=True)
    stufe(seite, 2).check()
    raum.mach(raumsteuerung.schliesse)
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(
        "Die Abstimmung ist geschlossen. Ihre Antwort wurde nicht mehr gezählt."
    )
    expect(seite.get_by_text("Von diesem Gerät gibt es dazu keine Antwort.")).to_be_visible()


def test_die_gruppe_bleibt_bei_der_naechsten_frage(telefon, offen, saal):
    raum = lege_an(offen, gruppenfrage=Gruppenfrage.KREIS, gruppen=("Zwickau", "Vogtlandkreis"))
    raum.oeffne("einfach")
    seite = telefon(weg=raum.weg)
    seite.get_by_role("radio", name="Am Ziel").check()
    seite.get_by_role("combobox").select_option("Vogtlandkreis")
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    zweite = raum.oeffne("skala")
    stosse_an(seite)
    expect(stufe(seite, 1)).to_be_visible()
    expect(seite.get_by_role("combobox")).to_have_value("Vogtlandkreis")
    stufe(seite, 1).check()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert list(raum.zaehle(zweite).je_gruppe) == ["Vogtlandkreis"]


def bringe_in(raum: Saalraum, zustand: str) -> None:
    if zustand == "beendet":
        raum.oeffne()
        raeume.beende(raum.register, VORTRAG, raum.code)
    elif zustand != "wartet":
        raum.oeffne(zustand.split()[0])
        if zustand.endswith("pausiert"):
            raum.mach(raumsteuerung.pausiere)
        if zustand.endswith("geschlossen"):
            raum.mach(raumsteuerung.schliesse)


ZUSTAENDE = (
    "wartet",
    "skala",
    "einfach",
    "mehrfach",
    "text",
    "skala pausiert",
    "einfach geschlossen",
    "beendet",
)


@pytest.mark.parametrize("thema", ["light", "dark"])
@pytest.mark.parametrize("zustand", ZUSTAENDE)
def test_axe_findet_nichts(telefon, raum, zustand, thema):
    bringe_in(raum, zustand)
    seite = telefon(color_scheme=thema)
    dunkel = seite.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(15, 23, 32)"
    assert dunkel == (thema == "dark")
    if zustand in ("skala", "einfach"):
        seite.get_by_role("radio").nth(1).check()
        seite.get_by_role("button").tap()
        expect(meldung(seite)).to_have_text(GESPEICHERT)
    seite.locator("summary").tap()
    assert axe(seite) == []
    if zustand == "skala":
        gewaehlt = stufe(seite, 2).evaluate(
            "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e, '::after').backgroundColor]"
        )
        assert gewaehlt == (
            ["rgb(127, 203, 224)", "rgb(15, 23, 32)"]
            if dunkel
            else ["rgb(11, 95, 128)", "rgb(255, 255, 255)"]
        ), "gefüllt, mit einem Haken"


def test_axe_auf_der_eingabe_und_der_fehlerseite(telefon):
    assert axe(telefon(weg="/w")) == []
    assert axe(telefon(weg="/w/BCDFGHJK", stoerung=True)) == []


def axe(seite: Page) -> list[str]:
    """Alle Verstöße, nicht nur die schweren: Diese Seite gehört ganz uns."""
    gefunden = Axe().run(seite, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']}: {knoten['html'][:200]}" for v in gefunden for knoten in v["nodes"]]


@pytest.mark.parametrize("breite", [320, 390, 1024])
def test_flaechen_sind_gross_und_nichts_ragt_hinaus(telefon, raum, breite):
    raum.oeffne()
    seite = telefon(viewport={"width": breite, "height": 844})
    for feld in seite.locator(".stufen label, button, summary, .neu a").all():
        kasten = feld.bounding_box()
        assert kasten is not None
        assert min(kasten["width"], kasten["height"]) >= 44, kasten
        assert kasten["x"] >= 0
        assert kasten["x"] + kasten["width"] <= breite
    assert seite.evaluate("document.documentElement.scrollWidth") <= breite


def test_doppelt_vergroessert_stehen_die_stufen_untereinander(telefon, raum):
    """390 px bei 200 % sind 195 px."""
    raum.oeffne()
    seite = telefon(viewport={"width": 195, "height": 422})
    assert seite.evaluate("document.documentElement.scrollWidth") <= 195
    oben = [feld.bounding_box()["y"] for feld in seite.locator(".stufen label").all()]
    assert oben == sorted(set(oben))
    worte = seite.get_by_text("4 von 7: unentschieden").bounding_box()
    assert worte is not None
    assert worte["width"] > 60, "jetzt steht der Text daneben"


def test_im_dashboard_gibt_es_dieselbe_seite(chromium: Browser, dashboard: Dienst) -> None:
    """Über app.py: nichts von Streamlit, und ein Raum lässt sich betreten und nutzen."""
    ablage = dashboard.protokoll.parent / "ablage"
    register = speicher.oeffne(f"sqlite:///{ablage / 'insek_monitor.sqlite'}")
    raum = lege_an(register, jetzt=datetime.now(UTC))
    runde = raum.oeffne()
    kontext = chromium.new_context(**TELEFON)
    waechter = Waechter()
    waechter.bewache(kontext)
    geholt: list[str] = []
    kontext.on("request", lambda anfrage: geholt.append(anfrage.url.removeprefix(dashboard.adresse)))
    seite = kontext.new_page()
    seite.goto(dashboard.adresse + raum.weg)
    stufe(seite, 4).check()
    seite.get_by_role("button", name="Abstimmen").tap()
    expect(meldung(seite)).to_have_text(GESPEICHERT)
    assert summen(raum, runde) == (0, 0, 0, 1, 0, 0, 0)
    assert {adresse.split("?")[0] for adresse in geholt} <= {
        raum.weg,
        f"{raum.weg}/stand",
        "/w/statisch/telefon.css",
        "/w/statisch/telefon.js",
    }
    kontext.close()
    register.schliesse()
    assert waechter.beanstandungen() == []
    assert raum.code not in dashboard.text(), "kein Zugriffsprotokoll"
