"""The first tables: chats and the log of questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("talked", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=True),
        sa.Column("rated", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="questions_chat", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("questions_by_chat", "questions", ["channel", "key"])
    op.create_index("questions_by_time", "questions", ["at"])


def downgrade() -> None:
    op.drop_table("questions")
    op.drop_table("chats")
