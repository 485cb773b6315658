"""``make bilder``: jede Seite in drei Größen, hell und dunkel, nach build/bilder; eines für das README.

Aufruf: ``python -m werkzeuge.bilder [SEITE …]``. Gezeigt wird die ganze Seite, nicht nur der erste
Bildschirm, damit man auch das Ende ansieht. Das Bild für das README zeigt nur den ersten Bildschirm.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from werkzeuge.chromium import ChromiumFehlt, Waechter, oeffne, starte_chromium
from werkzeuge.dienst import SEITEN, WURZEL, DienstFehler, dienst

GROESSEN = ((1440, 900), (1024, 768), (390, 844))
THEMEN: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NAMEN = {"light": "hell", "dark": "dunkel"}

GANZE_HOEHE = """() => {
    const block = document.querySelector('[data-testid="stMainBlockContainer"]');
    const rand = block.getBoundingClientRect();
    return Math.ceil(rand.bottom + document.querySelector('[data-testid="stMain"]').scrollTop);
}"""


def _zeige_ganze_seite(seite: Page, breite: int, hoehe: int) -> None:
    """Streamlit rollt einen inneren Bereich; deshalb wächst das Fenster auf die Höhe des Inhalts."""
    noetig = int(seite.evaluate(GANZE_HOEHE))
    seite.set_viewport_size({"width": breite, "height": min(max(noetig, hoehe), 12_000)})
    seite.wait_for_timeout(700)  # Diagramme und Karten passen sich der neuen Größe an


def fotografiere(browser: Browser, adresse: str, ziel: Path, namen: list[str]) -> list[str]:
    """Legt die Bilder der genannten Seiten nach ``ziel`` und liefert, was dabei schiefging."""
    klagen: list[str] = []
    for thema in THEMEN:
        for breite, hoehe in GROESSEN:
            kontext = browser.new_context(
                viewport={"width": breite, "height": hoehe},
                color_scheme=thema,
                locale="de-DE",
                timezone_id="Europe/Berlin",
                reduced_motion="reduce",
            )
            waechter = Waechter()
            waechter.bewache(kontext)
            for name in namen:
                seite = kontext.new_page()
                oeffne(seite, adresse + SEITEN[name])
                seite.wait_for_timeout(400)
                if name == "ueberblick" and (breite, thema) == (1440, "light"):
                    ueberblick = WURZEL / "docs" / "bilder" / "ueberblick.png"
                    ueberblick.parent.mkdir(parents=True, exist_ok=True)
                    seite.screenshot(path=ueberblick)
                _zeige_ganze_seite(seite, breite, hoehe)
                seite.screenshot(path=ziel / f"{name}-{breite}x{hoehe}-{NAMEN[thema]}.png")
                seite.close()
            klagen += [f"{breite}×{hoehe} {NAMEN[thema]}: {zeile}" for zeile in waechter.beanstandungen()]
            kontext.close()
    return klagen


def main() -> int:
    """Startet Dashboard und Browser, fotografiert, meldet Beanstandungen."""
    lesen = argparse.ArgumentParser(prog="make bilder", description="Bildschirmfotos aller Seiten.")
    lesen.add_argument("seiten", nargs="*", metavar="SEITE", help=f"von: {', '.join(SEITEN)}")
    namen = lesen.parse_args().seiten or list(SEITEN)
    if unbekannt := set(namen) - set(SEITEN):
        lesen.error(f"Unbekannte Seite: {', '.join(sorted(unbekannt))}")
    ziel = WURZEL / "build" / "bilder"
    ziel.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as ordner, sync_playwright() as playwright:
            browser = starte_chromium(playwright)
            with dienst(Path(ordner) / "ablage", Path(ordner) / "server.log") as laufend:
                klagen = fotografiere(browser, laufend.adresse, ziel, namen)
            browser.close()
    except (ChromiumFehlt, DienstFehler) as fehler:
        print(fehler, file=sys.stderr)
        return 1
    print(f"{len(namen) * len(GROESSEN) * len(THEMEN)} Bilder liegen in {ziel}.")
    for zeile in klagen:
        print("Achtung:", zeile)
    return 0


if __name__ == "__main__":
    sys.exit(main())
