"""Sichern: ein stimmiger Abzug im laufenden Betrieb, ganz oder gar nicht, und nie über Vorhandenes."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from insek_monitor.register import schema, sichern, vermerke
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.sichern import SicherungsFehler, sichere
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from insek_monitor.register.zeilenstrom import REIHENFOLGE
from tests.hilfen.ablage import LOKAL, lege_grundstand, spiele
from tests.hilfen.sicherungen import ERWARTET, fuelle_alles, inhalt_aller_tabellen, inhalt_von, verfaelsche
from tests.register.test_absturz import im_kind, stirb

pytestmark = pytest.mark.langsam


def test_keine_tabelle_fehlt() -> None:
    gesichert, vergaenglich = ({t.name for t in gruppe} for gruppe in (REIHENFOLGE, schema.VERGAENGLICH))
    assert not gesichert & vergaenglich
    assert gesichert | vergaenglich == set(schema.metadaten.tables)
    assert set(ERWARTET) == gesichert


def test_sicherung_ist_eine_einzige_datei_mit_demselben_inhalt(register: Register, tmp_path: Path) -> None:
    fuelle_alles(register)
    ordner = tmp_path / "ab?lage 100%"
    ordner.mkdir()
    sicherung = sichere(register, ordner / "s.sqlite")
    assert sicherung.zeilen == ERWARTET
    assert (sicherung.schemastand, sicherung.veraendert) == (schema.SCHEMASTAND, ())
    assert sicherung.erstellt_am is not None
    assert abs((datetime.now(UTC) - sicherung.erstellt_am).total_seconds()) < 60
    assert [datei.name for datei in ordner.iterdir()] == ["s.sqlite"]
    ziel = tmp_path / "s.sqlite"
    (ordner / "s.sqlite").rename(ziel)
    assert inhalt_von(f"sqlite:///{ziel}") == inhalt_aller_tabellen(register)


def test_keine_stimme_gelangt_in_die_sicherung(register: Register, tmp_path: Path) -> None:
    fuelle_alles(register)
    with register.lesen() as verbindung:
        geheim = [
            *verbindung.execute(select(schema.stimme.c.geraet)).scalars(),
            *verbindung.execute(select(schema.raum.c.code)).scalars(),
            *verbindung.execute(select(schema.raum.c.salz)).scalars(),
        ]
    assert len(geheim) == 2 + 2 + 2
    sichere(register, tmp_path / "s.sqlite")
    datei = (tmp_path / "s.sqlite").read_bytes()
    assert b"Workshop" in datei
    assert [wort for wort in geheim if wort.encode() in datei] == []
    with closing(sqlite3.connect(tmp_path / "s.sqlite")) as verbindung:
        zahlen = [
            verbindung.execute(f"SELECT count(*) FROM {tabelle.name}").fetchone()[0]
            for tabelle in schema.VERGAENGLICH
        ]
    assert zahlen == [0, 0, 0, 0, 0]


@pytest.mark.skipif(os.name == "nt", reason="Rechte wie unter Unix")
def test_sicherung_ist_nur_fuer_die_eigene_person_lesbar(register: Register, tmp_path: Path) -> None:
    lege_grundstand(register)
    sichere(register, tmp_path / "s.sqlite")
    assert stat.S_IMODE((tmp_path / "s.sqlite").stat().st_mode) == 0o600


def test_was_andere_waehrenddessen_schreiben_gehoert_nicht_dazu(
    register: Register, datenbank: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fuelle_alles(register)
    vorher = inhalt_aller_tabellen(register)
    anderes = oeffne_leer(datenbank)
    eigentlich = sichern.trage_zeilen_ein
    geschrieben: list[str] = []

    def mit_gegenverkehr(nach: Any, tabelle: Any, werte: Any) -> int:
        # Vor jeder Tabelle kommt ein ganzer Datenstand und ein Vermerk hinzu.
        spiele(anderes, f"Gegenverkehr {len(geschrieben)}", 3 + len(geschrieben))
        vermerke.schreibe(anderes, "14000001", f"vor {tabelle.name}", LOKAL)
        geschrieben.append(tabelle.name)
        return eigentlich(nach, tabelle, werte)

    monkeypatch.setattr(sichern, "trage_zeilen_ein", mit_gegenverkehr)
    sicherung = sichere(register, tmp_path / "s.sqlite")
    anderes.schliesse()
    assert len(geschrieben) == len(REIHENFOLGE) == 21
    assert sicherung.zeilen == ERWARTET
    assert inhalt_von(f"sqlite:///{tmp_path / 's.sqlite'}") == vorher
    assert len(inhalt_aller_tabellen(register)["datenstand"]) == 24, "die anderen kamen trotzdem voran"


def test_vorhandenes_wird_nicht_ueberschrieben(register: Register, tmp_path: Path) -> None:
    lege_grundstand(register)
    ziel = tmp_path / "s.sqlite"
    ziel.write_bytes(b"wichtig")
    with pytest.raises(SicherungsFehler, match=r"gibt es schon.*anderen Namen"):
        sichere(register, ziel)
    with pytest.raises(SicherungsFehler, match="gibt es schon"):
        sichere(register, tmp_path)
    assert ziel.read_bytes() == b"wichtig"


def test_inzwischen_entstandenes_ziel_bleibt(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lege_grundstand(register)
    ziel = tmp_path / "s" / "s.sqlite"
    ziel.parent.mkdir()
    eigentlich = sichern.versiegle

    def mit_nachbar(*angaben: Any) -> None:
        eigentlich(*angaben)
        ziel.write_bytes(b"von nebenan")

    monkeypatch.setattr(sichern, "versiegle", mit_nachbar)
    with pytest.raises(SicherungsFehler, match="gibt es schon"):
        sichere(register, ziel)
    assert [(d.name, d.read_bytes()) for d in ziel.parent.iterdir()] == [("s.sqlite", b"von nebenan")]


def test_ordner_fehlt_und_leeres_register(register: Register, tmp_path: Path) -> None:
    with pytest.raises(SicherungsFehler, match=r"Den Ordner .*fehlt“ gibt es nicht"):
        sichere(register, tmp_path / "fehlt" / "s.sqlite")
    ordner = tmp_path / "s"
    ordner.mkdir()
    with pytest.raises(SicherungsFehler, match="ist leer; es gibt nichts zu sichern"):
        sichere(register, ordner / "s.sqlite")
    assert list(ordner.iterdir()) == []


def test_abbruch_hinterlaesst_nichts(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gleich nach welcher Tabelle."""
    fuelle_alles(register)
    eigentlich = sichern.trage_zeilen_ein
    ordner = tmp_path / "s"
    ordner.mkdir()
    for letzte in REIHENFOLGE:

        def stromausfall(nach: Any, tabelle: Any, werte: Any, letzte: Any = letzte) -> int:
            anzahl = eigentlich(nach, tabelle, werte)
            if tabelle is letzte:
                raise KeyboardInterrupt
            return anzahl

        monkeypatch.setattr(sichern, "trage_zeilen_ein", stromausfall)
        with pytest.raises(KeyboardInterrupt):
            sichere(register, ordner / "s.sqlite")
        assert list(ordner.iterdir()) == [], letzte.name


