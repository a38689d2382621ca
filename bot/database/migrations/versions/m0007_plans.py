"""Plan tasks and their proofs; rounds of questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ["round_votes", "round_questions", "round_drafts", "plan_dues", "unit_posts", "rounds", "plan_tasks", "plan_reminders"]


def upgrade() -> None:
    op.create_table(
        "plan_reminders",
        sa.Column("day", sa.String(16), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "plan_tasks",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("plan", sa.String(120), nullable=False),
        sa.Column("no", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("lead", sa.JSON(), nullable=False),
        sa.Column("support", sa.JSON(), nullable=False),
        sa.Column("timing", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit", NUMBER, nullable=True),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("plan_tasks_by_fingerprint", "plan_tasks", ["fingerprint"], unique=True)
    op.create_table(
        "rounds",
        sa.Column("month", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes", sa.DateTime(timezone=True), nullable=False),
        sa.Column("article", NUMBER, nullable=True),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_table(
        "unit_posts",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("unit", NUMBER, nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("proof_kind", sa.String(16), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("staff", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("unit_posts_by_month", "unit_posts", ["month", "unit"])
    op.create_table(
        "plan_dues",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("task", NUMBER, nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", NUMBER, nullable=True),
        sa.Column("proof_kind", sa.String(16), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["plan_tasks.id"], name="plan_dues_task", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("plan_dues_by_day", "plan_dues", ["due"])
    op.create_index("plan_dues_by_task_and_period", "plan_dues", ["task", "period"], unique=True)
    op.create_table(
        "round_drafts",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="round_drafts_chat", ondelete="CASCADE"),
    )
    op.create_table(
        "round_questions",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("unit", NUMBER, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", NUMBER, nullable=True),
        sa.Column("answered", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="round_questions_chat", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round"], ["rounds.month"], name="round_questions_round", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("round_questions_by_round", "round_questions", ["round", "state"])
    op.create_index("round_questions_by_chat", "round_questions", ["channel", "key"])
    op.create_table(
        "round_votes",
        sa.Column("question", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="round_votes_chat", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["question"], ["round_questions.id"], name="round_votes_question", ondelete="CASCADE"),
    )
    op.create_index("round_votes_by_chat", "round_votes", ["channel", "key"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
