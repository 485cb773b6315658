"""Was SQLite braucht, um sich wie PostgreSQL zu verhalten: Laufwerk, Warteschlange, wirkliches Löschen."""

from __future__ import annotations

import logging
import re
import sqlite3
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path

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


HINWEIS = (
    "Das Register liegt auf einem Netzlaufwerk. Dort wird es vorsichtiger und langsamer geschrieben, und der "
    "INSEK-Monitor darf immer nur auf einem Rechner laufen. Besser liegt es auf diesem Rechner: eine "
    "Sicherung anlegen („sichern“), in INSEK_DATENORDNER einen Ordner dieses Rechners nennen, "
    "„wiederherstellen“. Für mehrere Rechner gehört es in eine PostgreSQL-Datenbank (INSEK_DATENBANK_URL)."
)
EINHAENGUNGEN = Path("/proc/mounts")
ARTEN = frozenset({
    "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.glusterfs", "fuse.gvfsd-fuse",
    "fuse.rclone", "fuse.sshfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2", "smb3",
    "smbfs", "webdav",
})  # fmt: skip
"""Dateisysteme, hinter denen ein anderer Rechner steht."""


def liegt_im_netz(datei: Path) -> bool:
    """Ob diese Datei (oder der Ordner, in dem sie entstehen soll) auf einem Netzlaufwerk liegt."""
    if sys.platform == "win32":
        import ctypes

        verbunden = 4  # DRIVE_REMOTE: ein Laufwerksbuchstabe für eine Freigabe
        weg = datei.absolute()
        return ist_unc(str(weg)) or ctypes.windll.kernel32.GetDriveTypeW(weg.anchor) == verbunden
    else:
        return _dateisystem(datei.resolve()) in ARTEN


def ist_unc(weg: str) -> bool:
    r"""Ob ein Windows-Weg einen anderen Rechner nennt: ``\\server\freigabe``, ``\\?\UNC\server\freigabe``."""
    return bool(re.match(r"[\\/]{2}([?.][\\/]UNC[\\/]|[^?.\\/])", weg, re.IGNORECASE))


def _dateisystem(weg: Path) -> str:
    """Art der innersten Einhängung über diesem Weg, bei mehreren am selben Ort der letzten."""
    passend = [
        (len(Path(ort).parts), nummer, art)
        for nummer, (ort, art) in enumerate(_einhaengungen())
        if weg.is_relative_to(ort)
    ]
    return max(passend, default=(0, 0, ""))[2]


def _einhaengungen() -> list[tuple[str, str]]:
    """Ort und Art jedes eingehängten Dateisystems; leer, wenn das System sie nicht nennt."""
    try:
        if sys.platform == "darwin":
            lauf = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
            return re.findall(r" on (/.*) \((\w+)", lauf.stdout)
        else:
            text = EINHAENGUNGEN.read_text(encoding="utf-8", errors="surrogateescape")
            felder = [zeile.split(" ") for zeile in text.splitlines() if zeile.count(" ") > 1]
            # Ein Leerzeichen im Ort steht als „\040“ da.
            return [(re.sub(r"\\(\d{3})", lambda z: chr(int(z[1], 8)), f[1]), f[2]) for f in felder]
    except (OSError, subprocess.SubprocessError):
        return []


class Reihe:
    """Eine Sperre, die nacheinander alle bekommen, die zuerst anstanden zuerst."""

    def __init__(self) -> None:
        self._schutz = threading.Lock()
        self._wartende: deque[threading.Lock] = deque()
        self._frei = True

    def betritt(self, sekunden: float) -> bool:
        """Stell dich an; ``False``, wenn du nach dieser Zeit nicht dran warst."""
        with self._schutz:
            if self._frei:
                self._frei = False
                return True
            platz = threading.Lock()
            platz.acquire()
            self._wartende.append(platz)
        if platz.acquire(timeout=sekunden):
            return True
        with self._schutz:
            if platz in self._wartende:
                self._wartende.remove(platz)
                return False
        # Zwischen Ablauf und Nachsehen wurde die Sperre doch noch übergeben.
        return True

    def verlasse(self) -> None:
        """Gib die Sperre an den Nächsten weiter."""
        with self._schutz:
            if self._wartende:
                self._wartende.popleft().release()
            else:
                self._frei = True
