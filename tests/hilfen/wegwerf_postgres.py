"""Ein echtes PostgreSQL zum Wegwerfen: eigener Ordner, eigener Anschluss, am Ende wieder gelöscht."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

BENUTZER = "insek"


class KeinPostgres(Exception):
    """PostgreSQL fehlt oder lässt sich nicht starten."""


@dataclass
class Wegwerfserver:
    """Laufender Server; ``neue_datenbank`` liefert die Adresse einer leeren oder abgeschriebenen."""

    programme: Path
    ordner: Path
    port: int
    passwort: str
    zaehler: itertools.count = field(default_factory=itertools.count)
    _geleert: tuple[str, str, psycopg.Connection] | None = None

    def adresse(self, datenbank: str) -> str:
        return f"postgresql://{BENUTZER}:{self.passwort}@127.0.0.1:{self.port}/{datenbank}"

    def neue_datenbank(self, vorlage: str = "template1") -> str:
        name = f"pruefung_{next(self.zaehler)}"
        with psycopg.connect(self.adresse("postgres"), autocommit=True) as verbindung:
            verbindung.execute(f"CREATE DATABASE {name} TEMPLATE {vorlage}")
        return self.adresse(name)

    def leere_datenbank(self, vorlage: str) -> str:
        """Wie ``neue_datenbank``, aber immer dieselbe, wieder geleert: Das geht zehnmal so schnell.

        Hat ein Test am Schema geändert, entsteht eine neue.
        """
        if self._geleert is not None:
            adresse, schema, verbindung = self._geleert
            _trenne_andere(verbindung)
            if _schema(verbindung) == schema:
                _leere(verbindung)
                return adresse
            verbindung.close()
        adresse = self.neue_datenbank(vorlage)
        verbindung = psycopg.connect(adresse, autocommit=True)
        # So prüft die Datenbank beim Leeren weder Fremdschlüssel noch die Wächter über Unveränderliches.
        verbindung.execute("SET session_replication_role = replica")
        self._geleert = (adresse, _schema(verbindung), verbindung)
        return adresse

    def stoppe(self) -> None:
        if self._geleert is not None:
            self._geleert[2].close()
        _rufe(self.programme / "pg_ctl", "-D", self.ordner / "daten", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.ordner, ignore_errors=True)


def _trenne_andere(verbindung: psycopg.Connection) -> None:
    """Beendet, was ein Test offen ließ, und wartet darauf: Eine Sperre hielte das Leeren auf."""
    meine = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    verbindung.execute(f"SELECT pg_terminate_backend(pid, 10000) {meine}")


def _schema(verbindung: psycopg.Connection) -> str:
    """Alles, was Tests am Schema ändern könnten, und der Stand der Wanderung."""
    eigene = "(SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"
    teile = (
        "SELECT format('%s %s %s %s', attrelid::regclass, attname, atttypid, attnotnull) FROM pg_attribute "
        f"WHERE attnum > 0 AND attrelid IN {eigene}",
        "SELECT format('%s %s', pg_get_triggerdef(oid), tgenabled) FROM pg_trigger WHERE NOT tgisinternal",
        f"SELECT format('%s %s', conrelid, pg_get_constraintdef(oid)) FROM pg_constraint "
        f"WHERE conrelid IN {eigene}",
        "SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
        "SELECT insek_schemastand::text FROM insek_schemastand",
    )
    zeilen = "SELECT string_agg(z, E'\\n' ORDER BY z) FROM ({}) alle(z)"
    try:
        return str(verbindung.execute(zeilen.format(" UNION ALL ".join(teile))).fetchone())
    except psycopg.errors.UndefinedTable:
        return ""


def _leere(verbindung: psycopg.Connection) -> None:
    tabellen = verbindung.execute(
        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' "
        "AND tablename <> 'insek_schemastand'"
    ).fetchall()
    reihen = verbindung.execute("SELECT quote_ident(sequencename) FROM pg_sequences").fetchall()
    befehle = [f"DELETE FROM {name}" for (name,) in tabellen]
    befehle += [f"ALTER SEQUENCE {name} RESTART" for (name,) in reihen]
    verbindung.execute(";".join(befehle))


def starte() -> Wegwerfserver:
    """Lege einen Server an und starte ihn; ohne Absicherung auf der Platte, dafür schnell."""
    programme = _programme()
    ordner = Path(tempfile.mkdtemp(prefix="insek-pg-"))
    passwort = "geheim-" + secrets.token_hex(8)
    (ordner / "passwort").write_text(passwort, encoding="utf-8")
    if os.geteuid() == 0:
        # PostgreSQL weigert sich, als root zu laufen.
        for pfad in (ordner, ordner / "passwort"):
            shutil.chown(pfad, "postgres")
    try:
        _rufe(
            programme / "initdb",
            *("-D", ordner / "daten", "-U", BENUTZER, "-A", "scram-sha-256"),
            *("--pwfile", ordner / "passwort", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        port = _freier_port()
        optionen = f"-F -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={ordner}"
        optionen += " -c synchronous_commit=off -c full_page_writes=off"
        _rufe(
            programme / "pg_ctl",
            *("-D", ordner / "daten", "-l", ordner / "protokoll", "-w", "-o", optionen, "start"),
        )
    except KeinPostgres:
        shutil.rmtree(ordner, ignore_errors=True)
        raise
    return Wegwerfserver(programme, ordner, port, passwort)


def _programme() -> Path:
    gefunden = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if gefunden:
        return gefunden[-1].parent
    im_pfad = shutil.which("initdb")
    if im_pfad is None:
        raise KeinPostgres("initdb wurde nicht gefunden")
    return Path(im_pfad).resolve().parent


def _freier_port() -> int:
    with socket.socket() as steckdose:
        steckdose.bind(("127.0.0.1", 0))
        return int(steckdose.getsockname()[1])


def _rufe(*befehl: str | Path) -> None:
    worte = [str(wort) for wort in befehl]
    if os.geteuid() == 0:
        worte = ["runuser", "-u", "postgres", "--", *worte]
    # Ausgaben in eine Datei statt in eine Röhre: der gestartete Server hielte die Röhre sonst offen.
    with tempfile.TemporaryFile() as ausgabe:
        try:
            lauf = subprocess.run(
                worte, stdout=ausgabe, stderr=subprocess.STDOUT, cwd="/", timeout=60, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as fehler:
            raise KeinPostgres(str(fehler)) from fehler
        if lauf.returncode:
            ausgabe.seek(0)
            raise KeinPostgres(ausgabe.read().decode(errors="replace")[-500:])
