"""Abbruch mitten im Einspielen: getöteter Prozess, voller Datenträger, verlorene Verbindung.

Danach steht das Register ganz auf dem alten oder, wenn der Abschluss gelang, ganz auf dem neuen Stand.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text

from insek_monitor.einspielen.register_eintragen import Quelldatei, Ueberholt
from insek_monitor.register import datenstaende
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from tests.hilfen.ablage import abbild, lege_grundstand, spiele, vorgaenge, zeilenzahlen
from tests.hilfen.warten import warte

pytestmark = pytest.mark.langsam

LISTE = Quelldatei("liste.xlsx", b"Inhalt der Liste")
#: 16 MB: mehr, als SQLite zwischen zwei Anweisungen im Arbeitsspeicher behält.
GROSS = Quelldatei("gross.bin", bytes(range(256)) * 4 * 1024 * 16)
#: So viele Zeilen kommen durch ein Einspielen hinzu: ein Konzept ist neu gefasst, eines bleibt.
NEU = {
    "quelldatei": 1,
    "konzeptfassung": 1,
    "konzeptfassung_gemeinde": 1,
    "datenstand_eintrag": 2,
    "datenstand": 1,
    "protokoll": 1,
}

#: Name des Schritts, Ereignis, Anfang der Anweisung.
SCHRITTE = [
    ("vor dem Beginn", "begin", ""),
    ("nach der Quelldatei", "after_cursor_execute", "INSERT INTO quelldatei "),
    ("nach den Gemeinden der Fassung", "after_cursor_execute", "INSERT INTO konzeptfassung_gemeinde "),
    ("nach der Fassung", "after_cursor_execute", "INSERT INTO konzeptfassung "),
    ("nach den Einträgen", "after_cursor_execute", "INSERT INTO datenstand_eintrag "),
    ("nach dem Datenstand", "after_cursor_execute", "INSERT INTO datenstand "),
    ("nach dem Protokoll", "after_cursor_execute", "INSERT INTO protokoll "),
    ("vor dem Abschluss", "commit", ""),
]


@pytest.fixture
def grundstand(datenbank: str) -> str:
    """Adresse eines Registers mit Datenstand 1; keine Verbindung ist offen (fork)."""
    register = oeffne_leer(datenbank)
    lege_grundstand(register)
    register.schliesse()
    return datenbank


def im_kind(aufgabe: Callable[[], object]) -> int:
    """Rechne in einem abgespaltenen Prozess; 0 oder, wenn er getötet wurde, minus die Nummer des Signals."""
    kennung = os.fork()
    if kennung == 0:
        ausgang = 70
        try:
            aufgabe()
            ausgang = 0
        finally:
            os._exit(ausgang)
    return os.waitstatus_to_exitcode(os.waitpid(kennung, 0)[1])


def stirb(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def bei(register: Register, ereignis: str, anweisung: str, tue: Callable[[], object]) -> None:
    """Rufe ``tue`` beim ersten Ereignis dieser Art; Anweisungen zählen, wenn sie so beginnen."""

    def horche(*angaben: Any) -> None:
        if not anweisung or angaben[2].startswith(anweisung):
            tue()

    event.listen(register.engine, ereignis, horche, once=not anweisung)


def stand(adresse: str) -> tuple[dict[int, Any], dict[str, int]]:
    """Inhalt (mit Prüfsummen) und Zeilenzahlen; eine SQLite-Datei muss dazu heil sein."""
    register = oeffne_leer(adresse)
    try:
        if register.engine.dialect.name == "sqlite":
            with register.lesen() as verbindung:
                assert verbindung.execute(text("PRAGMA integrity_check")).scalar() == "ok"
                assert verbindung.execute(text("PRAGMA foreign_key_check")).all() == []
        return abbild(register), zeilenzahlen(register)
    finally:
        register.schliesse()


def spiele_danach(adresse: str, basis: int) -> None:
    """Nach dem Zwischenfall geht es ohne Zutun weiter."""
    register = oeffne_leer(adresse)
    assert spiele(register, "danach", basis, quelle=LISTE).nummer == basis + 1
    register.schliesse()


def plus(zahlen: dict[str, int], neue: dict[str, int]) -> dict[str, int]:
    return {name: zahl + neue.get(name, 0) for name, zahl in zahlen.items()}


# --- getötet ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ereignis", "anweisung"), [s[1:] for s in SCHRITTE], ids=[s[0] for s in SCHRITTE])
def test_getoetet_vor_dem_abschluss_bleibt_alles_alt(grundstand: str, ereignis: str, anweisung: str) -> None:
    vorher = stand(grundstand)

    def stirb_im_schritt() -> None:
        register = oeffne_leer(grundstand)
        bei(register, ereignis, anweisung, stirb)
        spiele(register, "nie", 1, quelle=LISTE)

    assert im_kind(stirb_im_schritt) == -signal.SIGKILL
    assert stand(grundstand) == vorher
    spiele_danach(grundstand, 1)


def test_getoetet_nach_dem_abschluss_ist_alles_neu(grundstand: str) -> None:
    alt, zahlen = stand(grundstand)

    def stirb_danach() -> None:
        spiele(oeffne_leer(grundstand), "neu", 1, quelle=LISTE)
        stirb()

    assert im_kind(stirb_danach) == -signal.SIGKILL
    neu, neue_zahlen = stand(grundstand)
    assert neue_zahlen == plus(zahlen, NEU)
    assert neu.pop(2)[0].titel == "Meldung neu"
    assert neu == alt
    spiele_danach(grundstand, 2)


@pytest.mark.langsam
def test_getoetet_vor_jeder_einzelnen_anweisung(grundstand: str) -> None:
    """Auch zwischen den benannten Schritten; es endet, wenn ein Lauf ohne Tod durchkommt."""
    vorher = stand(grundstand)
    anweisungen = 0
    while True:
        anweisungen += 1

        def stirb_vor_der_anweisung(uebrig: int = anweisungen) -> None:
            register = oeffne_leer(grundstand)
            gezaehlt = iter(range(uebrig - 1))

            def zaehle(*_: object) -> None:
                if next(gezaehlt, None) is None:
                    stirb()

            event.listen(register.engine, "before_cursor_execute", zaehle)
            spiele(register, "neu", 1, quelle=LISTE)

        ausgang = im_kind(stirb_vor_der_anweisung)
        if ausgang == 0:
            break
        assert ausgang == -signal.SIGKILL
        assert stand(grundstand) == vorher, f"nach dem Tod vor Anweisung {anweisungen}"
    assert anweisungen > 10, "so viele Anweisungen hat das Einspielen mindestens"
    assert stand(grundstand)[1] == plus(vorher[1], NEU)


# --- SQLite: halb geschriebene Dateien ----------------------------------------------------------------------


@pytest.fixture
def sqlite_datei(tmp_path: Path) -> Path:
    datei = tmp_path / "register.sqlite"
    register = oeffne_leer(f"sqlite:///{datei}")
    lege_grundstand(register)
    register.schliesse()
    return datei


@pytest.mark.parametrize("megabyte", [1, 6, 12])
def test_getoetet_waehrend_sqlite_schreibt(sqlite_datei: Path, megabyte: int) -> None:
    """Der Tod kommt von außen, sobald das Schreibprotokoll so groß ist; ob davor oder danach, ist gleich."""
    adresse = f"sqlite:///{sqlite_datei}"
    alt, zahlen = stand(adresse)
    kennung = os.fork()
    if kennung == 0:
        try:
            spiele(oeffne_leer(adresse), "neu", 1, quelle=GROSS)
            signal.pause()
        finally:
            os._exit(70)
    wal = sqlite_datei.with_name(sqlite_datei.name + "-wal")
    warte(lambda: wal.exists() and wal.stat().st_size > megabyte * 2**20, 30, 0.0005)
    os.kill(kennung, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(kennung, 0)[1]) == -signal.SIGKILL
    nachher, neue_zahlen = stand(adresse)
    assert neue_zahlen in (zahlen, plus(zahlen, NEU))
    assert nachher[1] == alt[1]
    spiele_danach(adresse, len(nachher))


def test_stromausfall_schneidet_das_schreibprotokoll_ab(sqlite_datei: Path, tmp_path: Path) -> None:
    """Was nach einem Stromausfall vom Schreibprotokoll da ist, reicht ganz oder gar nicht."""
    adresse = f"sqlite:///{sqlite_datei}"
    alt, zahlen = stand(adresse)

    def stirb_danach() -> None:
        spiele(oeffne_leer(adresse), "neu", 1, quelle=LISTE)
        stirb()

    assert im_kind(stirb_danach) == -signal.SIGKILL
    wal = Path(f"{sqlite_datei}-wal")
    laenge = wal.stat().st_size
    # Kopf (32 Byte), mitten im Bild einer Seite (24 + 4096 Byte), nach jeder zweiten Seite, und ganz.
    schnitte = [0, 10, 32, 100, *range(32 + 2 * 4120, laenge, 2 * 4120), laenge - 1]
    for schnitt in schnitte:
        kopie = tmp_path / f"kopie-{schnitt}.sqlite"
        shutil.copy(sqlite_datei, kopie)
        Path(f"{kopie}-wal").write_bytes(wal.read_bytes()[:schnitt])
        assert stand(f"sqlite:///{kopie}") == (alt, zahlen), f"abgeschnitten nach {schnitt} von {laenge} Byte"
    assert stand(adresse)[1] == plus(zahlen, NEU)


# --- voller Datenträger -------------------------------------------------------------------------------------

VOLL = "nicht beschreiben, weil der Datenträger voll ist. Bitte schaffen Sie Platz"


def test_sqlite_datei_darf_nicht_wachsen(sqlite_datei: Path) -> None:
    adresse = f"sqlite:///{sqlite_datei}"
    vorher = stand(adresse)
    register = oeffne_leer(adresse)

    def begrenze(verbindung: sqlite3.Connection, _: object) -> None:
        seiten = verbindung.execute("PRAGMA page_count").fetchone()[0]
        verbindung.execute(f"PRAGMA max_page_count = {seiten + 2}")

    register.engine.dispose()
    event.listen(register.engine, "connect", begrenze)
    with pytest.raises(RegisterFehler, match=VOLL):
        spiele(register, "neu", 1, quelle=GROSS)
    assert [nummer for nummer, *_ in abbild(register).values()] == [vorher[0][1][0]]
    register.schliesse()
    assert stand(adresse) == vorher
    spiele_danach(adresse, 1)


def test_datentraeger_voll_waehrend_sqlite_schreibt(sqlite_datei: Path, tmp_path: Path) -> None:
    """Das Betriebssystem selbst verweigert das Schreiben, mitten im Schreibprotokoll."""
    adresse = f"sqlite:///{sqlite_datei}"
    vorher = stand(adresse)
    meldung = tmp_path / "meldung.txt"

    def schreibe_mit_grenze() -> None:
        register = oeffne_leer(adresse)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 * 2**20, 3 * 2**20))
        try:
            spiele(register, "neu", 1, quelle=GROSS)
        except RegisterFehler as fehler:
            meldung.write_text(str(fehler), encoding="utf-8")

    assert im_kind(schreibe_mit_grenze) == 0
    assert "Bitte prüfen Sie, ob der Datenträger voll oder schadhaft ist" in meldung.read_text("utf-8")
    assert stand(adresse) == vorher
    spiele_danach(adresse, 1)


AUSLOESER = """
CREATE FUNCTION voll() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = '53100'; END $$;
CREATE CONSTRAINT TRIGGER voll AFTER INSERT ON protokoll {wann} FOR EACH ROW EXECUTE FUNCTION voll();
"""


@pytest.mark.postgres
@pytest.mark.parametrize("wann", ["", "DEFERRABLE INITIALLY DEFERRED"], ids=["Anweisung", "Abschluss"])
@pytest.mark.parametrize("datenbank", ["postgresql"], indirect=True)
def test_postgresql_hat_bei_der_letzten_anweisung_keinen_platz(grundstand: str, wann: str) -> None:
    vorher = stand(grundstand)
    with psycopg.connect(grundstand, autocommit=True) as verbindung:
        verbindung.execute(AUSLOESER.format(wann=wann).encode())
    register = oeffne_leer(grundstand)
    with pytest.raises(RegisterFehler, match=VOLL):
        spiele(register, "neu", 1, quelle=LISTE)
    register.schliesse()
    assert stand(grundstand) == vorher
    with psycopg.connect(grundstand, autocommit=True) as verbindung:
        verbindung.execute("DROP TRIGGER voll ON protokoll")
    spiele_danach(grundstand, 1)


# --- verlorene Verbindung -----------------------------------------------------------------------------------


def trenne_andere(adresse: str) -> None:
    """Beende auf dem Server alle anderen Verbindungen zu dieser Datenbank und warte, bis sie fort sind."""
    andere = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(adresse, autocommit=True) as verbindung:
        verbindung.execute(f"SELECT pg_terminate_backend(pid, 5000) {andere}".encode())


@pytest.mark.postgres
@pytest.mark.parametrize(("ereignis", "anweisung"), [s[1:] for s in SCHRITTE], ids=[s[0] for s in SCHRITTE])
@pytest.mark.parametrize("datenbank", ["postgresql"], indirect=True)
def test_verbindung_reisst_ab(grundstand: str, ereignis: str, anweisung: str) -> None:
    vorher = stand(grundstand)
    register = oeffne_leer(grundstand)
    bei(register, ereignis, anweisung, lambda: trenne_andere(grundstand))
    with pytest.raises(RegisterFehler, match=r"nicht erreichbar\. Bitte prüfen Sie, ob der Datenbankserver"):
        spiele(register, "neu", 1, quelle=LISTE)
    assert (abbild(register), zeilenzahlen(register)) == vorher, "dasselbe Register verbindet sich neu"
    register.schliesse()
    spiele_danach(grundstand, 1)


@pytest.mark.postgres
@pytest.mark.parametrize("datenbank", ["postgresql"], indirect=True)
def test_verbindung_reisst_nach_dem_abschluss_ab(grundstand: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Der Server hat abgeschlossen, die Antwort ging verloren: der zweite Versuch schreibt nicht doppelt."""
    register = oeffne_leer(grundstand)
    eigentlich = register.engine.dialect.do_commit

    def ohne_antwort(verbindung: Any) -> None:
        eigentlich(verbindung)
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(register.engine.dialect, "do_commit", ohne_antwort)
    with pytest.raises(RegisterFehler, match="nicht erreichbar"):
        spiele(register, "neu", 1, quelle=LISTE)
    monkeypatch.undo()
    with pytest.raises(Ueberholt, match="Datenstand 2 „Meldung neu“ von Lore Lokal"):
        spiele(register, "neu", 1, quelle=LISTE)
    assert [s.nummer for s in datenstaende.liste(register)] == [2, 1]
    assert [ergebnis for _, _, ergebnis, _ in vorgaenge(register)] == ["ausgefuehrt", "verweigert"]
    register.schliesse()
