"""Räume: anlegen, beenden, Fristen, löschen – und dass danach nichts übrig ist."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from insek_monitor.kern.rollen import GAST, Rolle
from insek_monitor.kern.stimmungsbild import ZEICHEN, Gruppenfrage, Rundenstand
from insek_monitor.register import protokoll, schema, sqlitedatei
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.rechte import Verweigert
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung import register_stimmungsergebnisse as stimmungsergebnisse
from insek_monitor.workshop.abstimmung.abgewiesen import Abgewiesen
from tests.hilfen.ablage import LOKAL, angemeldet, vorgaenge, zeilenzahlen
from tests.hilfen.raumablage import EINFACH, FRAGEN, GRUPPEN, HEUTE, JETZT, SKALA, TEXT, Saal, lege_saal

pytestmark = pytest.mark.eine_datenbank

VERGAENGLICH = [tabelle.name for tabelle in schema.VERGAENGLICH]


@pytest.fixture
def saal(register: Register) -> Saal:
    return lege_saal(register)


def vergaengliche(register: Register) -> dict[str, int]:
    """Zeilen der vergänglichen Tabellen, ohne leere."""
    zahlen = zeilenzahlen(register)
    return {name: zahlen[name] for name in VERGAENGLICH if zahlen[name]}


def stimme_ab(saal: Saal) -> None:
    """Zwei Fragen mit Stimmen, eine ohne."""
    saal.oeffne(SKALA)
    saal.stimmen(["1", "4", "4"])
    saal.oeffne(TEXT)
    saal.stimme("a", "Geheimer Wunsch")
    saal.oeffne(EINFACH)


def lege_vorfuehrung(saal: Saal, kennung: str, tage: int) -> None:
    with saal.register.aendern() as verbindung:
        verbindung.execute(
            insert(schema.vorfuehrung).values(
                kennung=kennung,
                schluessel="s",
                folge="{}",
                code=saal.raum.code,
                angelegt_am=JETZT,
                loeschen_am=JETZT + timedelta(days=tage),
            )
        )


# --- anlegen ------------------------------------------------------------------------------------------------


def test_anlegen(saal: Saal) -> None:
    raum = saal.raum
    assert (raum.titel, raum.ort, raum.datum, raum.fragen) == ("Workshop Plauen", "Rathaus", HEUTE, FRAGEN)
    assert (raum.gruppenfrage, raum.gruppen) == (Gruppenfrage.GROESSE, GRUPPEN)
    assert (raum.beendet, raum.aktive_runde) == (False, None)
    assert (raum.angelegt_am, raum.loeschen_am) == (JETZT, JETZT + timedelta(days=30))
    assert len(raum.code) == 8
    assert set(raum.code) <= set(ZEICHEN)
    assert len(raum.kennung) == 32
    assert raeume.lies(saal.register, LOKAL, raum.code.lower()) == raum


def test_jeder_raum_ist_anders(register: Register) -> None:
    saele = [lege_saal(register) for _ in range(5)]
    for name in ("code", "kennung"):
        assert len({getattr(saal.raum, name) for saal in saele}) == 5
    with register.lesen() as verbindung:
        assert len(set(verbindung.execute(select(schema.raum.c.salz)).scalars())) == 5


def test_ein_vergebener_code_wird_nicht_zweimal_vergeben(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeichen = iter("BBBBBBBB" + "BBBBBBBB" + "CCCCCCCC")
    monkeypatch.setattr(secrets, "choice", lambda _: next(zeichen))
    assert [lege_saal(register).raum.code for _ in range(2)] == ["BBBBBBBB", "CCCCCCCC"]


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({"titel": " "}, "„Titel“ ist leer"),
        ({"titel": "x" * 121}, "„Titel“ hat 121 Zeichen"),
        ({"ort": "x" * 121}, "„Ort“ hat 121 Zeichen"),
        ({"datum": None}, "„Datum“ fehlt"),
        ({"datum": date(2062, 1, 1)}, "„Datum“ ist der 01.01.2062, mehr als 10 Jahre voraus"),
        ({"fragen": []}, "Es sind 0 Fragen"),
        ({"fragen": [SKALA, SKALA]}, "„lohnt“ gibt es schon"),
        ({"fragen": [replace(SKALA, links="")]}, "Frage 1: „Aussage links“ ist leer"),
        ({"tage": 0}, "Die Aufbewahrung ist „0“ Tage. Bitte wählen Sie 1 bis 365"),
        ({"tage": 366}, "„366“ Tage"),
        ({"tage": True}, "„True“ Tage"),
        ({"gruppen": ["klein"]}, "Zur Wahl stehen 1 Gruppen"),
        ({"gruppen": ["klein", "klein"]}, "davon 1 verschiedene"),
        ({"gruppen": ["klein", ""]}, "„Gruppe“ ist leer"),
        ({"gruppen": [str(n) for n in range(31)]}, "Zur Wahl stehen 31 Gruppen"),
        ({"gruppenfrage": Gruppenfrage.KEINE}, "Es wird nicht nach Gruppen gefragt"),
    ],
)
def test_unmoegliche_angaben(register: Register, angaben: dict[str, Any], meldung: str) -> None:
    with pytest.raises(RegisterFehler, match=meldung):
        lege_saal(register, **angaben)
    assert vergaengliche(register) == {}


def test_ort_darf_fehlen(register: Register) -> None:
    assert lege_saal(register, ort="  ").raum.ort == ""


def test_nur_mit_rolle(saal: Saal) -> None:
    register, code = saal.register, saal.raum.code
    for person in (GAST, angemeldet(angabe=Rolle.LESEN)):
        for versuch in (
            lambda person=person: raeume.lege_an(
                register, person, titel="T", ort="", datum=HEUTE, fragen=FRAGEN, jetzt=JETZT
            ),
            lambda person=person: raeume.liste(register, person),
            lambda person=person: raeume.lies(register, person, code),
            lambda person=person: raeume.beende(register, person, code),
            lambda person=person: raeume.aendere_frist(register, person, code, 3, JETZT),
            lambda person=person: raeume.loesche(register, person, code),
        ):
            with pytest.raises(Verweigert):
                versuch()
    assert raeume.liste(register, LOKAL) == [saal.raum]
    assert raeume.liste(register, angemeldet(angabe=Rolle.BEARBEITEN)) == [saal.raum]


def test_liste_der_neueste_zuerst(register: Register) -> None:
    titel = ["alt", "neu", "mittel"]
    for wort, tage in zip(titel, (0, 2, 1), strict=True):
        lege_saal(register, titel=wort, jetzt=JETZT + timedelta(days=tage))
    assert [raum.titel for raum in raeume.liste(register, LOKAL)] == ["neu", "mittel", "alt"]


def test_das_protokoll_nennt_weder_code_noch_stimmen(saal: Saal) -> None:
    stimme_ab(saal)
    raeume.aendere_frist(saal.register, LOKAL, saal.raum.code, 10, JETZT)
    raeume.beende(saal.register, LOKAL, saal.raum.code)
    raeume.loesche(saal.register, LOKAL, saal.raum.code)
    text = protokoll.lies(saal.register, person=LOKAL).to_csv()
    assert "„Workshop Plauen“, Fragen: 4, gelöscht nach 30 Tagen" in text.replace('""', '"')
    assert "gelöscht am 01.12.2026" in text
    assert "„Workshop Plauen“, Ergebnisse: 2" in text
    for geheim in (saal.raum.code, "Geheimer Wunsch"):
        assert geheim not in text


@pytest.mark.parametrize("handgriff", ["lies", "beende", "aendere_frist", "loesche"])
def test_diesen_raum_gibt_es_nicht(register: Register, handgriff: str) -> None:
    angaben = (5, JETZT) if handgriff == "aendere_frist" else ()
    with pytest.raises(Abgewiesen) as fehler:
        getattr(raeume, handgriff)(register, LOKAL, "BCDFGHJK", *angaben)
    assert fehler.value.grund == "kein_raum"


# --- beenden ------------------------------------------------------------------------------------------------


def test_beenden_schliesst_alles_und_traegt_ein(saal: Saal) -> None:
    stimme_ab(saal)
    stand = saal.lage().stand
    assert raeume.beende(saal.register, LOKAL, saal.raum.code) == 2
    assert saal.lage().beendet
    assert saal.lage().stand == stand + 1
    runden = auszaehlung.runden(saal.register, saal.raum.code)
    assert {runde.stand for runde in runden} == {Rundenstand.GESCHLOSSEN}
    frame = stimmungsergebnisse.lies(saal.register)
    assert frame["frage"].tolist() == ["lohnt", "frei"]
    assert frame["anzahl"].tolist() == [3, 1]
    assert raeume.beende(saal.register, LOKAL, saal.raum.code) == 2
    assert len(stimmungsergebnisse.lies(saal.register)) == 2
    assert saal.lage().stand == stand + 1, "ein zweites Mal ändert nichts"


def test_beenden_ohne_stimmen(saal: Saal) -> None:
    saal.oeffne()
    raumsteuerung.trage_handzeichen_ein(*saal.zugang, "farbe", [0, 0, 0])
    assert raeume.beende(saal.register, LOKAL, saal.raum.code) == 0
    assert stimmungsergebnisse.lies(saal.register).empty


# --- Fristen ------------------------------------------------------------------------------------------------


def test_frist_aendern(saal: Saal) -> None:
    stand = saal.lage().stand
    raeume.aendere_frist(saal.register, LOKAL, saal.raum.code, 100, JETZT + timedelta(days=1))
    assert saal.lage().loeschen_am == JETZT + timedelta(days=101)
    assert saal.lage().stand == stand + 1
    with pytest.raises(RegisterFehler, match=r"länger als 365 Tage .* bis zum 21\.11\.2027"):
        raeume.aendere_frist(saal.register, LOKAL, saal.raum.code, 365, JETZT + timedelta(days=1))
    with pytest.raises(RegisterFehler, match="„0“ Tage"):
        raeume.aendere_frist(saal.register, LOKAL, saal.raum.code, 0, JETZT)
    assert saal.lage().loeschen_am == JETZT + timedelta(days=101)


def test_was_den_teilnehmenden_zugesagt_ist_gilt(saal: Saal) -> None:
    saal.oeffne()
    saal.stimme("a", "1")
    with pytest.raises(RegisterFehler, match=r"zugesagt, dass ihre Stimmen am 21\.12\.2026 gelöscht"):
        raeume.aendere_frist(saal.register, LOKAL, saal.raum.code, 31, JETZT)
    raeume.aendere_frist(saal.register, LOKAL, saal.raum.code, 30, JETZT + timedelta(hours=5))
    assert saal.lage().loeschen_am == JETZT + timedelta(days=30), "derselbe Tag, nicht später"
    raeume.aendere_frist(saal.register, LOKAL, saal.raum.code, 7, JETZT)
    assert saal.lage().loeschen_am == JETZT + timedelta(days=7)


def test_abgelaufenes_wird_geloescht_nachdem_die_summen_eingetragen_sind(saal: Saal) -> None:
    stimme_ab(saal)
    bleibt = lege_saal(saal.register, tage=31)
    bleibt.oeffne()
    bleibt.stimme("a", "1")
    lege_vorfuehrung(saal, "weg", 5)
    lege_vorfuehrung(saal, "mit dem Raum", 40)
    assert raeume.loesche_abgelaufene(saal.register, JETZT + timedelta(days=4)) == 0
    assert raeume.loesche_abgelaufene(saal.register, JETZT + timedelta(days=5)) == 0
    assert vergaengliche(saal.register)["vorfuehrung"] == 1
    assert raeume.loesche_abgelaufene(saal.register, JETZT + timedelta(days=29, hours=23)) == 0
    assert raeume.loesche_abgelaufene(saal.register, JETZT + timedelta(days=30)) == 1
    assert raeume.liste(saal.register, LOKAL) == [raeume.lies(saal.register, LOKAL, bleibt.raum.code)]
    assert vergaengliche(saal.register) == {"raum": 1, "runde": 1, "stimme": 1}
    assert stimmungsergebnisse.lies(saal.register)["anzahl"].tolist() == [3, 1]
    assert raeume.loesche_abgelaufene(saal.register, JETZT + timedelta(days=30)) == 0
    letzte = vorgaenge(saal.register)[-1]
    assert letzte == ("INSEK-Monitor (Frist)", "Abgelaufene Räume löschen", "ausgefuehrt", None)
    einzelheiten = protokoll.lies(saal.register, person=LOKAL)["einzelheiten"].tolist()
    assert einzelheiten[0] == "Räume: 1, Ergebnisse: 2, Vorführungen: 1"
    assert einzelheiten[1] == "Räume: 0, Ergebnisse: 0, Vorführungen: 1"


def test_ein_beendeter_raum_traegt_beim_loeschen_nichts_noch_einmal_ein(saal: Saal) -> None:
    stimme_ab(saal)
    raeume.beende(saal.register, LOKAL, saal.raum.code)
    erstes = int(stimmungsergebnisse.lies(saal.register)["nummer"].iloc[0])
    stimmungsergebnisse.ziehe_zurueck(saal.register, LOKAL, erstes)
    assert raeume.loesche_abgelaufene(saal.register, JETZT + timedelta(days=31)) == 1
    assert stimmungsergebnisse.lies(saal.register)["frage"].tolist() == ["frei"], "zurückgezogen bleibt es"
    assert zeilenzahlen(saal.register)["stimmungsergebnis"] == 3


def test_ohne_abgelaufenes_wird_nichts_geschrieben(saal: Saal) -> None:
    vorher = zeilenzahlen(saal.register)
    assert raeume.loesche_abgelaufene(saal.register, JETZT) == 0
    assert zeilenzahlen(saal.register) == vorher


# --- löschen ------------------------------------------------------------------------------------------------


def test_nach_dem_loeschen_ist_nichts_uebrig(saal: Saal) -> None:
    stimme_ab(saal)
    raumsteuerung.trage_handzeichen_ein(*saal.zugang, "farbe", [1, 2, 3])
    bleibt = lege_saal(saal.register)
    raeume.loesche(saal.register, LOKAL, saal.raum.code)
    assert vergaengliche(saal.register) == {"raum": 1}
    assert [raum.code for raum in raeume.liste(saal.register, LOKAL)] == [bleibt.raum.code]
    assert stimmungsergebnisse.lies(saal.register).empty, "ohne beenden keine Ergebnisse"


@pytest.mark.parametrize("datenbank", ["sqlite"], indirect=True)
@pytest.mark.parametrize("auf_frist", [False, True], ids=["loesche", "loesche_abgelaufene"])
def test_geloeschtes_steht_auch_nicht_mehr_in_der_datei(saal: Saal, datenbank: str, auf_frist: bool) -> None:
    datei = Path(datenbank.removeprefix("sqlite:///"))
    saal.oeffne(TEXT)
    saal.stimmen([f"Streng vertraulich {nummer}" for nummer in range(40)])
    with saal.register.lesen() as verbindung:
        geraete = list(verbindung.execute(select(schema.stimme.c.geraet)).scalars())
    assert b"Streng vertraulich" in spuren(datei)
    if auf_frist:
        raeume.loesche_abgelaufene(saal.register, JETZT + timedelta(days=30))
    else:
        raeume.loesche(saal.register, LOKAL, saal.raum.code)
    inhalt = spuren(datei)
    assert b"Streng vertraulich" not in inhalt
    assert [geraet for geraet in geraete if geraet.encode() in inhalt] == []


def spuren(datei: Path) -> bytes:
    """Datei und Schreibprotokoll."""
    protokolldatei = datei.with_name(datei.name + "-wal")
    return datei.read_bytes() + (protokolldatei.read_bytes() if protokolldatei.exists() else b"")


@pytest.mark.parametrize("datenbank", ["sqlite"], indirect=True)
def test_wer_gerade_liest_haelt_das_loeschen_nicht_auf(
    saal: Saal, datenbank: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlitedatei, "WARTEZEIT_MILLISEKUNDEN", 20)
    datei = Path(datenbank.removeprefix("sqlite:///"))
    saal.oeffne(TEXT)
    saal.stimme("a", "Streng vertraulich")
    with saal.register.lesen() as verbindung:
        assert verbindung.execute(select(schema.stimme.c.wert)).all() == [("Streng vertraulich",)]
        raeume.loesche(saal.register, LOKAL, saal.raum.code)
        assert not sqlitedatei.leere_schreibprotokoll(saal.register.engine)
    assert vergaengliche(saal.register) == {}
    assert b"Streng vertraulich" in spuren(datei), "sonst prüft dieser Test nichts"
    # Nichts ist fällig; aufgeräumt wird trotzdem.
    assert raeume.loesche_abgelaufene(saal.register, JETZT) == 0
    assert b"Streng vertraulich" not in spuren(datei)


def mache_unlesbar(saal: Saal) -> None:
    with saal.register.aendern() as verbindung:
        diese = schema.runde.c.code == saal.raum.code
        verbindung.execute(update(schema.runde).where(diese).values(inhalt="Geheimer Unsinn"))


def test_ein_unlesbarer_raum_haelt_die_anderen_nicht_auf(
    register: Register, caplog: pytest.LogCaptureFixture
) -> None:
    saele = [lege_saal(register) for _ in range(3)]
    for saal in saele:
        saal.oeffne()
        saal.stimme("a", "1")
    unlesbar = min(saele, key=lambda saal: saal.raum.code)
    mache_unlesbar(unlesbar)
    assert raeume.loesche_abgelaufene(register, JETZT + timedelta(days=30)) == 2
    assert vergaengliche(register) == {"raum": 1, "runde": 1, "stimme": 1}
    assert len(stimmungsergebnisse.lies(register)) == 2
    assert raeume.loesche_abgelaufene(register, JETZT + timedelta(days=36)) == 0
    # Die Zusage, zu löschen, geht am Ende vor.
    assert raeume.loesche_abgelaufene(register, JETZT + timedelta(days=37)) == 1
    assert vergaengliche(register) == {}
    assert len(stimmungsergebnisse.lies(register)) == 2
    assert "JSONDecodeError" in caplog.text
    assert "Unsinn" not in caplog.text
