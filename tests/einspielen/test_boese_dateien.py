"""Bösartige Dateien durch den ganzen Weg: deutsche Meldung, begrenzter Speicher."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from insek_monitor.einspielen.erkennen import erkenne
from insek_monitor.einspielen.lesen import DateiFehler, lies_datei, waechter
from insek_monitor.einspielen.pruefen import pruefe
from insek_monitor.register.fehler import RegisterFehler
from tests.hilfen.boese_dateien import BOESE_DATEIEN, BoeseDatei
from tests.hilfen.pruefhilfen import grundlage

pytestmark = pytest.mark.langsam

SPEICHER_KB = 1024 * 1024
TECHNISCH = re.compile(r"Traceback|Exception|Error\b|errno|0x[0-9a-f]{6}|calamine|expat|zipfile|\.py\b", re.I)


class Messkind(subprocess.Popen[bytes]):
    """Ein Kindprozess, dessen höchster Speicherbedarf mitgeschrieben wird (nur Linux)."""

    spitze_kb = 0

    def communicate(self, *args: Any, **kwargs: Any) -> tuple[bytes, bytes]:
        faden = threading.Thread(target=self._beobachte, daemon=True)
        faden.start()
        return super().communicate(*args, **kwargs)

    def _beobachte(self) -> None:
        # VmHWM gehört dem neuen Programm; ru_maxrss erbte den Bedarf des Tests.
        status = Path(f"/proc/{self.pid}/status")
        while self.returncode is None:
            try:
                treffer = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii", errors="replace"))
                aufruf = Path(f"/proc/{self.pid}/cmdline").read_bytes()
            except OSError:
                return
            if treffer and b"lesen.kind" in aufruf:
                Messkind.spitze_kb = max(Messkind.spitze_kb, int(treffer[1]))
            time.sleep(0.01)


def ganzer_weg(inhalt: bytes, name: str) -> tuple[str, str]:
    """``(Ergebnis, Text)``; jede andere Ausnahme als ein Satz des Registers ist ein Fehler."""
    try:
        datei = lies_datei(inhalt, name)
    except DateiFehler as fehler:
        return "fehler", str(fehler)
    try:
        ergebnis = pruefe(erkenne(datei), grundlage(), datei=datei)
    except RegisterFehler as fehler:
        verlange_deutschen_satz(str(fehler))
    else:
        for befund in ergebnis.befunde:
            verlange_deutschen_satz(befund.meldung, bitte=False)
    return "lesbar", " ".join(datei.hinweise)


def verlange_deutschen_satz(text: str, *, bitte: bool = True) -> None:
    assert text[0].isupper() or text[0].isdecimal() or text[0] == "„", text
    assert text.rstrip().endswith((".", "!", "?", "“")), text
    assert not TECHNISCH.search(text.partition("„")[0]), text
    assert not bitte or "itte" in text, f"Ohne Abhilfe: {text}"


@pytest.mark.parametrize("datei", BOESE_DATEIEN, ids=lambda datei: datei.name)
def test_boese_datei(datei: BoeseDatei, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waechter.subprocess, "Popen", Messkind)
    Messkind.spitze_kb = 0
    ergebnis, text = ganzer_weg(datei.baue(), datei.name)

    assert ergebnis == datei.erwartet, text
    assert datei.wort in text
    if ergebnis == "fehler":
        verlange_deutschen_satz(text)
    assert Messkind.spitze_kb < SPEICHER_KB


def test_es_sind_genug() -> None:
    assert len(BOESE_DATEIEN) >= 60
    namen = [datei.name for datei in BOESE_DATEIEN]
    assert len(set(namen)) == len(namen)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="liest /proc")
def test_der_speicher_wird_wirklich_gemessen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waechter.subprocess, "Popen", Messkind)
    Messkind.spitze_kb = 0
    lies_datei(b"AGS;Gemeinde\r\n" * 19_000, "x.csv")
    assert Messkind.spitze_kb > 5_000


def test_das_werkzeug_schreibt_alle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.hilfen import boese_dateien

    klein = tuple(datei for datei in BOESE_DATEIEN if datei.name in ("leer.csv", "kennwort.xlsx"))
    monkeypatch.setattr(boese_dateien, "BOESE_DATEIEN", klein)
    monkeypatch.setattr(sys, "argv", ["boese_dateien", str(tmp_path / "neu")])
    assert boese_dateien.main() == 0
    assert sorted(p.name for p in (tmp_path / "neu").iterdir()) == ["kennwort.xlsx", "leer.csv"]
