"""Notices with beginning and end; to which chats they were told, and which want to be reminded."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from bot.database.tables.keeping import passing
from bot.database.types import NUMBER, FreeText, Instant, ShortString


class BulletinRow(SQLModel, table=True):
    """A notice, written by the staff numbered in `writers` and let out by those in `approvals`; `closed`: ended before its time; `later`,
    `later_by`: until when it is to last, once somebody else than the one of the staff who asked for it agrees."""

    __tablename__ = "bulletins"
    __table_args__ = (Index("bulletins_by_end", "state", "ends"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    state: str = Field(sa_type=ShortString(16), nullable=False)
    kind: str = Field(sa_type=ShortString(16), nullable=False)
    title: str = Field(sa_type=FreeText, nullable=False)
    text: str = Field(sa_type=FreeText, nullable=False)
    place: str = Field(sa_type=FreeText, nullable=False)
    begins: datetime = Field(sa_type=Instant, nullable=False)
    ends: datetime = Field(sa_type=Instant, nullable=False)
    shown: datetime = Field(sa_type=Instant, nullable=False)
    units: list[int] = Field(sa_type=JSON, nullable=False)
    touched: list[str] = Field(sa_type=JSON, nullable=False)
    on_web: bool = Field(nullable=False)
    in_chat: bool = Field(nullable=False)
    revision: int = Field(nullable=False)
    writers: list[int] = Field(sa_type=JSON, nullable=False)
    approvals: list[int] = Field(sa_type=JSON, nullable=False)
    made: datetime = Field(sa_type=Instant, nullable=False)
    announced: datetime | None = Field(default=None, sa_type=Instant)
    ahead: int | None = Field(default=None)
    closed: datetime | None = Field(default=None, sa_type=Instant)
    later: datetime | None = Field(default=None, sa_type=Instant)
    later_by: int | None = Field(default=None)


@passing()
class BulletinTellingRow(SQLModel, table=True):
    """On which day a notice was last told to a chat: once a day is enough. Goes when the notice is over."""

    __tablename__ = "bulletin_tellings"
    __table_args__ = (
        ForeignKeyConstraint(["bulletin"], ["bulletins.id"], name="bulletin_tellings_bulletin", ondelete="CASCADE"),
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="bulletin_tellings_chat", ondelete="CASCADE"),
        Index("bulletin_tellings_by_chat", "channel", "key"),
    )

    bulletin: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    day: date = Field(nullable=False)


@passing("at")
class BulletinReminderRow(SQLModel, table=True):
    """That a chat wants to be reminded before a notice begins, asked for at `at`. Goes when the notice is over."""

    __tablename__ = "bulletin_reminders"
    __table_args__ = (
        ForeignKeyConstraint(["bulletin"], ["bulletins.id"], name="bulletin_reminders_bulletin", ondelete="CASCADE"),
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="bulletin_reminders_chat", ondelete="CASCADE"),
        Index("bulletin_reminders_by_chat", "channel", "key"),
    )

    bulletin: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    at: datetime = Field(sa_type=Instant, nullable=False)
