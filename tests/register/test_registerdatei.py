"""Die Registerdatei wird im laufenden Betrieb gelöscht, ersetzt oder abgeschnitten (nur SQLite)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from insek_monitor.register import registerdatei
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.registerdatei import ABGESCHNITTEN, ERSETZT, FEHLT, NUR_LESEN, DateiFehler
from insek_monitor.register.speicher import oeffne as oeffne_gefuellt
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.saal import zugriff
from tests.hilfen.ablage import abbild, lege_grundstand, spiele
from tests.hilfen.saalraum import EINFACH, Geraet, lege_an, telefonapp
from tests.register.test_absturz import im_kind


@pytest.fixture
def datei(tmp_path: Path, vorlage_sqlite: Path) -> Path:
    return Path(shutil.copyfile(vorlage_sqlite, tmp_path / "register.sqlite"))


@pytest.fixture
def andere(tmp_path: Path, vorlage_sqlite: Path) -> Path:
    """Eine zweite Registerdatei mit zwei Datenständen, bereit zum Unterschieben."""
    ort = Path(shutil.copyfile(vorlage_sqlite, tmp_path / "andere.sqlite"))
    register = oeffne(ort)
    lege_grundstand(register)
    spiele(register, "andere", 1)
    register.schliesse()
    return ort


def oeffne(datei: Path, *, anlegen: bool = True) -> Register:
    return oeffne_leer(f"sqlite:///{datei}", anlegen=anlegen)


def titel(register: Register) -> list[str]:
    """Titel aller Datenstände; jeder wird dabei mit seiner Prüfsumme verglichen."""
    with register.lesen() as verbindung:
        assert verbindung.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    return sorted(stand.titel for stand, *_ in abbild(register).values())


EINGRIFFE = {
    "rm": ("schreiben", lambda datei, _: datei.unlink(), FEHLT),
    "fortgelegt": ("aendern", lambda datei, _: datei.rename(datei.with_name("alt.sqlite")), FEHLT),
    "ersetzt": ("lesen", lambda datei, andere: andere.replace(datei), ERSETZT),
    "0 Byte": ("schreiben", lambda datei, _: os.truncate(datei, 0), ABGESCHNITTEN),
    "1 Byte": ("aendern", lambda datei, _: os.truncate(datei, 1), ABGESCHNITTEN),
}


@pytest.mark.parametrize(("weg", "tue", "satz"), EINGRIFFE.values(), ids=EINGRIFFE)
def test_wer_die_datei_offen_hatte_arbeitet_nicht_weiter(datei, andere, weg, tue, satz) -> None:
    register = oeffne(datei)
    lege_grundstand(register)
    tue(datei, andere)
    with pytest.raises(DateiFehler) as fehler, getattr(register, weg)():
        pass
    assert (str(fehler.value), register.verwaist) == (satz, True)
    with pytest.raises(DateiFehler), getattr(register, weg)():
        pass  # auch beim zweiten Mal: Dieses Register ist verlassen
    assert not datei.with_name("register.sqlite-wal").exists(), "nichts mischt sich in die nächste Datei"


def test_nach_dem_ersetzen_gilt_die_neue_datei_und_die_alte_ist_vollstaendig(datei, andere) -> None:
    """Was nur im Schreibprotokoll stand, geht zu der Datei, zu der es gehört."""
    register = oeffne(datei)
    lege_grundstand(register)
    spiele(register, "nur im Protokoll", 1)
    datei.rename(datei.with_name("alt.sqlite"))
    andere.replace(datei)
    with pytest.raises(DateiFehler):
        spiele(register, "nie", 2)
    neu = oeffne(datei)
    assert titel(neu) == ["Meldung andere", "Recherche"]
    spiele(neu, "danach", 2)
    neu.schliesse()
    for name, dritte in (("register", ["Meldung danach"]), ("alt", [])):
        wieder = oeffne(datei.with_name(f"{name}.sqlite"))
        zweite = {"register": "Meldung andere", "alt": "Meldung nur im Protokoll"}[name]
        assert titel(wieder) == [zweite, *dritte, "Recherche"]
        wieder.schliesse()


def test_ersetzt_ohne_dass_danach_jemand_schreibt(datei, andere) -> None:
    """Auch das Beenden lässt kein altes Schreibprotokoll neben der neuen Datei liegen."""
    register = oeffne(datei)
    lege_grundstand(register)
    andere.replace(datei)
    register.schliesse()
    neu = oeffne(datei)
    assert titel(neu) == ["Meldung andere", "Recherche"]
    neu.schliesse()


def test_ersetzt_waehrend_geschrieben_wird_ist_nicht_bestaetigt(datei, andere) -> None:
    register = oeffne(datei)
    event.listen(register.engine, "commit", lambda _: andere.replace(datei))
    with pytest.raises(DateiFehler):
        lege_grundstand(register)
    assert titel(oeffne(datei)) == ["Meldung andere", "Recherche"]


def test_wer_noch_liest_haelt_nur_auf(datei, andere) -> None:
    """Solange das Protokoll nicht ganz in der alten Datei ist, bleibt sie offen; abgewiesen wird schon."""
    register = oeffne(datei)
    with register.lesen() as lesend:
        assert lesend.exec_driver_sql("SELECT count(*) FROM datenstand").scalar() == 0
        lege_grundstand(register)
        datei.rename(datei.with_name("alt.sqlite"))
        andere.replace(datei)
        with pytest.raises(DateiFehler), register.schreiben():
            pass
        noch_offen = not register.verwaist
    with pytest.raises(DateiFehler), register.schreiben():
        pass
    assert (noch_offen, register.verwaist) == (True, True)
    assert titel(oeffne(datei.with_name("alt.sqlite"))) == ["Recherche"]


@pytest.mark.parametrize("inhalt", [b"", b"S"])
def test_eine_abgeschnittene_datei_wird_kein_neues_register(tmp_path, monkeypatch, inhalt) -> None:
    monkeypatch.setattr(registerdatei, "ANLEGEN_SEKUNDEN", 0.0)
    datei = tmp_path / "register.sqlite"
    datei.write_bytes(inhalt)
    with pytest.raises(RegisterFehler, match="„wiederherstellen“"):
        oeffne(datei)
    assert [(d.name, d.read_bytes()) for d in tmp_path.iterdir()] == [("register.sqlite", inhalt)]


def test_eine_neue_datei_gehoert_nur_dem_dienst_und_uebernimmt_kein_altes_protokoll(datei, tmp_path) -> None:
    register = oeffne(datei)
    lege_grundstand(register)
    neu = tmp_path / "neu.sqlite"
    shutil.copyfile(f"{datei}-wal", f"{neu}-wal")
    register.schliesse()
    angelegt = oeffne(neu)
    assert titel(angelegt) == []
    rechte = {stat.S_IMODE(d.stat().st_mode) for d in tmp_path.glob("neu.sqlite*")}
    assert rechte == {0o600}
    angelegt.schliesse()


def test_auch_eine_vorhandene_datei_wird_verschlossen(datei) -> None:
    datei.chmod(0o644)
    register = oeffne(datei)
    lege_grundstand(register)
    rechte = {d.name: stat.S_IMODE(d.stat().st_mode) for d in datei.parent.iterdir()}
    assert rechte == {f"register.sqlite{endung}": 0o600 for endung in ("", "-wal", "-shm")}
    register.schliesse()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="nur root darf Rechte abgeben")
@pytest.mark.parametrize("geschuetzt", ["Ordner", "Datei"])
def test_ein_schreibgeschuetztes_archiv_laesst_sich_ansehen(andere, geschuetzt) -> None:
    with tempfile.TemporaryDirectory() as name:
        ordner = Path(name)
        datei = Path(shutil.copyfile(andere, ordner / "archiv.sqlite"))
        datei.chmod(0o444)
        ordner.chmod(0o555 if geschuetzt == "Ordner" else 0o777)

        def sieh_an() -> None:
            os.seteuid(65534)
            register = oeffne_gefuellt(f"sqlite:///{datei}")
            assert titel(register) == ["Meldung andere", "Recherche"]
            for schreibe in (register.schreiben, register.aendern):
                with pytest.raises(RegisterFehler) as fehler, schreibe():
                    pass
                assert str(fehler.value) == NUR_LESEN

        assert im_kind(sieh_an) == 0
        assert [d.name for d in ordner.iterdir()] == ["archiv.sqlite"]


def test_keine_stimme_wird_bestaetigt_die_nach_dem_neustart_fehlt(datei, monkeypatch) -> None:
    monkeypatch.setenv("INSEK_DATENBANK_URL", f"sqlite:///{datei}")
    saal = oeffne(datei)
    raum = lege_an(saal)
    runde = raum.oeffne(EINFACH.kennung)
    saal.schliesse()
    andere = Path(shutil.copyfile(datei, datei.with_name("gesichert.sqlite")))
    geraet = Geraet(telefonapp(zugriff.register))
    geraet.get(raum.weg)

    def stimme(antwort: int) -> int:
        zettel = {"runde": runde, "fassung": 1, "antwort": str(antwort), "zug": antwort}
        return geraet.post(raum.weg, data=zettel, headers={"Accept": "application/json"}).status_code

    assert stimme(1) == 200
    datei.unlink()
    assert [stimme(2), stimme(2)] == [503, 503], "es entsteht keine neue Datei"
    assert not datei.exists()
    andere.replace(datei)
    assert stimme(2) == 200
    with closing(sqlite3.connect(datei)) as nach_dem_neustart:  # ohne Beenden: wie nach einem Absturz
        assert nach_dem_neustart.execute("SELECT wert FROM stimme").fetchall() == [("2",)]
    zugriff.vergiss()
