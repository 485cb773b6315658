"""Baut die Vorlagen in ``tests/register/altbestand`` mit der letzten Fassung, die noch Errechnetes kannte.

Nur nötig, wenn eine Vorlage mehr enthalten soll:  .venv/bin/python werkzeuge/altes_register.py
"""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

FASSUNG = "f3b36d7"
WURZEL = Path(__file__).resolve().parents[1]
ZIEL = WURZEL / "tests" / "register" / "altbestand"
LISTE = "Gemeinde;INSEK vorhanden?;Beschluss am\nAmtsberg;ja;14.03.2019\nOlbersdorf;nein;\n"
#: Was die Kommandozeile nicht kann, im selben alten Programm.
WEITERES = """
from insek_monitor.modell.rollen import Person, Zugang
from insek_monitor.register import pruefrunden, speicher, verlauf, vermerke
from insek_monitor.register.laden import lade
person = Person("Anna Amt", "kommandozeile", Zugang.KOMMANDOZEILE)
register = speicher.oeffne()
pruefrunden.beginne(register, "4. Quartal 2026", person)
pruefrunden.bestaetige(register, lade(register, 3), ["14521010"], person)
verlauf.gib_frei(register, 1, "2026-Q3", person=person)
vermerke.schreibe(register, "14521010", "Rückruf vereinbart", person)
register.schliesse()
"""


def baue(ordner: Path) -> None:
    """Legt Register, Sicherung und gefüllte Liste an."""
    programm, ablage = ordner / "programm", ordner / "ablage"
    subprocess.run(["git", "worktree", "add", "--detach", programm, FASSUNG], cwd=WURZEL, check=True)
    (ordner / "liste.csv").write_text(LISTE, encoding="utf-8")

    def rufe(*worte: str | Path) -> None:
        umgebung = {name: wert for name, wert in os.environ.items() if not name.startswith("INSEK_")}
        umgebung |= {"INSEK_DATENORDNER": str(ablage), "PYTHONPATH": str(programm)}
        subprocess.run([sys.executable, *worte], cwd=programm, env=umgebung, check=True)

    try:
        befehl = ("-m", "insek_monitor")
        angaben = ("--anlass", "Herbst", "--von", "Anna Amt", "--warnungen-annehmen")
        rufe(*befehl, "einspielen", ordner / "liste.csv", *angaben)
        rufe("-c", WEITERES)
        rufe(*befehl, "sichern", ordner / "sicherung.sqlite")
        rufe(*befehl, "ausgeben", ordner / "liste.xlsx", "--datenstand", "modell")
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", programm], cwd=WURZEL, check=True)
    with sqlite3.connect(ablage / "insek_monitor.sqlite") as verbindung:
        verbindung.execute("VACUUM INTO ?", [str(ordner / "register.sqlite")])
    ZIEL.mkdir(exist_ok=True)
    for name in ("register.sqlite", "sicherung.sqlite"):
        (ZIEL / f"{name}.gz").write_bytes(gzip.compress((ordner / name).read_bytes(), mtime=0))
    shutil.copy(ordner / "liste.xlsx", ZIEL)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="insek-alt-") as temporaer:
        baue(Path(temporaer))
