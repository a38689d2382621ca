"""Rows in every table that there is, made from the metadata alone: a table that is added tomorrow is filled, too."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Engine, Float, Integer, Table, insert, select

from bot.database.moving import SEEDED
from bot.database.tables import every_table
from bot.database.types import Instant, ShortString

ROWS = 3
NOON = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=UTC)


def fill(engine: Engine) -> None:
    """ROWS rows in each table but those that a migration fills."""
    with engine.begin() as connection:
        for table in every_table():
            for number in range(1, ROWS + 1):
                if table.name not in SEEDED:
                    connection.execute(insert(table), _row(connection, table, number))


def _row(connection: Connection, table: Table, number: int) -> dict[str, Any]:
    row = {column.name: _value(column, number) for column in table.columns if column is not table.autoincrement_column}
    for key in table.foreign_key_constraints:
        if key.referred_table is table:
            row |= dict.fromkeys(key.column_keys, None)
            continue
        wanted = [element.column for element in key.elements]
        parent = connection.execute(select(*wanted).order_by(*key.referred_table.primary_key).offset(number - 1).limit(1)).one()
        row |= dict(zip(key.column_keys, parent, strict=True))
    return row


def _value(column: Column[Any], number: int) -> object:
    kind = column.type
    match kind:
        case ShortString():
            return f"{number}{column.table.name}"[: kind.length]
        case Instant():
            return NOON + timedelta(hours=number)
        case JSON():
            return {"chữ": [number, "đ'\"\\", None]}
        case Boolean():
            return number % 2 == 0
        case Date():
            return date(2026, 7, number)
        case Integer():
            return number
        case Float():
            return number / 3
    return f"Dòng {number}\n😀 '\"\\;--"
