"""Bringt das Schema einer Datenbank auf den Stand dieses Programms (Alembic, ohne Befehlszeile)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.schema import SCHEMASTAND, VERSIONSTABELLE, metadaten

ORDNER = Path(__file__).parent / "migrationen"
NACHZUTRAGEN = {
    "raum.gruppen": "TEXT DEFAULT '[]' NOT NULL",
    "stimme.zug": "INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_stimme_zug CHECK (zug >= 0)",
}
"""Spalten, die Migration 0004 zwischen zwei Versionen bekam; was davor entstand, nennt sich auch „0004“."""


def schemastand(verbindung: Connection) -> str | None:
    """Alembic-Kennung der Datenbank; ``None``, wenn sie noch kein Register enthält."""
    if not inspect(verbindung).has_table(VERSIONSTABELLE):
        return None
    return verbindung.execute(text(f"SELECT version_num FROM {VERSIONSTABELLE}")).scalar()


def ist_aktuell(verbindung: Connection) -> bool:
    """Ob nichts zu tun ist. Fragt nur die Datenbank: Alembic wird beim gewöhnlichen Start nicht geladen."""
    return schemastand(verbindung) == SCHEMASTAND and not _fehlende_spalten(verbindung)


def wandere(verbindung: Connection) -> None:
    """Führe alle fehlenden Migrationen in der laufenden, sperrenden Transaktion aus.

    Raises
    ------
    RegisterFehler
        wenn die Datenbank ein neueres Schema hat, gleichnamige fremde Tabellen enthält oder ihr Spalten
        fehlen, die sich nicht nachtragen lassen.
    """
    stand = schemastand(verbindung)
    if stand == SCHEMASTAND:
        _ergaenze_spalten(verbindung)
        return
    if stand is None:
        _pruefe_leer(verbindung)

    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    einstellungen = Config()
    einstellungen.set_main_option("script_location", str(ORDNER).replace("%", "%%"))
    bekannte = {schritt.revision for schritt in ScriptDirectory.from_config(einstellungen).walk_revisions()}
    if stand is not None and stand not in bekannte:
        raise RegisterFehler(
            f"Das Register hat den Schemastand „{stand}“, den dieser Programmstand (bis „{SCHEMASTAND}“) "
            "nicht kennt: Es wurde mit einer neueren Fassung des INSEK-Monitors benutzt. Bitte "
            "aktualisieren Sie das Programm oder geben Sie mit INSEK_DATENBANK_URL ein anderes Register an."
        )
    einstellungen.attributes["verbindung"] = verbindung
    command.upgrade(einstellungen, SCHEMASTAND)
    _ergaenze_spalten(verbindung)


def _pruefe_leer(verbindung: Connection) -> None:
    fremde = sorted(set(inspect(verbindung).get_table_names()) & set(metadaten.tables))
    if fremde:
        raise RegisterFehler(
            f"Die Datenbank enthält schon Tabellen gleichen Namens ({', '.join(fremde)}), aber kein "
            "Register des INSEK-Monitors. Bitte geben Sie mit INSEK_DATENBANK_URL eine leere Datenbank an."
        )


def _fehlende_spalten(verbindung: Connection) -> set[str]:
    """Was die Tabellen haben sollten und nicht haben, als „tabelle.spalte“."""
    if verbindung.dialect.name == "sqlite":
        befehl = "SELECT t.name, s.name FROM sqlite_schema t, pragma_table_info(t.name) s"
    else:
        befehl = (
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = ANY (current_schemas(false))"
        )
    vorhanden = {f"{tabelle}.{spalte}" for tabelle, spalte in verbindung.execute(text(befehl))}
    return {f"{t.name}.{s.name}" for t in metadaten.tables.values() for s in t.columns} - vorhanden


def _ergaenze_spalten(verbindung: Connection) -> None:
    """Trage nach, was einem Zwischenstand der Entwicklung fehlt; sagt, wenn es anderes ist."""
    fehlend = _fehlende_spalten(verbindung)
    if unbekannt := sorted(fehlend - set(NACHZUTRAGEN)):
        raise RegisterFehler(
            f"Dem Register fehlen Spalten, die zu seinem Schemastand „{SCHEMASTAND}“ gehören "
            f"({', '.join(unbekannt)}); es wurde außerhalb des Programms verändert. Bitte stellen Sie eine "
            "Sicherung her („wiederherstellen“)."
        )
    for name in sorted(fehlend):
        tabelle, spalte = name.split(".")
        verbindung.execute(text(f"ALTER TABLE {tabelle} ADD COLUMN {spalte} {NACHZUTRAGEN[name]}"))
