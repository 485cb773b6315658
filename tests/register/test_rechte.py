"""Rollen: wer was darf, sofortiger Entzug, Protokoll von Erfolg und Verweigerung."""

from __future__ import annotations

import logging
import threading

import pytest

from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.register import rechte, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.protokollieren import haenge_an
from insek_monitor.register.rechte import Verweigert, rolle, schreibe, vergib
from insek_monitor.register.verbindung import Register
from tests.hilfen.ablage import KONSOLE, LOKAL, angemeldet, vorgaenge, zeilenzahlen

LESEN, BEARBEITEN, FREIGEBEN = Rolle


def schreibe_spalte(register: Register, person: Person, noetig: Rolle = BEARBEITEN) -> None:
    """Ein beliebiger Schreibvorgang."""
    with schreibe(register, person, noetig, vorgang="Probe", gegenstand="Spalte") as zug:
        zug.trage_ein(schema.spaltenwahl, ueberschrift="stand", feld="belegt", von=person.name)


# --- welche Rolle -------------------------------------------------------------------------------------------


def test_ohne_anmeldung_entscheidet_der_zugang(register: Register) -> None:
    assert rolle(register, LOKAL) is FREIGEBEN
    assert rolle(register, KONSOLE) is FREIGEBEN
    assert rolle(register, GAST) is None
    assert rolle(register, Person("Gast", "anna@example.org", Zugang.GAST, FREIGEBEN)) is None


def test_gast_bekommt_auch_durch_einen_eintrag_keine_rolle(register: Register) -> None:
    vergib(register, LOKAL, "gast@example.org", FREIGEBEN)
    assert rolle(register, Person("Gast", "gast@example.org", Zugang.GAST)) is None


def test_angabe_des_dienstes_gilt_ohne_eintrag(register: Register) -> None:
    assert rolle(register, angemeldet()) is None
    assert rolle(register, angemeldet(angabe=BEARBEITEN)) is BEARBEITEN


def test_eintrag_geht_vor_angabe_und_der_juengste_gilt(register: Register) -> None:
    vergib(register, LOKAL, "anna@example.org", LESEN)
    assert rolle(register, angemeldet(angabe=FREIGEBEN)) is LESEN
    vergib(register, LOKAL, "anna@example.org", FREIGEBEN)
    assert rolle(register, angemeldet(angabe=LESEN)) is FREIGEBEN
    vergib(register, LOKAL, "anna@example.org", None)
    assert rolle(register, angemeldet(angabe=FREIGEBEN)) is None
    vergib(register, LOKAL, "anna@example.org", BEARBEITEN)
    assert rolle(register, angemeldet()) is BEARBEITEN
    assert rolle(register, angemeldet("bernd@example.org")) is None, "nur die eine Kennung"


@pytest.mark.parametrize("schreibweise", ["ANNA@Example.ORG", "  anna@example.org\n", "Anna@example.org"])
def test_schreibweise_der_kennung_ist_gleichgueltig(register: Register, schreibweise: str) -> None:
    vergib(register, LOKAL, schreibweise, LESEN)
    assert rolle(register, angemeldet("aNNa@example.org")) is LESEN


@pytest.mark.parametrize("kennung", ["", "   ", "\x00"])
def test_anmeldung_ohne_kennung_hat_keine_rolle(register: Register, kennung: str) -> None:
    assert rolle(register, angemeldet(kennung, FREIGEBEN)) is None


# --- schreiben ----------------------------------------------------------------------------------------------

ERLAUBT = [
    (None, LESEN, False),
    (None, BEARBEITEN, False),
    (None, FREIGEBEN, False),
    (LESEN, LESEN, True),
    (LESEN, BEARBEITEN, False),
    (LESEN, FREIGEBEN, False),
    (BEARBEITEN, LESEN, True),
    (BEARBEITEN, BEARBEITEN, True),
    (BEARBEITEN, FREIGEBEN, False),
    (FREIGEBEN, LESEN, True),
    (FREIGEBEN, BEARBEITEN, True),
    (FREIGEBEN, FREIGEBEN, True),
]


