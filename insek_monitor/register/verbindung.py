"""Verbindung zum Register: Adresse prüfen, lesen, mit Sperre schreiben, Fehler auf Deutsch.

Auf SQLite und PostgreSQL gilt dasselbe: beliebig viele lesen gleichzeitig, geschrieben wird nacheinander.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as KeineFreieVerbindung

from insek_monitor.register import fehlertexte, sqlitedatei
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.registerdatei import NUR_LESEN, DateiFehler, Registerdatei
from insek_monitor.register.sqlitedatei import Reihe, liegt_im_netz

#: Schlüssel der PostgreSQL-Sperre („INSEK“ als Zahl): alle Schreibenden dieses Programms warten aufeinander.
SPERRE = 0x494E53454B
#: So lange wartet ein Schreibender auf den anderen.
WARTEZEIT_SEKUNDEN = 30
_UMWANDELN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
_logger = logging.getLogger(__name__)
_BEISPIEL = "Beispiele: sqlite:////pfad/zu/insek.sqlite oder postgresql://name:passwort@rechner/datenbank"


@dataclass(frozen=True)
class Register:
    """Ein geöffnetes Register.

    Attributes
    ----------
    engine
        SQLAlchemy-Engine; für eigene Abfragen besser ``lesen()`` und ``schreiben()`` benutzen.
    bezeichnung
        Wo es liegt, für Protokoll und Kommandozeile (``fehler.mit_ort``); ohne Benutzer und Passwort.
    im_netz
        Ob es eine Datei auf einem Netzlaufwerk ist.
    datei
        Die geöffnete Datei (nur SQLite).
    """

    engine: Engine
    bezeichnung: str
    im_netz: bool = False
    datei: Registerdatei | None = None
    _reihe: Reihe = field(default_factory=Reihe, init=False, repr=False, compare=False)

    @contextmanager
    def lesen(self) -> Iterator[Connection]:
        """Verbindung zum Lesen, in einer Transaktion.

        Raises
        ------
        RegisterFehler
            wenn die Datenbank nicht antwortet oder die Datei nicht mehr dieselbe ist (``DateiFehler``).
        """
        with self._uebersetze_fehler(nur_lesen=True), self._verbindung() as verbindung, verbindung.begin():
            yield verbindung

    @contextmanager
    def schreiben(self) -> Iterator[Connection]:
        """Verbindung zum Schreiben: eine Transaktion, in der sonst niemand schreibt.

        Eine Ausnahme im Block macht alles rückgängig. Auf SQLite stellen sich die Fäden eines Prozesses davor
        an: Beim Warten schläft SQLite immer länger, und ein Handgriff käme gegen viele Stimmen nicht durch.

        Raises
        ------
        RegisterFehler
            wenn die Datenbank nicht antwortet, zu lange gesperrt oder die Datei nicht mehr dieselbe ist.
        """
        with self._der_reihe_nach(), self._schreibend() as verbindung:
            if self.engine.dialect.name == "postgresql":
                _sperre_postgresql(verbindung)
            yield verbindung

    @contextmanager
    def aendern(self) -> Iterator[Connection]:
        """Verbindung zum Schreiben in die vergänglichen Tabellen (``schema.VERGAENGLICH``).

        Anders als bei ``schreiben`` warten auf PostgreSQL nicht alle aufeinander: Eine Stimme soll nicht
        warten, während jemand eine Liste einspielt.
        Wer eine Zeile prüft und danach schreibt, sperrt sie selbst
        (``with_for_update``). Auf SQLite gibt es nur die eine Sperre der Datei, wie bei ``schreiben``.

        Raises
        ------
        RegisterFehler
            wie bei ``schreiben``.
        """
        with self._der_reihe_nach(), self._schreibend() as verbindung:
            if self.engine.dialect.name == "postgresql":
                _begrenze_wartezeit(verbindung)
            yield verbindung

    def schliesse(self) -> None:
        """Gib alle Verbindungen zurück."""
        try:
            if self.datei is not None and not self.datei.verwaist:
                self.datei.pruefe()
        except DateiFehler:
            # Ihr Schreibprotokoll darf nicht neben der neuen liegen bleiben.
            with suppress(RegisterFehler), self.lesen():
                pass
        self.engine.dispose()

    @property
    def verwaist(self) -> bool:
        """Ob am Ort der Registerdatei eine andere oder keine mehr liegt: dann ist neu zu öffnen."""
        return self.datei is not None and self.datei.verwaist

    @property
    def nur_lesen(self) -> bool:
        """Ob die Registerdatei schreibgeschützt ist."""
        return self.datei is not None and self.datei.nur_lesen

    @contextmanager
    def _schreibend(self) -> Iterator[Connection]:
        """Die eine Stelle, an der Schreiben beginnt und endet."""
        if self.nur_lesen:
            raise RegisterFehler(NUR_LESEN, ort=self.bezeichnung)
        with self._uebersetze_fehler(), self._verbindung() as verbindung:
            verbindung = verbindung.execution_options(**{sqlitedatei.SCHREIBEND: True})
            with verbindung.begin():
                yield verbindung
            if self.datei:
                # Inzwischen ersetzt: Das Geschriebene steht in der alten Datei; niemand darf es bestätigen.
                self.datei.pruefe_verbindung(verbindung)

    @contextmanager
    def _verbindung(self) -> Iterator[Connection]:
        with self.datei.verbindung(self.engine) if self.datei else self.engine.connect() as verbindung:
            yield verbindung

    @contextmanager
    def _der_reihe_nach(self) -> Iterator[None]:
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if not self._reihe.betritt(WARTEZEIT_SEKUNDEN):
            raise RegisterFehler(f"Das Register {fehlertexte.GESPERRT}", ort=self.bezeichnung)
        try:
            yield
        finally:
            self._reihe.verlasse()

    @contextmanager
    def _uebersetze_fehler(self, *, nur_lesen: bool = False) -> Iterator[None]:
        try:
            yield
        except DBAPIError as fehler:
            raise RegisterFehler(fehlertexte.meldung(fehler), ort=self.bezeichnung) from fehler
        except KeineFreieVerbindung as fehler:
            raise RegisterFehler(
                "Das Register ist gerade ausgelastet. Bitte versuchen Sie es gleich noch einmal.",
                ort=self.bezeichnung,
            ) from fehler
        except _UMWANDELN as fehler:
            # Was eine heile Datei nie enthält: Text, der kein UTF-8 ist, ein Zeitpunkt ohne Ziffern. Wer nur
            # liest, wandelt in diesem Block nichts anderes um.
            if self.datei is None or not (nur_lesen or fehlertexte.kam_aus_der_abfrage(fehler)):
                raise
            _logger.error("Gelesenes lässt sich nicht umwandeln", exc_info=fehler)
            raise RegisterFehler(f"Das Register {fehlertexte.BESCHAEDIGT}", ort=self.bezeichnung) from fehler

    def ist_beschaedigt(self) -> bool:
        """Ob SQLite in der Datei einen Schaden findet; auf PostgreSQL immer falsch."""
        if self.datei is None:
            return False
        try:
            with self.engine.connect() as verbindung:
                return verbindung.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok"
        except RegisterFehler:
            return False
        except (SQLAlchemyError, UnicodeDecodeError):
            return True


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


def verbinde(url: URL, *, anlegen: bool = True) -> Register:
    """Baue das Register zu einer geprüften Adresse; Tabellen entstehen hier noch nicht.

    Parameters
    ----------
    anlegen
        ob Ordner und Datei (SQLite) entstehen, wenn es sie nicht gibt; sonst ist das ein ``DateiFehler``.

    Raises
    ------
    RegisterFehler
        wenn Ordner, Datei oder Server nicht benutzbar sind.
    """
    if url.get_backend_name() == "sqlite":
        return _verbinde_sqlite(url, anlegen)
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


def _verbinde_sqlite(url: URL, anlegen: bool) -> Register:
    datei = Path(str(url.database))
    bezeichnung = f"Datei „{datei}“"
    try:
        datei.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fehler:
        raise RegisterFehler(
            "Der Ordner für das Register lässt sich nicht anlegen. Bitte prüfen Sie den Pfad und die Rechte "
            "oder geben Sie mit INSEK_DATENORDNER einen anderen Ordner an.",
            ort=bezeichnung,
        ) from fehler
    if datei.is_dir():
        raise RegisterFehler(
            "Wo das Register liegen soll, ist ein Ordner, keine Datei. Bitte nennen Sie in "
            "INSEK_DATENBANK_URL eine Datei.",
            ort=bezeichnung,
        )
    offene = Registerdatei(datei, anlegen=anlegen, wartezeit=WARTEZEIT_SEKUNDEN)
    engine = create_engine(url, creator=offene.oeffne)
    im_netz = liegt_im_netz(datei)

    def richte_ein(neu: sqlite3.Connection, _eintrag: object) -> None:
        sqlitedatei.richte_ein(neu, im_netz=im_netz, nur_lesen=offene.nur_lesen)
        offene.merke_begleiter()

    event.listen(engine, "connect", richte_ein)
    event.listen(engine, "begin", sqlitedatei.beginne)
    return Register(engine, bezeichnung, im_netz, offene)


def _sperre_postgresql(verbindung: Connection) -> None:
    _begrenze_wartezeit(verbindung)
    verbindung.execute(text("SELECT pg_advisory_xact_lock(:schluessel)"), {"schluessel": SPERRE})


def _begrenze_wartezeit(verbindung: Connection) -> None:
    # SQLite wartet durch seine eigene Wartezeit; PostgreSQL wartete sonst ohne Ende.
    verbindung.execute(text(f"SET LOCAL lock_timeout = {round(1000 * WARTEZEIT_SEKUNDEN)}"))
