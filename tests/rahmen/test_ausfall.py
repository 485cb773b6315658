"""Wenn etwas nicht geht: ein deutscher Satz mit dem nächsten Schritt, nie eine Programmausgabe."""

import asyncio
import logging
import sqlite3
from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest

from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import speicher
from insek_monitor.register.fehlertexte import BESCHAEDIGT
from insek_monitor.register.registerdatei import ERSETZT, FEHLT
from insek_monitor.seiten import aufwaermen
from tests.hilfen.seiten import SEITEN, oeffne, texte

pytestmark = pytest.mark.usefixtures("umgebung")


def _ordner_ist_eine_datei(tmp_path):
    (tmp_path / "datei").write_text("kein Ordner", encoding="utf-8")
    return tmp_path / "datei" / "register.sqlite"


def _keine_datenbank(tmp_path):
    (tmp_path / "register.sqlite").write_bytes(b"Das ist ein Brief und keine Datenbank. " * 400)
    return tmp_path / "register.sqlite"


@pytest.fixture(params=[_ordner_ist_eine_datei, _keine_datenbank], ids=["kein_ordner", "keine_datenbank"])
def kaputt(request, tmp_path, monkeypatch):
    monkeypatch.setenv("INSEK_DATENBANK_URL", f"sqlite:///{request.param(tmp_path)}")
    zwischenspeicher.leere()
    yield
    monkeypatch.undo()
    zwischenspeicher.leere()


@pytest.mark.usefixtures("kaputt")
@pytest.mark.parametrize("name", SEITEN[::2])
def test_register_laesst_sich_nicht_oeffnen(name):
    lauf = oeffne(name)
    assert not lauf.exception
    assert len(lauf.error) == 1
    satz = lauf.error[0].value
    assert "Register" in satz or "Ordner" in satz
    assert "Bitte" in satz
    gezeigt = " ".join(texte(lauf)).lower()
    for wort in (
        "traceback",
        "sqlalchemy",
        "operationalerror",
        "not a database",
        'file "',
        "/tmp",
        ".sqlite",
    ):
        assert wort not in gezeigt


@pytest.mark.usefixtures("kaputt")
def test_nach_dem_ausfall_geht_es_ohne_neustart_weiter(monkeypatch):
    assert oeffne("ueberblick").error
    monkeypatch.delenv("INSEK_DATENBANK_URL")
    lauf = oeffne("ueberblick")
    assert not lauf.error
    assert lauf.title[0].value.startswith("207 von 418")


def test_die_registerdatei_wird_im_laufenden_betrieb_ersetzt(tmp_path, monkeypatch):
    datei, andere = tmp_path / "register.sqlite", tmp_path / "andere.sqlite"
    speicher.oeffne(f"sqlite:///{andere}").schliesse()
    monkeypatch.setenv("INSEK_DATENBANK_URL", f"sqlite:///{datei}")
    zwischenspeicher.leere()
    offen = zwischenspeicher.register()
    assert zwischenspeicher.bestand(1).konzepte.size
    andere.replace(datei)
    lauf = oeffne("ueberblick")
    assert [meldung.value for meldung in lauf.error] == [sicher(ERSETZT)]
    assert not oeffne("ueberblick").error, "ab jetzt gilt die Datei, die dort liegt"
    assert zwischenspeicher.register() is not offen
    datei.unlink()
    for _ in range(2):
        assert [meldung.value for meldung in oeffne("ueberblick").error] == [sicher(FEHLT)]
    assert not datei.exists(), "im laufenden Betrieb entsteht keine neue"
    monkeypatch.undo()
    zwischenspeicher.leere()


def test_mit_beschaedigter_datei_startet_der_dienst_und_sagt_es(tmp_path, monkeypatch):
    datei = tmp_path / "register.sqlite"
    speicher.oeffne(f"sqlite:///{datei}").schliesse()
    with closing(sqlite3.connect(datei, isolation_level=None)) as verbindung:
        for (name,) in verbindung.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            verbindung.execute(f"DROP TRIGGER {name}")
        verbindung.execute("UPDATE datenstand SET angelegt_am = 'kein Zeitpunkt'")
    monkeypatch.setenv("INSEK_DATENBANK_URL", f"sqlite:///{datei}")
    zwischenspeicher.leere()

    async def starte_und_beende():
        async with aufwaermen.beim_start(None):
            pass

    asyncio.run(starte_und_beende())
    for seite in ("ueberblick", "datenpflege"):
        lauf = oeffne(seite)
        assert not lauf.exception
        assert [f"Das Register {BESCHAEDIGT}"] == [meldung.value.replace("\\", "") for meldung in lauf.error]
    monkeypatch.undo()
    zwischenspeicher.leere()


def _unerwartet():
    from insek_monitor.rahmen.fehler import melde_unerwartetes

    melde_unerwartetes(ValueError("geheimer Wortlaut"))


def test_unerwarteter_fehler_steht_im_protokoll_und_nicht_auf_der_seite(caplog):
    with caplog.at_level(logging.ERROR, "insek_monitor"):
        lauf = AppTest.from_function(_unerwartet).run()
    assert not lauf.exception
    assert "konnte nicht gezeichnet werden" in lauf.error[0].value
    assert "geheimer Wortlaut" not in " ".join(texte(lauf))
    assert "geheimer Wortlaut" in caplog.text
