"""Schemaänderungen (Alembic), ausgeführt von ``insek_monitor.register.wanderung``.

So kommt eine dazu: ``schema.py`` ändern; ``versions/0002_kurzer_name.py`` nach dem Muster von 0001 schreiben
(``revision = "0002"``, ``down_revision = "0001"``); ``schema.SCHEMASTAND`` auf ``"0002"`` setzen.
``tests/register/test_speicher.py`` prüft auf SQLite und PostgreSQL, dass Schema und Migrationen gleich sind.

Neue Tabellen und Spalten sind auf beiden Datenbanken einfach. Wer unter SQLite eine vorhandene Tabelle umbaut
(``op.batch_alter_table`` legt sie neu an), muss ihre Auslöser danach wieder anlegen.
"""
