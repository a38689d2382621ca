"""The updates that were served, kept beside what serving them did: after a crash those come again of which the sender does not know it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from bot.database.engine import read_session, upserting_in, write_session
from bot.database.tables.schedule import ServedUpdateRow
from bot.database.types import aware

KEPT = timedelta(days=2)
"""Telegram gives up an update after a day (Bot API, getUpdates), and numbers anew after a week without one."""


class ServedUpdateStore:
    """Those of `bot`, in all processes that share the database. A database that is away is logged and stops nothing: an update is rather
    served twice than never."""

    def __init__(self, engine: Engine, bot: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._bot = bot[:32]
        self._now = now

    def has(self, number: int) -> bool:
        """Whether it was served; False where the database cannot be asked."""
        row = ServedUpdateRow
        try:
            with read_session(self._engine) as session:
                return session.scalar(select(col(row.number)).where(col(row.bot) == self._bot, col(row.number) == number)) is not None
        except SQLAlchemyError as error:
            structlog.get_logger().warning("served updates not known", error=type(error).__name__)
            return False

    def keep(self, numbers: Collection[int]) -> None:
        """`numbers` are served; that one is kept already changes nothing."""
        at = aware(self._now())
        rows = [{"bot": self._bot, "number": number, "at": at} for number in numbers]
        made = upserting_in(self._engine.dialect.name, ServedUpdateRow).on_conflict_do_nothing()
        try:
            with write_session(self._engine) as session:
                session.execute(made, rows)
        except SQLAlchemyError as error:
            structlog.get_logger().warning("served updates not kept", error=type(error).__name__)


def purge_served_updates(engine: Engine, at: datetime) -> int:
    """Delete, of every bot, what is too old to be sent again at `at`; returns how many."""
    with write_session(engine) as session:
        old = delete(ServedUpdateRow).where(col(ServedUpdateRow.at) < aware(at) - KEPT)
        return len(session.execute(old.returning(col(ServedUpdateRow.number))).all())
