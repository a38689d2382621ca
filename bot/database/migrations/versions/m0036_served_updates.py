"""The updates of a channel that were served, so that one which is sent again after a crash is not served twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.create_table(
        "served_updates",
        sa.Column("bot", sa.String(32), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_served_updates_at", "served_updates", ["at"])


def downgrade() -> None:
    op.drop_table("served_updates")
