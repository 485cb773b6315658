"""Vorführungen: beginnen, lesen, Schlüssel, Fristen; auf SQLite und PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.kern.stimmungsbild import ZEICHEN, Frage, Frageart
from insek_monitor.kern.vortrag import DATEI_HOECHSTENS, Eingefroren, Folge, Folie, Folienart, Gebiet
from insek_monitor.register import schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen

pytestmark = pytest.mark.eine_datenbank

JETZT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LOKAL = Person("Ute Beispiel", "lokal", Zugang.LOKAL)
FRAGE = Frage("nutzen", Frageart.SKALA, "Wozu?", "Für Fördermittel.", "Zum Steuern.")
FOLGE = Folge(
    "Herbst „Pirna“",
    (
        Folie(Folienart.TITEL, titel="Grüß Gott", notiz="Begrüßen <b>alle</b>"),
        Folie(Folienart.ABSTIMMUNG, frage="nutzen"),
    ),
    gebiet=Gebiet(kreis="Bautzen"),
    fragen=(FRAGE.als_dict(),),
)
INHALTE: tuple[dict[str, str], ...] = ({"art": "titel", "titel": "Grüß Gott"}, {})


def _raum(register):
    return raeume.lege_an(
        register, LOKAL, titel="Pirna", ort="Pirna", datum=date(2026, 11, 21), fragen=[FRAGE], jetzt=JETZT
    )


def _beginne(register, person=LOKAL, folge=FOLGE, code=None, jetzt=JETZT, **angaben):
    angaben = {"datenstand_nummer": None, "stichtag": None} | angaben
    return vorfuehrungen.beginne(register, person, folge, code=code, jetzt=jetzt, **angaben)


def _fristen(register):
    tabelle = schema.vorfuehrung
    with register.lesen() as verbindung:
        return dict(verbindung.execute(select(tabelle.c.kennung, tabelle.c.loeschen_am)).all())


def test_was_beginnt_kommt_genauso_zurueck(register):
    raum = _raum(register)
    begonnen = _beginne(register, code=raum.code, stichtag=date(2026, 6, 30))
    assert vorfuehrungen.lies(register, begonnen.kennung, JETZT) == begonnen
    assert begonnen.folge == FOLGE
    assert begonnen.stichtag == date(2026, 6, 30)
    assert begonnen.datenstand_nummer is None
    assert len(begonnen.kennung) == 10
    assert set(begonnen.kennung) <= set(ZEICHEN)
    assert len(begonnen.schluessel) == 32


def test_eingefrorene_folge_uebersteht_die_ablage(register):
    fest = Eingefroren(2, "modell (Nr. 2)", "a" * 64, date(2026, 11, 21), date(2026, 11, 21), INHALTE)
    begonnen = _beginne(register, folge=FOLGE.mit(eingefroren=fest))
    gelesen = vorfuehrungen.lies(register, begonnen.kennung)
    assert gelesen is not None
    assert gelesen.folge.eingefroren == fest


def test_jede_vorfuehrung_hat_eigene_kennung_und_schluessel(register):
    a, b = _beginne(register), _beginne(register)
    assert a.kennung != b.kennung
    assert a.schluessel != b.schluessel


@pytest.mark.parametrize(
    "kennung", ["", "BCDFGHJKLM", "bcdfghjklm", "BCDFGHJKL%", "A" * 10, "../../etc/p", "B" * 5000]
)
def test_unbekannte_kennung(register, kennung):
    _beginne(register)
    assert vorfuehrungen.lies(register, kennung) is None


def test_frist_ohne_raum_mit_raum_und_fuer_gaeste(register):
    ohne = _beginne(register)
    raum = raeume.lege_an(
        register, LOKAL, titel="P", ort="P", datum=date(2026, 11, 21), fragen=[FRAGE], tage=7, jetzt=JETZT
    )
    mit = _beginne(register, code=raum.code)
    gast = _beginne(register, GAST)
    fristen = _fristen(register)
    assert fristen[ohne.kennung] == JETZT + timedelta(days=30)
    assert fristen[mit.kennung] == raum.loeschen_am == JETZT + timedelta(days=7)
    assert fristen[gast.kennung] == JETZT + timedelta(days=1)


def test_abgelaufen_ist_wie_unbekannt_und_weicht_der_naechsten(register):
    alt = _beginne(register, GAST)
    assert vorfuehrungen.lies(register, alt.kennung, JETZT + timedelta(hours=23)) == alt
    assert vorfuehrungen.lies(register, alt.kennung, JETZT + timedelta(days=1)) is None
    neu = _beginne(register, GAST, jetzt=JETZT + timedelta(days=1))
    assert set(_fristen(register)) == {neu.kennung}


def test_gaeste_steuern_keinen_raum(register):
    raum = _raum(register)
    with pytest.raises(Verweigert, match="Bearbeiten"):
        _beginne(register, GAST, code=raum.code)
    assert _fristen(register) == {}


@pytest.mark.parametrize("wann", ["nie", "abgelaufen"])
def test_raum_muss_es_geben(register, wann):
    code = "BCDFGHJK" if wann == "nie" else _raum(register).code
    with pytest.raises(RegisterFehler, match=r"gibt es nicht mehr\. Bitte wählen Sie einen anderen"):
        _beginne(register, code=code, jetzt=JETZT + timedelta(days=31))


def test_mit_dem_raum_gehen_seine_vorfuehrungen(register):
    raum = _raum(register)
    begonnen = _beginne(register, code=raum.code)
    ohne_raum = _beginne(register)
    raeume.loesche(register, LOKAL, raum.code)
    assert vorfuehrungen.lies(register, begonnen.kennung) is None
    assert vorfuehrungen.lies(register, ohne_raum.kennung) == ohne_raum


def test_leere_und_zu_grosse_folgen(register):
    with pytest.raises(RegisterFehler, match="leer"):
        _beginne(register, folge=Folge("Leer"))
    inhalt = {"art": "titel", "titel": "x" * DATEI_HOECHSTENS}
    fest = Eingefroren(2, "m", "a", date(2026, 11, 21), date(2026, 11, 21), (inhalt, {}))
    with pytest.raises(RegisterFehler, match=r"4000 kB zu groß \(höchstens 4000 kB\)"):
        _beginne(register, folge=FOLGE.mit(eingefroren=fest))


def test_unbekannter_datenstand(register):
    with pytest.raises(RegisterFehler, match="Den Datenstand 77 gibt es nicht"):
        _beginne(register, datenstand_nummer=77)


def test_zu_viele_auf_einmal(register, monkeypatch):
    monkeypatch.setattr(vorfuehrungen, "HOECHSTENS", 2)
    code = _raum(register).code
    _beginne(register)
    _beginne(register, code=code)
    with pytest.raises(RegisterFehler, match="schon 2 Vorführungen"):
        _beginne(register)
    assert _beginne(register, GAST), "Gäste zählen für sich"
    # Wenn sie abgelaufen sind, ist wieder Platz.
    assert _beginne(register, jetzt=JETZT + timedelta(days=31))


def test_gaeste_nehmen_vortragenden_keinen_platz(register, monkeypatch):
    monkeypatch.setattr(vorfuehrungen, "HOECHSTENS", 3)
    monkeypatch.setattr(vorfuehrungen, "GAESTE_HOECHSTENS", 4)
    ohne_rolle = Person("Gustav Gast", "gustav@example.org", Zugang.ANMELDUNG)
    raum = raeume.lege_an(
        register, LOKAL, titel="T", ort="", datum=date(2026, 11, 21), fragen=[FRAGE], tage=1, jetzt=JETZT
    )
    # Ein Tag wie bei Gästen, aber mit Raum.
    mit_rolle = [_beginne(register, jetzt=JETZT), _beginne(register, code=raum.code)]
    gaeste = [
        _beginne(register, person, jetzt=JETZT + timedelta(minutes=minute))
        for minute, person in enumerate([GAST, ohne_rolle] * 5)
    ]
    bleiben = {vorfuehrung.kennung for vorfuehrung in mit_rolle + gaeste[-4:]}
    assert set(_fristen(register)) == bleiben, "die älteste eines Gastes weicht"
    assert _beginne(register, jetzt=JETZT + timedelta(hours=1))


def test_gaeste_haben_weniger_platz_je_folge(register):
    lang = Folge("Lang", tuple(Folie(Folienart.TEXT, titel="t", notiz="ä" * 2000) for _ in range(17)))
    assert _beginne(register, folge=lang)
    with pytest.raises(RegisterFehler, match=r"höchstens 200 kB\)\. Bitte melden Sie sich an"):
        _beginne(register, GAST, folge=lang)


@pytest.mark.parametrize("falsch", ["", "x", "ä" * 32, "\udcff"])
def test_schluessel(register, falsch):
    begonnen = _beginne(register)
    assert vorfuehrungen.passt(begonnen, begonnen.schluessel)
    assert not vorfuehrungen.passt(begonnen, falsch)
    assert not vorfuehrungen.passt(begonnen, begonnen.schluessel[:-1])


def test_raumfragen(register):
    assert vorfuehrungen.raumfragen(register, _raum(register).code) == (FRAGE,)
    assert vorfuehrungen.raumfragen(register, "BCDFGHJK") is None


def test_jede_person_steuert_mit_ihrer_eigenen_vorfuehrung(register):
    """Der Schlüssel handelt mit der Rolle dessen, der begonnen hat; niemand bekommt einen fremden."""
    raum = _raum(register)
    andere = Person("Bea", "bea@example.org", Zugang.ANMELDUNG, Rolle.BEARBEITEN)
    von_hier = _beginne(register, code=raum.code)
    assert vorfuehrungen.juengste_zum_raum(register, andere, raum.code, JETZT) is None
    von_bea = _beginne(register, andere, code=raum.code, jetzt=JETZT + timedelta(minutes=1))
    assert von_bea.person == andere
    assert vorfuehrungen.juengste_zum_raum(register, andere, raum.code, JETZT) == von_bea
    assert vorfuehrungen.juengste_zum_raum(register, LOKAL, raum.code, JETZT) == von_hier


@pytest.mark.parametrize(
    ("wer", "mit_raum", "noetig"),
    [(LOKAL, True, Rolle.BEARBEITEN), (LOKAL, False, Rolle.LESEN), (GAST, False, None)],
)
def test_welche_rolle_der_schluessel_braucht(register, wer, mit_raum, noetig):
    assert _beginne(register, wer, code=_raum(register).code if mit_raum else None).noetig is noetig


def test_vorfuehrungen_laufen_mit_dem_raum_ab(register):
    begonnen = _beginne(register)
    with register.aendern() as verbindung:
        verbindung.execute(update(schema.vorfuehrung).values(loeschen_am=JETZT))
    raeume.loesche_abgelaufene(register, JETZT)
    assert vorfuehrungen.lies(register, begonnen.kennung) is None


def test_mit_der_frist_des_raums_wandert_die_der_vorfuehrung(register):
    raum = _raum(register)
    begonnen, fremde = _beginne(register, code=raum.code), _beginne(register)
    raeume.aendere_frist(register, LOKAL, raum.code, 60, JETZT)
    assert vorfuehrungen.lies(register, begonnen.kennung, JETZT + timedelta(days=59)) == begonnen
    raeume.aendere_frist(register, LOKAL, raum.code, 2, JETZT)
    assert vorfuehrungen.lies(register, begonnen.kennung, JETZT + timedelta(days=2)) is None
    assert _fristen(register)[fremde.kennung] == JETZT + timedelta(days=30)


def test_ohne_pandas():
    befehl = (
        "import sys, insek_monitor.workshop.vortrag.register_vorfuehrungen; sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", befehl], check=False).returncode == 0
