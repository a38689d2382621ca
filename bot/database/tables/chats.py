"""Chats; what else is kept about a chat refers to them and goes with them."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sqlalchemy import JSON, Connection, Insert
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, Session, SQLModel

from bot.database.engine import upserting_in
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
    matters: list[str] = Field(default_factory=list, sa_type=JSON, nullable=False, sa_column_kwargs={"server_default": "[]"})


CHATS = SQLModel.metadata.tables["chats"]
EMPTY = {"asked": [], "code": "", "part": "", "offered": [], "matters": []}
IDENTITY = ("channel", "key")


@cache
def _noticed(dialect: str) -> ReturningInsert[tuple[str]]:
    """The statement that notes when a chat was shown the notice, and returns a row only where it had not been."""
    made = upserting_in(dialect, CHATS)
    shown = {"noticed": made.excluded.noticed}
    return made.on_conflict_do_update(index_elements=IDENTITY, set_=shown, where=CHATS.c.noticed.is_(None)).returning(CHATS.c.key)


@cache
def _kept(dialect: str, changed: tuple[str, ...]) -> Insert:
    """The statement that makes the row of a chat, or changes these columns of it; made once, as making takes longer than running."""
    made = upserting_in(dialect, CHATS)
    changes = {name: made.excluded[name] for name in changed} or {"since": CHATS.c.since}
    return made.on_conflict_do_update(index_elements=IDENTITY, set_=changes)


def hold_chat(session: Session | Connection, channel: str, key: str, at: datetime, **values: object) -> None:
    """Make the row of a chat if there is none, give it `values`, and keep others from it until the transaction ends."""
    dialect = session.dialect if isinstance(session, Connection) else session.get_bind().dialect
    statement = _kept(dialect.name, tuple(values))
    session.execute(statement, {"channel": channel, "key": key, "since": at, **EMPTY, **values})


def notice_chat(connection: Connection, channel: str, key: str, at: datetime) -> bool:
    """Note that a chat was shown the notice on personal data, making its row if there is none; False where it had been shown before."""
    told = {"channel": channel, "key": key, "since": at, "noticed": at, **EMPTY}
    return connection.execute(_noticed(connection.dialect.name), told).first() is not None
