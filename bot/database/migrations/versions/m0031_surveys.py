"""Surveys, their places and answers, the marks of rights that were spent, piles of paper forms, forms begun in a chat, refusals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "surveys",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("after_petitions", sa.Boolean(), nullable=False),
        sa.Column("after_answers", sa.Boolean(), nullable=False),
        sa.Column("due", NUMBER),
        sqlite_autoincrement=True,
    )
    op.create_index("surveys_by_state", "surveys", ["state"])
    op.create_table(
        "survey_places",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("survey", NUMBER, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", NUMBER, nullable=False),
        sa.Column("procedure", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="survey_places_survey", ondelete="CASCADE"),
    )
    op.create_index("survey_places_by_survey", "survey_places", ["survey"])
    op.create_table(
        "survey_marks",
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.Column("survey", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="survey_marks_survey", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("survey_marks_by_survey", "survey_marks", ["survey"])
    op.create_table(
        "survey_answers",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("survey", NUMBER, nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("letters", sa.String(32), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("look", sa.String(16), nullable=False),
        sa.Column("is_paper", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="survey_answers_survey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place"], ["survey_places.code"], name="survey_answers_place"),
        sqlite_with_rowid=False,
    )
    op.create_index("survey_answers_by_look", "survey_answers", ["survey", "look"])
    op.create_index("survey_answers_by_day", "survey_answers", ["day"])
    op.create_table(
        "survey_batches",
        sa.Column("survey", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("staff", NUMBER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["survey"], ["surveys.id"], name="survey_batches_survey", ondelete="CASCADE"),
    )
    op.create_table(
        "survey_drafts",
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_refusals",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="survey_refusals_chat", ondelete="CASCADE"),
    )


def downgrade() -> None:
    for table in ("refusals", "drafts", "batches", "answers", "marks", "places"):
        op.drop_table(f"survey_{table}")
    op.drop_table("surveys")
