"""Other wordings of what was taught; questions that staff put aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.types import Instant

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.add_column("learned", sa.Column("asked_as", sa.Text(), nullable=False, server_default=""))
    op.add_column("questions", sa.Column("dismissed", Instant(), nullable=True))


def downgrade() -> None:
    op.drop_column("questions", "dismissed")
    op.drop_column("learned", "asked_as")
