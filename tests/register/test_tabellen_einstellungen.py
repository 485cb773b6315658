"""Einstellungen kommen beim Aufruf aus der Umgebung."""

from pathlib import Path

from insek_monitor import einstellungen


def test_vorgaben(monkeypatch):
    for variable in ("INSEK_DATENBANK_URL", "INSEK_DATENORDNER", "INSEK_TABELLENORDNER"):
        monkeypatch.delenv(variable, raising=False)
    wurzel = Path(__file__).resolve().parents[2]
    assert einstellungen.projektordner() == wurzel
    assert einstellungen.tabellenordner() == wurzel / "daten"
    assert einstellungen.datenordner() == wurzel / "ablage"
    assert einstellungen.datenbank_url() == f"sqlite:///{wurzel.as_posix()}/ablage/insek_monitor.sqlite"


def test_umgebung(monkeypatch, tmp_path):
    monkeypatch.setenv("INSEK_DATENORDNER", str(tmp_path / "o"))
    monkeypatch.setenv("INSEK_TABELLENORDNER", str(tmp_path / "t"))
    assert einstellungen.datenordner() == tmp_path / "o"
    assert einstellungen.tabellenordner() == tmp_path / "t"
    monkeypatch.delenv("INSEK_DATENBANK_URL", raising=False)
    assert einstellungen.datenbank_url() == f"sqlite:///{(tmp_path / 'o').as_posix()}/insek_monitor.sqlite"
    monkeypatch.setenv("INSEK_DATENBANK_URL", " postgresql+psycopg://a@b/c ")
    assert einstellungen.datenbank_url() == "postgresql+psycopg://a@b/c"
