"""How a petition reached the office: all that were filed before came in by the citizen's own hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("petitions", sa.Column("via", sa.String(16), nullable=False, server_default="truc_tuyen"))


def downgrade() -> None:
    op.drop_column("petitions", "via")
