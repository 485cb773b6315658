"""Die Befehle, als echter Prozess auf einem leeren Datenordner, und ihre Meldungen."""

from __future__ import annotations

import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from insek_monitor import einstellungen
from insek_monitor.aufbereiten.grenzen import lies_grenzen
from insek_monitor.einstellungen import DATENBANK_DATEI
from insek_monitor.kommandozeile import main
from insek_monitor.kommandozeile.befehle import datenstaende_text, tabelle
from insek_monitor.kommandozeile.pflegetext import protokoll as protokolltext
from insek_monitor.register import altbestand, protokoll
from insek_monitor.register.datenstaende import Datenstand
from tests.conftest import WURZEL
from tests.hilfen.auszug import bauen

# Wörter, an denen man eine unübersetzte Meldung erkennt.
ENGLISCH = re.compile(
    r"\b(usage|options?|optional|positional|arguments?|error|invalid|choices?|choose|required|expected"
    r"|unrecognized|show|help message|exit|the|following|must|value|Traceback)\b",
    re.IGNORECASE,
)


def rufe(
    *worte: str, ordner: Path, umgebung: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    sauber = {name: wert for name, wert in os.environ.items() if not name.startswith("INSEK_")}
    return subprocess.run(
        [sys.executable, "-m", "insek_monitor", *worte],
        cwd=WURZEL,
        env=sauber | {"INSEK_DATENORDNER": str(ordner)} | (umgebung or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_kennzahlen_als_json(tmp_path: Path) -> None:
    """Ohne Angabe gilt der heutige Tag in Deutschland, auch wenn der Rechner in Samoa steht (UTC−11)."""
    tage = {einstellungen.jetzt().date().isoformat()}
    lauf = rufe("kennzahlen", "--json", ordner=tmp_path, umgebung={"TZ": "Pacific/Pago_Pago"})
    tage.add(einstellungen.jetzt().date().isoformat())
    assert (lauf.returncode, lauf.stderr) == (0, "")
    zahlen = json.loads(lauf.stdout)
    summen = {name: wert["gemeinden"] for name, wert in zahlen["status"].items()}
    assert {name: (w["belegt"], w["geschaetzt"], w["gesamt"]) for name, w in summen.items()} == {
        "vorhanden": (120, 87, 207),
        "teilweise": (0, 22, 22),
        "kein": (1, 188, 189),
        "unbekannt": (0, 0, 0),
    }
    kreise = [kreis["status"]["vorhanden"]["gemeinden"] for kreis in zahlen["kreise"]]
    assert all(k["von"] <= k["gesamt"] <= k["bis"] for k in kreise)
    assert round(sum(k["gesamt"] for k in kreise)) == 207
    assert zahlen["datenstand"]["kuerzel"] == "recherche"
    assert zahlen["stichtag"] in tage


def test_kennzahlen_als_text(tmp_path: Path) -> None:
    lauf = rufe("kennzahlen", "--datenstand", "recherche", "--stichtag", "2026-11-21", ordner=tmp_path)
    assert (lauf.returncode, lauf.stderr) == (0, "")
    assert "Stichtag:   21.11.2026" in lauf.stdout
    assert re.search(r"^INSEK vorhanden +120 +87 +207 +50\s% ", lauf.stdout, re.MULTILINE)
    assert re.search(r"^alle +418 +4\.089\.467$", lauf.stdout, re.MULTILINE)


def test_nur_belegt_schaetzt_nichts(tmp_path: Path) -> None:
    belegt = rufe("kennzahlen", "--nur-belegt", "--stichtag", "2026-11-21", "--json", ordner=tmp_path)
    zahlen = json.loads(belegt.stdout)
    assert {name: wert["gemeinden"]["gesamt"] for name, wert in zahlen["status"].items()} == {
        "vorhanden": 120,
        "teilweise": 74,
        "kein": 1,
        "unbekannt": 223,
    }
    assert not any(wert["gemeinden"]["geschaetzt"] for wert in zahlen["status"].values())


def test_alter_datenstand_sagt_was_fehlt(tmp_path: Path) -> None:
    vorlage = WURZEL / "tests" / "register" / "altbestand" / "register.sqlite.gz"
    (tmp_path / DATENBANK_DATEI).write_bytes(gzip.decompress(vorlage.read_bytes()))
    lauf = rufe("kennzahlen", "--datenstand", "modell", "--stichtag", "2026-11-21", ordner=tmp_path)
    assert (lauf.returncode, lauf.stderr) == (0, "")
    assert lauf.stdout.rstrip().endswith(altbestand.weglassung(286))


def test_datenstaende(tmp_path: Path) -> None:
    lauf = rufe("datenstaende", ordner=tmp_path)
    assert (lauf.returncode, lauf.stderr) == (0, "")
    zeilen = lauf.stdout.splitlines()
    assert zeilen[2].startswith("* 1       recherche ")


def test_tafeln_nennen_deutsche_zeit() -> None:
    """Kurz vor Mitternacht in UTC ist hier schon der nächste Tag."""
    am = datetime(2026, 11, 20, 23, 27, tzinfo=UTC)
    stand = Datenstand(1, None, "Titel", am, "Ute", "Anlass", "0" * 64, None)
    assert " 21.11.2026, 00:27 Uhr " in datenstaende_text([stand], 1)
    zeile = dict.fromkeys(protokoll.SPALTEN, "") | {"am": pd.Timestamp(am)}
    assert "21.11.2026, 00:27 Uhr" in protokolltext(pd.DataFrame([zeile]))


@pytest.mark.langsam
def test_aufbereiten(tmp_path: Path) -> None:
    """Auch Grenzen, bei denen GDAL warnt (auf Englisch), werden ohne ein fremdes Wort gelesen."""
    quellen = bauen.schreibe_quellordner(tmp_path / "quellen")
    ziel, grenzen = tmp_path / "ziel", tmp_path / "vg250.gpkg"
    bauen.grenzen().to_file(grenzen, layer="vg250_gem")
    with closing(sqlite3.connect(grenzen)) as fremd:
        fremd.execute("PRAGMA application_id = 12345")
    with pytest.warns(RuntimeWarning, match="application_id"):
        lies_grenzen(grenzen)
    worte = ("aufbereiten", str(quellen), "--grenzen", str(grenzen), "--ziel", str(ziel))
    lauf = rufe(*worte, ordner=tmp_path)
    assert (lauf.returncode, lauf.stderr) == (0, "")
    assert f"Aufbereitet nach {ziel}:\n  gemeinden.csv: 4 Zeilen\n" in lauf.stdout
    assert len((ziel / "gemeinden.csv").read_text(encoding="utf-8").splitlines()) == 5


def test_aufbereiten_ohne_ordner(tmp_path: Path) -> None:
    lauf = rufe("aufbereiten", str(tmp_path / "fehlt"), "--ziel", str(tmp_path / "ziel"), ordner=tmp_path)
    assert lauf.returncode == 1
    assert lauf.stderr.startswith("Fehler: ")
    assert "Es wurde nichts geändert" in lauf.stderr
    assert not (tmp_path / "ziel").exists()


def test_register_nicht_zu_oeffnen(tmp_path: Path) -> None:
    lauf = rufe(
        "kennzahlen",
        ordner=tmp_path,
        umgebung={"INSEK_DATENBANK_URL": "postgresql://amt:geheim@127.0.0.1:1/insek"},
    )
    assert (lauf.returncode, lauf.stdout) == (1, "")
    assert "nicht erreichbar" in lauf.stderr
    assert "geheim" not in lauf.stderr
    assert len(lauf.stderr.splitlines()) == 1


def test_abgerissene_ausgabe(tmp_path: Path) -> None:
    prozess = subprocess.Popen(
        [sys.executable, "-m", "insek_monitor", "datenstaende"],
        cwd=WURZEL,
        env=os.environ | {"INSEK_DATENORDNER": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert prozess.stdout is not None
    assert prozess.stderr is not None
    prozess.stdout.close()
    fehler = prozess.stderr.read()
    prozess.stderr.close()
    assert prozess.wait(timeout=60) == 1
    assert fehler == "Fehler: Die Ausgabe wurde vorzeitig geschlossen.\n"


@pytest.mark.parametrize(
    ("aufruf", "meldung"),
    [
        ("", "Es fehlt: BEFEHL."),
        ("kennzahl", "BEFEHL: „kennzahl“ gibt es nicht. Möglich sind: „aufbereiten“, „kennzahlen“"),
        ("kennzahlen --stichtag", "--stichtag: Hier fehlt ein Wert."),
        ("kennzahlen --stichtag 21.11.2026", "„21.11.2026“ ist kein Datum in der Form JJJJ-MM-TT."),
        ("kennzahlen --stichtag 2026-02-29", "Den Tag „2026-02-29“ gibt es nicht."),
        ("kennzahlen --stichtag 9999-12-31", "muss zwischen 1900 und 2199 liegen, nicht im Jahr 9999"),
        ("kennzahlen --stichtag=", "„“ ist kein Datum"),
        ("kennzahlen --stich 2026-01-01", "Unbekannte Angabe: --stich 2026-01-01."),
        ("kennzahlen --json=ja", "--json: Dieser Schalter nimmt keinen Wert an: „ja“."),
        ("kennzahlen alle", "Unbekannte Angabe: alle."),
        ("aufbereiten", "Es fehlt: QUELLORDNER."),
        ("aufbereiten a b", "Unbekannte Angabe: b."),
    ],
)
def test_falscher_aufruf(aufruf: str, meldung: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ende:
        main(aufruf.split())
    ausgabe = capsys.readouterr()
    assert ende.value.code == 2
    assert ausgabe.out == ""
    assert meldung in ausgabe.err
    assert "Hilfe: python -m insek_monitor" in ausgabe.err
    assert ENGLISCH.findall(ausgabe.err) == []


@pytest.mark.parametrize("befehl", ["", "aufbereiten", "kennzahlen", "datenstaende"])
def test_hilfe_ist_deutsch(befehl: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ende:
        main([*befehl.split(), "--help"])
    hilfe = capsys.readouterr().out
    assert ende.value.code == 0
    assert hilfe.startswith(f"Aufruf: python -m insek_monitor {befehl}".rstrip())
    assert "diese Hilfe zeigen und beenden" in hilfe
    assert ENGLISCH.findall(hilfe.replace("--help", "")) == []


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ende:
        main(["--version"])
    assert ende.value.code == 0
    assert re.fullmatch(r"INSEK-Monitor \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("stichtag", ["1900-01-01", "2199-12-31"])
def test_aeusserste_stichtage(
    stichtag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("INSEK_DATENBANK_URL", raising=False)
    monkeypatch.setenv("INSEK_DATENORDNER", str(tmp_path))
    assert main(["kennzahlen", "--json", "--stichtag", stichtag]) == 0
    status = json.loads(capsys.readouterr().out)["status"]
    assert round(sum(wert["gemeinden"]["gesamt"] for wert in status.values())) == 418


def test_unbekannter_datenstand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("INSEK_DATENBANK_URL", raising=False)
    monkeypatch.setenv("INSEK_DATENORDNER", str(tmp_path))
    assert main(["kennzahlen", "--datenstand", "77"]) == 1
    fehler = capsys.readouterr().err
    assert fehler == (
        "Fehler: Den Datenstand „77“ gibt es nicht. Möglich sind „recherche“ oder eine Nummer von 1 bis 1.\n"
    )


def test_tabelle_richtet_spalten_aus() -> None:
    assert tabelle(("Ort", "Zahl"), [("Aue", "1"), ("Bad Elster", "1.234")]).splitlines() == [
        "Ort          Zahl",
        "-----------------",
        "Aue             1",
        "Bad Elster  1.234",
    ]
