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

    def adresse(self, datenbank: str) -> str:
        return f"postgresql://{BENUTZER}:{self.passwort}@127.0.0.1:{self.port}/{datenbank}"

    def neue_datenbank(self, vorlage: str = "template1") -> str:
        import psycopg

        name = f"pruefung_{next(self.zaehler)}"
        with psycopg.connect(self.adresse("postgres"), autocommit=True) as verbindung:
            verbindung.execute(f"CREATE DATABASE {name} TEMPLATE {vorlage}")
        return self.adresse(name)

    def stoppe(self) -> None:
        _rufe(self.programme / "pg_ctl", "-D", self.ordner / "daten", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.ordner, ignore_errors=True)


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
