"""Einen Raum steuern: öffnen, anhalten, schließen, aufdecken, wiederholen, moderieren, Handzeichen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.kern.stimmungsbild import Frage, Frageart, Freigabe, Herkunft, Rundenstand
from insek_monitor.register import protokoll, rechte
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung.abgewiesen import Abgewiesen
from insek_monitor.workshop.abstimmung.register_raumsteuerung import FragenGesperrt
from tests.hilfen.ablage import LOKAL
from tests.hilfen.raumablage import EINFACH, MEHRFACH, SKALA, TEXT, Saal, lege_saal

pytestmark = pytest.mark.eine_datenbank

PIA = Person("Pia Probe", "pia@example.org", Zugang.ANMELDUNG)


@pytest.fixture
def saal(register: Register) -> Saal:
    return lege_saal(register)


def staende(saal: Saal) -> list[tuple[str, int, str]]:
    """Je Runde Frage, Zählung und Stand."""
    runden = auszaehlung.runden(saal.register, saal.raum.code)
    return [(runde.frage.kennung, runde.runde, runde.stand.value) for runde in runden]


Handgriff = Callable[[Register, str, Person], object]
HANDGRIFFE: dict[str, Handgriff] = {
    "oeffne": lambda r, code, p: raumsteuerung.oeffne(r, code, p, "lohnt"),
    "pausiere": raumsteuerung.pausiere,
    "schliesse": raumsteuerung.schliesse,
    "zeige": raumsteuerung.zeige,
    "verberge": raumsteuerung.verberge,
    "waehle": lambda r, code, p: raumsteuerung.waehle(r, code, p, None),
    "aendere_frage": lambda r, code, p: raumsteuerung.aendere_frage(r, code, p, EINFACH),
    "trage_handzeichen_ein": lambda r, code, p: raumsteuerung.trage_handzeichen_ein(
        r, code, p, "farbe", [1, 2, 3]
    ),
}
NUR_LAUFEND = {"oeffne", "pausiere", "schliesse", "aendere_frage", "trage_handzeichen_ein"}


@pytest.mark.parametrize("handgriff", HANDGRIFFE)
def test_jeder_handgriff_erhoeht_den_stand_eine_stimme_nicht(saal: Saal, handgriff: str) -> None:
    saal.oeffne()
    vorher = saal.lage().stand
    saal.stimme("a", "1")
    assert saal.lage().stand == vorher
    HANDGRIFFE[handgriff](*saal.zugang)
    assert saal.lage().stand == vorher + 1


@pytest.mark.parametrize("handgriff", HANDGRIFFE)
def test_mit_der_rolle_endet_jeder_handgriff_und_alles_steht_im_protokoll(saal: Saal, handgriff: str) -> None:
    saal.oeffne()
    for rolle in (Rolle.BEARBEITEN, Rolle.LESEN, None):
        rechte.vergib(saal.register, LOKAL, PIA.kennung, rolle)
        vorher = saal.lage()
        if rolle is Rolle.BEARBEITEN:
            HANDGRIFFE[handgriff](saal.register, saal.raum.code, PIA)
        else:
            with pytest.raises(Verweigert):
                HANDGRIFFE[handgriff](saal.register, saal.raum.code, PIA)
            assert saal.lage() == vorher
    eintraege = protokoll.lies(saal.register, person=LOKAL)
    von_pia = eintraege[eintraege["kennung"] == PIA.kennung]
    assert von_pia["ergebnis"].tolist() == ["verweigert", "verweigert", "ausgefuehrt"]
    assert von_pia["vorgang"].nunique() == 1
    assert "Workshop Plauen" in von_pia["einzelheiten"].iloc[-1]
    assert saal.raum.code not in von_pia.to_csv()


@pytest.mark.parametrize("handgriff", HANDGRIFFE)
def test_einen_raum_den_es_nicht_gibt_steuert_niemand(register: Register, handgriff: str) -> None:
    with pytest.raises(Abgewiesen) as fehler:
        HANDGRIFFE[handgriff](register, "BCDFGHJK", LOKAL)
    assert fehler.value.grund == "kein_raum"


@pytest.mark.parametrize("handgriff", HANDGRIFFE)
def test_nach_dem_ende_laesst_sich_nur_noch_zeigen(saal: Saal, handgriff: str) -> None:
    saal.oeffne()
    raeume.beende(saal.register, LOKAL, saal.raum.code)
    if handgriff in NUR_LAUFEND:
        with pytest.raises(Abgewiesen) as fehler:
            HANDGRIFFE[handgriff](*saal.zugang)
        assert fehler.value.grund == "beendet"
    else:
        HANDGRIFFE[handgriff](*saal.zugang)


@pytest.mark.parametrize("handgriff", ["pausiere", "schliesse", "zeige", "verberge"])
def test_ohne_aktive_runde(saal: Saal, handgriff: str) -> None:
    with pytest.raises(Abgewiesen, match="Bitte öffnen Sie zuerst eine") as fehler:
        HANDGRIFFE[handgriff](*saal.zugang)
    assert fehler.value.grund == "keine_frage"


# --- öffnen -------------------------------------------------------------------------------------------------


def test_oeffnen_pausieren_fortsetzen_schliessen_wiederholen(saal: Saal) -> None:
    eins = saal.oeffne()
    assert (saal.aktive().nummer, saal.aktive().verborgen, saal.aktive().fassung) == (eins, True, 1)
    assert saal.oeffne() == eins, "schon offen"
    raumsteuerung.pausiere(*saal.zugang)
    raumsteuerung.pausiere(*saal.zugang)
    assert saal.aktive().stand is Rundenstand.PAUSIERT
    assert saal.oeffne() == eins
    assert saal.aktive().stand is Rundenstand.OFFEN
    raumsteuerung.schliesse(*saal.zugang)
    raumsteuerung.schliesse(*saal.zugang)
    with pytest.raises(Abgewiesen, match=r"ist geschlossen\. Bitte beginnen Sie eine neue Runde") as fehler:
        saal.oeffne()
    assert fehler.value.grund == "geschlossen"
    with pytest.raises(Abgewiesen):
        raumsteuerung.pausiere(*saal.zugang)
    zwei = saal.oeffne(neue_runde=True)
    assert zwei != eins
    assert staende(saal) == [("lohnt", 1, "geschlossen"), ("lohnt", 2, "offen")]
    assert saal.aktive().nummer == zwei


def test_eine_andere_offene_runde_wird_geschlossen_eine_angehaltene_nicht(saal: Saal) -> None:
    saal.oeffne(SKALA)
    raumsteuerung.pausiere(*saal.zugang)
    saal.oeffne(EINFACH)
    saal.oeffne(TEXT)
    assert staende(saal) == [("lohnt", 1, "pausiert"), ("farbe", 1, "geschlossen"), ("frei", 1, "offen")]


def test_wiederholen_schliesst_die_laufende_runde(saal: Saal) -> None:
    eins = saal.oeffne()
    saal.stimme("a", "3")
    zwei = saal.oeffne(neue_runde=True)
    assert staende(saal) == [("lohnt", 1, "geschlossen"), ("lohnt", 2, "offen")]
    assert [saal.zaehle(r).anzahl for r in (eins, zwei)] == [1, 0]
    assert saal.oeffne(neue_runde=True) == zwei, "ein zweiter Klick wiederholt nicht zweimal"


def test_nur_runden_dieses_raums_werden_geschlossen(saal: Saal) -> None:
    anderer = lege_saal(saal.register)
    anderer.oeffne()
    saal.oeffne()
    assert staende(anderer) == [("lohnt", 1, "offen")]


def test_unbekannte_frage(saal: Saal) -> None:
    with pytest.raises(RegisterFehler, match="Die Frage „gibtesnicht“ gehört nicht zu diesem Raum"):
        raumsteuerung.oeffne(*saal.zugang, "gibtesnicht")
    assert staende(saal) == []


def test_aufdecken_und_verdecken(saal: Saal) -> None:
    saal.oeffne()
    raumsteuerung.zeige(*saal.zugang)
    assert not saal.aktive().verborgen
    raumsteuerung.verberge(*saal.zugang)
    assert saal.aktive().verborgen
    raumsteuerung.zeige(*saal.zugang)
    saal.oeffne(verborgen=True)
    assert not saal.aktive().verborgen, "fortgesetzt bleibt es, wie es war"
    saal.oeffne(EINFACH, verborgen=False)
    assert not saal.aktive().verborgen


def test_waehlen(saal: Saal) -> None:
    eins = saal.oeffne(SKALA)
    saal.oeffne(EINFACH)
    raumsteuerung.waehle(*saal.zugang, eins)
    assert saal.aktive().frage == SKALA
    raumsteuerung.waehle(*saal.zugang, None)
    assert saal.lage().runde is None
    fremde = lege_saal(saal.register).oeffne()
    for runde in (fremde, 999):
        with pytest.raises(RegisterFehler, match="gibt es in diesem Raum nicht"):
            raumsteuerung.waehle(*saal.zugang, runde)


# --- ändern -------------------------------------------------------------------------------------------------

NEU = Frage("farbe", Frageart.EINFACH, "Welche?", optionen=("Gelb", "Lila"))


def test_vor_der_ersten_stimme_aendert_sich_auch_die_laufende_runde(saal: Saal) -> None:
    runde = saal.oeffne(EINFACH)
    raumsteuerung.aendere_frage(*saal.zugang, NEU)
    assert (saal.aktive().nummer, saal.aktive().frage, saal.aktive().fassung) == (runde, NEU, 2)
    assert raeume.lies(saal.register, LOKAL, saal.raum.code).fragen == (SKALA, NEU, MEHRFACH, TEXT)


@pytest.mark.parametrize("angehalten", [False, True])
def test_nach_der_ersten_stimme_steht_der_wortlaut_fest(saal: Saal, angehalten: bool) -> None:
    saal.oeffne(EINFACH)
    saal.stimme("a", "3")
    if angehalten:
        raumsteuerung.pausiere(*saal.zugang)
    with pytest.raises(FragenGesperrt, match="„Welche Farbe\\?“ gibt es schon Stimmen"):
        raumsteuerung.aendere_frage(*saal.zugang, NEU)
    assert (saal.aktive().frage, saal.aktive().fassung) == (EINFACH, 1)
    assert raeume.lies(saal.register, LOKAL, saal.raum.code).fragen == saal.raum.fragen


def test_eine_geschlossene_runde_behaelt_was_gefragt_wurde(saal: Saal) -> None:
    eins = saal.oeffne(EINFACH)
    saal.stimme("a", "3")
    raumsteuerung.schliesse(*saal.zugang)
    raumsteuerung.aendere_frage(*saal.zugang, NEU)
    zwei = saal.oeffne(EINFACH, neue_runde=True)
    assert saal.zaehle(eins).runde.frage == EINFACH
    assert saal.zaehle(eins).je_antwort == (0, 0, 1)
    assert saal.zaehle(zwei).runde.frage == NEU


def test_unbrauchbare_oder_fremde_frage(saal: Saal) -> None:
    with pytest.raises(RegisterFehler, match="Es sind 1 Antworten"):
        raumsteuerung.aendere_frage(*saal.zugang, Frage("farbe", Frageart.EINFACH, "?", optionen=("a",)))
    with pytest.raises(RegisterFehler, match="„neu“ gehört nicht zu diesem Raum"):
        raumsteuerung.aendere_frage(*saal.zugang, Frage("neu", Frageart.FREITEXT, "?"))


# --- moderieren ---------------------------------------------------------------------------------------------


def test_moderieren(saal: Saal) -> None:
    runde = saal.oeffne(TEXT)
    saal.stimme("a", "Mehr Geld")
    saal.stimme("b", "Unfug")
    schluessel = {text.text: text.schluessel for text in saal.zaehle(runde).texte}
    raumsteuerung.moderiere(*saal.zugang, runde, schluessel["Mehr Geld"], Freigabe.GEZEIGT)
    raumsteuerung.moderiere(*saal.zugang, runde, schluessel["Unfug"], Freigabe.ABGELEHNT)
    freigaben = {text.text: text.freigabe for text in saal.zaehle(runde).texte}
    assert freigaben == {"Mehr Geld": Freigabe.GEZEIGT, "Unfug": Freigabe.ABGELEHNT}
    raumsteuerung.moderiere(*saal.zugang, runde, schluessel["Unfug"], Freigabe.NEU)
    assert {text.freigabe for text in saal.zaehle(runde).texte} == {Freigabe.GEZEIGT, Freigabe.NEU}
    eintraege = protokoll.lies(saal.register, person=LOKAL)
    assert eintraege["vorgang"].tolist()[:3] == [
        "Freie Antwort zurückstellen",
        "Freie Antwort ablehnen",
        "Freie Antwort zeigen",
    ]
    assert [wort for wort in ("Mehr Geld", "Unfug") if wort in eintraege.to_csv()] == []


def test_freigegeben_wird_nur_der_gelesene_text(saal: Saal) -> None:
    """Zwischen Lesen und Freigeben tauscht jemand den Text aus."""
    runde = saal.oeffne(TEXT)
    saal.stimme("a", "Harmlos")
    (gelesen,) = saal.zaehle(runde).texte
    saal.stimme("a", "Gemein")
    with pytest.raises(RegisterFehler, match="inzwischen geändert"):
        raumsteuerung.moderiere(*saal.zugang, runde, gelesen.schluessel, Freigabe.GEZEIGT)
    assert [t.freigabe for t in saal.zaehle(runde).texte] == [Freigabe.NEU]


def test_unmoegliches_moderieren(saal: Saal) -> None:
    runde = saal.oeffne(TEXT)
    saal.stimme("a", "Text")
    (text,) = saal.zaehle(runde).texte
    with pytest.raises(RegisterFehler, match="gezeigt oder abgelehnt"):
        raumsteuerung.moderiere(*saal.zugang, runde, text.schluessel, Freigabe.KEINE)
    andere = saal.oeffne(SKALA)
    with pytest.raises(RegisterFehler, match="keine freien Antworten"):
        raumsteuerung.moderiere(*saal.zugang, andere, text.schluessel, Freigabe.GEZEIGT)
    fremder = lege_saal(saal.register)
    with pytest.raises(RegisterFehler, match="gibt es in diesem Raum nicht"):
        raumsteuerung.moderiere(*fremder.zugang, runde, text.schluessel, Freigabe.GEZEIGT)


# --- Handzeichen --------------------------------------------------------------------------------------------


def test_handzeichen_steht_neben_den_telefonen(saal: Saal) -> None:
    telefon = saal.oeffne(SKALA)
    saal.stimme("a", "1")
    hand = raumsteuerung.trage_handzeichen_ein(*saal.zugang, "lohnt", [3, 0, 1, 5, 2, 0, 100_000])
    zaehlung = saal.zaehle(hand)
    assert (zaehlung.anzahl, zaehlung.je_antwort) == (100_011, (3, 0, 1, 5, 2, 0, 100_000))
    assert (zaehlung.je_gruppe, zaehlung.texte) == ({}, ())
    assert (saal.aktive().nummer, saal.aktive().runde, saal.aktive().herkunft) == (
        hand,
        2,
        Herkunft.HANDZEICHEN,
    )
    assert saal.aktive().verborgen, "bis jemand das Ergebnis zeigt"
    assert saal.zaehle(telefon).anzahl == 1
    with pytest.raises(Abgewiesen, match="mit der Hand"):
        saal.stimme("b", "1")
    assert saal.oeffne(SKALA) == telefon, "Telefone setzen ihre eigene Runde fort"


def test_handzeichen_berichtigen_bis_zum_schliessen(saal: Saal) -> None:
    hand = raumsteuerung.trage_handzeichen_ein(*saal.zugang, "farbe", [1, 2, 3])
    assert raumsteuerung.trage_handzeichen_ein(*saal.zugang, "farbe", [4, 0, 3], runde=hand) == hand
    assert (saal.zaehle(hand).anzahl, saal.zaehle(hand).je_antwort) == (7, (4, 0, 3))
    raumsteuerung.schliesse(*saal.zugang)
    with pytest.raises(Abgewiesen, match="Bitte zählen Sie in einer neuen Runde"):
        raumsteuerung.trage_handzeichen_ein(*saal.zugang, "farbe", [9, 9, 9], runde=hand)
    assert saal.zaehle(hand).je_antwort == (4, 0, 3)
    assert raumsteuerung.trage_handzeichen_ein(*saal.zugang, "farbe", [0, 0, 1]) != hand
    assert staende(saal) == [("farbe", 1, "geschlossen"), ("farbe", 2, "pausiert")]


def test_handzeichen_bei_mehreren_antworten(saal: Saal) -> None:
    hand = raumsteuerung.trage_handzeichen_ein(*saal.zugang, "hilfe", [10, 4, 0])
    assert (saal.zaehle(hand).anzahl, saal.zaehle(hand).je_antwort) == (10, (10, 4, 0)), "mindestens zehn"
    raumsteuerung.trage_handzeichen_ein(*saal.zugang, "hilfe", [10, 4, 0], runde=hand, stimmende=12)
    assert saal.zaehle(hand).anzahl == 12
    for unmoeglich in (9, 15):
        with pytest.raises(RegisterFehler, match="nach den Antworten sind es 10 bis 14"):
            raumsteuerung.trage_handzeichen_ein(*saal.zugang, "hilfe", [10, 4, 0], stimmende=unmoeglich)


@pytest.mark.parametrize(
    ("frage", "zahlen", "angaben", "meldung"),
    [
        ("farbe", [1, 2], {}, "Es sind 2 Zahlen für 3 Antworten"),
        ("farbe", [1, 2, -1], {}, "„Antwort 3“ ist „-1“"),
        ("farbe", [100_001, 2, 1], {}, "„Antwort 1“ ist „100001“.*0 bis 100000"),
        ("farbe", [True, 2, 1], {}, "„Antwort 1“ ist „True“"),
        ("farbe", [1.5, 2, 1], {}, "„Antwort 1“ ist „1.5“"),
        ("farbe", [1, 2, 3], {"stimmende": 5}, "Gemeldet haben sich 5, die Antworten ergeben 6"),
        ("frei", [1], {}, "fragt nach freiem Text"),
        ("farbe", [1, 2, 3], {"runde": 999}, "gibt es in diesem Raum nicht"),
    ],
)
def test_unmoegliche_handzeichen(
    saal: Saal, frage: str, zahlen: list[Any], angaben: dict[str, Any], meldung: str
) -> None:
    with pytest.raises(RegisterFehler, match=meldung):
        raumsteuerung.trage_handzeichen_ein(*saal.zugang, frage, zahlen, **angaben)
    assert staende(saal) == []


def test_handzeichen_nicht_in_fremde_runden(saal: Saal) -> None:
    telefon = saal.oeffne(EINFACH)
    hand = raumsteuerung.trage_handzeichen_ein(*saal.zugang, "lohnt", [1] * 7)
    for runde in (telefon, hand):
        with pytest.raises(RegisterFehler, match="zählt keine Handzeichen zu dieser Frage"):
            raumsteuerung.trage_handzeichen_ein(*saal.zugang, "farbe", [1, 2, 3], runde=runde)


def test_eingetragene_handzeichen_halten_den_wortlaut_fest(saal: Saal) -> None:
    raumsteuerung.trage_handzeichen_ein(*saal.zugang, "farbe", [0, 0, 1])
    with pytest.raises(FragenGesperrt):
        raumsteuerung.aendere_frage(*saal.zugang, NEU)
