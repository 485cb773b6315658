"""Ein Datenordner auf einem Netzlaufwerk: erkannt, gesagt, und nie mit WAL beschrieben."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from insek_monitor.register import sqlitedatei
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.speicher import oeffne_leer
from insek_monitor.register.sqlitedatei import HINWEIS, ist_unc, liegt_im_netz
from insek_monitor.register.verbindung import Register
from tests.hilfen.ablage import abbild, lege_grundstand, spiele


@pytest.fixture
def freigabe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ein Ordner, über den ``/proc/mounts`` sagt, dass er auf einem Server liegt."""
    ordner = tmp_path / "Amt für Planung"
    ordner.mkdir()
    tabelle = tmp_path / "mounts"
    ort = str(ordner).replace(" ", r"\040")
    tabelle.write_text(
        "/dev/vda / ext4 rw,relatime 0 0\n"
        f"//server/amt {ort} cifs rw,vers=3.1.1,soft 0 0\n"
        f"/dev/sdb {ort}/eigen ext4 rw 0 0\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(sqlitedatei, "EINHAENGUNGEN", tabelle)
    return ordner


def journal(register: Register) -> str:
    with register.lesen() as verbindung:
        return str(verbindung.exec_driver_sql("PRAGMA journal_mode").scalar_one())


@pytest.mark.parametrize("art", ["cifs", "smb3", "nfs", "nfs4", "fuse.sshfs", "davfs"])
def test_erkannt_wird_die_innerste_einhaengung(freigabe: Path, art: str) -> None:
    tabelle = sqlitedatei.EINHAENGUNGEN
    tabelle.write_text(tabelle.read_text(encoding="utf-8").replace(" cifs ", f" {art} "), encoding="utf-8")
    assert liegt_im_netz(freigabe / "r.sqlite")
    assert liegt_im_netz(freigabe / "noch" / "nicht" / "da.sqlite")
    assert not liegt_im_netz(freigabe / "eigen" / "r.sqlite")
    assert not liegt_im_netz(freigabe.parent / "r.sqlite")
    verweis = freigabe.parent / "verweis"
    verweis.symlink_to(freigabe, target_is_directory=True)
    assert liegt_im_netz(verweis / "r.sqlite")


def test_ohne_liste_der_einhaengungen_gilt_jeder_ordner_als_eigener(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sqlitedatei, "EINHAENGUNGEN", tmp_path / "fehlt")
    assert not liegt_im_netz(tmp_path / "r.sqlite")


def test_wege_zu_freigaben_unter_windows() -> None:
    fern = (r"\\server\amt\r.sqlite", "//server/amt/r.sqlite", r"\\?\UNC\server\amt", r"\\10.0.0.5\c$\x")
    hier = (r"C:\ablage\r.sqlite", r"\\?\C:\ablage", r"\\.\C:\ablage", "/srv/ablage", r"ablage\r.sqlite")
    assert [ist_unc(weg) for weg in fern] == [True] * 4
    assert [ist_unc(weg) for weg in hier] == [False] * 5


def test_register_im_netz_schreibt_ohne_wal_und_sagt_es(freigabe, caplog) -> None:
    datei = freigabe / "r.sqlite"
    register = oeffne_leer(f"sqlite:///{datei}")
    assert HINWEIS in caplog.messages
    lege_grundstand(register)
    zweites = oeffne_leer(f"sqlite:///{datei}")
    spiele(register, "im Netz", 1)
    assert (journal(register), journal(zweites)) == ("delete", "delete")
    assert [stand.titel for stand, *_ in abbild(zweites).values()] == ["Meldung im Netz", "Recherche"]
    assert sorted(d.name for d in freigabe.iterdir()) == ["r.sqlite"], "keine Datei -wal, keine -shm"
    for offen in (register, zweites):
        offen.schliesse()


def test_eine_datei_mit_wal_zieht_unversehrt_um(freigabe: Path, tmp_path: Path) -> None:
    """Kopiert samt ``-wal``: Was nur dort steht, geht mit; danach gibt es kein WAL mehr."""
    hier = tmp_path / "r.sqlite"
    register = oeffne_leer(f"sqlite:///{hier}")
    lege_grundstand(register)
    spiele(register, "von hier", 1)
    erwartet = abbild(register)
    assert journal(register) == "wal"
    for endung in ("", "-wal"):
        (freigabe / f"r.sqlite{endung}").write_bytes(Path(f"{hier}{endung}").read_bytes())
    register.schliesse()
    assert (freigabe / "r.sqlite-wal").stat().st_size > 0
    umgezogen = oeffne_leer(f"sqlite:///{freigabe / 'r.sqlite'}")
    assert (abbild(umgezogen), journal(umgezogen)) == (erwartet, "delete")
    umgezogen.schliesse()
    assert [d.name for d in freigabe.iterdir()] == ["r.sqlite"]


def test_wer_mit_wal_schreibt_haelt_das_oeffnen_auf(freigabe, monkeypatch) -> None:
    """Ein älteres Programm hat die Datei mit WAL offen: Es wird nicht umgestellt und nichts geändert."""
    monkeypatch.setattr("insek_monitor.register.verbindung.WARTEZEIT_SEKUNDEN", 0.1)
    datei = freigabe / "r.sqlite"
    with closing(sqlite3.connect(datei)) as aelter:
        aelter.executescript("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        with pytest.raises(RegisterFehler, match="gesperrt"):
            oeffne_leer(f"sqlite:///{datei}")
        aelter.execute("INSERT INTO t VALUES (2)")
        aelter.commit()
        assert aelter.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert aelter.execute("SELECT name FROM sqlite_schema").fetchall() == [("t",)]
        assert aelter.execute("SELECT count(*) FROM t").fetchone() == (2,)
