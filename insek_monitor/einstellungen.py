"""Einstellungen aus der Umgebung, an einer Stelle.

Alles sind Funktionen und keine Konstanten: Tests und Betreiber können die Umgebung setzen, ohne dass die
Reihenfolge der Importe eine Rolle spielt.
"""

from __future__ import annotations

import os
from pathlib import Path

DATENBANK_DATEI = "insek_monitor.sqlite"


def projektordner() -> Path:
    """Oberster Ordner des Projekts (dort liegen ``app.py`` und ``daten/``)."""
    return Path(__file__).resolve().parent.parent


def datenordner() -> Path:
    """Ordner der SQLite-Datei: ``INSEK_DATENORDNER``, sonst ``ablage/`` (wird hier nicht angelegt)."""
    return _ordner("INSEK_DATENORDNER", "ablage")


def tabellenordner() -> Path:
    """Ordner der abgeleiteten Tabellen: ``INSEK_TABELLENORDNER``, sonst ``daten/`` im Projekt."""
    return _ordner("INSEK_TABELLENORDNER", "daten")


def datenbank_url() -> str:
    """SQLAlchemy-Adresse: ``INSEK_DATENBANK_URL``, sonst die SQLite-Datei im Datenordner."""
    url = os.environ.get("INSEK_DATENBANK_URL", "").strip()
    return url or f"sqlite:///{(datenordner() / DATENBANK_DATEI).as_posix()}"


def _ordner(variable: str, vorgabe: str) -> Path:
    gesetzt = os.environ.get(variable, "").strip()
    return Path(gesetzt).expanduser().resolve() if gesetzt else projektordner() / vorgabe
