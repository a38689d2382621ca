"""Chats; what else is kept about a chat refers to them and goes with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel

from bot.database.types import Instant, ShortString


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
    offered: list[str] = Field(default_factory=list, sa_type=JSON, nullable=False, sa_column_kwargs={"server_default": "[]"})


def hold_chat(session: Session, channel: str, key: str, at: datetime) -> None:
    """Make the row of a chat if there is none, and keep others from it until the transaction ends."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    made = insert(ChatRow).values(channel=channel, key=key, since=at, asked=[], code="", part="", offered=[])
    session.execute(made.on_conflict_do_update(index_elements=["channel", "key"], set_={"since": ChatRow.since}))
