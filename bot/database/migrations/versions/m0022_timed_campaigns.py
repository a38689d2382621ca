"""Campaigns that wait for an hour."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.types import Instant

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("campaigns", sa.Column("starts", Instant(), nullable=True))


def downgrade() -> None:
    op.drop_column("campaigns", "starts")
