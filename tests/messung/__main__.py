"""``make bench``: misst die Budgets des Auftrags und gibt eine Tabelle aus; kein Test.

Rückgabe 1 nur, wenn nicht gemessen werden konnte, nicht wenn ein Budget verfehlt ist. Teile einzeln:
``make bench TEIL=filter``; die Liste steht in :data:`TEILE`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.messung import am_server, ansprache_browser, datenpflege, dossier, im_browser, kooperation
from tests.messung.ansprache import ansprache
from tests.messung.deutschland import kennzahlen_deutschland
from tests.messung.tabelle import Messgroesse, als_text
from tests.messung.workshop import workshop
from werkzeuge.chromium import ChromiumFehlt, starte_chromium
from werkzeuge.dienst import Dienst, DienstFehler, dienst

TEILE = {
    "start": "Server bereit",
    "besuch": "erster Besuch des Überblicks",
    "seiten": "Seitenwechsel",
    "filter": "Filterwechsel auf dem Überblick: Bild, Skriptlauf, Datenmenge",
    "karte": "Filterwechsel auf der Karte: Bild, Skriptlauf, Datenmenge",
    "speicher": "Arbeitsspeicher je ruhender Sitzung",
    "deutschland": "Kennzahlen für alle Gemeinden Deutschlands",
    "einspielen": "eine Liste lesen, prüfen, vergleichen, einspielen",
    "datenstaende": "Seitenaufruf nach einem und nach 500 Datenständen",
    "ansprache": "Priorität aller Gemeinden: Kriterien, Punkte, Reihenfolge, Sätze",
    "gewicht": "Gewicht bewegen: Bild, Skriptlauf, Datenmenge",
    "gruppen": "gemeinsame Konzepte in ganz Sachsen, mit Güte gegen das gierige Verfahren",
    "touren": "Tourenplan",
    "dossier": "Dossier (PDF) und gedruckte Liste",
    "workshop": "200 Telefone stimmen ab, mit Leinwand, Dashboard und kill -9 (etwa fünf Minuten)",
}
IM_BROWSER: dict[str, Callable[[Browser, Dienst], list[Messgroesse]]] = {
    "besuch": lambda browser, laufend: [im_browser.erster_besuch(browser, laufend, 15)],
    "seiten": lambda browser, laufend: [im_browser.seitenwechsel(browser, laufend, 4)],
    "filter": lambda browser, laufend: im_browser.filterwechsel(browser, laufend, "ueberblick", 20),
    "karte": lambda browser, laufend: im_browser.filterwechsel(browser, laufend, "karte", 20),
    "gewicht": lambda browser, laufend: ansprache_browser.gewicht_bewegen(browser, laufend, 20),
}


def miss(teile: list[str], quellen: Path, ordner: Path) -> list[Messgroesse]:
    """Misst die genannten Teile nacheinander."""
    ergebnis: list[Messgroesse] = []

    def fortschritt(teil: str) -> None:
        print(f"  misst: {TEILE[teil]} …", file=sys.stderr, flush=True)

    if "start" in teile:
        fortschritt("start")
        ergebnis += am_server.startzeit(ordner, 5)
    im_fenster = [teil for teil in teile if teil in IM_BROWSER]
    if im_fenster:
        umgebung = {"INSEK_MESSUNG": "1"}
        with (
            sync_playwright() as playwright,
            dienst(ordner / "ablage", ordner / "messung.log", umgebung=umgebung) as laufend,
        ):
            browser = starte_chromium(playwright)
            for teil in im_fenster:
                fortschritt(teil)
                ergebnis += IM_BROWSER[teil](browser, laufend)
            browser.close()
    if "speicher" in teile:
        fortschritt("speicher")
        for seite in ("ueberblick", "karte"):
            with dienst(ordner / "ablage", ordner / "speicher.log") as laufend:
                ergebnis.append(am_server.speicher_je_sitzung(laufend, seite, 40))
    if "deutschland" in teile:
        fortschritt("deutschland")
        ergebnis += kennzahlen_deutschland(quellen, 15)
    if "einspielen" in teile:
        fortschritt("einspielen")
        ergebnis += datenpflege.einspielen(ordner, 7)
    if "datenstaende" in teile:
        fortschritt("datenstaende")
        ergebnis += datenpflege.viele_datenstaende(ordner, 6)
    im_prozess: dict[str, Callable[[], list[Messgroesse]]] = {
        "ansprache": lambda: ansprache(ordner, 40),
        "gruppen": lambda: kooperation.gruppen(ordner, 5),
        "touren": lambda: kooperation.touren(5),
        "dossier": lambda: dossier.messe(ordner, 5),
        "workshop": lambda: workshop(ordner),
    }
    for teil in (name for name in im_prozess if name in teile):
        fortschritt(teil)
        ergebnis += im_prozess[teil]()
    return ergebnis


def main() -> int:
    """Liest die Aufrufzeile, misst, druckt die Tabelle."""
    lesen = argparse.ArgumentParser(prog="make bench", description="Misst die Geschwindigkeit.")
    lesen.add_argument("--teil", default="alles", help="alles, hilfe oder: " + ", ".join(TEILE))
    lesen.add_argument("--quellen", type=Path, default=Path("../shared/quellen"), help="Ordner der Rohdaten")
    angaben = lesen.parse_args()
    if angaben.teil == "hilfe":
        print("\n".join(f"make bench TEIL={name:<12} {was}" for name, was in TEILE.items()))
        return 0
    teile = list(TEILE) if angaben.teil == "alles" else angaben.teil.split(",")
    if unbekannt := set(teile) - set(TEILE):
        lesen.error(f"Unbekannter Teil: {', '.join(sorted(unbekannt))} (bekannt: {', '.join(TEILE)})")
    try:
        with tempfile.TemporaryDirectory(prefix="insek-messung-") as ordner:
            ergebnis = miss(teile, angaben.quellen, Path(ordner))
    except (ChromiumFehlt, DienstFehler) as fehler:
        print(fehler, file=sys.stderr)
        return 1
    print(f"\nPython {platform.python_version()}, {platform.system()}, {os.cpu_count()} Kerne\n")
    print(als_text(ergebnis))
    return 0


if __name__ == "__main__":
    sys.exit(main())
