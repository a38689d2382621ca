"""Every table, in one place so that none is forgotten when a chat is exported or deleted. Rows never leave a store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import JSON, BigInteger, Column, ForeignKeyConstraint, Index, Integer, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel

from bot.database.types import FreeText, Instant, ShortString

NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself in an INTEGER alone


class ChatRow(SQLModel, table=True):
    """A chat that ever said something: when first, when it was shown the notice on personal data, and what is being talked about."""

    __tablename__ = "chats"

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    since: datetime = Field(sa_type=Instant, nullable=False)
    noticed: datetime | None = Field(default=None, sa_type=Instant)
    talked: datetime | None = Field(default=None, sa_type=Instant)
    asked: list[str] = Field(default_factory=list, sa_type=JSON, nullable=False)
    code: str = Field(default="", sa_type=ShortString(64), nullable=False)
    part: str = Field(default="", sa_type=ShortString(32), nullable=False)


class QuestionRow(SQLModel, table=True):
    """A question as it was asked, personal numbers masked, with its outcome and what the citizen said of the answer."""

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
    rated: datetime | None = Field(default=None, sa_type=Instant)


def hold_chat(session: Session, channel: str, key: str, at: datetime) -> None:
    """Make the row of a chat if there is none, and keep others from it until the transaction ends."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    made = insert(ChatRow).values(channel=channel, key=key, since=at, asked=[], code="", part="")
    session.execute(made.on_conflict_do_update(index_elements=["channel", "key"], set_={"since": ChatRow.since}))


def tables_of_a_chat() -> Iterator[Table]:
    """The tables whose rows are kept about a chat: `chats`, and those that refer to it and are deleted with it."""
    chats = SQLModel.metadata.tables["chats"]
    yield chats
    for table in SQLModel.metadata.sorted_tables:
        if any(key.referred_table is chats and key.ondelete == "CASCADE" for key in table.foreign_key_constraints):
            yield table
