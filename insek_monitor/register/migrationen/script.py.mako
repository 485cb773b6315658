"""${message}

Kennung ${up_revision}, folgt auf ${down_revision | comma,n}. Danach ``schema.SCHEMASTAND`` anpassen.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bringe das Schema auf diesen Stand."""
    ${upgrades if upgrades else "pass"}
