"""Schemaänderungen (Alembic), ausgeführt von ``insek_monitor.register.wanderung``."""
