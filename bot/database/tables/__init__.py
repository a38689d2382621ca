"""Every table, a room's in one module, so that none is forgotten when a chat is exported or deleted. Rows never leave a store."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import Table
from sqlmodel import SQLModel

ROOMS = tuple(import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
"""The modules of this drawer: a table that stands in one of them exists."""


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
