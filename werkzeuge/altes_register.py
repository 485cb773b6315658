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
from insek_monitor.kern.rollen import Person, Zugang
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
#: Zwei eingefrorene Folgen von Folien aus dem errechneten Datenstand, mit und ohne „nur belegte Angaben“.
FOLGEN = """
import sys
from datetime import date
from pathlib import Path
from insek_monitor.workshop.vortrag.folien_rechnen import Grundlage, friere_ein
from insek_monitor.lage.lage import lage
from insek_monitor.kern.vortrag import Folge, Folie, Folienart, Gebiet
from insek_monitor.workshop.vortrag.datei import als_datei
from insek_monitor.register import speicher, tabellen
from insek_monitor.register.laden import lade
tag, regeln, gemeinden = date(2026, 11, 21), tabellen.regeln(), tabellen.gemeinden()
register = speicher.oeffne()
bestand = lade(register, "modell")
arten = [Folie(art) for art in Folienart if art.aus_daten and art is not Folienart.GEMEINDE]
gemeinde = Folie(Folienart.GEMEINDE, ags="14524330", titel="Wo wir stehen")
folien = (Folie(Folienart.TITEL, "Zwickau"), *arten, gemeinde, Folie(Folienart.TEXT, "Text", "- a"))
for name, belegt in (("folge", False), ("folge_belegt", True)):
    alle = lage(gemeinden, bestand.konzepte, bestand.zuordnung, tag, regeln, nur_belegt=belegt)
    grundlage = Grundlage(alle, tabellen.nachbarn(), regeln, tag, "modell (Nr. 2)", 2, belegt)
    folge = Folge("Alt", folien, Gebiet(kreis="Zwickau"))
    fest = friere_ein(folge, grundlage, bestand.datenstand.pruefsumme, tag)
    Path(sys.argv[1], f"{name}.json").write_bytes(als_datei(fest))
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
        rufe("-c", FOLGEN, ordner)
        rufe(*befehl, "sichern", ordner / "sicherung.sqlite")
        rufe(*befehl, "ausgeben", ordner / "liste.xlsx", "--datenstand", "modell")
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", programm], cwd=WURZEL, check=True)
    with sqlite3.connect(ablage / "insek_monitor.sqlite") as verbindung:
        verbindung.execute("VACUUM INTO ?", [str(ordner / "register.sqlite")])
    ZIEL.mkdir(exist_ok=True)
    for name in ("register.sqlite", "sicherung.sqlite", "folge.json", "folge_belegt.json"):
        (ZIEL / f"{name}.gz").write_bytes(gzip.compress((ordner / name).read_bytes(), mtime=0))
    shutil.copy(ordner / "liste.xlsx", ZIEL)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="insek-alt-") as temporaer:
        baue(Path(temporaer))
