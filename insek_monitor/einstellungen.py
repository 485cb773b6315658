"""Einstellungen aus der Umgebung, an einer Stelle.

Alles sind Funktionen und keine Konstanten: Tests und Betreiber können die Umgebung setzen, ohne dass die
Reihenfolge der Importe eine Rolle spielt.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

DATENBANK_DATEI = "insek_monitor.sqlite"


class EinstellungsFehler(ValueError):
    """Eine Umgebungsvariable hat einen unbrauchbaren Wert."""


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


def fester_stichtag() -> date | None:
    """``INSEK_STICHTAG`` (JJJJ-MM-TT) statt des heutigen Tages, für Tests und Vorführungen; sonst None.

    Raises
    ------
    EinstellungsFehler
        Wenn die Angabe kein solches Datum ist.
    """
    gesetzt = os.environ.get("INSEK_STICHTAG", "").strip()
    try:
        return date.fromisoformat(gesetzt) if gesetzt else None
    except ValueError:
        raise EinstellungsFehler(
            f"Die Einstellung INSEK_STICHTAG ist „{gesetzt[:30]}“; erwartet wird ein Datum wie 2026-11-21."
        ) from None


def _ordner(variable: str, vorgabe: str) -> Path:
    gesetzt = os.environ.get(variable, "").strip()
    return Path(gesetzt).expanduser().resolve() if gesetzt else projektordner() / vorgabe
