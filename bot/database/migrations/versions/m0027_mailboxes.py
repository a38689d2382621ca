"""E-mail addresses of the staff: confirmed by their owner, and the one that was told last that it is theirs no more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.types import Instant

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("staff", sa.Column("email_asked", Instant(), nullable=True))
    op.add_column("staff", sa.Column("email_confirmed", Instant(), nullable=True))
    op.add_column("staff", sa.Column("email_before", sa.String(254), nullable=False, server_default=""))


def downgrade() -> None:
    for name in ("email_before", "email_confirmed", "email_asked"):
        op.drop_column("staff", name)
