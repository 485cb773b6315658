"""Ordnung der Befunde: auswählen, je Zeile bündeln, auf Seiten verteilen; Orte in der Tabelle."""

from itertools import chain, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.einspielen.befund import Befund, Stufe
from insek_monitor.einspielen.seite import befundzeile
from insek_monitor.einspielen.seite.befundzeile import Gruppe, beschreibung, ueberschrift

pytestmark = pytest.mark.usefixtures("umgebung")


def befund(stufe=Stufe.FEHLER, zeile=5, code="x", **weitere):
    angaben: dict[str, Any] = {
        "blatt": "INSEK",
        "spalte": 5,
        "feld": "beschluss",
        "spaltentitel": "Beschluss am",
        "gefunden": "31.02.2019",
        "erwartet": "ein Datum",
        "meldung": "Diesen Tag gibt es nicht.",
    }
    return Befund(code=code, stufe=stufe, zeile=zeile, **(angaben | weitere))


befunde = st.lists(
    st.builds(
        befund,
        stufe=st.sampled_from(Stufe),
        zeile=st.none() | st.integers(1, 40),
        code=st.text("abc", min_size=1, max_size=4),
    ),
    max_size=90,
)


@pytest.mark.parametrize(
    ("wahl", "codes"),
    [
        ("Zu klären", "fw"),
        ("Fehler", "f"),
        ("Warnungen", "wa"),
        ("Hinweise", "h"),
        ("Alle", "fwah"),
    ],
)
def test_wahl_der_befunde(wahl, codes):
    alle = [
        befund(Stufe.FEHLER, code="f"),
        befund(Stufe.WARNUNG, code="w"),
        befund(Stufe.WARNUNG, code="a"),
        befund(Stufe.HINWEIS, code="h"),
    ]
    gewaehlt = befundzeile.passende(alle, wahl, {alle[2].kennung})
    assert "".join(b.code for b in gewaehlt) == codes
    assert wahl in befundzeile.WAHLEN


@given(befunde)
def test_buendeln_verliert_nichts_und_trennt_keine_zeile(alle):
    gebuendelt = befundzeile.gruppiere(alle)
    assert sorted(map(id, chain.from_iterable(g.befunde for g in gebuendelt))) == sorted(map(id, alle))
    orte = [(g.blatt, g.zeile) for g in gebuendelt]
    assert len(orte) == len(set(orte))
    zeilen = [g.zeile or 0 for g in gebuendelt]
    assert zeilen == sorted(zeilen)
    for gruppe in gebuendelt:
        stufen = [list(Stufe).index(b.stufe) for b in gruppe.befunde]
        assert stufen == sorted(stufen)


@given(befunde, st.integers(1, 25))
def test_seiten_sind_voll_aber_nicht_zu_voll(alle, je_seite):
    gebuendelt = befundzeile.gruppiere(alle)
    seiten = befundzeile.verteile(gebuendelt, je_seite)
    assert list(chain.from_iterable(seiten)) == gebuendelt
    assert len(seiten) >= 1
    for seite in seiten:
        anzahl = sum(len(g.befunde) for g in seite)
        assert anzahl <= je_seite or len(seite) == 1
    for seite, naechste in pairwise(seiten):
        assert sum(len(g.befunde) for g in seite) + len(naechste[0].befunde) > je_seite


def test_was_die_ganze_datei_betrifft_steht_vorn():
    gebuendelt = befundzeile.gruppiere([befund(zeile=3), befund(zeile=None), befund(zeile=2)])
    assert [g.zeile for g in gebuendelt] == [None, 2, 3]


@pytest.mark.parametrize(("nummer", "text"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_buchstaben(nummer, text):
    assert befundzeile.buchstaben(nummer) == text


def test_zellort():
    assert befundzeile.zellort(befund(zeile=12)) == "Blatt „INSEK“, Zelle E12"
    assert befundzeile.zellort(befund(spalte=None)) == "Blatt „INSEK“, Zeile 5"
    assert befundzeile.zellort(befund(zeile=None)) == "Blatt „INSEK“"
    assert befundzeile.zellort(befund(zeile=None, blatt="")) == "Datei"


def test_fremder_text_bleibt_text():
    boese = "[klick](http://boese.example) **fett** <b>"
    text = beschreibung(befund(gefunden=boese, spaltentitel=boese, meldung=f"„{boese}“ passt nicht."))
    assert "[klick]" not in text
    assert r"\[klick\]" in text
    assert "**fett**" not in text
    assert "<b>" not in text
    assert "Zelle E5" in text
    assert ueberschrift(Gruppe("B", 7, ()), boese).startswith("Zeile 7 · \\[klick")
