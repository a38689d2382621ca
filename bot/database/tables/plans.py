"""Plan tasks with what is due and its proof, the units' monthly posts, and the rounds of questions to heads of units."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from bot.database.tables.keeping import open_work, passing
from bot.database.types import NUMBER, FreeText, Instant, ShortString


class PlanTaskRow(SQLModel, table=True):
    """A task of a plan that is being followed; `fingerprint` tells it again when the plan is read anew."""

    __tablename__ = "plan_tasks"
    __table_args__ = (Index("plan_tasks_by_fingerprint", "fingerprint", unique=True), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    fingerprint: str = Field(sa_type=ShortString(64), nullable=False)
    plan: str = Field(sa_type=ShortString(120), nullable=False)
    no: str = Field(sa_type=FreeText, nullable=False)
    content: str = Field(sa_type=FreeText, nullable=False)
    lead: list[str] = Field(sa_type=JSON, nullable=False)
    support: list[str] = Field(sa_type=JSON, nullable=False)
    timing: str = Field(sa_type=FreeText, nullable=False)
    year: int = Field(nullable=False)
    unit: int | None = Field(default=None, sa_type=NUMBER)
    is_dropped: bool = Field(default=False, nullable=False)


class DueRow(SQLModel, table=True):
    """A task falling due in one period ("2026-Q2"), and, once done, by whom and with what proof."""

    __tablename__ = "plan_dues"
    __table_args__ = (
        ForeignKeyConstraint(["task"], ["plan_tasks.id"], name="plan_dues_task", ondelete="CASCADE"),
        Index("plan_dues_by_task_and_period", "task", "period", unique=True),
        Index("plan_dues_by_day", "due"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    task: int = Field(sa_type=NUMBER, nullable=False)
    period: str = Field(sa_type=ShortString(16), nullable=False)
    due: date = Field(nullable=False)
    done: datetime | None = Field(default=None, sa_type=Instant)
    done_by: int | None = Field(default=None, sa_type=NUMBER)
    proof_kind: str = Field(default="", sa_type=ShortString(16), nullable=False)
    proof: str = Field(default="", sa_type=FreeText, nullable=False)


class UnitPostRow(SQLModel, table=True):
    """A post on administrative reform that a unit brought out in a month (year × 100 + month), with its proof."""

    __tablename__ = "unit_posts"
    __table_args__ = (Index("unit_posts_by_month", "month", "unit"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    unit: int = Field(sa_type=NUMBER, nullable=False)
    month: int = Field(nullable=False)
    title: str = Field(sa_type=FreeText, nullable=False)
    proof_kind: str = Field(sa_type=ShortString(16), nullable=False)
    proof: str = Field(sa_type=FreeText, nullable=False)
    staff: int = Field(sa_type=NUMBER, nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)


class RemindedRow(SQLModel, table=True):
    """A day's reminder ("2026-05-20") that went out: never twice."""

    __tablename__ = "plan_reminders"

    day: str = Field(sa_type=ShortString(16), primary_key=True)
    at: datetime = Field(sa_type=Instant, nullable=False)


class RoundRow(SQLModel, table=True):
    """A month's round (year × 100 + month) of "the people ask, the head of the unit answers"."""

    __tablename__ = "rounds"

    month: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    theme: str = Field(sa_type=FreeText, nullable=False)
    state: str = Field(sa_type=ShortString(16), nullable=False)
    opened: datetime = Field(sa_type=Instant, nullable=False)
    closes: datetime = Field(sa_type=Instant, nullable=False)
    article: int | None = Field(default=None, sa_type=NUMBER)
    ended: datetime | None = Field(default=None, sa_type=Instant)


class RoundQuestionRow(SQLModel, table=True):
    """A question of a round. It goes with the chat that asked it; what was published stands in the article by itself."""

    __tablename__ = "round_questions"
    __table_args__ = (
        ForeignKeyConstraint(["round"], ["rounds.month"], name="round_questions_round", ondelete="CASCADE"),
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="round_questions_chat", ondelete="CASCADE"),
        Index("round_questions_by_round", "round", "state"),
        Index("round_questions_by_chat", "channel", "key"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    round: int = Field(nullable=False)
    channel: str = Field(sa_type=ShortString(32), nullable=False)
    key: str = Field(sa_type=ShortString(128), nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)
    text: str = Field(sa_type=FreeText, nullable=False)
    state: str = Field(sa_type=ShortString(16), nullable=False)
    unit: int | None = Field(default=None, sa_type=NUMBER)
    answer: str = Field(default="", sa_type=FreeText, nullable=False)
    answered_by: int | None = Field(default=None, sa_type=NUMBER)
    answered: datetime | None = Field(default=None, sa_type=Instant)


class RoundVoteRow(SQLModel, table=True):
    """That a chat would like a question answered: once for each question."""

    __tablename__ = "round_votes"
    __table_args__ = (
        ForeignKeyConstraint(["question"], ["round_questions.id"], name="round_votes_question", ondelete="CASCADE"),
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="round_votes_chat", ondelete="CASCADE"),
        Index("round_votes_by_chat", "channel", "key"),
    )

    question: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)


@open_work()
@passing("at")
class RoundDraftRow(SQLModel, table=True):
    """That a chat is about to type its question for the round of this month."""

    __tablename__ = "round_drafts"
    __table_args__ = (
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="round_drafts_chat", ondelete="CASCADE"),
    )

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    round: int = Field(nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)
