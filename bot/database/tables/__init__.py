"""Every table, a room's in one module, so that none is forgotten when a chat is exported or deleted. Rows never leave a store."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table
from sqlmodel import SQLModel

from bot.database.tables import announcements, changes, chats, learned, outbox, petitions, plans, questions, schedule, staff, surveys

ROOMS = (chats, questions, outbox, staff, petitions, announcements, plans, learned, schedule, changes, surveys)
"""The modules that hold tables; a table that is not imported here does not exist."""


def every_table() -> list[Table]:
    """All tables there are, each after those that it refers to."""
    return list(SQLModel.metadata.sorted_tables)


def tables_of_a_chat() -> Iterator[Table]:
    """The tables whose rows are kept about a chat: `chats`, and those that refer to it and are deleted with it."""
    chats = SQLModel.metadata.tables["chats"]
    yield chats
    for table in SQLModel.metadata.sorted_tables:
        if any(key.referred_table is chats and key.ondelete == "CASCADE" for key in table.foreign_key_constraints):
            yield table
