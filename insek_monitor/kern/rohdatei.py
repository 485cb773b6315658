"""Inhalt einer fremden Datei, gelesen, aber noch nicht gedeutet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Zelle = str | int | float | bool | date | datetime | None
Format = Literal["xlsx", "xls", "ods", "csv"]


@dataclass(frozen=True)
class Rohblatt:
    """Ein Tabellenblatt.

    Attributes
    ----------
    name : Name des Blatts; bei CSV der Dateiname ohne Endung.
    zeilen : Ab Zeile 1 und Spalte A, am Ende ohne leere Zeilen und Spalten; leere Zellen und leerer Text sind
        None.
        Zeile ``zeilen[i]`` ist in der Datei Zeile ``i + 1``. Zeilen dürfen verschieden lang sein.
    verborgen : Das ganze Blatt ist in der Datei ausgeblendet.
    verborgene_zeilen : Zeilennummern (ab 1), die ausgeblendet sind.
    verbunden : tuple of (int, int, int, int)
        Verbundene Zellen: erste Zeile, erste Spalte, letzte Zeile, letzte Spalte, alle ab 1. Der Wert steht
        nur in der ersten Zelle.
    formeln : Zellen (Zeile, Spalte ab 1) mit einer Formel; ihr Wert ist der zuletzt gespeicherte.
    """

    name: str
    zeilen: tuple[tuple[Zelle, ...], ...]
    verborgen: bool = False
    verborgene_zeilen: frozenset[int] = frozenset()
    verbunden: tuple[tuple[int, int, int, int], ...] = ()
    formeln: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Rohdatei:
    """Eine gelesene Datei.

    Attributes
    ----------
    pruefsumme : sha256 der Datei.
    hinweise : Deutsche Sätze, was beim Lesen auffiel (Makros, Verknüpfungen, Zeichensatz …).
    """

    name: str
    format: Format
    groesse: int
    pruefsumme: str
    blaetter: tuple[Rohblatt, ...]
    hinweise: tuple[str, ...] = field(default=())
