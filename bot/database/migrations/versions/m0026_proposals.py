"""Questions and refusals that wait for a signature, and how those read a draft whose petitions were merged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.add_column("petitions", sa.Column("draft_for", sa.String(16), nullable=False, server_default=""))
    op.add_column("petitions", sa.Column("draft_shared", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("petitions", "draft_shared")
    op.drop_column("petitions", "draft_for")