def test_voller_datentraeger(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lege_grundstand(register)
    ordner = tmp_path / "s"
    ordner.mkdir()

    def voll(_kennziffer: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", voll)
    with pytest.raises(SicherungsFehler, match="freien Platz") as fehler:
        sichere(register, ordner / "s.sqlite")
    assert "space" not in str(fehler.value)
    assert list(ordner.iterdir()) == []


def test_veraenderter_datenstand_wird_gemeldet(tmp_path: Path) -> None:
    datei = tmp_path / "r.sqlite"
    register = oeffne_leer(f"sqlite:///{datei}")
    fuelle_alles(register)
    register.schliesse()
    # „A“ von Datenstand 2 („INSEK eins“) kommt nur dort vor.
    verfaelsche(datei, "UPDATE konzeptfassung SET titel = 'gefälscht' WHERE titel = 'INSEK eins'")
    register = oeffne_leer(f"sqlite:///{datei}")
    sicherung = sichere(register, tmp_path / "s.sqlite")
    register.schliesse()
    assert sicherung.veraendert == (2,)
    assert sicherung.zeilen == ERWARTET, "gesichert ist trotzdem alles"


def test_register_nicht_erreichbar(tmp_path: Path) -> None:
    from insek_monitor.register.verbindung import lies_adresse, verbinde

    register = verbinde(lies_adresse("postgresql://amt:geheim@127.0.0.1:1/insek"))
    ordner = tmp_path / "s"
    ordner.mkdir()
    with pytest.raises(RegisterFehler, match="nicht erreichbar") as fehler:
        sichere(register, ordner / "s.sqlite")
    assert "geheim" not in str(fehler.value)
    assert list(ordner.iterdir()) == []


@pytest.mark.parametrize("datenbank", ["sqlite"], indirect=True)
def test_reste_getoeteter_sicherungen_verschwinden_mit_der_naechsten(datenbank: str, tmp_path: Path) -> None:
    ordner = tmp_path / "sicherungen"
    ordner.mkdir()
    register = oeffne_leer(datenbank)
    lege_grundstand(register)
    register.schliesse()

    def stirb_beim_sichern() -> None:
        quelle = oeffne_leer(datenbank)
        event.listen(Engine, "commit", stirb)
        sichere(quelle, ordner / "nie.sqlite")

    assert im_kind(stirb_beim_sichern) == -signal.SIGKILL
    assert [datei.name[:12] for datei in ordner.iterdir()].count(".nie.sqlite.") == 3, "mit -wal und -shm"
    laeuft_noch = ordner / f".x.sqlite.{sichern._RECHNER}-{os.getpid()}-0123abcd.unfertig"
    laeuft_noch.touch()
    frueher = ordner / ".x.sqlite.0123abcd.unfertig"
    frueher.touch()
    os.utime(frueher, (0, 0))
    register = oeffne_leer(datenbank)
    sichere(register, ordner / "gut.sqlite")
    register.schliesse()
    assert {datei.name for datei in ordner.iterdir()} == {"gut.sqlite", laeuft_noch.name}
