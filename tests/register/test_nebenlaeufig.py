"""Mehrere schreiben zugleich: genau einer gewinnt, die anderen erfahren, was er geändert hat."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.pool import QueuePool

from insek_monitor.einspielen.register_eintragen import Quelldatei, Ueberholt
from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.register import datenstaende
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.laden import lade
from insek_monitor.register.rechte import Verweigert, vergib
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from insek_monitor.register.verlauf import gib_frei, mache_geltend
from tests.hilfen.ablage import LOKAL, abbild, angemeldet, lege_grundstand, spiele, vorgaenge, zeilenzahlen

pytestmark = pytest.mark.langsam

PROZESSE, RUNDEN = 20, 3


def person(name: str) -> Person:
    return Person(name, "lokal", Zugang.LOKAL)


def zugleich(aufgaben: list[Callable[[], Datenstand]]) -> tuple[list[Datenstand], list[RegisterFehler]]:
    """Führe alle in eigenen Fäden aus, die gleichzeitig loslaufen: Ergebnisse und Fehler."""
    schranke = threading.Barrier(len(aufgaben))
    ergebnisse: list[Datenstand] = []
    fehler: list[RegisterFehler] = []

    def laufe(aufgabe: Callable[[], Datenstand]) -> None:
        schranke.wait()
        try:
            ergebnisse.append(aufgabe())
        except RegisterFehler as ausnahme:
            fehler.append(ausnahme)

    faeden = [threading.Thread(target=laufe, args=(aufgabe,)) for aufgabe in aufgaben]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    return ergebnisse, fehler


@pytest.mark.parametrize("gleiches_register", [True, False], ids=["ein Register", "zwei Register"])
def test_zwei_faeden_einer_gewinnt(register: Register, datenbank: str, gleiches_register: bool) -> None:
    lege_grundstand(register)
    anderes = register if gleiches_register else oeffne_leer(datenbank)
    for basis in range(1, 11):
        liste = Quelldatei("liste.csv", b"Runde %d" % basis)
        ergebnisse, fehler = zugleich(
            [
                partial(spiele, r, f"{basis} von {wer}", basis, person(wer), quelle=liste)
                for r, wer in ((register, "Anna"), (anderes, "Bernd"))
            ]
        )
        assert [stand.nummer for stand in ergebnisse] == [basis + 1]
        (ueberholt,) = fehler
        assert isinstance(ueberholt, Ueberholt)
        assert ueberholt.inzwischen == tuple(ergebnisse)
        assert f"„{ergebnisse[0].titel}“ von {ergebnisse[0].von} am" in str(ueberholt)
    anderes.schliesse()
    assert [v[2] for v in vorgaenge(register)].count("ausgefuehrt") == 10
    assert zeilenzahlen(register)["protokoll"] == 20, "auch jeder Unterlegene steht im Protokoll"
    assert zeilenzahlen(register)["quelldatei"] == 10
    assert sorted(abbild(register)) == list(range(1, 12))


def test_verschiedene_vorgaenge_auf_derselben_basis(register: Register) -> None:
    """Einspielen gegen „wieder geltend machen“ gegen zwei Freigaben: Freigaben stören niemanden."""
    lege_grundstand(register)
    spiele(register, "Mai", 1)
    freigaben: list[int] = []

    def freigeben(quartal: str) -> Datenstand:
        freigaben.append(gib_frei(register, 2, quartal, person=LOKAL).nummer)
        return datenstaende.finde(register, 2)

    ergebnisse, fehler = zugleich(
        [
            lambda: spiele(register, "Juni", 2, person("Anna")),
            lambda: mache_geltend(register, 1, basis_nummer=2, person=person("Bernd"), anlass="zurück"),
            lambda: freigeben("2026-Q3"),
            lambda: freigeben("2026-Q4"),
        ]
    )
    assert sorted(stand.nummer for stand in ergebnisse) == [2, 2, 3]
    assert [type(f) for f in fehler] == [Ueberholt]
    assert sorted(freigaben) == [1, 2]


def test_zwanzig_faeden_mit_einem_register(register: Register) -> None:
    """Mehr Fäden als Verbindungen im Vorrat: alle kommen an die Reihe."""
    lege_grundstand(register)
    ergebnisse, fehler = zugleich([partial(spiele, register, f"von {i}", 1) for i in range(20)])
    assert [stand.nummer for stand in ergebnisse] == [2]
    assert [type(f) for f in fehler] == [Ueberholt] * 19
    assert {f.inzwischen for f in fehler if isinstance(f, Ueberholt)} == {tuple(ergebnisse)}


def test_alle_verbindungen_vergeben(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    vorrat = register.engine.pool
    assert isinstance(vorrat, QueuePool)
    monkeypatch.setattr(vorrat, "_timeout", 0.05)
    with ExitStack() as offen:
        for _ in range(vorrat.size() + vorrat._max_overflow):
            offen.enter_context(register.lesen())
        with pytest.raises(RegisterFehler, match=r"ist gerade ausgelastet\. Bitte versuchen Sie"):
            datenstaende.liste(register)
    assert datenstaende.liste(register) == []


def test_rollenentzug_gegen_einspielen(register: Register) -> None:
    """Wer zuerst kommt, entscheidet; nach dem Entzug schreibt der andere nie mehr."""
    lege_grundstand(register)
    anna = angemeldet(angabe=Rolle.BEARBEITEN)

    def entziehe() -> Datenstand:
        vergib(register, LOKAL, anna.kennung, None)
        return datenstaende.finde(register, 1)

    ergebnisse, fehler = zugleich([entziehe, lambda: spiele(register, "Mai", 1, anna)])
    reihenfolge = [(vorgang, ergebnis) for _, vorgang, ergebnis, _ in vorgaenge(register)]
    if fehler:
        assert isinstance(fehler[0], Verweigert)
        assert reihenfolge == [("Rolle vergeben", "ausgefuehrt"), ("Datenstand einspielen", "verweigert")]
    else:
        assert len(ergebnisse) == 2
        assert reihenfolge == [("Datenstand einspielen", "ausgefuehrt"), ("Rolle vergeben", "ausgefuehrt")]
    with pytest.raises(Verweigert):
        spiele(register, "Juni", datenstaende.finde(register).nummer, anna)


def test_lesende_sehen_immer_einen_ganzen_datenstand(register: Register) -> None:
    lege_grundstand(register)
    fertig = threading.Event()
    gelesen: list[tuple[int, str]] = []
    fehler: list[RegisterFehler] = []

    def lies() -> None:
        while not fertig.is_set():
            try:
                bestand = lade(register)
                gelesen.append((bestand.datenstand.nummer, str(bestand.konzepte.at["A", "titel"])))
            except RegisterFehler as ausnahme:
                fehler.append(ausnahme)

    faeden = [threading.Thread(target=lies) for _ in range(2)]
    for faden in faeden:
        faden.start()
    for basis in range(1, 11):
        spiele(register, str(basis + 1), basis)
    fertig.set()
    for faden in faeden:
        faden.join()
    assert fehler == []
    assert set(gelesen) <= {(1, "INSEK Grundstand"), *((n, f"INSEK {n}") for n in range(2, 12))}


@pytest.mark.langsam
def test_zwanzig_prozesse_einer_gewinnt(datenbank: str, tmp_path: Path) -> None:
    register = oeffne_leer(datenbank)
    lege_grundstand(register)
    # Kein Kind erbt eine offene Verbindung.
    register.schliesse()
    for basis in range(1, RUNDEN + 1):
        ausgaenge = _wettlauf(datenbank, basis, tmp_path)
        sieger = [a for a in ausgaenge if a["art"] == "neu"]
        assert [a["nummer"] for a in sieger] == [basis + 1]
        unterlegene = [a for a in ausgaenge if a["art"] == "Ueberholt"]
        assert len(unterlegene) == PROZESSE - 1
        for einer in unterlegene:
            assert einer["inzwischen"] == [basis + 1]
            assert (
                f"„Meldung {basis} von {sieger[0]['wer']}“ von Prozess {sieger[0]['wer']} am" in einer["text"]
            )
    assert sorted(abbild(register)) == list(range(1, RUNDEN + 2))
    assert zeilenzahlen(register)["protokoll"] == RUNDEN * PROZESSE
    register.schliesse()


def _wettlauf(datenbank: str, basis: int, ordner: Path) -> list[dict[str, Any]]:
    """Spalte die Prozesse ab, lass sie gemeinsam los und lies, wie es jedem erging."""
    start, los = os.pipe()
    kinder = []
    for wer in range(PROZESSE):
        kennung = os.fork()
        if kennung == 0:
            try:
                os.close(los)
                ausgang = _versuche(datenbank, basis, wer, lambda: os.read(start, 1))
                (ordner / f"{wer}.json").write_text(json.dumps(ausgang), encoding="utf-8")
            finally:
                os._exit(0)
        kinder.append(kennung)
    os.close(los)
    os.close(start)
    for kennung in kinder:
        os.waitpid(kennung, 0)
    dateien = [ordner / f"{wer}.json" for wer in range(PROZESSE)]
    ergebnisse = [json.loads(datei.read_text("utf-8")) for datei in dateien]
    for datei in dateien:
        datei.unlink()
    return ergebnisse


def _versuche(datenbank: str, basis: int, wer: int, warte: Callable[[], object]) -> dict[str, Any]:
    register = oeffne_leer(datenbank)
    warte()
    try:
        neu = spiele(register, f"{basis} von {wer}", basis, person(f"Prozess {wer}"))
        return {"wer": wer, "art": "neu", "nummer": neu.nummer}
    except Ueberholt as fehler:
        inzwischen = [stand.nummer for stand in fehler.inzwischen]
        return {"wer": wer, "art": "Ueberholt", "inzwischen": inzwischen, "text": str(fehler)}
    finally:
        register.schliesse()
