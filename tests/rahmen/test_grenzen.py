"""Begrenzung je Adresse und Gerät: mit einer Uhr, die der Test stellt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.rahmen.grenzen import Eimer, Grenzen, in_sekunden, netz


class Uhr:
    def __init__(self) -> None:
        self.jetzt = 1000.0

    def __call__(self) -> float:
        return self.jetzt


@pytest.fixture
def uhr() -> Uhr:
    return Uhr()


def test_vorrat_dann_nachlauf(uhr):
    eimer = Eimer(je_sekunde=0.5, vorrat=3, uhr=uhr)
    assert [eimer.nimm(b"a") for _ in range(4)] == [0, 0, 0, 2.0]
    assert eimer.nimm(b"b") == 0, "jeder Schlüssel hat seinen eigenen Vorrat"
    uhr.jetzt += 1.5
    assert eimer.nimm(b"a") == pytest.approx(0.5)
    uhr.jetzt += 0.5
    assert eimer.nimm(b"a") == 0
    assert eimer.nimm(b"a") == 2.0
    uhr.jetzt += 1000
    assert [eimer.nimm(b"a") for _ in range(4)] == [0, 0, 0, 2.0], "mehr als der Vorrat sammelt sich nicht"


def test_eine_zurueckgestellte_uhr_schenkt_nichts(uhr):
    eimer = Eimer(je_sekunde=1, vorrat=1, uhr=uhr)
    assert eimer.nimm(b"a") == 0
    uhr.jetzt -= 100
    assert eimer.nimm(b"a") == 1.0


@given(st.lists(st.floats(0, 3), max_size=60))
def test_nie_mehr_als_vorrat_und_nachlauf(pausen):
    uhr = Uhr()
    eimer = Eimer(je_sekunde=2, vorrat=5, uhr=uhr)
    erlaubt = 0
    for pause in pausen:
        uhr.jetzt += pause
        erlaubt += eimer.nimm(b"a") == 0
    assert erlaubt <= 5 + 2 * sum(pausen) + 1e-6


@given(st.lists(st.integers(0, 50), max_size=200))
def test_das_gedaechtnis_bleibt_begrenzt(wer):
    eimer = Eimer(je_sekunde=1, vorrat=2, uhr=Uhr(), hoechstens=10)
    for nummer in wer:
        eimer.nimm(str(nummer).encode())
    assert len(eimer) == min(len(set(wer)), 10)


def test_die_laengste_stille_faellt_heraus(uhr):
    eimer = Eimer(je_sekunde=1, vorrat=1, uhr=uhr, hoechstens=2)
    for schluessel in (b"a", b"b"):
        eimer.nimm(schluessel)
    uhr.jetzt += 1
    eimer.nimm(b"a")
    eimer.nimm(b"c")
    assert eimer.nimm(b"a") == 1.0, "a ist noch bekannt, b fiel heraus"


def test_hundert_anfragen_je_sekunde_und_vorrat_fuer_drei(uhr):
    grenzen = Grenzen(uhr)
    assert sum(grenzen.anfrage("192.168.1.7") == 0 for _ in range(400)) == 300
    assert grenzen.anfrage("192.168.1.8") == 0
    uhr.jetzt += 1
    assert sum(grenzen.anfrage("192.168.1.7") == 0 for _ in range(400)) == 100


def test_dreissig_unbekannte_codes_je_minute(uhr):
    grenzen = Grenzen(uhr)
    assert [grenzen.unbekannter_code("10.0.0.1") for _ in range(31)] == [0.0] * 30 + [2.0]
    assert grenzen.gesperrt("10.0.0.1", "BCDFGHJK", "") == 2.0, "auch ein richtiger Code bliebe ohne Antwort"
    assert grenzen.gesperrt("10.0.0.2", "BCDFGHJK", "") == 0
    uhr.jetzt += 2
    assert grenzen.gesperrt("10.0.0.1", "BCDFGHJK", "") == 0


def test_wer_im_raum_ist_bleibt_im_raum(uhr):
    """Rät jemand hinter demselben Anschluss, stimmen die anderen weiter ab."""
    grenzen = Grenzen(uhr)
    grenzen.merke("BCDFGHJK", "geraet")
    while grenzen.unbekannter_code("10.0.0.1") == 0:
        pass
    assert grenzen.gesperrt("10.0.0.1", "BCDFGHJK", "geraet") == 0
    assert grenzen.gesperrt("10.0.0.1", "BCDFGHJJ", "geraet") > 0, "nur in diesem Raum"
    assert grenzen.gesperrt("10.0.0.1", "BCDFGHJK", "anderes") > 0


def test_gemerkte_geraete_bleiben_begrenzt(uhr):
    grenzen = Grenzen(uhr, hoechstens=2)
    for geraet in "abc":
        grenzen.merke("BCDFGHJK", geraet)
    while grenzen.unbekannter_code("10.0.0.1") == 0:
        pass
    assert [grenzen.gesperrt("10.0.0.1", "BCDFGHJK", g) > 0 for g in "abc"] == [True, False, False]


def test_dreissig_stimmen_je_minute_und_geraet(uhr):
    grenzen = Grenzen(uhr)
    assert [grenzen.stimme("BCDFGHJK", "a") for _ in range(31)] == [0.0] * 30 + [2.0]
    assert grenzen.stimme("BCDFGHJK", "b") == 0


def test_nirgends_steht_eine_adresse(uhr):
    grenzen = Grenzen(uhr)
    grenzen.anfrage("203.0.113.77")
    grenzen.unbekannter_code("203.0.113.77")
    grenzen.merke("BCDFGHJK", "geraet-4711")
    grenzen.stimme("BCDFGHJK", "geraet-4711")
    alles = repr([vars(teil) if hasattr(teil, "__dict__") else teil for teil in vars(grenzen).values()])
    assert "_staende" in alles, "sonst sähe der Test nichts"
    assert "203.0.113" not in alles
    assert "4711" not in alles


@pytest.mark.parametrize(
    ("adresse", "erwartet"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("::ffff:192.168.1.7", "192.168.1.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_netz(adresse, erwartet):
    assert netz(adresse) == erwartet


@pytest.mark.parametrize(("wartezeit", "sekunden"), [(0.01, 1), (1.0, 1), (1.2, 2), (59.5, 60)])
def test_in_sekunden(wartezeit, sekunden):
    assert in_sekunden(wartezeit) == sekunden
