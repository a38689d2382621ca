"""What a petition is about in everyday words (what was filed before has none), and the pile in which a paper form was typed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("petitions", sa.Column("topic", sa.String(16), nullable=False, server_default=""))
    op.add_column("survey_answers", sa.Column("batch", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("survey_answers", "batch")
    with op.batch_alter_table("petitions") as table:
        table.drop_column("topic")
