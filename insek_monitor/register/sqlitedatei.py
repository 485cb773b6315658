"""Was SQLite gesagt werden muss, damit es sich wie PostgreSQL verhält und Gelöschtes wirklich weg ist."""

from __future__ import annotations

import logging
import sqlite3

from sqlalchemy import Connection, Engine

SCHREIBEND = "insek_schreibend"
"""Angabe an einer Verbindung: Die Transaktion schreibt und nimmt die Sperre gleich zu Beginn."""
WARTEZEIT_MILLISEKUNDEN = 500
"""So lange wartet das Aufräumen auf Lesende."""

_logger = logging.getLogger(__name__)


def richte_ein(verbindung: sqlite3.Connection, *, im_netz: bool, nur_lesen: bool) -> None:
    """Für jede neue Verbindung: Fremdschlüssel, Auslöser, Löschen mit Überschreiben, WAL (nie im Netz)."""
    # Der Treiber soll keine Transaktionen von sich aus öffnen: wann gesperrt wird, entscheidet ``beginne``.
    verbindung.isolation_level = None
    verbindung.execute("PRAGMA foreign_keys = ON")
    # Gelöschte Stimmen sollen nicht in freien Seiten der Datei stehen bleiben.
    verbindung.execute("PRAGMA secure_delete = ON")
    # Sonst überginge INSERT OR REPLACE die Auslöser, die Löschen verbieten.
    verbindung.execute("PRAGMA recursive_triggers = ON")
    if nur_lesen:
        return
    if im_netz:
        _ohne_wal(verbindung)
        return
    # WAL: Lesende warten nicht auf Schreibende. Steht danach in der Datei; der Wechsel braucht einmal die
    # Sperre, auf die SQLite hier nicht von selbst wartet – wer sie nicht bekommt, dem nimmt ein anderer den
    # Wechsel ab.
    if verbindung.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            verbindung.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fehler:
            if "locked" not in str(fehler):
                raise


def _ohne_wal(verbindung: sqlite3.Connection) -> None:
    """Rücknahmejournal statt WAL; eine Datei, die von einem anderen Ort mit WAL kommt, wird umgestellt.

    Umgestellt wird mit ausschließlicher Sperre: Nur so braucht SQLite auch dafür keinen gemeinsamen Speicher.
    Hält sie jemand offen, scheitert das Öffnen, und an der Datei ändert sich nichts.
    """
    verbindung.execute("PRAGMA locking_mode = EXCLUSIVE")
    verbindung.execute("PRAGMA journal_mode = DELETE")
    verbindung.execute("PRAGMA locking_mode = NORMAL")
    # Erst der nächste Zugriff gibt die Sperre wieder her.
    verbindung.execute("SELECT 1 FROM sqlite_schema").fetchone()


def beginne(verbindung: Connection) -> None:
    """Beginnt jede Transaktion; eine schreibende wartet hier auf die Sperre, nicht erst mittendrin."""
    schreibend = verbindung.get_execution_options().get(SCHREIBEND, False)
    verbindung.exec_driver_sql("BEGIN IMMEDIATE" if schreibend else "BEGIN")


def leere_schreibprotokoll(engine: Engine) -> bool:
    """Leere das Schreibprotokoll (``-wal``), in dem Gelöschtes sonst stehen bliebe.

    Wer gerade liest, verhindert das; deshalb versucht es jeder Durchgang der Fristen von neuem.

    Returns
    -------
    bool
        ob es jetzt leer ist; auf PostgreSQL immer wahr.
    """
    if engine.dialect.name != "sqlite":
        return True
    verbindung = engine.raw_connection()
    try:
        roh = verbindung.driver_connection
        assert isinstance(roh, sqlite3.Connection)
        leer = arbeite_ein(roh)
    except sqlite3.Error as fehler:
        # Gelöscht ist schon; nur das Aufräumen kommt später.
        _logger.warning("Schreibprotokoll nicht geleert (%s)", type(fehler).__name__)
        verbindung.invalidate()
        return False
    finally:
        verbindung.close()
    if not leer:
        _logger.info("Schreibprotokoll noch nicht geleert: Jemand liest gerade.")
    return leer


def arbeite_ein(verbindung: sqlite3.Connection) -> bool:
    """Schreibe das Protokoll in die Datei und leere es; in einer Transaktion lehnt SQLite das ab.

    Returns
    -------
    bool
        ob es gelang; solange jemand liest, nicht.
    """
    wartezeit = verbindung.execute("PRAGMA busy_timeout").fetchone()[0]
    verbindung.execute(f"PRAGMA busy_timeout = {WARTEZEIT_MILLISEKUNDEN}")
    # Dass jemand liest, ist für SQLite kein Fehler: Es steht in der ersten Spalte der Antwort.
    besetzt = verbindung.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    verbindung.execute(f"PRAGMA busy_timeout = {wartezeit}")
    return not besetzt
