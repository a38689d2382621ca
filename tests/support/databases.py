"""Databases with every table and not a row: migrated once a run and copied, because a migration takes longer than most tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from bot.database.engine import migrate, open_database

WHO_ASKS = 150_000  # PostgreSQL 15
KEPT = 3_000  # statements, of both databases; an engine keeps 500 of its own


def sqlite_at(file: Path) -> Engine:
    """A new SQLite database in `file`, which must not be open anywhere."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_migrated())
    return open_database(f"sqlite:///{file}")


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "migrated.db"
        engine = open_database(f"sqlite:///{file}")
        migrate(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        return file.read_bytes()


def postgresql_at(server: str, name: str) -> None:
    """A new database of `server`."""
    _order(server, f"CREATE DATABASE {name} TEMPLATE {_template(server)}{_way(server)}")


@cache
def _way(server: str) -> str:
    """How a database is copied: by its files, which takes the server two thirds of what it takes block by block through its log. From
    version 15 on it asks; before, it did so always."""
    with _orderly(server).connect() as connection:
        version = int(connection.scalar(text("SHOW server_version_num")) or 0)
    return " STRATEGY FILE_COPY" if version >= WHO_ASKS else ""


@cache
def _template(server: str) -> str:
    name = "migrated"
    create(server, name)
    engine = open_database(on(server, name))
    migrate(engine)
    engine.dispose()
    return name


def create(server: str, name: str) -> None:
    """A new database of `server` without a table."""
    _order(server, f"CREATE DATABASE {name}")


def drop(server: str, name: str) -> None:
    """Away with it, whoever is still connected."""
    _order(server, f"DROP DATABASE {name} WITH (FORCE)")


def on(server: str, name: str) -> str:
    """The address of a database of `server`."""
    return server.replace("/postgres?", f"/{name}?")


def leave(server: str) -> None:
    """Before `server` goes: who gives it orders hangs up."""
    _orderly(server).dispose()


def _order(server: str, statement: str) -> None:
    with _orderly(server).connect() as connection:
        connection.execute(text(statement))


@cache
def _orderly(server: str) -> Engine:
    """Stays on the line: to be let in takes longer than a database is made."""
    return create_engine(server.replace("postgresql:", "postgresql+psycopg:", 1), isolation_level="AUTOCOMMIT")


@contextmanager
def statements_compiled_once() -> Iterator[None]:
    """SQLAlchemy keeps what it has compiled in the engine and in the mappers, by the dialect, and each engine has its own; so each test
    with its database compiled every statement again: half of what its SQL took. Here the engines keep it together, and two dialects that
    write the same SQL count as one."""
    together = LRUCache[Any, Any](KEPT)
    with pytest.MonkeyPatch.context() as here:
        here.setattr(Engine, "_compiled_cache", property(lambda engine: together, lambda engine, own: None), raising=False)
        here.setattr(DefaultDialect, "__eq__", lambda one, other: one is other or _writes(one) == _writes(other))
        here.setattr(DefaultDialect, "__hash__", lambda one: hash(type(one)))
        yield


def _writes(dialect: object) -> tuple[object, ...]:
    """What decides how a dialect writes SQL and reads rows: its kind, the version of its server, and what it was told when it was made."""
    told = ("server_version_info", "paramstyle", "default_schema_name", "_json_serializer", "_json_deserializer", "label_length")
    return (type(dialect), *(getattr(dialect, name, None) for name in told))
