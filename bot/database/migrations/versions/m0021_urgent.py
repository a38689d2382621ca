"""Petitions that tell of danger, known as such."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("petitions", sa.Column("is_urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("petitions_by_urgency", "petitions", ["is_urgent", "is_open", "due", "id"])


def downgrade() -> None:
    op.drop_index("petitions_by_urgency", "petitions")
    op.drop_column("petitions", "is_urgent")
