"""Ist die Liste der Fachstelle vollständig, bleibt nichts zu schätzen: Jede Spur der Schätzung ist weg."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from werkzeuge.chromium import oeffne
from werkzeuge.dienst import WURZEL, Dienst, dienst

pytestmark = pytest.mark.browser

SPUREN = re.compile(r"(?i)schätz|\brund\b|\bblass\b|nach den Eckwerten|nicht belegt|Sicherheit \d")
PFADE = ("/", "/abdeckung", "/fortschreibung", "/karte", "/ansprache", "/gemeinde?gemeinde=14523320")


def schreibe_liste(ziel: Path) -> None:
    """Zu jeder der 418 Gemeinden eine Auskunft, wie sie die Fachstelle gibt."""
    with (WURZEL / "daten" / "gemeinden.csv").open(encoding="utf-8-sig", newline="") as datei:
        gemeinden = list(csv.DictReader(datei))
    zeilen = ["AGS;Gemeinde;Konzept vorhanden;Beschluss;Stand"]
    for nummer, gemeinde in enumerate(gemeinden):
        ja = int(gemeinde["einwohner"]) >= 15_000 or nummer % 2
        antwort = "ja;2021" if ja else "nein;"
        zeilen.append(f"{gemeinde['ags']};{gemeinde['name']};{antwort};2026-11-20")
    ziel.write_text("\n".join(zeilen), encoding="utf-8")


@pytest.fixture(scope="module")
def vollstaendig(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dienst]:
    """Ein Dashboard, in das die ganze Liste eingespielt ist."""
    ordner = tmp_path_factory.mktemp("vollstaendig")
    schreibe_liste(ordner / "liste.csv")
    befehl = [sys.executable, "-m", "insek_monitor", "einspielen", str(ordner / "liste.csv"), "--von", "Test"]
    befehl += ["--anlass", "Liste der Fachstelle", "--vollstaendig", "--warnungen-annehmen"]
    umgebung = {**os.environ, "INSEK_DATENORDNER": str(ordner / "ablage")}
    frage = subprocess.run(befehl, cwd=WURZEL, env=umgebung, capture_output=True, text=True)
    verlust = re.findall(r"--verlust-bestaetigen \d+", frage.stderr)[0].split()
    subprocess.run([*befehl, *verlust], cwd=WURZEL, env=umgebung, check=True, capture_output=True)
    with dienst(ordner / "ablage", ordner / "server.log") as laufend:
        yield laufend


@pytest.mark.parametrize("pfad", PFADE)
def test_keine_spur_der_schaetzung(seite: Page, vollstaendig: Dienst, pfad: str) -> None:
    oeffne(seite, vollstaendig.adresse + pfad)
    text = seite.get_by_test_id("stMain").inner_text() + " ".join(
        t or "" for t in seite.locator(".js-plotly-plot text").all_text_contents()
    )
    bilder = [b.get_attribute("aria-label") or "" for b in seite.locator("[role=img], [aria-label]").all()]
    funde = [m.group() for stueck in (text, *bilder) for m in SPUREN.finditer(stueck)]
    assert len(text) > 300
    assert not funde, funde


def test_die_summen_sind_die_der_liste(seite: Page, vollstaendig: Dienst) -> None:
    oeffne(seite, vollstaendig.adresse + "/")
    titel = seite.get_by_role("heading", level=1).inner_text()
    assert re.fullmatch(r"233 von 418 Gemeinden \(56\s%\) haben ein INSEK, 185 haben keines\.", titel)
