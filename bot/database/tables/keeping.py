"""What a table of a chat says of its rows: whether they go when the chat falls silent, and whether one means that something is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import ColumnElement, Table, exists
from sqlmodel import SQLModel

from bot.database.tables.chats import CHATS

Row = TypeVar("Row", bound=type[SQLModel])

PASSING: dict[str, str] = {}
"""Table → its column with the moment at which the chat itself wrote a row, "" where there is none. Rows of these tables go with a chat that
falls silent; a row of every other table keeps its chat."""
OPEN_WORK: dict[str, ColumnElement[bool]] = {}
"""Table in which a window keeps what a chat has begun → whether it holds something of the chat in the outer query."""


def passing(written: str = "") -> Callable[[Row], Row]:
    """Declares that the rows go with a chat that falls silent; a chat is not silent while a row is newer whose `written` holds a moment."""

    def declared(row: Row) -> Row:
        PASSING[_table(row).name] = written
        return row

    return declared


def open_work(is_open: Callable[[Table], ColumnElement[bool]] | None = None) -> Callable[[Row], Row]:
    """Declares that a window keeps here what a chat has begun (`Window.keeps_in`).

    `is_open`: whether something is open for the chat of the outer query; left out: a row of the chat says so.
    """

    def declared(row: Row) -> Row:
        table = _table(row)
        OPEN_WORK[table.name] = (is_open or has_row_of_chat)(table)
        return row

    return declared


def has_row_of_chat(table: Table, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether `table` has a row of the chat of the outer query for which `more` holds."""
    return exists().where(table.c.channel == CHATS.c.channel, table.c.key == CHATS.c.key, *more)


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]
