"""Die Datei eines SQLite-Registers: anlegen, öffnen, und merken, wenn sie fehlt oder eine andere dort liegt.

Wer eine Datei offen hat, behält sie auch dann, wenn sie gelöscht oder ersetzt wird: Er schriebe weiter in
etwas, das nach einem Neustart weg ist. Deshalb wird vor jedem Zugriff verglichen. Gelesen wird dazu nur das
Verzeichnis: Die Datei selbst neben SQLite zu öffnen und zu schließen gäbe dessen Sperren frei (POSIX).
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine
from sqlalchemy.pool import QueuePool

from insek_monitor.register import fehlertexte
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.sqlitedatei import arbeite_ein

KLEINSTE_BYTE = 512
"""Kleiner ist keine SQLite-Datei: So groß ist mindestens ihre erste Seite."""
ANLEGEN_SEKUNDEN = 0.5
"""So lange darf ein anderer Prozess zwischen dem Anlegen und der ersten Seite brauchen."""
FEHLT = (
    "Die Registerdatei ist verschwunden: Sie wurde im laufenden Betrieb gelöscht, verschoben oder umbenannt. "
    "Es wurde nichts gespeichert. Bitte legen Sie sie an ihren Ort zurück oder stellen Sie eine Sicherung "
    "her („wiederherstellen“). Eine neue legt erst ein Neustart an."
)
ERSETZT = (
    "Die Registerdatei wurde im laufenden Betrieb durch eine andere ersetzt. Es wurde nichts gespeichert. Ab "
    "jetzt gilt die Datei, die dort liegt: Bitte laden Sie die Seite neu und prüfen Sie, was zuletzt "
    "eingetragen wurde."
)
ABGESCHNITTEN = (
    "Die Registerdatei ist leer oder abgeschnitten; ein neues Register wird darin nicht angelegt. Bitte "
    "legen Sie die richtige Datei zurück, oder entfernen Sie diese und stellen Sie eine Sicherung her "
    "(„wiederherstellen“). Gab es hier noch nie ein Register, genügt Entfernen und neu Starten."
)

NUR_LESEN = (
    "Das Register lässt sich nur ansehen: In seine Datei oder ihren Ordner darf dieser Dienst nicht "
    "schreiben. Es wurde nichts gespeichert. Zum Ändern geben Sie bitte die Rechte, oder kopieren Sie die "
    "Datei in einen beschreibbaren Ordner und nennen ihn in INSEK_DATENORDNER."
)

Kennung = tuple[int, int]


class DateiFehler(RegisterFehler):
    """Am Ort des Registers liegt nicht mehr die geöffnete Datei."""


class Registerdatei:
    """Eine geöffnete Registerdatei.

    Attributes
    ----------
    verwaist
        Ob sie verlassen ist; wer weiterarbeiten will, öffnet das Register neu.
    nur_lesen
        Ob Datei oder Ordner schreibgeschützt sind (ein Archiv).

    Raises
    ------
    DateiFehler
        wenn sie fehlt und nicht angelegt werden soll oder abgeschnitten ist.
    """

    def __init__(self, datei: Path, *, anlegen: bool, wartezeit: float) -> None:
        self.verwaist = False
        self._datei = datei.absolute()
        self._wartezeit = wartezeit
        self._begleiter: dict[Path, Kennung] = {}
        if anlegen:
            _lege_an(self._datei)
            # Ein anderer Prozess kann sie eben erst angelegt haben.
            bis = time.monotonic() + ANLEGEN_SEKUNDEN
            while self._zustand()[1] in range(KLEINSTE_BYTE) and time.monotonic() < bis:
                time.sleep(0.05)
        self._kennung = self._zustand()[0]
        self.pruefe()
        _verschliesse(self._datei)
        self.nur_lesen = not (_beschreibbar(self._datei) and _beschreibbar(self._datei.parent))

    def pruefe(self) -> None:
        """Vergleiche, was am Ort des Registers liegt, mit dem, was offen ist.

        Raises
        ------
        DateiFehler
            wenn es nicht mehr dieselbe Datei ist.
        """
        kennung, groesse = self._zustand()
        if kennung is None:
            raise DateiFehler(FEHLT, ort=str(self._datei))
        if kennung != self._kennung or self.verwaist:
            raise DateiFehler(ERSETZT, ort=str(self._datei))
        if groesse < KLEINSTE_BYTE:
            raise DateiFehler(ABGESCHNITTEN, ort=str(self._datei))

    def oeffne(self) -> sqlite3.Connection:
        """Eine neue Verbindung; nie zu einer anderen Datei als der geprüften, und nie legt sie eine an."""
        weg = self._datei.as_posix()
        adresse = f"file://{'' if weg.startswith('/') else '/'}{quote(weg, errors='surrogateescape')}"
        if not self.nur_lesen:
            adresse += "?mode=rw"
        elif self._datei.with_name(self._datei.name + "-wal").exists():
            adresse += "?mode=ro"  # jemand schreibt darin, oder es blieb etwas liegen: das gehört dazu
        else:
            adresse += "?mode=ro&immutable=1"  # sonst wollte SQLite daneben Begleitdateien anlegen
        self.pruefe()
        verbindung = sqlite3.connect(adresse, uri=True, timeout=self._wartezeit, check_same_thread=False)
        try:
            self.pruefe()  # bisher ist die Datei nur geöffnet, noch nichts gelesen
        except DateiFehler:
            verbindung.close()
            raise
        return verbindung

    def merke_begleiter(self) -> None:
        """Halte fest, welche ``-wal`` und ``-shm`` zu dieser Datei gehören (nach jedem Verbinden)."""
        echt = self._datei.resolve()
        for endung in ("-wal", "-shm"):
            daneben = echt.with_name(echt.name + endung)
            kennung = _zustand(daneben)[0]
            if kennung is not None:
                self._begleiter[daneben] = kennung

    @contextmanager
    def verbindung(self, engine: Engine) -> Iterator[Connection]:
        """Eine Verbindung aus dem Vorrat, geprüft; liegt eine andere Datei dort, wird diese verlassen."""
        try:
            verbindung = engine.connect()
        except DateiFehler:
            if isinstance(engine.pool, QueuePool) and not engine.pool.checkedout():
                self.verwaist = True  # niemand hat sie noch offen: Ihr Protokoll ist eingearbeitet
            raise
        with verbindung:
            self.pruefe_verbindung(verbindung)
            yield verbindung

    def pruefe_verbindung(self, verbindung: Connection) -> None:
        """Wie ``pruefe``; vor dem Fehler geht das Schreibprotokoll noch in die Datei, zu der es gehört.

        Bliebe es liegen, läse SQLite es in die neue Datei hinein. Solange noch jemand liest, geht es nicht;
        dann bleibt die alte Datei offen, und der nächste Zugriff versucht es wieder.
        """
        try:
            self.pruefe()
        except DateiFehler:
            roh = verbindung.connection.driver_connection
            assert isinstance(roh, sqlite3.Connection)
            with suppress(sqlite3.DatabaseError):  # dann ist nichts zu retten
                if not arbeite_ein(roh):
                    raise
            self.verwaist = True
            verbindung.invalidate()
            verbindung.engine.dispose()
            for daneben, kennung in self._begleiter.items():
                if _zustand(daneben)[0] == kennung:
                    daneben.unlink(missing_ok=True)
            raise

    def _zustand(self) -> tuple[Kennung | None, int]:
        return _zustand(self._datei)


def _zustand(datei: Path) -> tuple[Kennung | None, int]:
    try:
        angaben = os.stat(datei)
    except OSError:
        return None, -1
    return (angaben.st_dev, angaben.st_ino), angaben.st_size


def _beschreibbar(weg: Path) -> bool:
    return os.access(weg, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _lege_an(datei: Path) -> None:
    """Lege die Datei mit ihrer ersten Seite an, wenn es sie nicht gibt."""
    try:
        os.close(os.open(datei, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError as fehler:
        raise RegisterFehler(f"Das Register {fehlertexte.KEIN_ZUGRIFF}", ort=str(datei)) from fehler
    with closing(sqlite3.connect(datei)) as verbindung:
        # Schreibt den Kopf. Ein Protokoll, das von einer gelöschten Datei liegen blieb, verwirft SQLite hier.
        verbindung.execute("PRAGMA user_version = 0")


def _verschliesse(datei: Path) -> None:
    """Nur die eigene Person liest, was darin steht (frühere Fassungen legten die Datei für alle lesbar an).

    Neue Begleitdateien bekommen von SQLite die Rechte der Datei.
    """
    for offen in (datei, *(datei.with_name(datei.name + endung) for endung in ("-wal", "-shm"))):
        with suppress(OSError):
            rechte = stat.S_IMODE(offen.stat().st_mode)
            if rechte & 0o077:
                offen.chmod(rechte & 0o700)
