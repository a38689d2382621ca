"""Transactions whose faults are told in the outbox's own words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session

from bot.database import engine as database


class OutboxUnavailableError(Exception):
    """The database does not answer, or not in time: nothing was changed, try again."""


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """As `bot.database.engine.write_session`. Raises OutboxUnavailableError."""
    with _translated(), database.write_session(engine) as session:
        yield session


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """As `bot.database.engine.read_session`. Raises OutboxUnavailableError."""
    with _translated(), database.read_session(engine) as session:
        yield session


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, DisconnectionError, PoolTimeoutError) as error:
        raise OutboxUnavailableError(str(error.__cause__ or error)) from error
