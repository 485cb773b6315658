"""``sichern`` und ``wiederherstellen``, als echter Prozess und mit ihren Meldungen."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from insek_monitor.kommandozeile import main
from insek_monitor.register import datenstaende
from insek_monitor.register.speicher import oeffne, oeffne_leer
from tests.hilfen.sicherungen import fuelle_alles, verfaelsche
from tests.kommandozeile.test_befehle import ENGLISCH, rufe

pytestmark = pytest.mark.langsam


def test_hin_und_zurueck_als_prozess(tmp_path: Path) -> None:
    register = oeffne_leer(f"sqlite:///{tmp_path / 'alt' / 'insek_monitor.sqlite'}")
    fuelle_alles(register)
    register.schliesse()
    datei = tmp_path / "s.sqlite"
    lauf = rufe("sichern", str(datei), ordner=tmp_path / "alt")
    assert (lauf.returncode, lauf.stderr) == (0, "")
    assert lauf.stdout.startswith(f"Gesichert nach {datei} (")
    assert lauf.stdout.endswith(
        " kB): 3 Datenstände, 1 Quelldatei, 1 Freigabe, 2 Vermerke, 1 Prüfrunde, 3 Bestätigungen, "
        "1 Rollenvergabe, 2 Spaltennamen, 2 Fassungen von Kampagnen, 3 Kontakte, 2 Stände der Ansprache, "
        "1 Erledigungsvermerk, 1 gespeicherte Gewichtung, 2 Fassungen von Fragensätzen, "
        "1 Fassung einer Vortragsfolge, 1 Ergebnis einer Abstimmung, 25 Protokolleinträge.\n"
    )
    ungefragt = rufe("wiederherstellen", str(datei), ordner=tmp_path / "neu")
    assert (ungefragt.returncode, ungefragt.stdout) == (1, "")
    assert "anna@example.org („Bearbeiten“). Es wurde nichts geändert." in ungefragt.stderr
    worte = ("wiederherstellen", str(datei), "--von", "Ute Umzug", "--rollen-uebernehmen")
    lauf = rufe(*worte, ordner=tmp_path / "neu")
    assert (lauf.returncode, lauf.stderr) == (0, "")
    assert lauf.stdout.startswith(f"Wiederhergestellt aus {datei} (gesichert am ")
    assert " Uhr): 3 Datenstände, 1 Quelldatei, " in lauf.stdout
    assert not ENGLISCH.search(lauf.stdout)
    wieder = rufe("wiederherstellen", str(datei), ordner=tmp_path / "neu")
    assert wieder.stdout == f"Das Register enthält schon alles aus {datei}; es gibt nichts zu tun.\n"
    protokoll = rufe("protokoll", ordner=tmp_path / "neu").stdout
    assert "Ute Umzug" in protokoll
    assert "Datenstände: 3, Freigaben: 1" in protokoll


@pytest.fixture
def ordner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INSEK_DATENORDNER", str(tmp_path / "ablage"))
    monkeypatch.delenv("INSEK_DATENBANK_URL", raising=False)
    return tmp_path


def test_ohne_register_entsteht_keines(ordner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sichern", str(ordner / "s.sqlite")]) == 1
    assert "Es gibt noch kein Register" in capsys.readouterr().err
    assert list(ordner.iterdir()) == []


def test_meldungen(ordner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    oeffne(None).schliesse()
    ziel = ordner / "s.sqlite"
    ziel.write_text("Brief", encoding="utf-8")
    for worte, meldung in (
        (["sichern", str(ziel)], "gibt es schon"),
        (["sichern", str(ordner / "fehlt" / "s.sqlite")], "gibt es nicht. Bitte legen Sie ihn an"),
        (["wiederherstellen", str(ziel)], "ist keine Sicherung des INSEK-Monitors"),
        (["wiederherstellen", str(ordner / "fehlt.sqlite")], "gibt es nicht oder sie ist nicht lesbar"),
    ):
        assert main(worte) == 1
        ausgabe = capsys.readouterr()
        assert ausgabe.out == ""
        assert meldung in ausgabe.err
        assert ausgabe.err.startswith("Fehler: ")
        assert ausgabe.err.count("\n") == 1


def test_auseinandergelaufen_nennt_den_ausweg(ordner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = oeffne_leer(f"sqlite:///{ordner / 'alt.sqlite'}")
    fuelle_alles(register)
    register.schliesse()
    oeffne(None).schliesse()
    assert main(["wiederherstellen", str(ordner / "alt.sqlite")]) == 1
    fehler = capsys.readouterr().err
    assert "Datenstand 1 des Registers (" in fehler
    assert "INSEK_DATENORDNER einen leeren Ordner" in fehler
    register = oeffne(None)
    assert [stand.kuerzel for stand in datenstaende.liste(register)] == ["recherche"]
    register.schliesse()


class Tastatur(io.StringIO):
    """Jemand sitzt davor."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("antwort", "code"), [("\n", 1), ("nein\n", 1), ("j\n", 0)])
def test_vor_rollen_wird_gefragt(
    ordner: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], antwort: str, code: int
) -> None:
    register = oeffne_leer(f"sqlite:///{ordner / 'alt.sqlite'}")
    fuelle_alles(register)
    register.schliesse()
    monkeypatch.setattr(sys, "stdin", Tastatur(antwort))
    assert main(["wiederherstellen", str(ordner / "alt.sqlite")]) == code
    ausgabe = capsys.readouterr()
    assert "anna@example.org („Bearbeiten“)" in ausgabe.err
    assert ("Wiederhergestellt aus" in ausgabe.out) is (code == 0)


def test_schaden_im_register_wird_beim_sichern_genannt(
    ordner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    datei = ordner / "ablage" / "insek_monitor.sqlite"
    register = oeffne_leer(None)
    fuelle_alles(register)
    register.schliesse()
    verfaelsche(datei, "UPDATE konzeptfassung SET titel = 'gefälscht' WHERE titel = 'INSEK eins'")
    assert main(["sichern", str(ordner / "s.sqlite")]) == 0
    assert "Achtung: Der Inhalt von Datenstand 2 passt nicht" in capsys.readouterr().out


@pytest.mark.parametrize("befehl", ["sichern", "wiederherstellen"])
def test_hilfe_ist_deutsch(befehl: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([befehl, "--help"])
    assert ENGLISCH.findall(capsys.readouterr().out.replace("--help", "")) == []
    with pytest.raises(SystemExit) as ende:
        main([befehl])
    assert ende.value.code == 2