@pytest.mark.parametrize(("hat", "noetig", "erlaubt"), ERLAUBT)
def test_rolle_gegen_noetige_rolle(
    register: Register, hat: Rolle | None, noetig: Rolle, erlaubt: bool
) -> None:
    person = angemeldet(angabe=hat)
    if erlaubt:
        schreibe_spalte(register, person, noetig)
    else:
        with pytest.raises(Verweigert, match=f"„Probe“ braucht die Rolle „{noetig.beschriftung}“"):
            schreibe_spalte(register, person, noetig)
    assert zeilenzahlen(register)["spaltenwahl"] == int(erlaubt)
    assert vorgaenge(register) == [("Anna Amt", "Probe", "ausgefuehrt" if erlaubt else "verweigert", None)]


def test_gast_schreibt_nichts_und_der_versuch_steht_im_protokoll(register: Register) -> None:
    with pytest.raises(Verweigert, match=r"Sie sind nicht angemeldet\. Bitte melden Sie sich an"):
        schreibe_spalte(register, GAST, LESEN)
    assert zeilenzahlen(register)["spaltenwahl"] == 0
    assert vorgaenge(register) == [("Gast", "Probe", "verweigert", None)]


def test_verweigerung_nennt_die_vorhandene_rolle(register: Register) -> None:
    with pytest.raises(Verweigert, match=r"Anna Amt hat nur die Rolle „Lesen“\. Bitte lassen Sie"):
        schreibe_spalte(register, angemeldet(angabe=LESEN))
    with pytest.raises(Verweigert, match="Bernd hat keine Rolle"):
        schreibe_spalte(register, angemeldet("b@example.org", name="Bernd"))


def test_entzug_wirkt_auch_auf_den_der_schon_wartet(register: Register) -> None:
    """Der zweite beginnt, während die Rolle noch gilt; geprüft wird erst, wenn er schreiben darf."""
    vergib(register, LOKAL, "anna@example.org", BEARBEITEN)
    ausgang: list[str] = []

    def versuche() -> None:
        try:
            schreibe_spalte(register, angemeldet())
            ausgang.append("geschrieben")
        except Verweigert:
            ausgang.append("verweigert")

    faden = threading.Thread(target=versuche)
    with schreibe(register, LOKAL, FREIGEBEN, vorgang="Entzug", gegenstand="anna") as zug:
        zug.trage_ein(schema.rollenvergabe, kennung="anna@example.org", rolle="keine", von="Lore")
        faden.start()
        faden.join(0.2)
        assert ausgang == [], "er wartet auf die Sperre"
        assert rolle(register, angemeldet()) is BEARBEITEN, "von außen gilt die Rolle noch"
    faden.join()
    assert ausgang == ["verweigert"]
    assert zeilenzahlen(register)["spaltenwahl"] == 0


