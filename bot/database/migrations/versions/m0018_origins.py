"""How many petitions came from one network address within a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "petition_origins",
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("petition_origins")
