"""Dialogues and meetings: the events, who comes, what is asked beforehand and there, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.database.tables.keeping import open_work, passing
from bot.database.types import NUMBER, FreeText, Instant, ShortString


class DialogueRow(SQLModel, table=True):
    """An event, written by the staff in `writers`, let out by `approver`; `told`: the time and place that guests were last told; `pending`:
    what is to change of it and waits for a second person;
    `minutes` are written by `minutes_writers` and published by `publisher`; `task`: the plan's task whose proof it is."""

    __tablename__ = "dialogues"
    __table_args__ = (Index("dialogues_by_begin", "state", "begins"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    state: str = Field(sa_type=ShortString(16), nullable=False)
    kind: str = Field(sa_type=ShortString(16), nullable=False)
    title: str = Field(sa_type=FreeText, nullable=False)
    about: str = Field(sa_type=FreeText, nullable=False)
    place: str = Field(sa_type=FreeText, nullable=False)
    host: str = Field(sa_type=FreeText, nullable=False)
    script: str = Field(sa_type=FreeText, nullable=False)
    begins: datetime = Field(sa_type=Instant, nullable=False)
    ends: datetime = Field(sa_type=Instant, nullable=False)
    unit: int = Field(sa_type=NUMBER, nullable=False)
    seats: int = Field(nullable=False)
    revision: int = Field(nullable=False)
    writers: list[int] = Field(sa_type=JSON, nullable=False)
    approver: int | None = Field(default=None, sa_type=NUMBER)
    made: datetime = Field(sa_type=Instant, nullable=False)
    announced: datetime | None = Field(default=None, sa_type=Instant)
    told: str = Field(default="", sa_type=FreeText, nullable=False)
    reason: str = Field(default="", sa_type=FreeText, nullable=False)
    minutes: str = Field(default="", sa_type=FreeText, nullable=False)
    minutes_revision: int = Field(default=0, nullable=False)
    minutes_writers: list[int] = Field(sa_type=JSON, nullable=False)
    publisher: int | None = Field(default=None, sa_type=NUMBER)
    published: datetime | None = Field(default=None, sa_type=Instant)
    task: int | None = Field(default=None, sa_type=NUMBER)
    pending: dict[str, Any] | None = Field(default=None, sa_type=JSON)


class DialogueSeatRow(SQLModel, table=True):
    """That a chat comes, or waits for a seat, under the name that it gave. Goes some weeks after the event."""

    __tablename__ = "dialogue_seats"
    __table_args__ = (
        ForeignKeyConstraint(["dialogue"], ["dialogues.id"], name="dialogue_seats_dialogue", ondelete="CASCADE"),
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="dialogue_seats_chat", ondelete="CASCADE"),
        UniqueConstraint("dialogue", "channel", "key", name="dialogue_seats_once"),
        Index("dialogue_seats_by_chat", "channel", "key"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    dialogue: int = Field(sa_type=NUMBER, nullable=False)
    channel: str = Field(sa_type=ShortString(32), nullable=False)
    key: str = Field(sa_type=ShortString(128), nullable=False)
    name: str = Field(sa_type=FreeText, nullable=False)
    is_waiting: bool = Field(nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)
    reminded: datetime | None = Field(default=None, sa_type=Instant)


class DialogueMatterRow(SQLModel, table=True):
    """A question as the office listed it: nobody's name, and no chat. `unit` answers it by `due`; `answer` is shown once a second person,
    `approver`, has agreed."""

    __tablename__ = "dialogue_matters"
    __table_args__ = (
        ForeignKeyConstraint(["dialogue"], ["dialogues.id"], name="dialogue_matters_dialogue", ondelete="CASCADE"),
        Index("dialogue_matters_by_dialogue", "dialogue"),
        Index("dialogue_matters_by_due", "due"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    dialogue: int = Field(sa_type=NUMBER, nullable=False)
    text: str = Field(sa_type=FreeText, nullable=False)
    is_from_hall: bool = Field(nullable=False)
    is_dropped: bool = Field(default=False, nullable=False)
    unit: int | None = Field(default=None, sa_type=NUMBER)
    due: date | None = Field(default=None)
    answer: str = Field(default="", sa_type=FreeText, nullable=False)
    revision: int = Field(default=0, nullable=False)
    answered_by: int | None = Field(default=None, sa_type=NUMBER)
    approver: int | None = Field(default=None, sa_type=NUMBER)
    approved: datetime | None = Field(default=None, sa_type=Instant)
    made: datetime = Field(sa_type=Instant, nullable=False)


class DialogueQuestionRow(SQLModel, table=True):
    """A question as a chat sent it, personal numbers masked; others see it only as the matter that the office made of it."""

    __tablename__ = "dialogue_questions"
    __table_args__ = (
        ForeignKeyConstraint(["dialogue"], ["dialogues.id"], name="dialogue_questions_dialogue", ondelete="CASCADE"),
        ForeignKeyConstraint(["matter"], ["dialogue_matters.id"], name="dialogue_questions_matter", ondelete="CASCADE"),
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="dialogue_questions_chat", ondelete="CASCADE"),
        Index("dialogue_questions_by_dialogue", "dialogue", "state"),
        Index("dialogue_questions_by_chat", "channel", "key"),
        Index("dialogue_questions_by_matter", "matter"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    dialogue: int = Field(sa_type=NUMBER, nullable=False)
    channel: str = Field(sa_type=ShortString(32), nullable=False)
    key: str = Field(sa_type=ShortString(128), nullable=False)
    text: str = Field(sa_type=FreeText, nullable=False)
    state: str = Field(sa_type=ShortString(16), nullable=False)
    matter: int | None = Field(default=None, sa_type=NUMBER)
    at: datetime = Field(sa_type=Instant, nullable=False)


@passing("at")
class DialogueVoteRow(SQLModel, table=True):
    """That a chat would like a matter answered: once for each."""

    __tablename__ = "dialogue_votes"
    __table_args__ = (
        ForeignKeyConstraint(["matter"], ["dialogue_matters.id"], name="dialogue_votes_matter", ondelete="CASCADE"),
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="dialogue_votes_chat", ondelete="CASCADE"),
        Index("dialogue_votes_by_chat", "channel", "key"),
    )

    matter: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    at: datetime = Field(sa_type=Instant, nullable=False)


@open_work()
@passing("at")
class DialogueDraftRow(SQLModel, table=True):
    """That a chat is about to type its name (`wish` "seat") or its question ("ask") for an event."""

    __tablename__ = "dialogue_drafts"
    __table_args__ = (
        ForeignKeyConstraint(["dialogue"], ["dialogues.id"], name="dialogue_drafts_dialogue", ondelete="CASCADE"),
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="dialogue_drafts_chat", ondelete="CASCADE"),
    )

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    dialogue: int = Field(sa_type=NUMBER, nullable=False)
    wish: str = Field(sa_type=ShortString(16), nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)
