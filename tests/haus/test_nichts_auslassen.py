"""Die Erweiterung selbst wird in einem eigenen pytest-Lauf geprüft."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[2]


def _lauf(ordner: Path, inhalt: str, ci: str) -> subprocess.CompletedProcess[str]:
    (ordner / "test_probe.py").write_text(inhalt, encoding="utf-8")
    umgebung = {**os.environ, "CI": ci, "PYTHONPATH": str(WURZEL), "PYTEST_ADDOPTS": ""}
    befehl = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.hilfen.nichts_auslassen",
        "-c",
        os.devnull,
        "--rootdir",
        str(ordner),
        "-p",
        "no:cacheprovider",
        str(ordner),
    ]
    return subprocess.run(befehl, cwd=ordner, env=umgebung, capture_output=True, text=True, check=False)


EINZELN = """
import pytest

@pytest.mark.skip(reason="Chromium fehlt")
def test_a():
    pass

def test_b():
    pass
"""
MODUL = "import pytest\npytest.skip('PostgreSQL fehlt', allow_module_level=True)\n"


def test_ausgelassener_test_ist_auf_dem_ci_ein_fehlschlag(tmp_path: Path) -> None:
    lauf = _lauf(tmp_path, EINZELN, ci="true")
    assert lauf.returncode == 1
    assert "Auf dem CI wird kein Test ausgelassen (CI=true): Chromium fehlt" in lauf.stdout


def test_ausgelassenes_modul_ist_auf_dem_ci_ein_fehlschlag(tmp_path: Path) -> None:
    lauf = _lauf(tmp_path, MODUL, ci="true")
    assert lauf.returncode != 0
    assert "PostgreSQL fehlt" in lauf.stdout


def test_ohne_ci_steht_am_ende_was_fehlt(tmp_path: Path) -> None:
    lauf = _lauf(tmp_path, EINZELN, ci="")
    assert lauf.returncode == 0
    assert "nicht alles wurde geprüft" in lauf.stdout
    assert "1 × ausgelassen: Chromium fehlt" in lauf.stdout
