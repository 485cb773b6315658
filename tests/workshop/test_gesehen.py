"""Zwei Fenster steuern denselben Raum: Ein Handgriff gilt nur für den Stand, den die Person gesehen hat."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from insek_monitor.kern.stimmungsbild import Frage, Rundenstand
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung.abgewiesen import Abgewiesen, Gesehen, Ueberholt
from insek_monitor.workshop.abstimmung.register_rundenzeilen import gezeigte_runde
from tests.hilfen.raumablage import EINFACH, SKALA, Saal, lege_saal
from tests.workshop.test_stimmabgabe_nebenlaeufig import zugleich

pytestmark = pytest.mark.eine_datenbank


@pytest.fixture
def saal(register: Register) -> Saal:
    return lege_saal(register)


def gesehen(saal: Saal, frage: Frage = SKALA) -> Gesehen:
    """Was jetzt zu sehen ist."""
    aktiv = saal.lage().runde
    nummer = None if aktiv is None else aktiv.nummer
    gezeigt = gezeigte_runde(auszaehlung.runden(saal.register, saal.raum.code), frage.kennung, nummer)
    return Gesehen(frage.kennung, None if gezeigt is None else gezeigt.nummer, nummer)


def alles(saal: Saal) -> object:
    return saal.lage(), auszaehlung.runden(saal.register, saal.raum.code)


Handgriff = Callable[[Saal, Gesehen], object]
HANDGRIFFE: dict[str, Handgriff] = {
    "oeffne": lambda s, g: raumsteuerung.oeffne(*s.zugang, "lohnt", gesehen=g),
    "neue_runde": lambda s, g: raumsteuerung.oeffne(*s.zugang, "lohnt", neue_runde=True, gesehen=g),
    "pausiere": lambda s, g: raumsteuerung.pausiere(*s.zugang, gesehen=g),
    "schliesse": lambda s, g: raumsteuerung.schliesse(*s.zugang, gesehen=g),
    "zeige": lambda s, g: raumsteuerung.zeige(*s.zugang, gesehen=g),
    "verberge": lambda s, g: raumsteuerung.verberge(*s.zugang, gesehen=g),
    "warte": lambda s, g: raumsteuerung.waehle(*s.zugang, None, gesehen=g),
    "handzeichen": lambda s, g: raumsteuerung.trage_handzeichen_ein(*s.zugang, "lohnt", [1] * 7, gesehen=g),
}


@pytest.mark.parametrize("handgriff", HANDGRIFFE)
def test_auf_dem_gesehenen_stand_gilt_jeder_handgriff(saal: Saal, handgriff: str) -> None:
    saal.oeffne()
    vorher = saal.lage().stand
    HANDGRIFFE[handgriff](saal, gesehen(saal))
    assert saal.lage().stand == vorher + 1


@pytest.mark.parametrize("handgriff", HANDGRIFFE)
def test_eine_andere_frage_inzwischen(saal: Saal, handgriff: str) -> None:
    saal.oeffne()
    saal.stimme("a", "1")
    sah = gesehen(saal)
    saal.oeffne(EINFACH)
    vorher = alles(saal)
    with pytest.raises(
        Ueberholt, match=r"^Inzwischen hat jemand eine andere Frage gewählt\. Es wurde nichts"
    ):
        HANDGRIFFE[handgriff](saal, sah)
    assert alles(saal) == vorher


@pytest.mark.parametrize("handgriff", [name for name in HANDGRIFFE if name != "oeffne"])
def test_eine_neue_runde_inzwischen(saal: Saal, handgriff: str) -> None:
    saal.oeffne()
    saal.stimme("a", "1")
    sah = gesehen(saal)
    saal.oeffne(neue_runde=True)
    saal.stimme("a", "1")
    vorher = alles(saal)
    with pytest.raises(Ueberholt, match="zu dieser Frage eine andere Runde begonnen"):
        HANDGRIFFE[handgriff](saal, sah)
    assert alles(saal) == vorher


def test_von_der_leinwand_genommen(saal: Saal) -> None:
    saal.oeffne()
    raumsteuerung.schliesse(*saal.zugang)
    sah = gesehen(saal)
    raumsteuerung.waehle(*saal.zugang, None)
    with pytest.raises(Ueberholt, match="die Frage von der Leinwand genommen"):
        raumsteuerung.zeige(*saal.zugang, gesehen=sah)


def test_was_schon_laeuft_ist_kein_streit(saal: Saal) -> None:
    sah = gesehen(saal)
    runde = saal.oeffne()
    saal.stimme("a", "1")
    assert raumsteuerung.oeffne(*saal.zugang, "lohnt", gesehen=sah) == runde
    sah = gesehen(saal)
    zwei = saal.oeffne(neue_runde=True)
    assert raumsteuerung.oeffne(*saal.zugang, "lohnt", neue_runde=True, gesehen=sah) == zwei


def test_aufdecken_holt_die_gesehene_runde(saal: Saal) -> None:
    erste = saal.oeffne(SKALA)
    saal.oeffne(EINFACH)
    with pytest.raises(Abgewiesen, match="„Welche Farbe\\?“ ist noch offen"):
        raumsteuerung.zeige(*saal.zugang, gesehen=gesehen(saal))
    with pytest.raises(Abgewiesen, match="Gerade ist eine andere Frage dran"):
        raumsteuerung.schliesse(*saal.zugang, gesehen=gesehen(saal))
    raumsteuerung.schliesse(*saal.zugang)
    raumsteuerung.zeige(*saal.zugang, gesehen=gesehen(saal))
    assert (saal.aktive().nummer, saal.aktive().verborgen) == (erste, False)
    assert saal.zaehle(2).runde.verborgen


def test_aufdecken_ohne_runde(saal: Saal) -> None:
    with pytest.raises(Abgewiesen, match="noch kein Ergebnis"):
        raumsteuerung.zeige(*saal.zugang, gesehen=gesehen(saal))


def test_handzeichen_berichtigen_die_gesehene_zaehlung(saal: Saal) -> None:
    hand = raumsteuerung.trage_handzeichen_ein(*saal.zugang, "lohnt", [1] * 7, gesehen=gesehen(saal))
    sah = gesehen(saal)
    assert raumsteuerung.trage_handzeichen_ein(*saal.zugang, "lohnt", [2] * 7, gesehen=sah) == hand
    raumsteuerung.schliesse(*saal.zugang, gesehen=sah)
    assert raumsteuerung.trage_handzeichen_ein(*saal.zugang, "lohnt", [3] * 7, gesehen=sah) != hand


def test_acht_zugleich_beginnen_eine_neue_runde(saal: Saal) -> None:
    saal.oeffne()
    saal.stimme("a", "1")
    raumsteuerung.schliesse(*saal.zugang)
    neue = partial(raumsteuerung.oeffne, *saal.zugang, "lohnt", neue_runde=True, gesehen=gesehen(saal))
    assert len(set(zugleich([neue] * 8))) == 1
    assert len(auszaehlung.runden(saal.register, saal.raum.code)) == 2


def test_acht_zugleich_tragen_handzeichen_ein(saal: Saal) -> None:
    neue = partial(raumsteuerung.trage_handzeichen_ein, *saal.zugang, "lohnt", [1] * 7, gesehen=gesehen(saal))
    ergebnisse = zugleich([neue] * 8)
    assert sum(isinstance(e, Ueberholt) for e in ergebnisse) == 7
    (runde,) = auszaehlung.runden(saal.register, saal.raum.code)
    assert runde.stand is Rundenstand.PAUSIERT


@pytest.mark.parametrize("aufdecken", [raumsteuerung.zeige, raumsteuerung.verberge])
def test_aufdecken_waehrend_jemand_die_naechste_frage_oeffnet(
    saal: Saal, aufdecken: Callable[..., None]
) -> None:
    """Gleich, wer gewinnt: Die fremde Runde behält, was sie war."""
    for nummer in range(5):
        saal.oeffne(SKALA, neue_runde=True)
        saal.stimme(f"a{nummer}", "1")
        raumsteuerung.schliesse(*saal.zugang)
        sah = gesehen(saal)
        deckt = partial(aufdecken, *saal.zugang, gesehen=sah)
        oeffnet = partial(saal.oeffne, EINFACH, verborgen=True, neue_runde=True)
        _, fremde = zugleich([deckt, oeffnet])
        saal.stimme(f"b{nummer}", "1")
        assert saal.zaehle(fremde).runde.verborgen
        assert saal.aktive().nummer == fremde, "die Telefone zeigen die offene Frage"
