"""When somebody of the staff is away, and who stands in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "staff_absences",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("staff", NUMBER, sa.ForeignKey("staff.id", name="staff_absences_staff", ondelete="CASCADE"), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("stand_in", NUMBER, nullable=True),
        sa.Column("is_handed", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("staff_absences_by_end", "staff_absences", ["ends"])


def downgrade() -> None:
    op.drop_table("staff_absences")
