"""Notices with beginning and end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "bulletins",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("begins", MOMENT, nullable=False),
        sa.Column("ends", MOMENT, nullable=False),
        sa.Column("shown", MOMENT, nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("touched", sa.JSON(), nullable=False),
        sa.Column("on_web", sa.Boolean(), nullable=False),
        sa.Column("in_chat", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("approvals", sa.JSON(), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("announced", MOMENT, nullable=True),
        sa.Column("ahead", sa.Integer(), nullable=True),
        sa.Column("closed", MOMENT, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("bulletins_by_end", "bulletins", ["state", "ends"])
    _of_chats("bulletin_tellings", sa.Column("day", sa.Date(), nullable=False))
    _of_chats("bulletin_reminders", sa.Column("at", MOMENT, nullable=False))


def _of_chats(name: str, told: sa.Column) -> None:  # type: ignore[type-arg]
    op.create_table(
        name,
        sa.Column("bulletin", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        told,
        sa.ForeignKeyConstraint(["bulletin"], ["bulletins.id"], name=f"{name}_bulletin", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name=f"{name}_chat", ondelete="CASCADE"),
    )
    op.create_index(f"{name}_by_chat", name, ["channel", "key"])


def downgrade() -> None:
    for name in ("bulletin_reminders", "bulletin_tellings", "bulletins"):
        op.drop_table(name)
