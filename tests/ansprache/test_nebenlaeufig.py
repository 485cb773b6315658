"""Zwei schreiben zugleich: einer gewinnt, der andere erfährt es; ein getöteter Prozess hinterlässt nichts."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kampagnen.register import Kampagne, KampagneUeberholt
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte.register import KontaktUeberholt
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben, Kontakt, Kontaktart, Kontaktstand
from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from tests.hilfen.ablage import LOKAL, vorgaenge, zeilenzahlen
from tests.hilfen.sicherungen import inhalt_von
from tests.register.test_absturz import bei, im_kind, stirb

pytestmark = pytest.mark.langsam

HEUTE = date(2026, 11, 21)
AGS = [f"140000{i:02}" for i in range(20)]
ANGABEN = Kampagnenangaben("Frühjahr", "", Angebot.AUSTAUSCH, 12)
KONTAKT = Kontakt(date(2026, 11, 2), Kontaktart.TELEFON, "Bauamt", "x", "anrufen", HEUTE)


def person(name: str) -> Person:
    return Person(name, "lokal", Zugang.LOKAL)


def zugleich(*aufgaben: Callable[[], Any]) -> tuple[list[Any], list[RegisterFehler]]:
    """Führe alle in eigenen Fäden aus, die gleichzeitig loslaufen."""
    schranke = threading.Barrier(len(aufgaben))
    ergebnisse, fehler = [], []

    def laufe(aufgabe: Callable[[], Any]) -> None:
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


def lege(register: Register) -> Kampagne:
    return kampagnen.lege_an(register, ANGABEN, AGS[:2], LOKAL, datenstand_nummer=None, bekannte=AGS)


def aendere(register: Register, wer: str, basis: int, gemeinden: list[str]) -> Kampagne:
    return kampagnen.aendere(register, 1, person(wer), basis_fassung=basis, gemeinden=gemeinden, bekannte=AGS)


def test_zwei_aendern_dieselbe_liste(register: Register, datenbank: str) -> None:
    anderes = oeffne_leer(datenbank)
    lege(register)
    for basis in range(1, 9):
        # Jeder nimmt eine andere Gemeinde dazu.
        ergebnisse, fehler = zugleich(
            partial(aendere, register, "Anna", basis, [AGS[0], AGS[1 + basis]]),
            partial(aendere, anderes, "Bernd", basis, [AGS[0], AGS[10 + basis]]),
        )
        (gewonnen,), (verloren,) = ergebnisse, fehler
        assert gewonnen.fassung == basis + 1
        assert isinstance(verloren, KampagneUeberholt)
        assert verloren.inzwischen == gewonnen
        assert f"wurde inzwischen geändert. {gewonnen.von} am " in str(verloren)
        assert f"hinzugekommen: {gewonnen.gemeinden[1]}; entfernt: 140000" in str(verloren)
    anderes.schliesse()
    alle = kampagnen.fassungen(register, 1, LOKAL)
    assert [k.fassung for k in alle] == list(range(9, 0, -1))
    assert all(len(k.gemeinden) == 2 for k in alle)
    assert [v[2] for v in vorgaenge(register)].count("verweigert") == 8


def test_gleicher_titel_zugleich_wird_nur_einmal_angelegt(register: Register) -> None:
    ergebnisse, fehler = zugleich(*[partial(lege, register)] * 6)
    assert [k.nummer for k in ergebnisse] == [1]
    assert all("so heißt schon Kampagne 1" in str(f) for f in fehler)
    assert len(fehler) == 5


def test_zwei_berichtigen_denselben_kontakt(register: Register, datenbank: str) -> None:
    anderes = oeffne_leer(datenbank)
    nummer = kontakte.trage_ein(register, AGS[0], KONTAKT, LOKAL, heute=HEUTE, gemeinden=AGS)
    for runde in range(6):
        berichtigt = replace(KONTAKT, stelle=f"Amt {runde}")
        ergebnisse, fehler = zugleich(
            *(
                partial(kontakte.berichtige, r, nummer, berichtigt, person(wer), heute=HEUTE, grund="x")
                for r, wer in ((register, "Anna"), (anderes, "Bernd"))
            )
        )
        assert [type(f) for f in fehler] == [KontaktUeberholt]
        (nummer,) = ergebnisse
    anderes.schliesse()
    assert kontakte.lies(register, LOKAL).index.tolist() == [7]
    assert len(kontakte.verlauf(register, LOKAL, AGS[0])) == 7


def test_viele_tragen_zugleich_ein(register: Register) -> None:
    """Nummern ohne Lücken und Doppel; genau einer macht „angesprochen“."""
    ergebnisse, fehler = zugleich(
        *(
            partial(
                kontakte.trage_ein, register, AGS[0], KONTAKT, person(f"P{i}"), heute=HEUTE, gemeinden=AGS
            )
            for i in range(12)
        )
    )
    assert fehler == []
    assert sorted(ergebnisse) == list(range(1, 13))
    assert len(kontakte.standverlauf(register, LOKAL)) == 1


# --- getötet ------------------------------------------------------------------------------------------------


@pytest.fixture
def grundstand(datenbank: str) -> str:
    register = oeffne_leer(datenbank)
    lege(register)
    kontakte.trage_ein(register, AGS[0], KONTAKT, LOKAL, heute=HEUTE, gemeinden=AGS)
    register.schliesse()
    return datenbank


def neuer_kontakt(register: Register) -> None:
    kontakte.trage_ein(
        register, AGS[0], KONTAKT, LOKAL, heute=HEUTE, stand=Kontaktstand.BERATEN, erledigt=[1], gemeinden=AGS
    )


def neue_fassung(register: Register) -> None:
    aendere(register, "Anna", 1, AGS[5:15])


@pytest.mark.parametrize(
    ("schreibe", "anweisung"),
    [
        (neuer_kontakt, "INSERT INTO kontakt "),
        (neuer_kontakt, "INSERT INTO ansprachestand "),
        (neuer_kontakt, "INSERT INTO erledigung "),
        (neuer_kontakt, "INSERT INTO protokoll "),
        (neue_fassung, "INSERT INTO kampagne_gemeinde "),
        (neue_fassung, "INSERT INTO kampagne "),
        (neue_fassung, "INSERT INTO protokoll "),
    ],
)
def test_getoetet_vor_dem_abschluss_bleibt_alles_alt(
    grundstand: str, schreibe: Callable[[Register], None], anweisung: str
) -> None:
    vorher = inhalt_von(grundstand)

    def stirb_danach() -> None:
        register = oeffne_leer(grundstand)
        bei(register, "after_cursor_execute", anweisung, stirb)
        schreibe(register)

    assert im_kind(stirb_danach) == -signal.SIGKILL
    assert inhalt_von(grundstand) == vorher
    register = oeffne_leer(grundstand)
    schreibe(register)
    zahlen = zeilenzahlen(register)
    register.schliesse()
    assert zahlen["protokoll"] == len(vorher["protokoll"]) + 1, "danach geht es ohne Zutun weiter"


def test_scheitert_ein_teil_gilt_nichts(register: Register) -> None:
    """Kontakt, Stand und Erledigtes gelten nur zusammen."""
    with pytest.raises(RegisterFehler, match="Einen Kontakt 99 gibt es nicht"):
        kontakte.trage_ein(
            register, AGS[0], KONTAKT, LOKAL, heute=HEUTE, stand=Kontaktstand.BERATEN, erledigt=[99],
            gemeinden=AGS,
        )  # fmt: skip
    assert set(zeilenzahlen(register).values()) == {0}
