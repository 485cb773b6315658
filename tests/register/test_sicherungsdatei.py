"""Welche Dateien sich wiederherstellen lassen: auch ältere; nie beschädigte, fremde oder zu neue."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

from insek_monitor.register import datenstaende, vermerke, wanderung
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.laden import lade
from insek_monitor.register.schema import SCHEMASTAND, VERSIONSTABELLE
from insek_monitor.register.sichern import SicherungsFehler, sichere, stelle_her
from insek_monitor.register.sicherungsdatei import ANGABEN, TABELLEN, versiegle
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import lies_adresse, verbinde
from tests.hilfen.ablage import LOKAL, inhalt, spiele
from tests.hilfen.sicherungen import (
    ERWARTET,
    fuelle_alles,
    fuelle_ansprache,
    fuelle_workshop,
    inhalt_von,
    ohne_protokoll,
    verfaelsche,
)

pytestmark = pytest.mark.langsam


@pytest.fixture(scope="module")
def vorlage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ordner = tmp_path_factory.mktemp("vorlage")
    register = oeffne_leer(f"sqlite:///{ordner / 'register.sqlite'}")
    fuelle_alles(register)
    sichere(register, ordner / "s.sqlite")
    register.schliesse()
    return ordner / "s.sqlite"


@pytest.fixture
def quelle(vorlage: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(vorlage, tmp_path / "s.sqlite"))


@pytest.fixture
def ziel(tmp_path: Path) -> Path:
    return tmp_path / "ziel.sqlite"


def verweigert(quelle: Path, ziel: Path, meldung: str) -> None:
    """Die Datei wird mit diesem Satz abgelehnt, und die Zieldatenbank entsteht nicht einmal."""
    with pytest.raises(SicherungsFehler, match=meldung) as fehler:
        stelle_her(f"sqlite:///{ziel}", quelle)
    assert "Bitte" in str(fehler.value)
    assert not ziel.exists()


# --- beschädigt ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("laenge", [17, 99, 4096, 0.5, -1])
def test_abgeschnitten(quelle: Path, ziel: Path, laenge: float) -> None:
    roh = quelle.read_bytes()
    quelle.write_bytes(roh[: int(laenge * len(roh)) if laenge == 0.5 else int(laenge)])
    verweigert(quelle, ziel, "beschädigt oder unvollständig|keine Sicherung")


def test_ein_umgekipptes_byte_faellt_auf_oder_ist_gleichgueltig(
    vorlage: Path, tmp_path: Path, ziel: Path
) -> None:
    stelle_her(f"sqlite:///{ziel}", vorlage)
    richtig = ohne_protokoll(inhalt_von(f"sqlite:///{ziel}"))
    roh = vorlage.read_bytes()
    zufall = random.Random(20261121)
    # Leere Seiten zu treffen sagt nichts; gewürfelt wird unter den Stellen, an denen etwas steht.
    stellen = zufall.sample([stelle for stelle, byte in enumerate(roh) if byte], 40)
    aufgefallen = 0
    for nummer, stelle in enumerate(stellen):
        datei, neues_ziel = tmp_path / f"{nummer}.sqlite", tmp_path / f"ziel-{nummer}.sqlite"
        datei.write_bytes(roh[:stelle] + bytes([roh[stelle] ^ zufall.randint(1, 255)]) + roh[stelle + 1 :])
        try:
            stelle_her(f"sqlite:///{neues_ziel}", datei)
        except RegisterFehler:
            aufgefallen += 1
            continue
        assert ohne_protokoll(inhalt_von(f"sqlite:///{neues_ziel}")) == richtig, stelle
    assert aufgefallen > 20


@pytest.mark.parametrize(
    "befehl",
    [
        "UPDATE vermerk SET text = 'anders' WHERE nummer = 1",
        "DELETE FROM bestaetigung WHERE nummer = 2",
        "INSERT INTO rollenvergabe (nummer, kennung, rolle, von) VALUES (2, 'boese@x.de', 'freigeben', 'x')",
        "UPDATE quelldatei SET inhalt = x'00'",
        "CREATE TABLE fremd (x)",
        f"UPDATE {TABELLEN} SET zeilen = zeilen + 1 WHERE tabelle = 'vermerk'",
        f"UPDATE {ANGABEN} SET wert = '2020-01-01T00:00:00+00:00' WHERE name = 'erstellt_am'",
        f"UPDATE {ANGABEN} SET wert = 'eins' WHERE name = 'format'",
        f"DELETE FROM {ANGABEN} WHERE name = 'pruefsumme'",
        f"DELETE FROM {ANGABEN}",
        f"DROP TABLE {ANGABEN}",
        f"DROP TABLE {TABELLEN}",
        "DROP TABLE vermerk",
    ],
)
def test_veraenderter_inhalt(quelle: Path, ziel: Path, befehl: str) -> None:
    verfaelsche(quelle, befehl)
    verweigert(quelle, ziel, "beschädigt oder unvollständig")


@pytest.mark.parametrize(
    "wann", ["kaputt", "2026-13-01T00:00:00+00:00", "0001-01-01T00:00:00+09:00", "9999-12-31T23:59:59+00:00"]
)
@pytest.mark.parametrize("wo", ["Angabe", "Zeile", "Kopie"])
def test_unmoegliche_zeit(quelle: Path, ziel: Path, wann: str, wo: str) -> None:
    """Mit stimmigen Prüfsummen: Wer sie fälscht oder wessen Uhr falsch ging, soll keine Spur sehen."""
    for tabelle in (ANGABEN, TABELLEN):
        verfaelsche(quelle, f"DROP TABLE {tabelle}")
    if wo != "Angabe":
        verfaelsche(quelle, f"UPDATE vermerk SET am = '{wann[:19].replace('T', ' ')}' WHERE nummer = 1")
    if wo != "Kopie":
        zeit = SimpleNamespace(isoformat=lambda: wann if wo == "Angabe" else "2026-11-21T09:00:00+00:00")
        versiegle(quelle, zeit, "1.0")  # type: ignore[arg-type]
    verweigert(quelle, ziel, "beschädigt oder unvollständig")


# --- falsche Dateien ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("inhalt", [b"", b"Sehr geehrte Damen und Herren", b"PK\x03\x04" + bytes(500)])
def test_keine_datenbank(tmp_path: Path, ziel: Path, inhalt: bytes) -> None:
    datei = tmp_path / "brief.sqlite"
    datei.write_bytes(inhalt)
    verweigert(datei, ziel, "ist keine Sicherung des INSEK-Monitors")


def test_andere_datenbank(tmp_path: Path, ziel: Path) -> None:
    datei = tmp_path / "adressen.sqlite"
    with closing(sqlite3.connect(datei)) as verbindung:
        verbindung.execute("CREATE TABLE adressen (name TEXT)")
        verbindung.commit()
    verweigert(datei, ziel, "ist keine Sicherung des INSEK-Monitors")


def test_fehlende_datei_und_ordner(tmp_path: Path, ziel: Path) -> None:
    verweigert(tmp_path / "fehlt.sqlite", ziel, "gibt es nicht oder sie ist nicht lesbar")
    verweigert(tmp_path, ziel, "gibt es nicht oder sie ist nicht lesbar")


def test_register_in_gebrauch(quelle: Path, ziel: Path) -> None:
    quelle.with_name(quelle.name + "-wal").write_bytes(b"etwas")
    verweigert(quelle, ziel, "ist ein Register in Gebrauch, keine Sicherung")


# --- neuer und älter ----------------------------------------------------------------------------------------


def test_neueres_format(quelle: Path, ziel: Path) -> None:
    verfaelsche(quelle, f"UPDATE {ANGABEN} SET wert = '2' WHERE name = 'format'")
    verweigert(quelle, ziel, r"neueren Fassung des INSEK-Monitors.*aktualisieren Sie das Programm")


def test_neuerer_schemastand(quelle: Path, ziel: Path) -> None:
    for tabelle in (ANGABEN, TABELLEN):
        verfaelsche(quelle, f"DROP TABLE {tabelle}")
    verfaelsche(quelle, f"UPDATE {VERSIONSTABELLE} SET version_num = '0077'")
    versiegle(quelle, datetime(2031, 1, 1, tzinfo=UTC), "9.0")
    verweigert(quelle, ziel, "neueren Fassung des INSEK-Monitors")


def baue_alt(datei: Path, stand: str) -> str:
    """Ein Register, wie es eine frühere Fassung anlegte: ein Datenstand, ab 0002 auch ein Vermerk."""
    register = verbinde(lies_adresse(f"sqlite:///{datei}"))
    bringe_bis(register, stand)
    datenstaende.lege_an(
        register, *inhalt("Grundstand"), titel="Recherche", von="v", anlass="a", kuerzel="recherche"
    )
    if stand > "0001":
        vermerke.schreibe(register, "14000000", "von früher", LOKAL)
    pruefsumme = datenstaende.finde(register).pruefsumme
    register.schliesse()
    return pruefsumme


def bringe_bis(register: Any, stand: str) -> None:
    einstellungen = Config()
    einstellungen.set_main_option("script_location", str(wanderung.ORDNER))
    with register.schreiben() as verbindung:
        einstellungen.attributes["verbindung"] = verbindung
        command.upgrade(einstellungen, stand)


@pytest.mark.parametrize("stand", ["0001", "0002", "0003"])
@pytest.mark.parametrize("versiegelt", [True, False], ids=["gesichert", "kopiert"])
def test_aeltere_sicherung_wird_auf_stand_gebracht(
    datenbank: str, tmp_path: Path, versiegelt: bool, stand: str
) -> None:
    datei = tmp_path / "alt.sqlite"
    pruefsumme = baue_alt(datei, stand)
    zeitpunkt = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
    if versiegelt:
        versiegle(datei, zeitpunkt, "0.0")
    vorher = datei.read_bytes()
    ergebnis = stelle_her(datenbank, datei)
    assert ergebnis.schemastand == stand
    assert ergebnis.erstellt_am == (zeitpunkt if versiegelt else None)
    assert (ergebnis.ergaenzt["datenstand"], ergebnis.ergaenzt["vermerk"]) == (1, int(stand > "0001"))
    register = oeffne_leer(datenbank)
    assert lade(register).datenstand.pruefsumme == pruefsumme
    assert spiele(register, "neu", 1).nummer == 2
    fuelle_ansprache(register)
    fuelle_workshop(register)
    register.schliesse()
    assert datei.read_bytes() == vorher


@pytest.mark.parametrize("stand", ["0001", "0002", "0003"])
def test_aelteres_ziel_wird_auf_stand_gebracht(vorlage: Path, datenbank: str, stand: str) -> None:
    register = verbinde(lies_adresse(datenbank))
    bringe_bis(register, stand)
    register.schliesse()
    ergebnis = stelle_her(datenbank, vorlage)
    assert (ergebnis.schemastand, ergebnis.ergaenzt) == (SCHEMASTAND, ERWARTET)


def test_kopie_einer_registerdatei(vorlage: Path, tmp_path: Path, ziel: Path) -> None:
    kopie = Path(shutil.copy(vorlage.with_name("register.sqlite"), tmp_path / "kopie.sqlite"))
    ergebnis = stelle_her(f"sqlite:///{ziel}", kopie)
    assert ergebnis.erstellt_am is None
    assert ergebnis.ergaenzt == ERWARTET


def test_veraenderte_kopie_einer_registerdatei(vorlage: Path, tmp_path: Path, ziel: Path) -> None:
    kopie = Path(shutil.copy(vorlage.with_name("register.sqlite"), tmp_path / "kopie.sqlite"))
    verfaelsche(kopie, "UPDATE konzeptfassung SET titel = 'gefälscht' WHERE titel = 'INSEK zwei'")
    verweigert(kopie, ziel, "Der Inhalt von Datenstand 3 in .* passt nicht zu seiner Prüfsumme")
