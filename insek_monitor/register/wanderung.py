"""Bringt das Schema einer Datenbank auf den Stand dieses Programms (Alembic, ohne Befehlszeile)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.schema import SCHEMASTAND, VERSIONSTABELLE, metadaten

ORDNER = Path(__file__).parent / "migrationen"


def schemastand(verbindung: Connection) -> str | None:
    """Alembic-Kennung der Datenbank; ``None``, wenn sie noch kein Register enthält."""
    if not inspect(verbindung).has_table(VERSIONSTABELLE):
        return None
    return verbindung.execute(text(f"SELECT version_num FROM {VERSIONSTABELLE}")).scalar()


def ist_aktuell(verbindung: Connection) -> bool:
    """Ob nichts zu tun ist. Fragt nur die Datenbank: Alembic wird beim gewöhnlichen Start nicht geladen."""
    return schemastand(verbindung) == SCHEMASTAND


def wandere(verbindung: Connection) -> None:
    """Führe alle fehlenden Migrationen in der laufenden, sperrenden Transaktion aus.

    Raises
    ------
    RegisterFehler
        wenn die Datenbank ein neueres Schema hat oder gleichnamige fremde Tabellen enthält.
    """
    stand = schemastand(verbindung)
    if stand == SCHEMASTAND:
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


def _pruefe_leer(verbindung: Connection) -> None:
    fremde = sorted(set(inspect(verbindung).get_table_names()) & set(metadaten.tables))
    if fremde:
        raise RegisterFehler(
            f"Die Datenbank enthält schon Tabellen gleichen Namens ({', '.join(fremde)}), aber kein "
            "Register des INSEK-Monitors. Bitte geben Sie mit INSEK_DATENBANK_URL eine leere Datenbank an."
        )
