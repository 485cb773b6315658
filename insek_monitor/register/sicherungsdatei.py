"""Die Sicherungsdatei: eine SQLite-Datei mit dem Schema des Registers und Prüfsummen über ihren Inhalt.

Jede Tabelle hat im Verzeichnis ``insek_sicherung_tabelle`` Zeilenzahl und Prüfsumme, das Ganze eine weitere
in ``insek_sicherung``. Eine bloße Kopie der Registerdatei hat beides nicht; sie wird an den Prüfsummen der
Datenstände geprüft.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import URL, inspect

from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.schema import VERSIONSTABELLE, metadaten
from insek_monitor.register.verbindung import Register, verbinde
from insek_monitor.register.wanderung import wandere
from insek_monitor.register.zeilenstrom import REIHENFOLGE, zeilen

FORMAT = 1
ANGABEN, TABELLEN = "insek_sicherung", "insek_sicherung_tabelle"
UNLESBAR = (ValueError, KeyError, TypeError, OverflowError)
"""Was eine Angabe auslöst, die keine Zeit, keine Zahl oder kein UTF-8 ist."""
_KENNZEICHEN = b"SQLite format 3\x00"


@dataclass(frozen=True)
class Angaben:
    """Was eine Datei über sich sagt; eine Kopie der Registerdatei weiß nicht, wann sie entstand."""

    schemastand: str
    erstellt_am: datetime | None = None


def oeffne_datei(datei: Path, bezeichnung: str) -> Register:
    """Eine SQLite-Datei als Register; ``bezeichnung`` steht in Fehlermeldungen."""
    return replace(verbinde(URL.create("sqlite+pysqlite", database=str(datei))), bezeichnung=bezeichnung)


def versiegle(datei: Path, erstellt_am: datetime, programm: str) -> None:
    """Trage Zeilenzahlen und Prüfsummen ein und mache aus der Datei eine einzige, ohne Begleitdateien."""
    with closing(sqlite3.connect(datei, isolation_level=None)) as verbindung:
        summen = _summen(verbindung)
        angaben = {
            "format": str(FORMAT),
            "schemastand": _schemastand(verbindung) or "",
            "programm": programm,
            "erstellt_am": erstellt_am.isoformat(),
        }
        verbindung.execute("BEGIN")
        verbindung.execute(f"CREATE TABLE {ANGABEN} (name TEXT PRIMARY KEY, wert TEXT NOT NULL)")
        verbindung.execute(
            f"CREATE TABLE {TABELLEN} (tabelle TEXT PRIMARY KEY, zeilen INTEGER NOT NULL, "
            "pruefsumme TEXT NOT NULL)"
        )
        angaben["pruefsumme"] = _gesamtsumme(angaben, summen)
        verbindung.executemany(f"INSERT INTO {ANGABEN} VALUES (?, ?)", angaben.items())
        verbindung.executemany(
            f"INSERT INTO {TABELLEN} VALUES (?, ?, ?)", [(name, *wert) for name, wert in summen.items()]
        )
        verbindung.execute("COMMIT")
        verbindung.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def geprueft(quelle: Path) -> Iterator[tuple[Register, Angaben]]:
    """Eine geprüfte Kopie der Sicherung auf dem heutigen Schemastand; die Datei bleibt unberührt.

    Raises
    ------
    SicherungsFehler
        wenn die Datei keine Sicherung, beschädigt oder von einer neueren Fassung des Programms ist.
    """
    _pruefe_datei(quelle)
    with tempfile.TemporaryDirectory(prefix="insek-sicherung-") as ordner:
        kopie = Path(ordner) / "kopie.sqlite"
        try:
            shutil.copyfile(quelle, kopie)
        except OSError as fehler:
            raise SicherungsFehler(
                f"Die Sicherung „{quelle}“ lässt sich nicht lesen oder nicht nach „{ordner}“ kopieren. Bitte "
                "prüfen Sie Rechte und freien Platz."
            ) from fehler
        try:
            with closing(sqlite3.connect(kopie, isolation_level=None)) as verbindung:
                angaben = _pruefe_inhalt(verbindung, quelle)
        except (sqlite3.Error, *UNLESBAR) as fehler:
            raise beschaedigt(quelle) from fehler
        register = oeffne_datei(kopie, f"Sicherung „{quelle.name}“")
        try:
            _bringe_auf_stand(register, quelle)
            _pruefe_zeilen(register, quelle)
            yield register, angaben
        finally:
            register.schliesse()


def _pruefe_datei(quelle: Path) -> None:
    try:
        with quelle.open("rb") as datei:
            anfang = datei.read(len(_KENNZEICHEN))
    except OSError as fehler:
        raise SicherungsFehler(
            f"Die Sicherung „{quelle}“ gibt es nicht oder sie ist nicht lesbar. Bitte prüfen Sie Name und "
            "Rechte."
        ) from fehler
    if anfang != _KENNZEICHEN:
        raise keine_sicherung(quelle)
    daneben = quelle.with_name(quelle.name + "-wal")
    if daneben.exists() and daneben.stat().st_size:
        raise SicherungsFehler(
            f"„{quelle}“ ist ein Register in Gebrauch, keine Sicherung: Daneben liegt „{daneben.name}“. "
            "Bitte schreiben Sie mit dem Befehl „sichern“ eine Sicherung."
        )


def _pruefe_inhalt(verbindung: sqlite3.Connection, quelle: Path) -> Angaben:
    # Eine fremde Datei soll beim Lesen nichts ausführen.
    verbindung.execute("PRAGMA trusted_schema = OFF")
    vorhanden = _tabellennamen(verbindung)
    stand = _schemastand(verbindung) if VERSIONSTABELLE in vorhanden else None
    if stand is None:
        raise keine_sicherung(quelle)
    if verbindung.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise beschaedigt(quelle)
    if not {ANGABEN, TABELLEN} & vorhanden:
        return Angaben(stand)
    angaben = dict(verbindung.execute(f"SELECT name, wert FROM {ANGABEN}"))
    if not str(angaben.get("format", "")).isdigit():
        raise beschaedigt(quelle)
    if int(angaben["format"]) > FORMAT:
        raise zu_neu(quelle)
    zeilen = verbindung.execute(f"SELECT tabelle, zeilen, pruefsumme FROM {TABELLEN} ORDER BY tabelle")
    summen = {name: (zahl, summe) for name, zahl, summe in zeilen}
    gesamt = angaben.pop("pruefsumme", "")
    if gesamt != _gesamtsumme(angaben, summen) or angaben.get("schemastand") != stand:
        raise beschaedigt(quelle)
    if summen != _summen(verbindung):
        raise beschaedigt(quelle)
    erstellt_am = datetime.fromisoformat(angaben["erstellt_am"])
    _pruefe_zeit(erstellt_am)
    return Angaben(stand, erstellt_am)


def _bringe_auf_stand(register: Register, quelle: Path) -> None:
    with register.schreiben() as verbindung:
        try:
            wandere(verbindung)
        except RegisterFehler as fehler:
            # Einen unbekannten Stand kann bei einer Datei mit Versionstabelle nur ein neueres Programm haben.
            raise zu_neu(quelle) from fehler
        if not set(metadaten.tables) <= set(inspect(verbindung).get_table_names()):
            raise beschaedigt(quelle)


def _pruefe_zeilen(register: Register, quelle: Path) -> None:
    """Jede Zeile muss sich lesen lassen."""
    with register.lesen() as verbindung:
        try:
            for tabelle in REIHENFOLGE:
                for zeile in zeilen(verbindung, tabelle):
                    for wert in zeile.values():
                        if isinstance(wert, date):
                            _pruefe_zeit(wert)
        except UNLESBAR as fehler:
            raise beschaedigt(quelle) from fehler


def _pruefe_zeit(zeit: date) -> None:
    # Am Rand dessen, was ein Kalender kennt, läuft schon das Umrechnen in Ortszeit über.
    if not 1900 <= zeit.year <= 9998:
        raise ValueError(zeit)


def _tabellennamen(verbindung: sqlite3.Connection) -> set[str]:
    return {name for (name,) in verbindung.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def _schemastand(verbindung: sqlite3.Connection) -> str | None:
    zeile = verbindung.execute(f"SELECT version_num FROM {VERSIONSTABELLE}").fetchone()
    return None if zeile is None else str(zeile[0])


def _summen(verbindung: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    namen = {name for name in _tabellennamen(verbindung) if not name.startswith("sqlite_")}
    return {name: _summe(verbindung, name) for name in sorted(namen - {ANGABEN, TABELLEN})}


def _summe(verbindung: sqlite3.Connection, tabelle: str) -> tuple[int, str]:
    spalten = verbindung.execute("SELECT name, pk FROM pragma_table_info(?)", (tabelle,)).fetchall()
    namen = ", ".join(f'"{name}"' for name, _ in sorted(spalten))
    schluessel = ", ".join(f'"{name}"' for name, pk in sorted(spalten, key=lambda s: s[1]) if pk) or namen
    summe, zahl = hashlib.sha256(), 0
    for zeile in verbindung.execute(f'SELECT {namen} FROM "{tabelle}" ORDER BY {schluessel}'):
        werte = [hashlib.sha256(wert).hexdigest() if isinstance(wert, bytes) else wert for wert in zeile]
        summe.update(json.dumps(werte, ensure_ascii=False).encode() + b"\n")
        zahl += 1
    return zahl, summe.hexdigest()


def _gesamtsumme(angaben: Mapping[str, str], summen: Mapping[str, tuple[int, str]]) -> str:
    inhalt = [sorted(angaben.items()), sorted((name, *wert) for name, wert in summen.items())]
    return hashlib.sha256(json.dumps(inhalt, ensure_ascii=False).encode()).hexdigest()


class SicherungsFehler(RegisterFehler):
    """Eine Sicherung ist nicht zu schreiben, nicht zu lesen oder passt nicht zum Register."""


def keine_sicherung(quelle: Path) -> SicherungsFehler:
    """Die Datei ist etwas anderes."""
    return SicherungsFehler(
        f"„{quelle}“ ist keine Sicherung des INSEK-Monitors. Bitte nennen Sie eine Datei, die der Befehl "
        "„sichern“ geschrieben hat."
    )


def beschaedigt(quelle: Path) -> SicherungsFehler:
    """Der Inhalt passt nicht zu den Prüfsummen oder ist nicht lesbar."""
    return SicherungsFehler(
        f"Die Sicherung „{quelle}“ ist beschädigt oder unvollständig. Es wurde nichts geändert. Bitte "
        "kopieren Sie sie noch einmal von ihrem Ablageort oder nehmen Sie eine andere Sicherung."
    )


def zu_neu(quelle: Path) -> SicherungsFehler:
    """Dieses Programm kennt Format oder Schemastand nicht."""
    return SicherungsFehler(
        f"Die Sicherung „{quelle}“ stammt von einer neueren Fassung des INSEK-Monitors. Es wurde nichts "
        "geändert. Bitte aktualisieren Sie das Programm und stellen Sie sie dann wieder her."
    )
