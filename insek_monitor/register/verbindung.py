"""Verbindung zum Register: Adresse prüfen, lesen, mit Sperre schreiben, Fehler auf Deutsch.

Auf SQLite und PostgreSQL gilt dasselbe: beliebig viele lesen gleichzeitig, geschrieben wird nacheinander.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as KeineFreieVerbindung

from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.reihe import Reihe

#: Schlüssel der PostgreSQL-Sperre („INSEK“ als Zahl): alle Schreibenden dieses Programms warten aufeinander.
SPERRE = 0x494E53454B
#: So lange wartet ein Schreibender auf den anderen.
WARTEZEIT_SEKUNDEN = 30
_SCHREIBEND = "insek_schreibend"
_BEISPIEL = "Beispiele: sqlite:////pfad/zu/insek.sqlite oder postgresql://name:passwort@rechner/datenbank"


@dataclass(frozen=True)
class Register:
    """Ein geöffnetes Register.

    Attributes
    ----------
    engine
        SQLAlchemy-Engine; für eigene Abfragen besser ``lesen()`` und ``schreiben()`` benutzen.
    bezeichnung
        Name für Meldungen, ohne Benutzer und Passwort.
    """

    engine: Engine
    bezeichnung: str
    _reihe: Reihe = field(default_factory=Reihe, init=False, repr=False, compare=False)

    @contextmanager
    def lesen(self) -> Iterator[Connection]:
        """Verbindung zum Lesen, in einer Transaktion.

        Raises
        ------
        RegisterFehler
            wenn die Datenbank nicht antwortet.
        """
        with self._uebersetze_fehler(), self.engine.connect() as verbindung, verbindung.begin():
            yield verbindung

    @contextmanager
    def schreiben(self) -> Iterator[Connection]:
        """Verbindung zum Schreiben: eine Transaktion, in der sonst niemand schreibt.

        Eine Ausnahme im Block macht alles rückgängig.

        Raises
        ------
        RegisterFehler
            wenn die Datenbank nicht antwortet oder zu lange gesperrt ist.
        """
        with self._uebersetze_fehler(), self.engine.connect() as verbindung:
            verbindung = verbindung.execution_options(**{_SCHREIBEND: True})
            with verbindung.begin():
                if self.engine.dialect.name == "postgresql":
                    _sperre_postgresql(verbindung)
                yield verbindung

    @contextmanager
    def aendern(self) -> Iterator[Connection]:
        """Verbindung zum Schreiben in die vergänglichen Tabellen (``schema.VERGAENGLICH``).

        Anders als bei ``schreiben`` warten auf PostgreSQL nicht alle aufeinander: Eine Stimme soll nicht
        warten, während jemand eine Liste einspielt.
        Wer eine Zeile prüft und danach schreibt, sperrt sie selbst
        (``with_for_update``). Auf SQLite gibt es nur die eine Sperre der Datei; die Fäden eines Prozesses
        stellen sich davor an, weil SQLite beim Warten immer länger schläft.

        Raises
        ------
        RegisterFehler
            wie bei ``schreiben``.
        """
        with self._der_reihe_nach(), self._uebersetze_fehler(), self.engine.connect() as verbindung:
            verbindung = verbindung.execution_options(**{_SCHREIBEND: True})
            with verbindung.begin():
                if self.engine.dialect.name == "postgresql":
                    _begrenze_wartezeit(verbindung)
                yield verbindung

    def schliesse(self) -> None:
        """Gib alle Verbindungen zurück."""
        self.engine.dispose()

    @contextmanager
    def _der_reihe_nach(self) -> Iterator[None]:
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if not self._reihe.betritt(WARTEZEIT_SEKUNDEN):
            raise RegisterFehler(f"Das Register ({self.bezeichnung}) {_GESPERRT}")
        try:
            yield
        finally:
            self._reihe.verlasse()

    @contextmanager
    def _uebersetze_fehler(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as fehler:
            raise RegisterFehler(_meldung(fehler, self.bezeichnung)) from fehler
        except KeineFreieVerbindung as fehler:
            raise RegisterFehler(
                f"Das Register ({self.bezeichnung}) ist gerade ausgelastet. Bitte versuchen Sie es gleich "
                "noch einmal."
            ) from fehler


def lies_adresse(adresse: str) -> URL:
    """Prüfe die Datenbankadresse und wähle den Treiber.

    Raises
    ------
    RegisterFehler
        wenn die Adresse nicht lesbar ist oder keine SQLite-Datei und kein PostgreSQL meint. Die Meldung
        wiederholt die Adresse nicht, weil ein Passwort darin stehen kann.
    """
    try:
        url = make_url(adresse)
    except (ArgumentError, ValueError) as fehler:
        raise RegisterFehler(
            "INSEK_DATENBANK_URL ist keine gültige Datenbankadresse. Bitte berichtigen Sie sie. " + _BEISPIEL
        ) from fehler
    art = url.drivername.partition("+")[0]
    if art in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if art == "sqlite" and url.database not in (None, "", ":memory:"):
        return url.set(drivername="sqlite+pysqlite")
    raise RegisterFehler(
        "INSEK_DATENBANK_URL muss eine SQLite-Datei oder eine PostgreSQL-Datenbank nennen. Bitte berichtigen "
        "Sie die Adresse. " + _BEISPIEL
    )


def verbinde(url: URL) -> Register:
    """Baue das Register zu einer geprüften Adresse; legt für SQLite den Ordner an, aber noch keine Tabellen.

    Raises
    ------
    RegisterFehler
        wenn Ordner, Datei oder Server nicht benutzbar sind.
    """
    if url.get_backend_name() == "sqlite":
        return _verbinde_sqlite(url)
    bezeichnung = (
        f"PostgreSQL-Datenbank „{url.database or ''}“ auf {url.host or url.query.get('host', 'localhost')}"
    )
    try:
        engine = create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": 10, "application_name": "INSEK-Monitor"}
        )
    except (NoSuchModuleError, ImportError) as fehler:
        raise RegisterFehler(
            "Für PostgreSQL fehlt der Treiber psycopg. Bitte installieren Sie ihn mit „pip install "
            "'psycopg[binary]'“."
        ) from fehler
    return Register(engine, bezeichnung)


def _verbinde_sqlite(url: URL) -> Register:
    datei = Path(str(url.database))
    bezeichnung = f"Datei „{datei}“"
    try:
        datei.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fehler:
        raise RegisterFehler(
            f"Der Ordner „{datei.parent}“ für das Register lässt sich nicht anlegen. Bitte prüfen Sie den "
            "Pfad und die Rechte oder geben Sie mit INSEK_DATENORDNER einen anderen Ordner an."
        ) from fehler
    if datei.is_dir():
        raise RegisterFehler(
            f"„{datei}“ ist ein Ordner, keine Registerdatei. Bitte nennen Sie in INSEK_DATENBANK_URL eine "
            "Datei."
        )
    engine = create_engine(url, connect_args={"timeout": WARTEZEIT_SEKUNDEN})
    event.listen(engine, "connect", _richte_sqlite_ein)
    event.listen(engine, "begin", _beginne_sqlite)
    return Register(engine, bezeichnung)


def _richte_sqlite_ein(verbindung: sqlite3.Connection, _eintrag: object) -> None:
    # Der Treiber soll keine Transaktionen von sich aus öffnen: wann gesperrt wird, entscheidet
    # _beginne_sqlite.
    verbindung.isolation_level = None
    verbindung.execute("PRAGMA foreign_keys = ON")
    # Gelöschte Stimmen sollen nicht in freien Seiten der Datei stehen bleiben.
    verbindung.execute("PRAGMA secure_delete = ON")
    # Sonst überginge INSERT OR REPLACE die Auslöser, die Löschen verbieten.
    verbindung.execute("PRAGMA recursive_triggers = ON")
    # WAL: Lesende warten nicht auf Schreibende. Steht danach in der Datei; der Wechsel braucht einmal die
    # Sperre, auf die SQLite hier nicht von selbst wartet – wer sie nicht bekommt, dem nimmt ein anderer den
    # Wechsel ab.
    if verbindung.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            verbindung.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fehler:
            if "locked" not in str(fehler):
                raise


def _beginne_sqlite(verbindung: Connection) -> None:
    schreibend = verbindung.get_execution_options().get(_SCHREIBEND, False)
    verbindung.exec_driver_sql("BEGIN IMMEDIATE" if schreibend else "BEGIN")


def _sperre_postgresql(verbindung: Connection) -> None:
    _begrenze_wartezeit(verbindung)
    verbindung.execute(text("SELECT pg_advisory_xact_lock(:schluessel)"), {"schluessel": SPERRE})


def _begrenze_wartezeit(verbindung: Connection) -> None:
    # SQLite wartet durch seine eigene Wartezeit; PostgreSQL wartete sonst ohne Ende.
    verbindung.execute(text(f"SET LOCAL lock_timeout = {round(1000 * WARTEZEIT_SEKUNDEN)}"))


_GESPERRT = (
    "ist seit einiger Zeit gesperrt, weil ein anderes Programm schreibt. Bitte versuchen Sie es gleich noch "
    "einmal."
)
#: Kennzeichen im Text des Treibers → was los ist und was zu tun ist. Der Text selbst erscheint nicht in der
#: Meldung.
_URSACHEN: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("not a database", "malformed", "disk image"),
        "ist keine lesbare Registerdatei. Bitte stellen Sie eine Sicherung her oder geben Sie eine andere "
        "Datei an.",
    ),
    (
        ("locked", "lock timeout"),
        _GESPERRT,
    ),
    (
        ("readonly", "permission denied", "keine berechtigung", "unable to open"),
        "lässt sich nicht öffnen oder nicht beschreiben. Bitte prüfen Sie Pfad und Rechte oder geben Sie "
        "mit INSEK_DATENORDNER oder INSEK_DATENBANK_URL einen anderen Ort an.",
    ),
    (
        ("disk is full", "no space left"),
        "lässt sich nicht beschreiben, weil der Datenträger voll ist. Bitte schaffen Sie Platz.",
    ),
    (
        ("disk i/o error",),
        "lässt sich nicht lesen oder nicht beschreiben. Bitte prüfen Sie, ob der Datenträger voll oder "
        "schadhaft ist.",
    ),
    (
        ("password", "passwort", "authenti", "no pg_hba"),
        "hat die Anmeldung abgelehnt. Bitte prüfen Sie Name und Passwort in INSEK_DATENBANK_URL.",
    ),
    (
        ('database "', 'role "', "datenbank »", "rolle »"),
        "gibt es so nicht. Bitte prüfen Sie Name und Datenbank in INSEK_DATENBANK_URL und legen Sie sie "
        "sonst an.",
    ),
    (("unveränderlich", "lückenlos", "abgeschlossen"), "lässt keine Änderung an einem Datenstand zu."),
)


def _meldung(fehler: DBAPIError, bezeichnung: str) -> str:
    wortlaut = str(fehler.orig).lower()
    for kennzeichen, folge in _URSACHEN:
        if any(wort in wortlaut for wort in kennzeichen):
            return f"Das Register ({bezeichnung}) {folge}"
    if _ist_verbindungsfehler(fehler.orig):
        return (
            f"Das Register ({bezeichnung}) ist nicht erreichbar. Bitte prüfen Sie, ob der Datenbankserver "
            "läuft und INSEK_DATENBANK_URL stimmt."
        )
    return (
        f"Das Register ({bezeichnung}) hat den Vorgang abgelehnt ({type(fehler.orig).__name__}). Es wurde "
        "nichts geändert. Bitte melden Sie den Fehler der betreuenden Stelle."
    )


def _ist_verbindungsfehler(ursache: Any) -> bool:
    return type(ursache).__name__ in (
        "OperationalError",
        "ConnectionTimeout",
        "AdminShutdown",
        "InterfaceError",
    )
