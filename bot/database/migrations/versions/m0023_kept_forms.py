"""What the staff typed and did not send yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "kept_forms",
        sa.Column("staff", NUMBER, sa.ForeignKey("staff.id", name="kept_forms_staff", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.String(200), primary_key=True),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.String(200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
    )
    op.create_index("kept_forms_by_time", "kept_forms", ["at"])


def downgrade() -> None:
    op.drop_table("kept_forms")
