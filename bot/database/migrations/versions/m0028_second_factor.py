"""A second factor of the staff, and which sessions have passed it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.types import Instant

revision = "0028"
down_revision = "0027"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "second_factors",
        sa.Column("staff", NUMBER, sa.ForeignKey("staff.id", name="second_factors_staff", ondelete="CASCADE"), primary_key=True),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("confirmed", Instant(), nullable=True),
        sa.Column("last_step", NUMBER, nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("failed_since", Instant(), nullable=True),
    )
    op.add_column("sessions", sa.Column("is_passed", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("sessions", "is_passed")
    op.drop_table("second_factors")
