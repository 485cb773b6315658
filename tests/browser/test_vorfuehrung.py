"""Leinwand und Vortragsansicht in echten Fenstern: Tasten, Gleichschritt, Abstimmung, Barrierefreiheit."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.kern.stimmungsbild import Frage, Frageart, Gruppenfrage
from insek_monitor.kern.vortrag import Folie, Folienart
from insek_monitor.register import speicher, tabellen
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_stimmabgabe as stimmabgabe
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from insek_monitor.workshop.vortrag.folien_vorlagen import standardfolge
from insek_monitor.workshop.vortrag.register_vorfuehrungen import Vorfuehrung
from tests.browser.conftest import Fenster
from werkzeuge.dienst import Dienst, dienst

pytestmark = [pytest.mark.browser, pytest.mark.langsam]

LOKAL = Person("Probe", "lokal", Zugang.LOKAL)
WORT = Frage("wort", Frageart.FREITEXT, "Was fehlt Ihnen am meisten?")
LEINWAND = {"viewport": {"width": 1024, "height": 768}}
MARKE = "Noch verborgen – nur hier zu sehen"


@dataclass
class Saal:
    """Ein Raum, seine Vorführung und zwei Fenster."""

    register: Register
    raum: Raum
    show: Vorfuehrung
    adresse: str

    @property
    def leinwand(self) -> str:
        return f"{self.adresse}/vorfuehrung/{self.show.kennung}"

    @property
    def vortrag(self) -> str:
        return f"{self.leinwand}/vortrag#s={self.show.schluessel}"

    def nummer(self, art: Folienart, frage: str = "") -> int:
        return next(
            nr for nr, f in enumerate(self.show.folge.folien, 1) if f.art is art and frage in ("", f.frage)
        )

    def stimme(self, *werte: str, gruppen: tuple[str, ...] = ("",)) -> None:
        lage = stimmabgabe.lies_raum(self.register, self.raum.code)
        assert lage is not None
        assert lage.runde is not None
        for platz, wert in enumerate(werte):
            stimmabgabe.gib_stimme(
                self.register,
                self.raum.code,
                runde=lage.runde.nummer,
                fassung=lage.runde.fassung,
                ausweis=f"{random.random():.18f}",
                werte=[wert],
                gruppe=gruppen[platz % len(gruppen)],
            )


@pytest.fixture(scope="module")
def server(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Dienst, Path]]:
    """Ein eigenes Dashboard mit Adresse für Telefone, wie make workshop es startet."""
    ordner = tmp_path_factory.mktemp("vorfuehrung")
    umgebung = {"INSEK_SAAL_ADRESSE": "http://192.168.1.5:8600"}
    with dienst(ordner / "ablage", ordner / "server.log", umgebung=umgebung) as laufend:
        yield laufend, ordner / "ablage"


@pytest.fixture
def saal(server: tuple[Dienst, Path]) -> Iterator[Saal]:
    laufend, ablage = server
    register = speicher.oeffne(f"sqlite:///{ablage / 'insek_monitor.sqlite'}")
    fragen = (*tabellen.fragensaetze()[0].fragen, WORT)
    raum = raeume.lege_an(
        register,
        LOKAL,
        titel="Workshop",
        ort="Pirna",
        datum=date(2026, 11, 21),
        fragen=fragen,
        gruppenfrage=Gruppenfrage.KREIS,
        gruppen=("Bautzen", "Zwickau"),
        jetzt=datetime.now(UTC),
    )
    folge = standardfolge(fragen)
    folien = tuple(replace(f, notiz=f"Merkzettel {nr}") for nr, f in enumerate(folge.folien, 1))
    folge = folge.mit(
        folien=(
            *folien,
            Folie(Folienart.ERGEBNIS, frage="nutzen"),
            Folie(Folienart.ABSTIMMUNG, frage="wort"),
        ),
        fragen=(*folge.fragen, WORT.als_dict()),
    )
    show = vorfuehrungen.beginne(
        register, LOKAL, folge, datenstand_nummer=None, stichtag=None, code=raum.code, jetzt=datetime.now(UTC)
    )
    yield Saal(register, raum, show, laufend.adresse)
    register.schliesse()


@pytest.fixture
def fenster(chromium: Browser) -> Iterator[Fenster]:
    """Ein Kontext, in dem Leinwand und Vortragsansicht einander hören; am Ende ohne Beanstandung."""
    offen = Fenster(chromium, LEINWAND)
    yield offen
    offen.kontext.close()
    assert offen.waechter.beanstandungen() == []


def zeigt(seite: Page) -> int:
    """Nummer der einen sichtbaren Folie."""
    sichtbar = seite.locator("#buehne > .folie:visible")
    assert sichtbar.count() == 1
    return int(sichtbar.get_attribute("data-nr") or 0)


def oeffne(fenster: Fenster, saal: Saal, nr: int = 1) -> Page:
    seite = fenster.kontext.new_page()
    seite.goto(f"{saal.leinwand}#{nr}")
    expect(seite.locator(f'.folie.aktiv[data-nr="{nr}"]')).to_be_visible()
    return seite


def oeffne_vortrag(fenster: Fenster, saal: Saal) -> Page:
    seite = fenster.kontext.new_page()
    seite.set_viewport_size({"width": 1440, "height": 900})
    seite.goto(saal.vortrag)
    expect(seite.locator("#steuerung")).to_be_visible()
    return seite


OHNE_ROLLBALKEN = """() => {
    const wurzel = document.documentElement;
    return wurzel.scrollHeight <= wurzel.clientHeight && wurzel.scrollWidth <= wurzel.clientWidth;
}"""


def test_von_der_ersten_zur_letzten_folie_ohne_rollbalken(fenster, saal):
    seite = oeffne(fenster, saal)
    anzahl = len(saal.show.folge.folien)
    geladen: list[str] = []
    seite.on("request", lambda anfrage: geladen.append(anfrage.url))
    for nr in range(1, anzahl + 1):
        assert zeigt(seite) == nr
        assert seite.evaluate(OHNE_ROLLBALKEN)
        assert seite.url.endswith(f"#{nr}")
        seite.keyboard.press("ArrowRight")
    assert zeigt(seite) == anzahl  # am Ende bleibt sie stehen
    assert {adresse.rsplit("/", 1)[-1] for adresse in geladen} <= {"stand.json"}  # nichts nachgeladen


def test_jede_taste(fenster, saal):
    seite = oeffne(fenster, saal)
    letzte = len(saal.show.folge.folien)
    for tasten, nr in (
        (["ArrowRight"], 2), (["ArrowDown"], 3), (["PageDown"], 4), (["Space"], 5), (["Enter"], 6),
        (["ArrowLeft"], 5), (["ArrowUp"], 4), (["PageUp"], 3), (["Shift+Space"], 2), (["Backspace"], 1),
        (["ArrowLeft"], 1), (["End"], letzte), (["Home"], 1), (["1", "2", "Enter"], 12),
        (["9", "9", "Enter"], letzte), (["1", "2", "Backspace", "Enter"], 1), (["4", "Escape", "Enter"], 2),
    ):  # fmt: skip
        for taste in tasten:
            seite.keyboard.press(taste)
        assert zeigt(seite) == nr, tasten
    seite.keyboard.press("7")
    expect(seite.locator("#anzeige")).to_have_text("Folie 7")
    seite.keyboard.press("Enter")
    expect(seite.locator("#anzeige")).to_be_hidden()


@pytest.mark.parametrize("taste", ["b", "."])
def test_schwarz_und_jede_taste_holt_zurueck(fenster, saal, taste):
    seite = oeffne(fenster, saal, 3)
    seite.keyboard.press(taste)
    expect(seite.locator("#schwarz")).to_be_visible()
    seite.keyboard.press("Shift")
    expect(seite.locator("#schwarz")).to_be_visible()
    seite.keyboard.press("ArrowRight")
    expect(seite.locator("#schwarz")).to_be_hidden()
    assert zeigt(seite) == 3  # die Taste hat nur zurückgeholt


def test_vollbild_mit_f_und_f5_laedt_nicht_neu_und_escape_verlaesst(fenster, saal):
    seite = oeffne(fenster, saal, 2)
    seite.evaluate("window.nochDa = true")
    for taste in ("f", "F5"):
        seite.keyboard.press(taste)
        seite.wait_for_function("document.fullscreenElement !== null")
        assert seite.evaluate("window.nochDa")
        seite.keyboard.press("Escape")
        seite.wait_for_function("document.fullscreenElement === null")
        assert zeigt(seite) == 2
    seite.keyboard.press("Escape")
    seite.wait_for_url("**/praesentation")


def test_neuladen_bleibt_auf_der_folie_und_der_zeiger_verschwindet(fenster, saal):
    seite = oeffne(fenster, saal, 5)
    seite.reload()
    assert zeigt(seite) == 5
    seite.mouse.move(300, 300)
    expect(seite.locator("html.ohne-zeiger")).to_have_count(1)
    seite.mouse.move(310, 310)
    expect(seite.locator("html.ohne-zeiger")).to_have_count(0)


def test_wischen_und_tippen(saal, chromium):
    handy = Fenster(chromium, {"viewport": {"width": 1024, "height": 768}, "has_touch": True})
    seite = oeffne(handy, saal, 2)
    seite.touchscreen.tap(1000, 400)
    assert zeigt(seite) == 3
    seite.touchscreen.tap(20, 400)
    assert zeigt(seite) == 2
    seite.touchscreen.tap(512, 400)
    assert zeigt(seite) == 2
    for von, nach, nr in ((700, 300, 3), (300, 700, 2)):
        seite.mouse.move(von, 400)
        seite.mouse.down()
        seite.mouse.move(nach, 405)
        seite.mouse.up()
        assert zeigt(seite) == nr
    handy.kontext.close()
    assert handy.waechter.beanstandungen() == []


def test_ansage_fuer_vorleseprogramme(fenster, saal):
    seite = oeffne(fenster, saal)
    seite.keyboard.press("ArrowRight")
    ansage = seite.locator("#ansage")
    assert ansage.get_attribute("aria-live") == "polite"
    anzahl = len(saal.show.folge.folien)
    expect(ansage).to_have_text(
        f"Folie 2 von {anzahl}: {seite.locator('.aktiv .titel').inner_text()}", use_inner_text=False
    )


def test_zwei_fenster_folgen_einander(fenster, saal):
    wand, pult = oeffne(fenster, saal, 4), oeffne_vortrag(fenster, saal)
    expect(pult.locator("#nummer")).to_have_text("4")  # das zweite Fenster fragt das erste
    pult.keyboard.press("ArrowRight")
    expect(wand.locator('.folie.aktiv[data-nr="5"]')).to_be_visible()
    expect(pult.locator("#notiz")).to_have_text("Merkzettel 5")
    wand.keyboard.press("PageDown")
    expect(pult.locator("#nummer")).to_have_text("6")
    pult.locator('#liste [data-nr="2"]').click()
    expect(wand.locator('.folie.aktiv[data-nr="2"]')).to_be_visible()
    pult.get_by_role("button", name="Leinwand schwarz").click()
    expect(wand.locator("#schwarz")).to_be_visible()
    wand.keyboard.press("x")
    expect(pult.get_by_role("button", name="Leinwand schwarz")).to_have_attribute("aria-pressed", "false")
    assert pult.url == f"{saal.leinwand}/vortrag"  # der Schlüssel steht nicht mehr in der Adresse
    pult.reload()
    expect(pult.locator("#notiz")).to_have_text("Merkzettel 2")  # und übersteht das Neuladen


def test_vortragsansicht_geht_allein(fenster, saal):
    pult = oeffne_vortrag(fenster, saal)
    pult.evaluate("delete window.BroadcastChannel")
    pult.get_by_role("button", name="Weiter", exact=True).click()
    expect(pult.locator("#notiz")).to_have_text("Merkzettel 2")
    expect(pult.locator("#danach .titel")).to_have_count(1)
    pult.keyboard.press("End")
    expect(pult.locator("#ende")).to_be_visible()


def test_laufzeit(fenster, saal):
    pult = oeffne_vortrag(fenster, saal)
    pult.clock.install()
    pult.goto("about:blank")
    pult.goto(saal.vortrag)
    pult.get_by_label("geplant").fill("2")
    pult.get_by_role("button", name="Zeit starten").click()
    pult.clock.run_for(61_000)
    expect(pult.locator("#zeit")).to_have_text("1:01")
    expect(pult.locator("#zeit-rest")).to_have_text("noch 1 Minute")
    pult.get_by_role("button", name="Zeit anhalten").click()
    pult.clock.run_for(60_000)
    expect(pult.locator("#zeit")).to_have_text("1:01")
    pult.get_by_role("button", name="Zeit weiter").click()
    pult.clock.run_for(120_000)
    expect(pult.locator("#zeit-rest")).to_have_text("2 Minuten über der Zeit")
    pult.get_by_role("button", name="Auf null").click()
    expect(pult.locator("#zeit")).to_have_text("0:00")


def test_abstimmung_bleibt_verborgen_bis_sie_aufgedeckt_wird(fenster, saal):
    nr = saal.nummer(Folienart.ABSTIMMUNG, "nutzen")
    wand, pult = oeffne(fenster, saal, nr), oeffne_vortrag(fenster, saal)
    expect(pult.locator("#frage")).to_have_value("nutzen")
    expect(wand.locator(".aktiv .stimmen")).to_have_text("Gleich wird abgestimmt.")
    expect(wand.locator(".aktiv .beitritt svg")).to_be_visible()
    pult.get_by_role("button", name="Abstimmung öffnen").click()
    expect(wand.locator(".aktiv .stimmen")).to_contain_text("Abstimmung läuft")
    saal.stimme("5", "5", "6", "7", "7", "2", gruppen=("Bautzen",))
    expect(wand.locator(".aktiv .stimmen")).to_contain_text("6 Stimmen")
    expect(pult.locator("#verteilung")).to_contain_text("6 Stimmen, Median 5,5")
    expect(pult.get_by_text(MARKE)).to_be_visible()
    wand.wait_for_timeout(1500)
    assert "Median" not in wand.locator("body").inner_text()
    pult.get_by_role("button", name="Ergebnis zeigen").click()
    expect(wand.locator(".aktiv .ergebnis")).to_contain_text("6 Stimmen, Median 5,5")
    expect(pult.get_by_text(MARKE)).to_be_hidden()
    assert wand.evaluate(OHNE_ROLLBALKEN)
    pult.get_by_role("button", name="Ergebnis verbergen").click()
    expect(wand.locator(".aktiv .ergebnis")).to_be_hidden()


def test_neue_runde_nach_nachfrage_und_runden_nebeneinander(fenster, saal):
    wand = oeffne(fenster, saal, saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))
    pult = oeffne_vortrag(fenster, saal)
    pult.get_by_role("button", name="Abstimmung öffnen").click()
    expect(wand.locator(".aktiv .stimmen")).to_contain_text("läuft")
    saal.stimme("1", "2", "3")
    for name in ("Schließen", "Ergebnis zeigen", "Neue Runde"):
        pult.get_by_role("button", name=name, exact=True).click()
    expect(pult.get_by_role("button", name="Abbrechen")).to_be_focused()
    pult.keyboard.press("Enter")
    expect(pult.locator("#nachfrage")).to_be_hidden()
    expect(pult.locator("#lage")).to_have_text("Geschlossen · 3 Stimmen · Ergebnis auf der Leinwand")
    pult.get_by_role("button", name="Neue Runde", exact=True).click()
    pult.get_by_role("button", name="Neue Runde beginnen").click()
    expect(pult.locator("#lage")).to_contain_text("2. Runde · Offen")
    saal.stimme("6", "7")
    for name in ("Schließen", "Ergebnis zeigen"):
        pult.get_by_role("button", name=name).click()
    wand.keyboard.type(str(saal.nummer(Folienart.ERGEBNIS, "nutzen")))
    wand.keyboard.press("Enter")
    for name in ("1. Runde", "2. Runde"):
        expect(wand.locator(".aktiv .ergebnis")).to_contain_text(name)
    assert wand.evaluate(OHNE_ROLLBALKEN)


def test_gruppenvergleich_auf_wunsch(fenster, saal):
    wand = oeffne(fenster, saal, saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))
    pult = oeffne_vortrag(fenster, saal)
    pult.get_by_role("button", name="Abstimmung öffnen").click()
    expect(wand.locator(".aktiv .stimmen")).to_contain_text("läuft")
    saal.stimme(*"6262626262", gruppen=("Bautzen", "Zwickau"))
    for name in ("Schließen", "Ergebnis zeigen"):
        pult.get_by_role("button", name=name).click()
    expect(wand.locator(".aktiv .ergebnis")).to_contain_text("Median")
    expect(wand.locator(".aktiv .ergebnis")).not_to_contain_text("Bautzen")
    pult.get_by_label("Gruppenvergleich auf der Leinwand").check()
    expect(wand.locator(".aktiv .ergebnis")).to_contain_text("Bautzen")
    wand.keyboard.press("g")
    expect(wand.locator(".aktiv .ergebnis")).not_to_contain_text("Bautzen")
    expect(pult.get_by_label("Gruppenvergleich auf der Leinwand")).not_to_be_checked()


def test_handzeichen_und_freie_antworten(fenster, saal):
    wand = oeffne(fenster, saal, saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))
    pult = oeffne_vortrag(fenster, saal)
    pult.get_by_text("Handzeichen eintragen").click()
    for platz, zahl in enumerate((0, 0, 1, 2, 4, 3, 0)):
        pult.locator("#handfelder input").nth(platz).fill(str(zahl))
    pult.get_by_role("button", name="Zahlen eintragen").click()
    expect(wand.locator(".aktiv .stimmen")).to_contain_text("10 Handzeichen gezählt")
    expect(wand.locator(".aktiv .ergebnis")).to_be_hidden()
    pult.get_by_role("button", name="Ergebnis zeigen").click()
    expect(wand.locator(".aktiv .stimmen")).to_be_hidden()
    # 1, 2, 4, 3 Hände auf den Stufen 3 bis 6: Der fünfte und der sechste von zehn stehen bei 5.
    expect(wand.locator(".aktiv .ergebnis")).to_contain_text("10 Handzeichen, Median 5")
    wand.keyboard.press("End")
    expect(pult.locator("#frage")).to_have_value("wort")
    pult.get_by_role("button", name="Abstimmung öffnen").click()
    expect(wand.locator(".aktiv .stimmen")).to_contain_text("läuft")
    saal.stimme("<img src=x onerror=alert(1)>", "Zeit")
    pult.get_by_role("button", name="Ergebnis zeigen").click()
    expect(pult.locator("#texte-neu")).to_have_text("2 warten")
    expect(wand.locator(".aktiv .stimmen")).to_contain_text("Antworten werden noch gelesen.")
    expect(wand.locator(".aktiv .ergebnis")).to_be_hidden()
    pult.get_by_role("button", name="Zeigen: <img src=x onerror=alert(1)>", exact=True).click()
    expect(wand.locator(".aktiv .ergebnis q")).to_have_text("<img src=x onerror=alert(1)>")
    expect(pult.locator("#texte-neu")).to_have_text("1 wartet")


def test_oeffnen_und_zeigen_holt_die_leinwand_zur_frage(fenster, saal):
    wand, pult = oeffne(fenster, saal, 2), oeffne_vortrag(fenster, saal)
    nr = saal.nummer(Folienart.ABSTIMMUNG, "nutzen")
    weiter = pult.get_by_role("button", name="Weiter", exact=True)
    pult.locator("#frage").select_option("nutzen")
    expect(pult.locator("#wohin")).to_contain_text(f"Steht auf Folie {nr}.")
    pult.get_by_role("button", name="Abstimmung öffnen").click()
    expect(wand.locator(f'.folie.aktiv[data-nr="{nr}"]')).to_be_visible()
    expect(pult.locator("#wohin")).to_be_hidden()
    saal.stimme("2", "3")
    pult.get_by_role("button", name="Schließen", exact=True).click()
    expect(weiter).not_to_have_class("haupt")
    wand.keyboard.press("Home")
    expect(pult.locator("#nummer")).to_have_text("1")
    pult.get_by_role("button", name="Ergebnis zeigen").click()
    expect(wand.locator(".aktiv .ergebnis")).to_contain_text("Median")
    # Gezeigt ist, was gezählt wurde: Jetzt geht es weiter, eine neue Runde ist die Ausnahme.
    expect(weiter).to_have_class("haupt")
    expect(pult.locator("#knoepfe .haupt")).to_have_count(0)


def test_geloeschter_raum_sagt_es_im_saal(fenster, saal):
    wand = oeffne(fenster, saal, saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))
    expect(wand.locator(".aktiv .stimmen")).to_have_text("Gleich wird abgestimmt.")
    raeume.loesche(saal.register, LOKAL, saal.raum.code)
    expect(wand.locator(".aktiv .stimmen")).to_have_text("Diese Abstimmung ist beendet und gelöscht.")
    expect(wand.locator(".aktiv .beitritt")).to_be_hidden()
    expect(wand.locator("#verbindung")).to_be_hidden()
    fenster.waechter.fehlgeschlagen.clear()  # die Vorführung gibt es nicht mehr (404)


def test_steuern_mit_der_tastatur_ohne_den_zeiger_zu_verlieren(fenster, saal):
    oeffne(fenster, saal, saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))
    pult = oeffne_vortrag(fenster, saal)
    knopf = pult.get_by_role("button", name="Abstimmung öffnen")
    knopf.focus()
    pult.keyboard.press("Enter")
    expect(pult.locator("#lage")).to_contain_text("Offen")
    expect(knopf).to_be_focused()
    expect(knopf).to_have_attribute("aria-disabled", "true")
    pult.keyboard.press("Tab")
    expect(pult.get_by_role("button", name="Pause")).to_be_focused()
    pult.keyboard.press("Space")
    expect(pult.locator("#lage")).to_contain_text("Pausiert")
    assert pult.locator("#nummer").inner_text() == str(saal.nummer(Folienart.ABSTIMMUNG, "nutzen"))


@pytest.mark.parametrize("schluessel", ["", "#s=falscherschluessel12345678901234"])
def test_ohne_schluessel_folien_und_ein_satz(chromium, saal, schluessel):
    fenster = Fenster(chromium, {})
    pult = fenster.kontext.new_page()
    pult.goto(f"{saal.leinwand}/vortrag{schluessel}")
    expect(pult.get_by_role("alert")).to_contain_text("Bitte öffnen Sie die Vortragsansicht über den Knopf")
    expect(pult.locator("#steuerung")).to_be_hidden()
    expect(pult.locator("#jetzt .titel")).to_be_visible()
    assert "Merkzettel" not in pult.content()
    fenster.kontext.close()
    assert fenster.waechter.fremde == []
    # Mit falschem Schlüssel antwortet der Server einmal mit 403; mehr fragt die Seite damit nicht.
    assert len(fenster.waechter.fehlgeschlagen) == (1 if schluessel else 0)


def _schwere(seite: Page) -> list[str]:
    ergebnis = Axe().run(seite, options={"resultTypes": ["violations"]}).response
    return [
        f"{v['id']}: {knoten['target']} {knoten['failureSummary']}"
        for v in ergebnis["violations"]
        if v["impact"] in ("serious", "critical")
        for knoten in v["nodes"]
    ]


@pytest.mark.parametrize("schema", ["light", "dark"])
def test_axe(chromium, saal, schema):
    fenster = Fenster(chromium, LEINWAND | {"color_scheme": schema})
    wand, pult = oeffne(fenster, saal, saal.nummer(Folienart.BEITRETEN)), oeffne_vortrag(fenster, saal)
    # Ohne Erlaubnis für Skripte im Text (Inhaltsregel) darf axe nur über die Werkzeuge des Browsers hinein.
    assert _schwere(wand) == []
    wand.keyboard.press("ArrowRight")
    pult.get_by_role("button", name="Abstimmung öffnen").click()
    expect(wand.locator(".aktiv .stimmen")).to_contain_text("läuft")
    saal.stimme("5", "6", "3", gruppen=("Bautzen",))
    pult.get_by_role("button", name="Ergebnis zeigen").click()
    expect(wand.locator(".aktiv .ergebnis")).to_contain_text("Median")
    pult.get_by_text("Handzeichen eintragen").click()
    assert _schwere(wand) == []
    assert _schwere(pult) == []
    fenster.kontext.close()
    assert fenster.waechter.beanstandungen() == []


@pytest.mark.parametrize(("breite", "hoehe"), [(1440, 900), (1024, 768), (390, 844), (320, 640)])
def test_vortragsansicht_passt_in_die_breite(fenster, saal, breite, hoehe):
    pult = oeffne_vortrag(fenster, saal)
    pult.set_viewport_size({"width": breite, "height": hoehe})
    pult.locator("#liste [data-nr='10']").click()
    assert pult.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    klein = pult.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, input")]
            .filter((e) => e.checkVisibility() && e.type !== "checkbox" && !e.closest("[inert]"))
            .filter((e) => e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML)"""
    )
    assert klein == []


def test_unbekannte_vorfuehrung(seite_mit: Callable[..., Page], saal: Saal) -> None:
    seite = seite_mit(java_script_enabled=False)
    antwort = seite.request.get(f"{saal.adresse}/vorfuehrung/BCDFGHJKLM")
    assert antwort.status == 404
    assert "Diese Vorführung gibt es nicht (mehr)" in antwort.text()
