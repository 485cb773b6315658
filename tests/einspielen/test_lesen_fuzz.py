"""Ein kurzer Lauf von ``make fuzz``: wiederholbar, und ein Verstoß fiele auf."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hilfen.verfaelschen import VORLAGEN
from tests.messung import fuzz

pytestmark = pytest.mark.langsam


def test_zweihundert_verfaelschte_dateien() -> None:
    ergebnis = fuzz.fuzze(fuzz.STARTWERT, hoechstens=200)
    assert not ergebnis.verstoesse
    assert sum(z["gelesen"] + z["abgewiesen"] + z["abgestürzt"] for z in ergebnis.zaehler.values()) == 200
    assert set(ergebnis.zaehler) == set(VORLAGEN)
    assert sum(z["gelesen"] for z in ergebnis.zaehler.values()) > 20
    assert sum(z["abgewiesen"] for z in ergebnis.zaehler.values()) > 20


def test_derselbe_fall_ist_dieselbe_datei() -> None:
    assert fuzz.fall(1, 5) == fuzz.fall(1, 5)
    assert fuzz.fall(1, 5) != fuzz.fall(1, 6)


def test_ein_verstoss_faellt_auf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def scheitere(inhalt: bytes, name: str) -> None:
        raise ZeroDivisionError("Null")

    monkeypatch.setattr(fuzz, "lies_kern", scheitere)
    monkeypatch.setattr(fuzz, "ABLAGE", tmp_path)
    ergebnis = fuzz.fuzze(7, hoechstens=3)
    assert len(ergebnis.verstoesse) == 3
    assert "Fall 7-1" in ergebnis.verstoesse[0]
    assert "ZeroDivisionError" in ergebnis.verstoesse[0]
    assert len(list(tmp_path.iterdir())) == 3
    assert "Verstöße" in fuzz.als_text(ergebnis)
