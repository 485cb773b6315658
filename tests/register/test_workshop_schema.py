"""Was die Datenbank selbst verhindert, und der Weg eines Registers von Schemastand 0003."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from insek_monitor.kern.begriffe import werte
from insek_monitor.kern.rollen import Rolle
from insek_monitor.kern.stimmungsbild import Freigabe, Gruppenfrage, Herkunft, Rundenstand
from insek_monitor.kern.vortrag import Folge, Folie, Folienart
from insek_monitor.register import rechte, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.sichern import SicherungsFehler, sichere, stelle_her
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register, lies_adresse, verbinde
from insek_monitor.register.wanderung import ist_aktuell
from insek_monitor.workshop.abstimmung import register_fragensaetze as fragensaetze
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung import register_raumsteuerung as raumsteuerung
from insek_monitor.workshop.abstimmung import register_stimmungsergebnisse as stimmungsergebnisse
from insek_monitor.workshop.abstimmung.register_stimmabgabe import gib_stimme
from insek_monitor.workshop.vortrag import datei as vortragsdatei
from insek_monitor.workshop.vortrag import register_folgen as vortragsfolgen
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from tests.hilfen.ablage import LOKAL, lege_grundstand, spiele, zeilenzahlen
from tests.hilfen.raumablage import TEXT, lege_saal
from tests.hilfen.saalraum import lege_an
from tests.hilfen.sicherungen import (
    FRAGE,
    fuelle_alles,
    fuelle_ansprache,
    fuelle_workshop,
    inhalt_aller_tabellen,
)
from tests.register.test_sicherungsdatei import bringe_bis

NUR_ANGEHAENGT = ("fragensatz", "vortragsfolge", "stimmungsergebnis")


@pytest.fixture
def gefuellt(register: Register) -> Register:
    fuelle_workshop(register)
    return register


def versuche(register: Register, befehl: str, meldung: str) -> None:
    vorher = zeilenzahlen(register)
    with (
        pytest.raises(DBAPIError, match=meldung),
        register.engine.connect() as verbindung,
        verbindung.begin(),
    ):
        verbindung.execute(text(befehl))
    assert zeilenzahlen(register) == vorher


@pytest.mark.parametrize("tabelle", NUR_ANGEHAENGT)
def test_angehaengtes_ist_unveraenderlich(gefuellt: Register, tabelle: str) -> None:
    versuche(gefuellt, f"UPDATE {tabelle} SET von = 'jemand anderes'", "unveränderlich")
    versuche(gefuellt, f"DELETE FROM {tabelle}", "unveränderlich")
    if gefuellt.engine.dialect.name == "sqlite":
        befehl = f"INSERT OR REPLACE INTO {tabelle} SELECT * FROM {tabelle}"
        versuche(gefuellt, befehl, "unveränderlich")
    else:
        versuche(gefuellt, f"TRUNCATE {tabelle}", "unveränderlich")


@pytest.mark.parametrize(
    ("befehl", "meldung"),
    [
        ("INSERT INTO stimme VALUES (99, 'g', '1', '', '', 0)", "(?i)foreign key"),
        ("INSERT INTO stimme SELECT nummer, 'g', '1', '', 'evtl', 0 FROM runde", "(?i)check constraint"),
        ("INSERT INTO stimme SELECT runde, geraet, '1', '', '', 0 FROM stimme", "(?i)unique"),
        ("INSERT INTO stimme SELECT nummer, 'h', '1', '', '', -1 FROM runde", "(?i)check constraint"),
        ("INSERT INTO handzaehlung SELECT nummer, 1, -1 FROM runde", "(?i)check constraint"),
        ("UPDATE runde SET stand = 'halboffen'", "(?i)check constraint"),
        ("UPDATE runde SET herkunft = 'brief'", "(?i)check constraint"),
        ("UPDATE runde SET code = 'BCDFGHJK' WHERE nummer = 1", "(?i)foreign key"),
        ("UPDATE raum SET gruppenfrage = 'alter'", "(?i)check constraint"),
        ("UPDATE stimmungsergebnis SET runde = 0", "unveränderlich"),
        (
            "INSERT INTO runde SELECT 99, code, frage, runde, herkunft, stand, verborgen, inhalt, fassung "
            "FROM runde",
            "(?i)unique",
        ),
    ],
)
def test_unmoegliches_in_vergaenglichen_tabellen(gefuellt: Register, befehl: str, meldung: str) -> None:
    versuche(gefuellt, befehl, meldung)


def test_jeder_begriff_ist_speicherbar(gefuellt: Register) -> None:
    for tabelle, spalte, begriffe in (
        ("runde", "stand", Rundenstand),
        ("runde", "herkunft", Herkunft),
        ("stimme", "freigabe", Freigabe),
        ("raum", "gruppenfrage", Gruppenfrage),
    ):
        for wert in werte(begriffe):
            with gefuellt.aendern() as verbindung:
                verbindung.execute(text(f"UPDATE {tabelle} SET {spalte} = :wert"), {"wert": wert})


def test_mit_einem_raum_verschwinden_runden_und_stimmen(gefuellt: Register) -> None:
    assert {name: zeilenzahlen(gefuellt)[name] for name in ("raum", "runde", "stimme")} == {
        "raum": 2,
        "runde": 2,
        "stimme": 2,
    }
    with gefuellt.aendern() as verbindung:
        verbindung.execute(text("DELETE FROM raum"))
    zahlen = zeilenzahlen(gefuellt)
    assert [zahlen[tabelle.name] for tabelle in schema.VERGAENGLICH] == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("datenbank", ["sqlite"], indirect=True)
def test_jede_verbindung_ueberschreibt_geloeschtes(register: Register) -> None:
    with register.lesen() as eins, register.lesen() as zwei:
        assert [v.execute(text("PRAGMA secure_delete")).scalar() for v in (eins, zwei)] == [1, 1]


def test_ein_register_von_0003_behaelt_alles(datenbank: str) -> None:
    altes = verbinde(lies_adresse(datenbank))
    bringe_bis(altes, "0003")
    lege_grundstand(altes)
    spiele(altes, "eins", 1)
    fuelle_ansprache(altes)
    with altes.lesen() as verbindung:
        kontakte = verbindung.execute(text("SELECT * FROM kontakt ORDER BY nummer")).all()
    altes.schliesse()
    register = oeffne_leer(datenbank)
    vorher = inhalt_aller_tabellen(register)
    with register.lesen() as verbindung:
        assert verbindung.execute(text("SELECT * FROM kontakt ORDER BY nummer")).all() == kontakte
    assert (len(vorher["datenstand"]), len(vorher["kontakt"]), len(vorher["kampagne"])) == (2, 3, 2)
    assert [vorher[name] for name in NUR_ANGEHAENGT] == [[], [], []]
    fuelle_workshop(register)
    nachher = inhalt_aller_tabellen(register)
    assert {name for name in nachher if nachher[name] != vorher[name]} == {*NUR_ANGEHAENGT, "protokoll"}
    register.schliesse()


STIMME_OHNE_ZUG = """CREATE TABLE stimme (runde INTEGER NOT NULL REFERENCES runde (nummer) ON DELETE CASCADE,
    geraet VARCHAR(64) NOT NULL, wert TEXT NOT NULL, gruppe TEXT NOT NULL, freigabe VARCHAR(10) NOT NULL,
    PRIMARY KEY (runde, geraet))"""


@pytest.mark.parametrize("ohne_gruppen", [False, True])
def test_ein_zwischenstand_von_0004_wird_ergaenzt(datenbank: str, ohne_gruppen: bool) -> None:
    """Zwischen zwei Versionen bekam 0004 Spalten dazu; solche Datenbanken wiesen jede Stimme ab."""
    altes = oeffne_leer(datenbank)
    raum = lege_an(altes)
    with altes.schreiben() as verbindung:
        verbindung.exec_driver_sql("DROP TABLE stimme")
        verbindung.exec_driver_sql(STIMME_OHNE_ZUG)
        if ohne_gruppen:
            verbindung.exec_driver_sql("ALTER TABLE raum DROP COLUMN gruppen")
    altes.schliesse()
    register = oeffne_leer(datenbank)
    with register.lesen() as verbindung:
        assert ist_aktuell(verbindung)
    saal = replace(raum, register=register)
    runde = saal.oeffne()
    gib_stimme(register, saal.code, runde=runde, fassung=1, ausweis="g", werte=["3"], zug=1)
    assert saal.zaehle(runde).anzahl == 1
    register.schliesse()


def test_andere_fehlende_spalten_werden_gesagt(datenbank: str) -> None:
    altes = oeffne_leer(datenbank)
    with altes.schreiben() as verbindung:
        verbindung.exec_driver_sql("ALTER TABLE vorfuehrung DROP COLUMN stichtag")
    altes.schliesse()
    with pytest.raises(RegisterFehler, match=r"vorfuehrung\.stichtag.*„wiederherstellen“"):
        oeffne_leer(datenbank)


def test_eine_vorfuehrung_von_0004_ist_zu_sehen_steuert_aber_nicht(datenbank: str) -> None:
    """Wer sie begonnen hat, wusste das alte Schema nicht."""
    altes = verbinde(lies_adresse(datenbank))
    bringe_bis(altes, "0004")
    fragen = json.dumps([FRAGE.als_dict()])
    inhalt = json.dumps(vortragsdatei.als_json(Folge("Alt", (Folie(Folienart.BEITRETEN),))))
    frist = "'2099-01-01 00:00:00.000000'"
    with altes.aendern() as verbindung:
        verbindung.execute(
            text(
                "INSERT INTO raum VALUES ('BCDFGHJK', 'k', 'Alt', '', '2026-11-21', '', '[]', 's', 'salz', "
                f":fragen, NULL, 1, false, {frist}, {frist})"
            ),
            {"fragen": fragen},
        )
        verbindung.execute(
            text(
                "INSERT INTO vorfuehrung VALUES ('BCDFGHJKLM', 'geheim', :folge, NULL, NULL, 'BCDFGHJK', "
                f"{frist}, {frist})"
            ),
            {"folge": inhalt},
        )
    altes.schliesse()
    register = oeffne_leer(datenbank)
    alte = vorfuehrungen.lies(register, "BCDFGHJKLM")
    assert alte is not None
    assert (alte.folge.name, alte.noetig, rechte.rolle(register, alte.person)) == (
        "Alt",
        Rolle.BEARBEITEN,
        None,
    )
    with pytest.raises(rechte.Verweigert):
        raumsteuerung.waehle(register, "BCDFGHJK", alte.person, None)
    assert raeume.lies(register, LOKAL, "BCDFGHJK").titel == "Alt"
    register.schliesse()


# --- sichern ------------------------------------------------------------------------------------------------


@pytest.fixture
def sicherung(tmp_path: Path) -> Path:
    register = oeffne_leer(f"sqlite:///{tmp_path / 'quelle.sqlite'}")
    fuelle_alles(register)
    sichere(register, tmp_path / "s.sqlite")
    register.schliesse()
    return tmp_path / "s.sqlite"


@pytest.mark.langsam
def test_wiederhergestellt_geht_es_weiter(datenbank: str, sicherung: Path) -> None:
    stelle_her(datenbank, sicherung)
    register = oeffne_leer(datenbank)
    (satz,) = fragensaetze.lies(register)
    assert (satz.name, satz.fassung, satz.fragen) == ("Eigene", 2, (FRAGE,))
    (folge,) = vortragsfolgen.liste(register, LOKAL)
    assert (folge.name, folge.fassung) == ("Plauen", 1)
    ergebnisse = stimmungsergebnisse.lies(register)
    assert ergebnisse["je_antwort"].tolist() == [(0, 0, 1, 0, 0, 0, 0)]
    assert raeume.liste(register, LOKAL) == [], "Räume und Stimmen stehen in keiner Sicherung"
    saal = lege_saal(register)
    saal.oeffne(TEXT)
    saal.stimme("a", "danach")
    assert raeume.beende(register, LOKAL, saal.raum.code) == 1
    assert stimmungsergebnisse.lies(register)["nummer"].tolist() == [1, 2]
    register.schliesse()
    assert stelle_her(datenbank, sicherung).nichts_zu_tun, "ein neueres Register enthält die Sicherung"


@pytest.mark.langsam
def test_laufende_raeume_ueberstehen_das_wiederherstellen(datenbank: str, sicherung: Path) -> None:
    """Eine Sicherung wird in ein leeres Register mit einem laufenden Workshop geholt."""
    register = oeffne_leer(datenbank)
    saal = lege_saal(register)
    runde = saal.oeffne(TEXT)
    saal.stimme("a", "bleibt")
    stelle_her(datenbank, sicherung)
    assert [freitext.text for freitext in saal.zaehle(runde).texte] == ["bleibt"]
    assert len(stimmungsergebnisse.lies(register)) == 1
    register.schliesse()


@pytest.mark.langsam
def test_auseinandergelaufene_ergebnisse_werden_nicht_gemischt(datenbank: str, sicherung: Path) -> None:
    register = oeffne_leer(datenbank)
    saal = lege_saal(register)
    saal.oeffne(TEXT)
    saal.stimme("a", "anders")
    raeume.beende(register, LOKAL, saal.raum.code)
    vorher = inhalt_aller_tabellen(register)
    meldung = "auseinandergelaufen: Unter „Ergebnisse des Stimmungsbilds“ ist der Eintrag 1"
    with pytest.raises(SicherungsFehler, match=meldung):
        stelle_her(datenbank, sicherung)
    assert inhalt_aller_tabellen(register) == vorher
    register.schliesse()
