"""When who sent a merged petition got its answer; what is owed for one into which an earlier one was merged."""

from __future__ import annotations

from alembic import op

revision = "0030"
down_revision = "0029"

ANSWERED = """
UPDATE petitions SET answered = (
    SELECT MIN(petition_events.at) FROM petition_events
    WHERE petition_events.petition = petitions.id AND petition_events.move = 'answer'
) WHERE state = 'merged' AND answered IS NULL AND answer <> ''
"""
EARLIEST = """
UPDATE petitions SET due = (
    SELECT MIN(merged.due) FROM petitions AS merged WHERE merged.merged_into = petitions.id AND merged.answered IS NULL
)
WHERE is_open AND EXISTS (
    SELECT 1 FROM petitions AS merged WHERE merged.merged_into = petitions.id AND merged.answered IS NULL AND merged.due < petitions.due
)
"""


def upgrade() -> None:
    op.execute(ANSWERED)
    op.execute(EARLIEST)
    op.execute("UPDATE petitions SET warn_at = due WHERE warn_at > due")


def downgrade() -> None:
    """The days that were found stay: nothing else tells them from others, and whoever runs the older version counts no worse with them."""
