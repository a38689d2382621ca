"""What a petition is about in everyday words: proposed when it is filed, changed by officers. What was filed before has none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("petitions", sa.Column("topic", sa.String(16), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("petitions") as table:
        table.drop_column("topic")
