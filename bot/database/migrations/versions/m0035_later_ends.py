"""Until when a notice is to last, once a second person agrees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.add_column("bulletins", sa.Column("later", sa.DateTime(timezone=True), nullable=True))
    op.add_column("bulletins", sa.Column("later_by", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("bulletins") as table:
        table.drop_column("later_by")
        table.drop_column("later")
