"""Was ein Mensch am Bildschirm wartet: erster Besuch, Seitenwechsel, Filterwechsel; dazu die Datenmengen."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, WebSocket

from tests.messung.tabelle import Messgroesse
from werkzeuge.bedienung import klappe_auf, nimm_letzten_zurueck, seitenverweis, waehle
from werkzeuge.chromium import STEHT
from werkzeuge.dienst import SEITEN, Dienst

UHR = Path(__file__).with_name("uhr.js").read_text(encoding="utf-8")
FILTER, FILTERWERTE = "Kreis", ("Bautzen", "Görlitz", "Nordsachsen")
AUFWAERMEN = 2
"""So viele Filterwechsel am Anfang zählen nicht."""
RUHE_MS = 500
"""So lange muss alles stillstehen, damit die letzte Änderung als das fertige Bild gilt."""


class Zaehler:
    """Summe der Bytes, die eine Seite über den WebSocket empfangen hat (Nutzlast, ohne Kompression)."""

    def __init__(self, seite: Page) -> None:
        self.bytes = 0
        seite.on("websocket", self._beobachte)

    def _beobachte(self, verbindung: WebSocket) -> None:
        verbindung.on("framereceived", self._empfangen)

    def _empfangen(self, nutzlast: str | bytes) -> None:
        self.bytes += len(nutzlast.encode() if isinstance(nutzlast, str) else nutzlast)


def neue_seite(browser: Browser) -> Page:
    """Eine Seite mit Zeichenuhr in einem frischen Kontext (leerer Zwischenspeicher des Browsers)."""
    kontext = browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    kontext.set_default_timeout(30_000)
    kontext.add_init_script(UHR)
    return kontext.new_page()


def fertig_nach(seite: Page, bedingung: str = "true") -> float:
    """Wartet auf das ruhende Bild; liefert den Zeitpunkt der letzten Änderung (ms seit Seitenbeginn)."""
    seite.wait_for_function(
        f"() => ({bedingung}) && ({STEHT})() && performance.now() - window.__uhr.zuletzt > {RUHE_MS}",
        polling=50,
    )
    return float(seite.evaluate("() => window.__uhr.zuletzt"))


def _dauer(seite: Page, handlung: Callable[[], None]) -> float:
    """Millisekunden vom letzten Klick in ``handlung`` bis zum fertigen Bild mit geänderter Überschrift."""
    vorher = seite.locator("h1").first.inner_text()
    handlung()
    bedingung = f"document.querySelector('h1')?.innerText !== {vorher!r}"
    ende = fertig_nach(seite, bedingung)
    return ende - float(seite.evaluate("() => window.__uhr.klick"))


def erster_besuch(browser: Browser, dienst: Dienst, wiederholungen: int) -> Messgroesse:
    """Von der Eingabe der Adresse bis das letzte Diagramm des Überblicks steht."""
    groesse = Messgroesse("Erster Besuch: Überblick vollständig", "s", budget_median=3.0, stellen=2)
    for _ in range(wiederholungen):
        seite = neue_seite(browser)
        seite.goto(dienst.adresse + "/", wait_until="commit")
        groesse.werte.append(fertig_nach(seite) / 1000)
        seite.context.close()
    return groesse


def seitenwechsel(browser: Browser, dienst: Dienst, runden: int) -> Messgroesse:
    """Klick in der Navigation, bis die neue Seite steht; reihum durch alle Seiten."""
    groesse = Messgroesse("Seitenwechsel", "s", budget_median=1.0, stellen=2)
    seite = neue_seite(browser)
    seite.goto(dienst.adresse + "/")
    fertig_nach(seite)
    namen = [*list(SEITEN)[1:], "ueberblick"]
    je_seite: dict[str, list[float]] = {name: [] for name in namen}
    for _ in range(runden):
        for name in namen:
            dauer = _dauer(seite, seitenverweis(seite, name).click) / 1000
            je_seite[name].append(dauer)
            groesse.werte.append(dauer)
    seite.context.close()
    langsamste = max(je_seite, key=lambda name: sum(je_seite[name]))
    mittel = sum(je_seite[langsamste]) / runden
    groesse.hinweis = f"am längsten dauert „{langsamste}“ mit im Mittel {mittel:.2f} s".replace(".", ",")
    return groesse


SKRIPTLAUF = re.compile(r"skriptlauf_ms=([0-9.]+) seite=(\w*)")


def filterwechsel(browser: Browser, dienst: Dienst, name: str, wiederholungen: int) -> list[Messgroesse]:
    """Klick auf eine Filterauswahl bis zum fertigen Bild; dazu Skriptlauf und Datenmenge.

    Braucht einen Dienst mit ``INSEK_MESSUNG=1``, sonst bleibt der Skriptlauf „nicht gemessen“.
    """
    karte = name == "karte"
    grenzen = (400.0, 700.0) if karte else (200.0, 400.0)
    bild = Messgroesse(f"Filterwechsel bis Bild: {name}", "ms", *grenzen)
    skript = Messgroesse(f"Skriptlauf nach Filterwechsel: {name}", "ms", 60.0)
    erste = Messgroesse(f"WebSocket erster Aufbau: {name}", "kB", 400.0 if karte else None)
    je_wechsel = Messgroesse(f"WebSocket je Filterwechsel: {name}", "kB", 40.0 if karte else None)
    seite = neue_seite(browser)
    zaehler = Zaehler(seite)
    seite.goto(dienst.adresse + SEITEN[name])
    fertig_nach(seite)
    erste.werte.append(zaehler.bytes / 1000)
    for nummer in range(wiederholungen + AUFWAERMEN):
        wert = FILTERWERTE[nummer // 2 % len(FILTERWERTE)]
        waehlen = nummer % 2 == 0
        if waehlen:  # die Liste ist schon offen; gemessen wird ab dem Klick auf den Wert
            klappe_auf(seite, FILTER)
        handlung = (
            partial(waehle, seite, FILTER, wert) if waehlen else partial(nimm_letzten_zurueck, seite, FILTER)
        )
        seite.wait_for_timeout(RUHE_MS)
        zaehler.bytes = 0
        vorher = len(SKRIPTLAUF.findall(dienst.text()))
        dauer = _dauer(seite, handlung)
        bild.werte.append(dauer)
        je_wechsel.werte.append(zaehler.bytes / 1000)
        skript.werte += [float(ms) for ms, _ in SKRIPTLAUF.findall(dienst.text())[vorher:]]
    seite.context.close()
    for groesse in (bild, je_wechsel, skript):
        groesse.werte = groesse.werte[AUFWAERMEN:]
    return [bild, skript, erste, je_wechsel]
