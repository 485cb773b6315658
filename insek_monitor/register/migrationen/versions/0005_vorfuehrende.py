"""Vorführende: Eine Vorführung nennt, wer sie begonnen hat; einen Schlüssel des Raums gibt es nicht mehr.

Wer eine Vorführung früherer Fassungen begonnen hat, steht nirgends: Sie bleibt zu sehen, steuert aber nicht
mehr. Diese Datei ist abgeschlossen: sie wird nie mehr geändert, auch wenn ``schema.py`` sich ändert.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Ergänze die Person; nimm den Schlüssel fort."""
    for name, art, vorgabe in (
        ("person", sa.Text(), ""),
        ("person_kennung", sa.Text(), ""),
        # Angemeldet, aber ohne Kennung: hat nie eine Rolle.
        ("person_zugang", sa.String(20), "anmeldung"),
        ("person_rolle", sa.String(20), ""),
    ):
        op.add_column("vorfuehrung", sa.Column(name, art, nullable=False, server_default=vorgabe))
    op.drop_column("raum", "schluessel")
