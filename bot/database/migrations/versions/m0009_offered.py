"""What was offered to a chat last, so that "số 2" can be understood."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("chats", sa.Column("offered", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("chats", "offered")
