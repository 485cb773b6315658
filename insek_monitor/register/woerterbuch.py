"""Liest ``daten/datenwoerterbuch.yaml``: was jede Tabelle und jede Spalte bedeutet, woher sie stammt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from insek_monitor import einstellungen

DATEI = "datenwoerterbuch.yaml"
TYPEN = ("text", "ganzzahl", "kommazahl", "datum", "unscharfes_datum", "wahrheitswert")


class WoerterbuchFehler(Exception):
    """Das Datenwörterbuch fehlt oder ist fehlerhaft."""


@dataclass(frozen=True)
class Quelle:
    """Datenquelle mit Lizenz und der Namensnennung, die neben Abbildungen steht."""

    schluessel: str
    titel: str
    herausgeber: str
    stand: str
    lizenz: str
    namensnennung: str
    lizenz_url: str = ""


@dataclass(frozen=True)
class Spalte:
    """Eine Spalte: ``typ`` ist einer von `TYPEN`, ``einheit`` leer, wenn es keine gibt."""

    name: str
    bedeutung: str
    typ: str
    einheit: str
    quelle: Quelle


@dataclass(frozen=True)
class Tabelle:
    """Eine Tabelle in ``daten/`` (``datei``) oder ein abgeleiteter Frame (``datei`` leer)."""

    name: str
    datei: str
    beschreibung: str
    quelle: Quelle
    index: str
    spalten: Mapping[str, Spalte]


@dataclass(frozen=True)
class Datei:
    """Eine Datei in ``daten/``, die keine Tabelle mit Spalten ist."""

    name: str
    beschreibung: str
    quelle: Quelle


@dataclass(frozen=True)
class Woerterbuch:
    """Inhalt des Datenwörterbuchs."""

    quellen: Mapping[str, Quelle]
    tabellen: Mapping[str, Tabelle]
    abgeleitet: Mapping[str, Tabelle]
    weitere_dateien: Mapping[str, Datei]

    def spalte(self, name: str) -> Spalte | None:
        """Spalte dieses Namens, abgeleitete vor Tabellen; None, wenn es sie nicht gibt."""
        for tabelle in (*self.abgeleitet.values(), *self.tabellen.values()):
            if name in tabelle.spalten:
                return tabelle.spalten[name]
        return None


def woerterbuch() -> Woerterbuch:
    """Das Datenwörterbuch aus dem Tabellenordner.

    Raises
    ------
    WoerterbuchFehler
        Wenn die Datei fehlt oder nicht zu lesen ist.
    """
    return _lies(einstellungen.tabellenordner() / DATEI)


@lru_cache(maxsize=4)
def _lies(datei: Path) -> Woerterbuch:
    roh = lies_yaml(datei)
    try:
        quellen = {k: Quelle(schluessel=k, **v) for k, v in roh["quellen"].items()}
        tabellen = {name: _tabelle(name, angaben, quellen) for name, angaben in roh["tabellen"].items()}
        abgeleitet = {name: _tabelle(name, angaben, quellen) for name, angaben in roh["abgeleitet"].items()}
        weitere = {
            n: Datei(n, a["beschreibung"], quellen[a["quelle"]]) for n, a in roh["weitere_dateien"].items()
        }
    except (KeyError, TypeError, AttributeError, IndexError) as fehler:
        raise WoerterbuchFehler(
            f"{datei.name}: Eine Angabe fehlt oder steht falsch ({fehler}). Bitte die Datei berichtigen."
        ) from fehler
    return Woerterbuch(quellen, tabellen, abgeleitet, weitere)


def _tabelle(name: str, angaben: Mapping[str, Any], quellen: Mapping[str, Quelle]) -> Tabelle:
    eigene = quellen[angaben["quelle"]]
    spalten = {}
    for spalte, angabe in angaben["spalten"].items():
        bedeutung, typ, einheit, quelle = (*angabe, None, None)[:4]
        if typ not in TYPEN:
            raise WoerterbuchFehler(f"{DATEI}: Die Spalte „{name}.{spalte}“ hat den unbekannten Typ „{typ}“.")
        spalten[spalte] = Spalte(spalte, bedeutung, typ, einheit or "", quellen[quelle] if quelle else eigene)
    return Tabelle(
        name, angaben.get("datei", ""), angaben["beschreibung"], eigene, angaben.get("index", ""), spalten
    )


def lies_yaml(datei: Path) -> dict[str, Any]:
    """Inhalt einer YAML-Datei.

    Raises
    ------
    WoerterbuchFehler
        Wenn die Datei fehlt oder kein YAML mit benannten Angaben ist.
    """
    lader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # der Lader in C ist zehnmal so schnell
    try:
        inhalt = yaml.load(datei.read_text(encoding="utf-8"), Loader=lader)
    except (OSError, UnicodeDecodeError) as fehler:
        raise WoerterbuchFehler(
            f"{datei.name}: Die Datei lässt sich nicht lesen. Bitte den Ordner daten/ wiederherstellen."
        ) from fehler
    except yaml.YAMLError as fehler:
        raise WoerterbuchFehler(
            f"{datei.name}: Die Datei ist kein gültiges YAML. Bitte die Datei berichtigen."
        ) from fehler
    if not isinstance(inhalt, dict):
        raise WoerterbuchFehler(
            f"{datei.name}: Die Datei ist leer. Bitte sie aus dem Projekt wiederherstellen."
        )
    return inhalt
