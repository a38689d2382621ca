"""Dialogues and meetings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "dialogues",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("title", "about", "place", "host", "script")),
        sa.Column("begins", MOMENT, nullable=False),
        sa.Column("ends", MOMENT, nullable=False),
        sa.Column("unit", NUMBER, nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("approver", NUMBER, nullable=True),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("announced", MOMENT, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("told", "reason", "minutes")),
        sa.Column("minutes_revision", sa.Integer(), nullable=False),
        sa.Column("minutes_writers", sa.JSON(), nullable=False),
        sa.Column("publisher", NUMBER, nullable=True),
        sa.Column("published", MOMENT, nullable=True),
        sa.Column("task", NUMBER, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("dialogues_by_begin", "dialogues", ["state", "begins"])
    op.create_table(
        "dialogue_seats",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("dialogue", NUMBER, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reminded", MOMENT, nullable=True),
        _of("dialogue", "dialogues", "dialogue_seats_dialogue"),
        _of_chat("dialogue_seats"),
        sa.UniqueConstraint("dialogue", "channel", "key", name="dialogue_seats_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dialogue_matters",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("dialogue", NUMBER, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_from_hall", sa.Boolean(), nullable=False),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("unit", NUMBER, nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answered_by", NUMBER, nullable=True),
        sa.Column("approver", NUMBER, nullable=True),
        sa.Column("approved", MOMENT, nullable=True),
        sa.Column("made", MOMENT, nullable=False),
        _of("dialogue", "dialogues", "dialogue_matters_dialogue"),
        sqlite_autoincrement=True,
    )
    op.create_index("dialogue_matters_by_dialogue", "dialogue_matters", ["dialogue"])
    op.create_index("dialogue_matters_by_due", "dialogue_matters", ["due"])
    op.create_table(
        "dialogue_questions",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("dialogue", NUMBER, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("matter", NUMBER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        _of("dialogue", "dialogues", "dialogue_questions_dialogue"),
        _of("matter", "dialogue_matters", "dialogue_questions_matter"),
        _of_chat("dialogue_questions"),
        sqlite_autoincrement=True,
    )
    op.create_index("dialogue_questions_by_dialogue", "dialogue_questions", ["dialogue", "state"])
    op.create_index("dialogue_questions_by_matter", "dialogue_questions", ["matter"])
    op.create_table(
        "dialogue_votes",
        sa.Column("matter", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        _of("matter", "dialogue_matters", "dialogue_votes_matter"),
        _of_chat("dialogue_votes"),
    )
    for name in ("dialogue_seats", "dialogue_questions", "dialogue_votes"):
        op.create_index(f"{name}_by_chat", name, ["channel", "key"])
    op.create_table(
        "dialogue_drafts",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("dialogue", NUMBER, nullable=False),
        sa.Column("wish", sa.String(16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _of("dialogue", "dialogues", "dialogue_drafts_dialogue"),
        _of_chat("dialogue_drafts"),
    )


def _of(column: str, table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="CASCADE")


def _of_chat(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name=f"{table}_chat", ondelete="CASCADE")


def downgrade() -> None:
    for name in ("dialogue_drafts", "dialogue_votes", "dialogue_questions", "dialogue_matters", "dialogue_seats", "dialogues"):
        op.drop_table(name)
