"""A campaign is queued sooner: the letters' circular is not checked row by row, and followers change in place."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """On SQLite a key that an older database has may stay: it costs nothing there."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE outbox DROP CONSTRAINT IF EXISTS outbox_circular_fkey")
        op.execute("ALTER TABLE followers SET (fillfactor = 70)")  # room on each page for the row with one post more


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE followers RESET (fillfactor)")
