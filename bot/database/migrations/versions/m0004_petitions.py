"""Petitions: what was filed and where it stands, who is told, the time line, drafts, the office's calendar and templates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "petition_templates",
    "petition_limits",
    "office_days",
    "petition_senders",
    "petition_talks",
    "petition_words",
    "petition_photos",
    "petition_pauses",
    "petition_events",
    "petition_people",
    "petitions",
)


def upgrade() -> None:
    _petitions()
    _belongings()
    _windows()
    _office()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _petitions() -> None:
    op.create_table(
        "petitions",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("naming", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("received", MOMENT, nullable=False),
        sa.Column("counted_from", MOMENT, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("forward_by", MOMENT, nullable=False),
        sa.Column("warn_at", MOMENT, nullable=True),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("procedure", sa.String(64), nullable=False),
        sa.Column("question", NUMBER, nullable=False),
        sa.Column("unit", NUMBER, sa.ForeignKey("units.id", name="petitions_unit"), nullable=True),
        sa.Column("officer", NUMBER, sa.ForeignKey("staff.id", name="petitions_officer"), nullable=True),
        sa.Column("former", NUMBER, nullable=True),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("bounces", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("draft_by", NUMBER, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered", MOMENT, nullable=True),
        sa.Column("closed", MOMENT, nullable=True),
        sa.Column("promised", MOMENT, nullable=True),
        sa.Column("is_reopened", sa.Boolean(), nullable=False),
        sa.Column("merged_into", NUMBER, sa.ForeignKey("petitions.id", name="petitions_target"), nullable=True),
        sa.Column("merged", MOMENT, nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("score_reason", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("published_answer", sa.Text(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.UniqueConstraint("code", name="petitions_code"),
        sqlite_autoincrement=True,
    )
    op.create_index("petitions_by_answer", "petitions", ["state", "answered"])
    op.create_index("petitions_by_deadline", "petitions", ["due", "id"])
    op.create_index("petitions_by_due", "petitions", ["is_open", "due", "id"])
    op.create_index("petitions_by_kind", "petitions", ["kind", "is_open", "due", "id"])
    op.create_index("petitions_by_officer", "petitions", ["officer", "is_open", "due", "id"])
    op.create_index("petitions_by_receipt", "petitions", ["received", "id"])
    op.create_index("petitions_by_state", "petitions", ["state", "due", "id"])
    op.create_index("petitions_by_target", "petitions", ["merged_into"])
    op.create_index("petitions_by_unit", "petitions", ["unit", "is_open", "due", "id"])
    op.create_index("petitions_by_unit_and_receipt", "petitions", ["unit", "received", "id"])
    op.create_index("petitions_by_warning", "petitions", ["warn_at"])


def _belongings() -> None:
    op.create_table(
        "petition_people",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("petition", NUMBER, sa.ForeignKey("petitions.id", name="petition_people_petition"), nullable=False),
        sa.Column("channel", sa.String(32), nullable=True),
        sa.Column("key", sa.String(128), nullable=True),
        sa.Column("is_author", sa.Boolean(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="petition_people_chat", ondelete="CASCADE"),
        sa.UniqueConstraint("petition", "channel", "key", name="petition_people_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("petition_people_by_chat", "petition_people", ["channel", "key", "petition"])
    op.create_index("petition_people_by_phone", "petition_people", ["phone"])
    op.create_table(
        "petition_events",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("petition", NUMBER, sa.ForeignKey("petitions.id", name="petition_events_petition"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("move", sa.String(16), nullable=False),
        sa.Column("begins", sa.String(16), nullable=True),
        sa.Column("ends", sa.String(16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("unit", NUMBER, nullable=True),
        sa.Column("officer", NUMBER, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("petition_events_by_petition", "petition_events", ["petition", "id"])
    op.create_table(
        "petition_pauses",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("petition", NUMBER, sa.ForeignKey("petitions.id", name="petition_pauses_petition"), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_index("petition_pauses_by_petition", "petition_pauses", ["petition", "id"])
    op.create_table(
        "petition_photos",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("petition", NUMBER, sa.ForeignKey("petitions.id", name="petition_photos_petition"), nullable=False),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_index("petition_photos_by_petition", "petition_photos", ["petition"])
    op.create_table(
        "petition_words",
        sa.Column("word", sa.String(96), primary_key=True),
        sa.Column("petition", NUMBER, sa.ForeignKey("petitions.id", name="petition_words_petition"), primary_key=True),
        sqlite_with_rowid=False,
    )


def _windows() -> None:
    op.create_table(
        "petition_talks",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("window", sa.String(16), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="petition_talks_chat", ondelete="CASCADE"),
    )
    op.create_index("petition_talks_by_time", "petition_talks", ["at"])
    op.create_table(
        "petition_senders",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="petition_senders_chat", ondelete="CASCADE"),
    )


def _office() -> None:
    op.create_table(
        "office_days",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
    )
    op.create_table(
        "petition_limits",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("days", sa.Integer(), nullable=False),
    )
    op.create_table(
        "petition_templates",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("unit", NUMBER, sa.ForeignKey("units.id", name="petition_templates_unit"), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("petition_templates_by_unit", "petition_templates", ["unit"])
