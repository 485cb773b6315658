"""Priorität im Browser: Schieber bewegen, bis die neue Rangliste steht; Skriptlauf und Datenmenge."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.messung.im_browser import RUHE_MS, SKRIPTLAUF, Zaehler, fertig_nach, neue_seite
from tests.messung.tabelle import Messgroesse
from werkzeuge.dienst import SEITEN, Dienst

SCHIEBER = ("kleine Verwaltung", "Rückgang der Einwohner", "lange kein Kontakt")
"""Jedes allein in seiner Gruppe: so ändern sich immer alle Punkte."""
AUFWAERMEN = 3


def gewicht_bewegen(browser: Browser, dienst: Dienst, wiederholungen: int) -> list[Messgroesse]:
    """Pfeiltaste am Schieber bis zum fertigen Bild mit neuen Punkten.

    Braucht einen Dienst mit ``INSEK_MESSUNG=1``, sonst bleibt der Skriptlauf „nicht gemessen“. Jeder Wert
    kommt nur einmal vor, damit kein Zwischenspeicher die Rechnung erspart.
    """
    bild = Messgroesse("Gewicht bewegen bis Bild: Ansprache", "ms", 250.0)
    skript = Messgroesse("Skriptlauf nach Gewicht: Ansprache", "ms", 40.0)
    daten = Messgroesse("WebSocket je Gewicht: Ansprache", "kB")
    seite = neue_seite(browser)
    zaehler = Zaehler(seite)
    seite.goto(dienst.adresse + SEITEN["ansprache"])
    fertig_nach(seite)
    seite.get_by_text("Gewichte", exact=True).first.click()
    for nummer in range(wiederholungen + AUFWAERMEN):
        schieber = seite.get_by_role("slider", name=SCHIEBER[nummer % len(SCHIEBER)])
        schieber.focus()
        seite.wait_for_timeout(RUHE_MS)
        zaehler.bytes = 0
        vorher = len(SKRIPTLAUF.findall(dienst.text()))
        alt = seite.locator(".st-key-rangliste").inner_text()
        wert = int(schieber.input_value())
        schieber.press("ArrowLeft" if wert >= 10 or (wert > 0 and nummer >= 10) else "ArrowRight")
        bedingung = f"document.querySelector('.st-key-rangliste')?.innerText !== {alt!r}"
        ende = fertig_nach(seite, bedingung)
        bild.werte.append(ende - float(seite.evaluate("() => window.__uhr.klick")))
        daten.werte.append(zaehler.bytes / 1000)
        skript.werte += [float(ms) for ms, _ in SKRIPTLAUF.findall(dienst.text())[vorher:]]
    seite.context.close()
    for groesse in (bild, skript, daten):
        groesse.werte = groesse.werte[AUFWAERMEN:]
    return [bild, skript, daten]
