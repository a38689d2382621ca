"""What must leave: the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _circulars()
    _letters()
    _knowledge()


def _circulars() -> None:
    op.create_table(
        "outbox_circulars",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("photo", sa.String(512), nullable=False),
    )
    op.create_index("outbox_circulars_once", "outbox_circulars", ["name"], unique=True)
    op.create_table(
        "outbox_campaigns",
        sa.Column("campaign", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("total", "sent", "blocked", "failed")),
    )


def _letters() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("idempotency_key", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("campaign", NUMBER, nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("queued", INSTANT, nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(64), nullable=False),
        sa.Column("lease", INSTANT, nullable=True),
        sa.Column("finished", INSTANT, nullable=True),
        sa.Column("slot", sa.String(64), nullable=False),
        sa.Column("circular", NUMBER, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("photo", sa.String(512), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="outbox_chat", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    waiting, sending, finished = sa.text("state = 'waiting'"), sa.text("state = 'sending'"), sa.text("finished IS NOT NULL")
    outcome = ["campaign", "state", "id"]
    lane = ["campaign", "channel", "priority", "due", "id"]
    op.create_index("outbox_once", "outbox", ["idempotency_key"], unique=True)
    op.create_index("outbox_waiting", "outbox", lane, postgresql_where=waiting, sqlite_where=waiting)
    op.create_index("outbox_in_flight", "outbox", ["channel", "key"], unique=True, postgresql_where=sending, sqlite_where=sending)
    op.create_index("outbox_by_chat", "outbox", ["channel", "key", "finished", "id"])
    op.create_index("outbox_finished", "outbox", ["finished"], postgresql_where=finished, sqlite_where=finished)
    op.create_index("outbox_by_outcome", "outbox", outcome, postgresql_where=finished, sqlite_where=finished)


def _knowledge() -> None:
    op.create_table(
        "outbox_slots",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("slot", sa.String(64), primary_key=True),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("letter", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="outbox_slots_chat", ondelete="CASCADE"),
    )
    op.create_index("outbox_slots_by_message", "outbox_slots", ["channel", "key", "message_id"])
    op.create_table(
        "outbox_media",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("photo", sa.String(512), primary_key=True),
        sa.Column("file_id", sa.String(256), nullable=False),
    )
    op.create_table(
        "outbox_moved",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("old_key", sa.String(128), primary_key=True),
        sa.Column("new_key", sa.String(128), nullable=False),
    )
    op.create_table(
        "outbox_paces",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("free", INSTANT, nullable=False),
        sa.Column("paused", INSTANT, nullable=True),
    )


def downgrade() -> None:
    for table in ("outbox_paces", "outbox_moved", "outbox_media", "outbox_slots", "outbox", "outbox_campaigns", "outbox_circulars"):
        op.drop_table(table)
