"""Was die Datenbank selbst verhindert, und der Weg eines Registers von Schemastand 0002."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben, Kontakt, Kontaktart, Kontaktstand
from insek_monitor.kern.begriffe import werte
from insek_monitor.register import vermerke
from insek_monitor.register.sichern import SicherungsFehler, sichere, stelle_her
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register, lies_adresse, verbinde
from tests.hilfen.ablage import LOKAL, lege_grundstand, spiele, zeilenzahlen
from tests.hilfen.sicherungen import GEMEINDEN, HEUTE, fuelle_alles, fuelle_ansprache, inhalt_aller_tabellen
from tests.register.test_sicherungsdatei import bringe_bis

KONTAKT = (
    "INSERT INTO kontakt (nummer, vorgang, ersetzt, zurueckgezogen, grund, ags, datum, art, stelle, "
    "ergebnis, naechster_schritt, wiedervorlage, von, kennung) VALUES ({nummer}, 1, {ersetzt}, {nein}, '', "
    "'{ags}', '2026-11-02', '{art}', '', '', '', {tag}, 'x', 'x')"
)


@pytest.fixture
def gefuellt(register: Register) -> Register:
    lege_grundstand(register)
    spiele(register, "eins", 1)
    fuelle_ansprache(register)
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


@pytest.mark.parametrize(
    ("befehl", "meldung"),
    [
        ("INSERT INTO kampagne_gemeinde VALUES (1, 9, '14000002')", "abgeschlossen"),
        ("UPDATE kampagne_gemeinde SET ags = '14000002'", "unveränderlich"),
        ("DELETE FROM kampagne_gemeinde", "unveränderlich"),
        ("INSERT INTO kampagne_gemeinde VALUES (77, 1, '14000002')", "(?i)foreign key"),
        ("INSERT INTO kampagne_gemeinde VALUES (77, 1, '1400')", "(?i)check constraint"),
    ],
)
def test_eine_fassung_ist_mit_ihren_gemeinden_abgeschlossen(
    gefuellt: Register, befehl: str, meldung: str
) -> None:
    versuche(gefuellt, befehl, meldung)


@pytest.mark.parametrize(
    ("aenderung", "meldung"),
    [
        ({"ersetzt": "1"}, "(?i)unique"),
        ({"ersetzt": "99"}, "(?i)foreign key"),
        ({"art": "fax"}, "(?i)check constraint"),
        ({"ags": "1400"}, "(?i)check constraint"),
        ({"tag": "'2026-11-01'"}, "(?i)check constraint"),
    ],
)
def test_unmoegliche_kontakte(gefuellt: Register, aenderung: dict[str, str], meldung: str) -> None:
    nein = "0" if gefuellt.engine.dialect.name == "sqlite" else "false"
    vorgabe = {"nummer": "9", "ersetzt": "NULL", "ags": "14000000", "art": "telefon", "tag": "NULL"}
    versuche(gefuellt, KONTAKT.format(**(vorgabe | {"nein": nein} | aenderung)), meldung)


def test_jeder_stand_ist_speicherbar(register: Register) -> None:
    for stand in Kontaktstand:
        kontakte.setze_stand(
            register, "14000000", stand, LOKAL, heute=HEUTE, grund="Probe", gemeinden=GEMEINDEN
        )
    assert kontakte.standverlauf(register, LOKAL)["stand"].tolist() == werte(Kontaktstand)


def test_ein_register_von_0002_behaelt_alles(datenbank: str) -> None:
    altes = verbinde(lies_adresse(datenbank))
    bringe_bis(altes, "0002")
    lege_grundstand(altes)
    spiele(altes, "eins", 1)
    vermerke.schreibe(altes, "14000000", "von früher", LOKAL)
    altes.schliesse()
    register = oeffne_leer(datenbank)
    vorher = inhalt_aller_tabellen(register)
    assert [zeile["text"] for zeile in vorher["vermerk"]] == ["von früher"]
    assert (len(vorher["datenstand"]), vorher["kontakt"], vorher["kampagne"]) == (2, [], [])
    fuelle_ansprache(register)
    nachher = inhalt_aller_tabellen(register)
    assert {name for name in nachher if nachher[name] != vorher[name]} == {
        *("kampagne", "kampagne_gemeinde", "kontakt", "ansprachestand", "erledigung", "gewichtung"),
        "protokoll",
    }
    register.schliesse()


# --- sichern ------------------------------------------------------------------------------------------------


@pytest.fixture
def sicherung(tmp_path: Path) -> Path:
    register = oeffne_leer(f"sqlite:///{tmp_path / 'quelle.sqlite'}")
    fuelle_alles(register)
    sichere(register, tmp_path / "s.sqlite")
    register.schliesse()
    return tmp_path / "s.sqlite"


def test_wiederhergestellt_geht_es_weiter(datenbank: str, sicherung: Path) -> None:
    stelle_her(datenbank, sicherung)
    register = oeffne_leer(datenbank)
    kampagne = kampagnen.finde(register, 1, LOKAL)
    assert (kampagne.fassung, kampagne.gemeinden) == (2, ("14000002",))
    assert kampagnen.fassungen(register, 1, LOKAL)[1].gemeinden == ("14000001", "14000000")
    assert kontakte.wiedervorlagen(register, LOKAL, heute=HEUTE)["ags"].tolist() == ["14000001"]
    neu = kampagnen.aendere(register, 1, LOKAL, basis_fassung=2, gemeinden=[])
    assert neu.fassung == 3
    kontakte.berichtige(register, 3, None, LOKAL, heute=HEUTE, grund="doppelt")
    assert kontakte.lies(register, LOKAL)["ags"].tolist() == ["14000001"]
    register.schliesse()
    assert stelle_her(datenbank, sicherung).nichts_zu_tun, "ein neueres Register enthält die Sicherung"


@pytest.mark.parametrize("was", ["Kontakte", "Fassungen von Kampagnen", "Gemeinden in Kampagnen"])
def test_auseinandergelaufen_wird_nichts_gemischt(datenbank: str, sicherung: Path, was: str) -> None:
    register = oeffne_leer(datenbank)
    lege_grundstand(register)
    spiele(register, "eins", 1)
    spiele(register, "zwei", 2)
    if was == "Kontakte":
        kontakt = Kontakt(date(2026, 11, 1), Kontaktart.BRIEF)
        kontakte.trage_ein(register, "14000002", kontakt, LOKAL, heute=HEUTE, gemeinden=GEMEINDEN)
    else:
        angaben = Kampagnenangaben("ganz anders", "", Angebot.TELEFON)
        liste = ["14000002"] if was == "Gemeinden in Kampagnen" else []
        kampagnen.lege_an(register, angaben, liste, LOKAL, datenstand_nummer=2, bekannte=GEMEINDEN)
    vorher = inhalt_aller_tabellen(register)
    with pytest.raises(SicherungsFehler, match=rf"auseinandergelaufen: Unter „{was}“ ist der Eintrag 1 im"):
        stelle_her(datenbank, sicherung)
    assert inhalt_aller_tabellen(register) == vorher
    register.schliesse()