def test_erfolg_und_eintrag_im_protokoll_gelten_gemeinsam(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def streikt(*_: object, **__: object) -> None:
        raise RegisterFehler("Das Protokoll nimmt nichts an.")

    monkeypatch.setattr(rechte, "protokolliere", streikt)
    with pytest.raises(RegisterFehler, match="nimmt nichts an"):
        schreibe_spalte(register, LOKAL)
    assert zeilenzahlen(register)["spaltenwahl"] == 0


def test_ausnahme_im_block_macht_alles_rueckgaengig(register: Register) -> None:
    def schreibe_und_brich_ab() -> None:
        with schreibe(register, LOKAL, LESEN, vorgang="Probe", gegenstand="x") as zug:
            zug.trage_ein(schema.spaltenwahl, ueberschrift="stand", feld="belegt", von="x")
            raise RuntimeError("Abbruch")

    with pytest.raises(RuntimeError, match="Abbruch"):
        schreibe_und_brich_ab()
    assert zeilenzahlen(register)["spaltenwahl"] == 0
    assert vorgaenge(register) == []


def test_verweigert_bleibt_verweigert_ohne_protokoll(
    register: Register, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def streikt(*_: object, **__: object) -> None:
        raise RegisterFehler("Das Protokoll nimmt nichts an.")

    monkeypatch.setattr(rechte, "protokolliere", streikt)
    with caplog.at_level(logging.ERROR), pytest.raises(Verweigert):
        schreibe_spalte(register, GAST)
    assert "Abgelehnter Versuch nicht im Protokoll" in caplog.text


def test_zug_setzt_datenstand_und_nummeriert_fortlaufend(register: Register) -> None:
    with schreibe(register, LOKAL, LESEN, vorgang="Probe", gegenstand="x") as zug:
        werte = {"ueberschrift": "stand", "feld": "belegt", "von": "x"}
        nummern = [zug.trage_ein(schema.spaltenwahl, **werte) for _ in range(3)]
        zug.datenstand_nummer = 7
    assert nummern == [1, 2, 3]
    assert vorgaenge(register) == [("Lore Lokal", "Probe", "ausgefuehrt", 7)]


def test_verlange_laesst_durch_oder_protokolliert(register: Register) -> None:
    rechte.verlange(register, angemeldet(angabe=LESEN), LESEN, vorgang="Lesen", gegenstand="x")
    assert vorgaenge(register) == []
    with pytest.raises(Verweigert):
        rechte.verlange(register, GAST, LESEN, vorgang="Lesen", gegenstand="x")
    assert vorgaenge(register) == [("Gast", "Lesen", "verweigert", None)]


# --- vergeben -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("angabe", [None, LESEN, BEARBEITEN])
def test_nur_freigebende_vergeben_rollen(register: Register, angabe: Rolle | None) -> None:
    with pytest.raises(Verweigert, match="braucht die Rolle „Freigeben“"):
        vergib(register, angemeldet(angabe=angabe), "anna@example.org", FREIGEBEN)
    assert zeilenzahlen(register)["rollenvergabe"] == 0
    assert vorgaenge(register) == [("Anna Amt", "Rolle vergeben", "verweigert", None)]


def test_freigebende_duerfen_es_auch_angemeldet(register: Register) -> None:
    vergib(register, angemeldet(angabe=FREIGEBEN), "Bernd@example.org", LESEN)
    assert rolle(register, angemeldet("bernd@example.org")) is LESEN


def test_ein_sub_gilt_zeichen_fuer_zeichen(register: Register) -> None:
    vergib(register, LOKAL, "straße-sabine", FREIGEBEN)
    assert rolle(register, angemeldet("straße-sabine")) is FREIGEBEN
    for andere in ("STRASSE-SABINE", "strasse-sabine", "Straße-Sabine", "straße-sabine "[:-1] + "x"):
        assert rolle(register, angemeldet(andere)) is None
    vergib(register, LOKAL, "sub:Chef@x.de", LESEN)
    assert rolle(register, angemeldet("sub:Chef@x.de")) is LESEN
    assert rolle(register, angemeldet("sub:chef@x.de")) is rolle(register, angemeldet("chef@x.de")) is None
    assert rechte.vergeben(register)["kennung"].tolist() == ["straße-sabine", "sub:Chef@x.de"]


def test_rollen_frueherer_fassungen_gelten_bis_sie_neu_vergeben_werden(register: Register) -> None:
    """Sie stehen in Kleinschreibung da; welche Schreibweise gemeint war, weiß niemand mehr."""
    with register.schreiben() as verbindung:
        haenge_an(
            verbindung, schema.rollenvergabe, {"kennung": "aaiq-xy", "rolle": "freigeben", "von": "alt"}
        )
    assert rolle(register, angemeldet("AAIq-xY")) is FREIGEBEN
    vergib(register, LOKAL, "AAIq-xY", BEARBEITEN)
    assert rolle(register, angemeldet("AAIq-xY")) is BEARBEITEN
    assert rolle(register, angemeldet("AAIQ-XY")) is None


@pytest.mark.parametrize("kennung", ["", "  ", "a\nb", "a\tb", "x" * 201, "\x00"])
def test_unbrauchbare_kennung(register: Register, kennung: str) -> None:
    with pytest.raises(RegisterFehler, match=r"keine Kennung einer Anmeldung\. Bitte"):
        vergib(register, LOKAL, kennung, LESEN)
    assert zeilenzahlen(register)["rollenvergabe"] == 0


def test_vergeben_zeigt_je_kennung_den_juengsten_eintrag(register: Register) -> None:
    assert rechte.vergeben(register).empty
    for kennung, neu in (("b@x.de", LESEN), ("a@x.de", FREIGEBEN), ("B@x.de", BEARBEITEN), ("a@x.de", None)):
        vergib(register, LOKAL, kennung, neu)
    frame = rechte.vergeben(register)
    assert frame[["kennung", "rolle", "von"]].to_numpy().tolist() == [
        ["a@x.de", "keine", "Lore Lokal"],
        ["b@x.de", "bearbeiten", "Lore Lokal"],
    ]
    assert frame["am"].map(lambda am: am.utcoffset().total_seconds()).tolist() == [0, 0]
