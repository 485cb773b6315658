"""Alembic-Umgebung: arbeitet nur auf der Verbindung, die ``wanderung.wandere`` mitgibt.

Es gibt bewusst keinen Weg über eine ``alembic.ini``: die Adresse der Datenbank (mit Passwort) soll in keiner
Datei stehen, und Sperre und Transaktion gehören dem Aufrufer.
"""

from __future__ import annotations

from alembic import context

from insek_monitor.register.schema import VERSIONSTABELLE, metadaten

context.configure(
    connection=context.config.attributes["verbindung"],
    target_metadata=metadaten,
    version_table=VERSIONSTABELLE,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
