"""Die Dienste eines Workshops enden mit ihm, auch wenn er hart beendet wird."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hilfen.warten import warte

PROJEKT = Path(__file__).parents[2]
WORKSHOP = """
import sys, time
from pathlib import Path
from insek_monitor.workshop.dienst import prozesse as workshopprozesse
ordner = Path(sys.argv[1])
dienst = [sys.executable, "-c", "import os, time; print(os.environ['PROBE'], flush=True); time.sleep(60)"]
kind = workshopprozesse.starte("Der Dienst", dienst, {"PROBE": "bereit"}, ordner, ordner)
print(kind.prozess.pid, flush=True)
time.sleep(60)
"""


def laeuft(nummer: int) -> bool:
    """Ob es den Prozess gibt; ein beendeter, den noch niemand abgeholt hat, zählt nicht."""
    try:
        stand = Path(f"/proc/{nummer}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return stand != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="Nur Linux sagt einem Prozess, dass sein Vater endet.")
def test_kill_9_laesst_keinen_dienst_zurueck(tmp_path: Path) -> None:
    workshop = subprocess.Popen(
        [sys.executable, "-c", WORKSHOP, str(tmp_path)],
        cwd=PROJEKT,
        env={**os.environ, "PYTHONPATH": str(PROJEKT)},
        stdout=subprocess.PIPE,
    )
    try:
        assert workshop.stdout is not None
        dienst = int(workshop.stdout.readline())
        ausgabe = tmp_path / "dienst.txt"
        assert warte(lambda: ausgabe.exists() and ausgabe.read_text() == "bereit\n", 20)
        assert laeuft(dienst), "dieselbe Nummer: Der Vorspann wird zum Dienst"
    finally:
        workshop.kill()
        workshop.wait()
        if workshop.stdout is not None:
            workshop.stdout.close()
    assert warte(lambda: not laeuft(dienst), 10)
