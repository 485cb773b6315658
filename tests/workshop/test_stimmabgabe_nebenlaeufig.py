"""Viele stimmen zugleich, jemand schließt oder ändert dabei, ein Prozess stirbt: Bestätigtes ist gezählt."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, select

from insek_monitor.kern.stimmungsbild import Frage
from insek_monitor.register import schema, verbindung
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung.abgewiesen import Abgewiesen
from insek_monitor.workshop.abstimmung.register_raumsteuerung import FragenGesperrt
from insek_monitor.workshop.abstimmung.register_stimmabgabe import eigene_antwort, gib_stimme
from tests.hilfen.ablage import LOKAL
from tests.hilfen.raumablage import EINFACH, SKALA, Saal, lege_saal
from tests.register.test_absturz import im_kind, stirb

pytestmark = pytest.mark.langsam


@pytest.fixture
def saal(datenbank: str) -> Iterator[Saal]:
    """Ein Raum; das Register darin ist wieder geschlossen (fork)."""
    register = oeffne_leer(datenbank)
    saal = lege_saal(register)
    register.schliesse()
    yield saal
    register.schliesse()


def zweites(saal: Saal, datenbank: str) -> Saal:
    """Derselbe Raum wie in einem anderen Prozess: eigene Verbindungen, eigene Reihe."""
    return Saal(oeffne_leer(datenbank), saal.raum)


def zugleich(aufgaben: Sequence[Callable[[], Any]]) -> list[Any]:
    """Alle laufen gleichzeitig los; je Aufgabe das Ergebnis oder ihr ``RegisterFehler``."""
    schranke = threading.Barrier(len(aufgaben))
    ergebnisse: list[Any] = ["nicht fertig"] * len(aufgaben)

    def laufe(stelle: int, aufgabe: Callable[[], Any]) -> None:
        schranke.wait()
        try:
            ergebnisse[stelle] = aufgabe()
        except RegisterFehler as fehler:
            ergebnisse[stelle] = fehler

    faeden = [threading.Thread(target=laufe, args=angaben) for angaben in enumerate(aufgaben)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    return ergebnisse


# --- getötet ------------------------------------------------------------------------------------------------


def test_bestaetigte_stimmen_ueberleben_den_tod_des_prozesses(saal: Saal, datenbank: str) -> None:
    """Der Tod kommt von außen, mitten in vielen Stimmen aus vier Fäden."""
    runde = saal.oeffne()
    saal.register.schliesse()
    lesen, schreiben = os.pipe()
    kind = os.fork()
    if kind == 0:
        eigenes = zweites(saal, datenbank)

        def stimme_ab(faden: int) -> None:
            for nummer in range(1000):
                stufe = (faden + nummer) % 7 + 1
                gib_stimme(
                    eigenes.register,
                    saal.raum.code,
                    runde=runde,
                    fassung=1,
                    ausweis=f"{faden}-{nummer}",
                    werte=[str(stufe)],
                )
                os.write(schreiben, f"{faden}-{nummer} {stufe}\n".encode())

        for faden in range(4):
            threading.Thread(target=stimme_ab, args=(faden,)).start()
        threading.Event().wait()
    os.close(schreiben)
    bestaetigt: list[str] = []
    with os.fdopen(lesen) as rohr:
        for zeile in rohr:
            bestaetigt.append(zeile)
            if len(bestaetigt) == 40:
                os.kill(kind, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1]) == -signal.SIGKILL
    assert 40 <= len(bestaetigt) < 4000, "getötet wurde mittendrin"
    danach = zweites(saal, datenbank)
    for zeile in bestaetigt:
        geraet, stufe = zeile.split()
        assert eigene(danach, geraet) == stufe
    zaehlung = danach.zaehle(runde)
    assert len(bestaetigt) <= zaehlung.anzahl <= len(bestaetigt) + 4, "höchstens je Faden eine unbestätigte"
    danach.stimme("danach", "1")
    assert danach.zaehle(runde).anzahl == zaehlung.anzahl + 1
    danach.register.schliesse()


def eigene(saal: Saal, geraet: str) -> str | None:
    antwort = eigene_antwort(saal.register, saal.lage(), geraet)
    return antwort[0] if antwort else None


def test_tod_vor_dem_abschluss_ist_keine_stimme(saal: Saal, datenbank: str) -> None:
    runde = saal.oeffne()
    saal.register.schliesse()

    def stirb_vor_dem_abschluss() -> None:
        eigenes = zweites(saal, datenbank)
        event.listen(eigenes.register.engine, "commit", stirb)
        eigenes.stimme("a", "1", runde=runde, fassung=1)

    assert im_kind(stirb_vor_dem_abschluss) == -signal.SIGKILL
    assert saal.zaehle(runde).anzahl == 0
    saal.stimme("a", "2")
    assert saal.zaehle(runde).je_antwort == (0, 1, 0, 0, 0, 0, 0)


# --- dasselbe Gerät -----------------------------------------------------------------------------------------


def test_zwei_prozesse_und_viele_faeden_mit_demselben_geraet(saal: Saal, datenbank: str) -> None:
    runde = saal.oeffne()
    saal.register.schliesse()
    kinder = []
    for prozess in range(2):
        kind = os.fork()
        if kind == 0:
            ausgang = 70
            try:
                eigenes = zweites(saal, datenbank)
                aufgaben = [
                    partial(eigenes.stimme, "a", str(stufe), runde=runde, fassung=1)
                    for stufe in range(1 + prozess, 8, 2)
                    for _ in range(2)
                ]
                ausgang = sum(ergebnis is not None for ergebnis in zugleich(aufgaben))
            finally:
                os._exit(ausgang)
        kinder.append(kind)
    assert [os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1]) for kind in kinder] == [0, 0]
    zaehlung = saal.zaehle(runde)
    assert (zaehlung.anzahl, sum(zaehlung.je_antwort)) == (1, 1)


def test_der_hoechste_zug_gewinnt_jedes_rennen(saal: Saal, datenbank: str) -> None:
    """Zwei Prozesse, sieben Züge eines Geräts zugleich: Am Ende steht der höchste, bestätigt."""
    anderer = zweites(saal, datenbank)
    for _ in range(6):
        runde = saal.oeffne(neue_runde=True)
        aufgaben = [
            partial((saal, anderer)[zug % 2].stimme, "a", str(zug), runde=runde, fassung=1, zug=zug)
            for zug in range(1, 8)
        ]
        ergebnisse = zugleich(aufgaben)
        assert ergebnisse[-1] is None
        assert {e.grund for e in ergebnisse if e is not None} <= {"ueberholt"}
        assert saal.zaehle(runde).je_antwort == (0, 0, 0, 0, 0, 0, 1)
    anderer.register.schliesse()


def test_hundert_geraete_in_zwei_prozessen(saal: Saal, datenbank: str) -> None:
    """Keine Stimme geht verloren, keine zählt doppelt, auch wenn mehr warten, als es Verbindungen gibt."""
    runde = saal.oeffne()
    anderer = zweites(saal, datenbank)
    aufgaben = [
        partial((saal, anderer)[nummer % 2].stimme, f"g{nummer}", "4", runde=runde, fassung=1)
        for nummer in range(100)
    ]
    assert zugleich(aufgaben) == [None] * 100
    assert saal.zaehle(runde).je_antwort == (0, 0, 0, 100, 0, 0, 0)
    anderer.register.schliesse()


# --- Stimme gegen Handgriff ---------------------------------------------------------------------------------


@pytest.mark.parametrize("handgriff", ["schliesse", "pausiere", "beende", "loesche", "waehle"])
def test_gezaehlt_ist_genau_was_bestaetigt_wurde(saal: Saal, datenbank: str, handgriff: str) -> None:
    anderer = zweites(saal, datenbank)
    grund = {
        "schliesse": "geschlossen",
        "pausiere": "pausiert",
        "beende": "beendet",
        "loesche": "kein_raum",
        "waehle": "keine_frage",
    }[handgriff]
    tue = {
        "schliesse": lambda: raumsteuerung.schliesse(*anderer.zugang),
        "pausiere": lambda: raumsteuerung.pausiere(*anderer.zugang),
        "beende": lambda: raeume.beende(anderer.register, LOKAL, saal.raum.code),
        "loesche": lambda: raeume.loesche(anderer.register, LOKAL, saal.raum.code),
        "waehle": lambda: raumsteuerung.waehle(*anderer.zugang, None),
    }[handgriff]
    runde = saal.oeffne()
    stimmen = [partial(saal.stimme, f"g{n}", "1", runde=runde, fassung=1) for n in range(12)]
    *ergebnisse, ende = zugleich([*stimmen, tue])
    assert not isinstance(ende, RegisterFehler)
    bestaetigt = sum(ergebnis is None for ergebnis in ergebnisse)
    assert {e.grund for e in ergebnisse if isinstance(e, Abgewiesen)} <= {grund}
    assert bestaetigt + sum(isinstance(e, Abgewiesen) for e in ergebnisse) == 12
    with saal.register.lesen() as verbindung_:
        gespeichert = len(verbindung_.execute(select(schema.stimme.c.runde)).all())
    assert gespeichert == (0 if handgriff == "loesche" else bestaetigt)
    anderer.register.schliesse()


def test_stimme_oder_neuer_wortlaut_nie_beides(saal: Saal, datenbank: str) -> None:
    anderer = zweites(saal, datenbank)
    for durchgang in range(8):
        runde = saal.oeffne(EINFACH, neue_runde=True)
        neu = Frage("farbe", EINFACH.art, f"Frage {durchgang}", optionen=("Blau", "Grün", "Rot"))
        stimme, aenderung = zugleich(
            [
                partial(saal.stimme, "a", "1", runde=runde, fassung=1),
                partial(raumsteuerung.aendere_frage, *anderer.zugang, neu),
            ]
        )
        if stimme is None:
            assert isinstance(aenderung, FragenGesperrt)
            assert saal.zaehle(runde).runde.fassung == 1
        else:
            assert (stimme.grund, aenderung) == ("geaendert", None)
            assert saal.zaehle(runde).anzahl == 0
            saal.stimme("a", "1")
    anderer.register.schliesse()


def test_schliessen_wartet_auf_die_stimme_die_gerade_geschrieben_wird(saal: Saal, datenbank: str) -> None:
    """Ohne Glück: Geschlossen wird zwischen Prüfung und Eintrag der Stimme."""
    runde = saal.oeffne()
    anderer = zweites(saal, datenbank)
    schliesst = threading.Thread(target=raumsteuerung.schliesse, args=anderer.zugang)
    wartete: list[bool] = []

    def schliesse_dazwischen(*angaben: Any) -> None:
        if angaben[2].startswith("INSERT INTO stimme"):
            schliesst.start()
            schliesst.join(0.3)
            wartete.append(schliesst.is_alive())

    event.listen(saal.register.engine, "before_cursor_execute", schliesse_dazwischen)
    saal.stimme("a", "1", runde=runde, fassung=1)
    schliesst.join()
    assert wartete == [True]
    assert saal.zaehle(runde).anzahl == 1
    with pytest.raises(Abgewiesen):
        anderer.stimme("b", "1")
    anderer.register.schliesse()


def test_zwei_oeffnen_dieselbe_frage_zugleich(saal: Saal, datenbank: str) -> None:
    anderer = zweites(saal, datenbank)
    eins, zwei = zugleich([partial(saal.oeffne, SKALA), partial(anderer.oeffne, SKALA)])
    assert eins == zwei
    anderer.register.schliesse()


# --- warten -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("datenbank", ["sqlite"], indirect=True)
def test_wer_zu_lange_ansteht_bekommt_einen_satz(saal: Saal, monkeypatch: pytest.MonkeyPatch) -> None:
    runde = saal.oeffne()
    monkeypatch.setattr(verbindung, "WARTEZEIT_SEKUNDEN", 0.05)
    with saal.register.aendern():
        (fehler,) = zugleich([partial(saal.stimme, "a", "1", runde=runde, fassung=1)])
    assert "gesperrt, weil ein anderes Programm schreibt" in str(fehler)
    saal.stimme("a", "1")
