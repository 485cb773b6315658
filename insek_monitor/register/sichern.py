"""Das ganze Register in eine Datei sichern, während es benutzt wird; zurück geht es mit ``stelle_her``."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, text, type_coerce

from insek_monitor import __version__
from insek_monitor.register.schema import SCHEMASTAND, Zeitpunkt, datenstand
from insek_monitor.register.sicherungsdatei import SicherungsFehler, oeffne_datei, versiegle
from insek_monitor.register.verbindung import Register
from insek_monitor.register.wanderung import wandere
from insek_monitor.register.wiederherstellen import Sicherung, stelle_her
from insek_monitor.register.zeilenstrom import (
    REIHENFOLGE,
    trage_zeilen_ein,
    veraenderte_datenstaende,
    zeilen,
    zeilenzahlen,
)

_RECHNER = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
_REST = re.compile(
    r"\..+\.((?P<rechner>[0-9a-f]{8})-(?P<prozess>\d+)-)?[0-9a-f]{8}\.unfertig(-wal|-shm|-journal)?"
)
"""Name einer entstehenden Sicherung; frühere Fassungen nannten Rechner und Prozess nicht."""
_ALT_SEKUNDEN = 24 * 3600
"""So lange schreibt keine Sicherung."""

__all__ = ["Sicherung", "SicherungsFehler", "sichere", "stelle_her"]


def sichere(register: Register, ziel: Path) -> Sicherung:
    """Schreibe einen in sich stimmigen Abzug aller Tabellen; andere dürfen dabei lesen und schreiben.

    Die Datei entsteht unter einem anderen Namen im selben Ordner und bekommt ihren Namen erst, wenn sie
    vollständig auf dem Datenträger steht. Sie enthält auch Vermerke, Rollen und Protokoll.

    Raises
    ------
    SicherungsFehler
        wenn es das Ziel schon gibt, sein Ordner fehlt oder das Register leer ist.
    RegisterFehler
        wenn das Register nicht lesbar oder das Ziel nicht beschreibbar ist; dann bleibt keine Datei zurück.
    """
    _pruefe_ziel(ziel)
    with _neue_datei(ziel) as entstehend:
        kopie = oeffne_datei(entstehend, f"{register.bezeichnung} beim Sichern nach „{ziel}“")
        try:
            with _abzug(register) as aus:
                erstellt_am = _uhrzeit(aus)
                with kopie.schreiben() as nach:
                    # Auch was beschädigt ist, wird gesichert; die Prüfsummen sagen es (``veraendert``).
                    nach.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
                    wandere(nach)
                    for tabelle in REIHENFOLGE:
                        trage_zeilen_ein(nach, tabelle, zeilen(aus, tabelle))
                    anzahlen, veraendert = zeilenzahlen(nach), veraenderte_datenstaende(nach)
        finally:
            kopie.schliesse()
        versiegle(entstehend, erstellt_am, __version__)
    return Sicherung(ziel, erstellt_am, SCHEMASTAND, anzahlen, veraendert=veraendert)


def _pruefe_ziel(ziel: Path) -> None:
    if ziel.exists() or ziel.is_symlink():
        raise SicherungsFehler(
            f"„{ziel}“ gibt es schon; eine vorhandene Datei wird nicht überschrieben. Bitte nennen Sie einen "
            "anderen Namen, etwa mit dem heutigen Datum."
        )
    if not ziel.parent.is_dir():
        raise SicherungsFehler(
            f"Den Ordner „{ziel.parent}“ gibt es nicht. Bitte legen Sie ihn an oder nennen Sie einen anderen."
        )


@contextmanager
def _neue_datei(ziel: Path) -> Iterator[Path]:
    """Der Name einer Datei neben dem Ziel; am Ende heißt sie wie das Ziel, bei einem Fehler ist sie weg."""
    entstehend = ziel.with_name(f".{ziel.name}.{_RECHNER}-{os.getpid()}-{secrets.token_hex(4)}.unfertig")
    try:
        yield entstehend
        _schreibe_durch(entstehend)
        _pruefe_ziel(ziel)
        _raeume_auf(ziel.parent, entstehend.stat().st_mtime)
        entstehend.replace(ziel)
        _schreibe_durch(ziel.parent)
    except OSError as fehler:
        raise SicherungsFehler(
            f"Die Sicherung „{ziel}“ lässt sich nicht schreiben. Bitte prüfen Sie Ordner, Rechte und freien "
            "Platz."
        ) from fehler
    finally:
        for endung in ("", "-wal", "-shm", "-journal"):
            entstehend.with_name(entstehend.name + endung).unlink(missing_ok=True)


def _raeume_auf(ordner: Path, jetzt: float) -> None:
    """Entferne, was getötete Sicherungen liegen ließen; was noch entsteht, bleibt."""
    for rest in ordner.glob(".*.unfertig*"):
        gefunden = _REST.fullmatch(rest.name)
        with suppress(OSError):
            if gefunden and (_ist_tot(gefunden) or jetzt - rest.stat().st_mtime > _ALT_SEKUNDEN):
                rest.unlink()


def _ist_tot(rest: re.Match[str]) -> bool:
    """Ob der Prozess zu Ende ist, der die Datei schrieb; von fremden Rechnern weiß man es nicht."""
    if rest["rechner"] != _RECHNER or os.name == "nt":
        return False
    try:
        os.kill(int(rest["prozess"]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False


def _schreibe_durch(pfad: Path) -> None:
    if pfad.is_dir() and os.name == "nt":
        return  # Windows kennt das nur für Dateien.
    kennziffer = os.open(pfad, os.O_RDONLY if pfad.is_dir() else os.O_RDWR)
    try:
        os.fsync(kennziffer)
    finally:
        os.close(kennziffer)


@contextmanager
def _abzug(register: Register) -> Iterator[Connection]:
    """Lesen, als stünde die Zeit still: was andere inzwischen schreiben, erscheint nicht."""
    with register.lesen() as verbindung, _nachsichtig(verbindung):
        if register.engine.dialect.name == "postgresql":
            verbindung.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        # SQLite hält den Stand erst mit der ersten Abfrage fest, die eine Tabelle liest: diese hier.
        if not verbindung.execute(select(func.count()).select_from(datenstand)).scalar_one():
            raise SicherungsFehler(
                f"Das Register ({register.bezeichnung}) ist leer; es gibt nichts zu sichern. Bitte prüfen "
                "Sie INSEK_DATENBANK_URL und INSEK_DATENORDNER."
            )
        yield verbindung


@contextmanager
def _nachsichtig(verbindung: Connection) -> Iterator[None]:
    """Beschädigten Text (kein UTF-8) mit Ersatzzeichen lesen statt gar nicht."""
    roh = verbindung.connection.driver_connection
    if not isinstance(roh, sqlite3.Connection):
        yield
        return
    vorher, roh.text_factory = roh.text_factory, lambda wert: wert.decode(errors="replace")
    try:
        yield
    finally:
        roh.text_factory = vorher


def _uhrzeit(verbindung: Connection) -> datetime:
    jetzt = verbindung.execute(select(type_coerce(func.current_timestamp(), Zeitpunkt))).scalar_one()
    assert isinstance(jetzt, datetime)
    return jetzt
