"""The procedures that a chat talked about before, to go back to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("chats", sa.Column("matters", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("chats", "matters")
