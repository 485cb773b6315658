"""Wie oft ein Dienst des Workshops neu gestartet wird."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from insek_monitor.workshop.dienst import netz
from insek_monitor.workshop.dienst import prozesse as workshopprozesse
from insek_monitor.workshop.dienst.prozesse import IN_S, NEUSTARTS, Halt, Neustarts

KEIN_NETZ = netz.Quellen("Linux", lambda _: "", lambda _: "", lambda: "", list)


def test_fuenfmal_in_zehn_minuten_je_dienst() -> None:
    zeit = [0.0]
    zaehler = Neustarts(lambda: zeit[0])
    assert [zaehler.naechster("A") for _ in range(7)] == [1, 2, 3, 4, 5, 0, 0]
    assert zaehler.naechster("B") == 1
    zeit[0] = IN_S + 1
    assert zaehler.naechster("A") == 1, "Was länger her ist, zählt nicht mehr."


def test_wer_immer_wieder_stirbt_beendet_die_wache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workshopprozesse, "PAUSE_S", 0.0)
    monkeypatch.setattr(workshopprozesse, "TAKT_S", 0.05)
    stirbt = [sys.executable, "-c", "print('da', flush=True); raise SystemExit(3)"]
    lebt = [sys.executable, "-c", "import time; time.sleep(60)"]
    kinder = [
        workshopprozesse.starte(name, befehl, {}, tmp_path, tmp_path)
        for name, befehl in (("Das Dashboard", lebt), ("Die Telefonseite", stirbt))
    ]
    try:
        assert workshopprozesse.wache(kinder, Halt(), "", KEIN_NETZ) is kinder[1]
        assert kinder[0].laeuft
    finally:
        workshopprozesse.beende([kind.prozess for kind in kinder])
    gezeigt = capsys.readouterr().out
    assert gezeigt.count("wird neu gestartet") == NEUSTARTS
    assert "Die Telefonseite hat sich unerwartet beendet (Rückgabewert 3)" in gezeigt
    # Das Protokoll behält, was vor dem Ausfall darin stand.
    assert kinder[1].protokoll.read_text(encoding="utf-8").split() == ["da"] * (NEUSTARTS + 1)


def test_halt_startet_nichts_neu(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kind = workshopprozesse.starte("Die Telefonseite", [sys.executable, "-c", ""], {}, tmp_path, tmp_path)
    kind.prozess.wait(timeout=10)
    halt = Halt()
    halt.verlangt = True
    assert workshopprozesse.wache([kind], halt, "", KEIN_NETZ) is None
    assert capsys.readouterr().out == ""
