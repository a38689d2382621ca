"""The log of questions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from bot.database.tables.keeping import passing
from bot.database.types import NUMBER, FreeText, Instant, ShortString


@passing("at")
class QuestionRow(SQLModel, table=True):
    """A question as it was asked, personal numbers masked, with its outcome and what the citizen said of the answer;
    `dismissed`: when staff put it aside."""

    __tablename__ = "questions"
    __table_args__ = (
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="questions_chat", ondelete="CASCADE"),
        Index("questions_by_chat", "channel", "key"),
        Index("questions_by_time", "at"),
        {"sqlite_autoincrement": True},  # the number of a deleted question is not given again: an old button may still name it
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    channel: str = Field(sa_type=ShortString(32), nullable=False)
    key: str = Field(sa_type=ShortString(128), nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)
    question: str = Field(sa_type=FreeText, nullable=False)
    outcome: str = Field(sa_type=ShortString(32), nullable=False)
    code: str = Field(sa_type=ShortString(64), nullable=False)
    part: str = Field(sa_type=ShortString(32), nullable=False)
    is_right: bool | None = None
    dismissed: datetime | None = Field(default=None, sa_type=Instant)
    rated: datetime | None = Field(default=None, sa_type=Instant)
