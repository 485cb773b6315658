"""``make fuzz``: eine Minute verfälschte Dateien in den Leser.

Rückgabe 1, sobald er sich anders als mit einem deutschen Satz wehrt oder die Grenzen nicht hält. Jede Datei
entsteht aus einer guten durch Verfälschen mit festem Startwert und Nummer; beides steht in der Meldung, und
``--nummer`` spielt einen Fall nach. Gelesen wird ohne Wächter (schnell), jede fünfzigste Datei
und jeder Absturz zusätzlich auf dem ganzen Weg: bewachtes Kind, Erkennen, Prüfen.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import random
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.lesen import DateiFehler, lies_datei
from insek_monitor.einspielen.lesen.fehler import SEKUNDEN
from insek_monitor.einspielen.lesen.kern import lies_kern
from insek_monitor.einspielen.pruefen import pruefe
from insek_monitor.register.fehler import RegisterFehler
from tests.hilfen.pruefhilfen import grundlage
from tests.hilfen.verfaelschen import VORLAGEN, verfaelsche

STARTWERT = 20261121
JEDE_WIEVIELTE_GANZ = 50
ABLAGE = Path("build/fuzz")
GELESEN, ABGEWIESEN, ABGESTUERZT = "gelesen", "abgewiesen", "abgestürzt"
SPALTEN = (GELESEN, ABGEWIESEN, ABGESTUERZT, "ganzer Weg", "Verstöße")
SPEICHER_ARBEITER = 4 << 30
"""Der Arbeiter hat schon viel geladen; die eigentliche Grenze von 1 GB prüft der ganze Weg."""


@dataclass
class Ergebnis:
    """Zähler je Vorlage und was schiefging."""

    zaehler: dict[str, Counter[str]] = field(default_factory=dict)
    verstoesse: list[str] = field(default_factory=list)
    langsamste: float = 0.0
    langsamste_nummer: int = 0

    def zaehle(self, art: str, was: str) -> None:
        self.zaehler.setdefault(art, Counter())[was] += 1


def fall(startwert: int, nummer: int) -> tuple[str, bytes]:
    """Vorlage und verfälschter Inhalt des Falls; hängt nur von den beiden Zahlen ab."""
    wuerfel = random.Random(f"{startwert}-{nummer}")
    art = wuerfel.choice(list(VORLAGEN))
    return art, verfaelsche(wuerfel, VORLAGEN[art])


def fuzze(startwert: int, *, sekunden: float = float("inf"), hoechstens: int = sys.maxsize) -> Ergebnis:
    """Läuft, bis die Zeit oder die Zahl der Fälle erreicht ist."""
    ergebnis = Ergebnis()
    ende = time.monotonic() + sekunden
    nummer = 0
    while nummer < hoechstens and time.monotonic() < ende:
        nummer = _lass_arbeiten(ergebnis, startwert, nummer + 1, hoechstens, ende)
    return ergebnis


def _lass_arbeiten(ergebnis: Ergebnis, startwert: int, ab: int, hoechstens: int, ende: float) -> int:
    """Liest Fälle in einem abgezweigten Prozess, bis er fertig ist oder stirbt; gibt den letzten Fall zurück.

    Bricht eine Bibliothek den Prozess ab (etwa weil sie 1 TB Speicher will), geht es mit dem nächsten Fall
    weiter.
    """
    umfeld = multiprocessing.get_context("fork")
    hoeren, sprechen = umfeld.Pipe(duplex=False)
    arbeiter = umfeld.Process(target=_arbeite, args=(sprechen, startwert, ab, hoechstens, ende), daemon=True)
    arbeiter.start()
    sprechen.close()
    nummer = ab
    try:
        while hoeren.poll(SEKUNDEN + 5):
            nummer, was, dauer = hoeren.recv()
            if was:
                _verbuche(ergebnis, startwert, nummer, was, dauer)
        arbeiter.kill()
        _verbuche(ergebnis, startwert, nummer, ABGESTUERZT, SEKUNDEN)
    except EOFError:
        arbeiter.join()
        if arbeiter.exitcode:
            _verbuche(ergebnis, startwert, nummer, ABGESTUERZT, 0.0)
    finally:
        arbeiter.join()
        hoeren.close()
    return nummer


def _arbeite(leitung: Connection, startwert: int, ab: int, hoechstens: int, ende: float) -> None:
    # Was die Bibliothek beim Abstürzen schreibt, gehört nicht in die Tabelle.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (SPEICHER_ARBEITER, SPEICHER_ARBEITER))
    for nummer in range(ab, hoechstens + 1):
        if time.monotonic() > ende:
            return
        leitung.send((nummer, "", 0.0))
        art, inhalt = fall(startwert, nummer)
        beginn = time.perf_counter()
        was = _lies(inhalt, f"fuzz.{art}")
        leitung.send((nummer, was, time.perf_counter() - beginn))


def _verbuche(ergebnis: Ergebnis, startwert: int, nummer: int, was: str, dauer: float) -> None:
    """Zählt einen Fall; jeden fünfzigsten und jeden Absturz schickt es auf den ganzen Weg."""
    art, inhalt = fall(startwert, nummer)
    if dauer > ergebnis.langsamste:
        ergebnis.langsamste, ergebnis.langsamste_nummer = dauer, nummer
    if was in (GELESEN, ABGEWIESEN, ABGESTUERZT):
        ergebnis.zaehle(art, was)
    else:
        _verstoss(ergebnis, art, inhalt, f"Fall {startwert}-{nummer} ({art}): {was}")
    # Ein Absturz der Bibliothek ist erlaubt, wenn das bewachte Kind ihn auffängt.
    if was == ABGESTUERZT or nummer % JEDE_WIEVIELTE_GANZ == 0:
        ergebnis.zaehle(art, "ganzer Weg")
        if grund := _ganzer_weg(inhalt, f"fuzz.{art}"):
            _verstoss(ergebnis, art, inhalt, f"Fall {startwert}-{nummer} ({art}), ganzer Weg: {grund}")


def _lies(inhalt: bytes, name: str) -> str:
    try:
        lies_kern(inhalt, name)
    except DateiFehler:
        return ABGEWIESEN
    except MemoryError:
        return ABGESTUERZT
    except BaseException as fehler:
        if type(fehler).__name__ == "PanicException":
            return ABGESTUERZT
        if isinstance(fehler, KeyboardInterrupt):
            raise
        return f"{type(fehler).__name__}: {fehler}"
    return GELESEN


def _ganzer_weg(inhalt: bytes, name: str) -> str:
    beginn = time.perf_counter()
    try:
        datei = lies_datei(inhalt, name)
        pruefe(erkenne(datei), grundlage(), datei=datei)
    except RegisterFehler as fehler:
        if "Traceback" in str(fehler):
            return str(fehler)
    except BaseException as fehler:
        if isinstance(fehler, KeyboardInterrupt):
            raise
        return f"{type(fehler).__name__}: {fehler}"
    dauer = time.perf_counter() - beginn
    return f"dauerte {dauer:.1f} s" if dauer > 10 else ""


def _verstoss(ergebnis: Ergebnis, art: str, inhalt: bytes, text: str) -> None:
    ergebnis.zaehle(art, "Verstöße")
    ABLAGE.mkdir(parents=True, exist_ok=True)
    datei = ABLAGE / f"{len(ergebnis.verstoesse) + 1:03d}.{art}"
    datei.write_bytes(inhalt)
    ergebnis.verstoesse.append(f"{text} → {datei}")


def als_text(ergebnis: Ergebnis) -> str:
    """Tabelle der Anzahlen und darunter die Verstöße."""
    zeilen = [f"{'Vorlage':<14}" + "".join(f"{spalte:>12}" for spalte in SPALTEN)]
    summe: Counter[str] = Counter()
    for art, zaehler in sorted(ergebnis.zaehler.items()):
        zeilen.append(f"{art:<14}" + "".join(f"{zaehler[spalte]:>12}" for spalte in SPALTEN))
        summe += zaehler
    zeilen.append(f"{'zusammen':<14}" + "".join(f"{summe[spalte]:>12}" for spalte in SPALTEN))
    zeilen.append(f"\nlangsamster Fall: {ergebnis.langsamste:.2f} s (Nummer {ergebnis.langsamste_nummer})")
    return "\n".join([*zeilen, *ergebnis.verstoesse])


def main() -> int:
    """Liest die Aufrufzeile, läuft, druckt die Tabelle."""
    lesen = argparse.ArgumentParser(prog="make fuzz", description="Verfälschte Dateien in den Leser.")
    lesen.add_argument("--sekunden", type=float, default=60)
    lesen.add_argument("--startwert", type=int, default=STARTWERT)
    lesen.add_argument("--nummer", type=int, help="nur diesen Fall nachspielen")
    angaben = lesen.parse_args()
    print(f"Startwert {angaben.startwert}", flush=True)
    # Abstürze des Kindes sind hier gewollt und stehen in der Tabelle.
    logging.disable(logging.WARNING)
    if angaben.nummer:
        ergebnis = Ergebnis()
        art, inhalt = fall(angaben.startwert, angaben.nummer)
        print(f"Fall {angaben.nummer} ({art}): {_ganzer_weg(inhalt, f'fuzz.{art}') or 'ohne Verstoß'}")
    else:
        ergebnis = fuzze(angaben.startwert, sekunden=angaben.sekunden)
    print(als_text(ergebnis))
    return 1 if ergebnis.verstoesse else 0


if __name__ == "__main__":
    sys.exit(main())
