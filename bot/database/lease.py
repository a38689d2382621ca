"""The right of one process, of all that share a database, to do something; it ends by itself when its holder falls silent."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, or_
from sqlmodel import col

from bot.database.engine import upserting_in, write_session
from bot.database.tables.schedule import LeaseRow
from bot.database.types import aware


class Lease:
    """The lease `name`, taken for `length` at a time. Each method is one transaction; times are aware."""

    def __init__(self, engine: Engine, name: str, length: timedelta = timedelta(seconds=30)) -> None:
        self._engine = engine
        self._name = name
        self._length = length

    def take(self, holder: str, at: datetime) -> bool:
        """Take or keep it; whether `holder` has it now.

        One that runs out later than anybody could have taken it for was taken by a clock that has been set right since: it is nobody's.
        """
        now = aware(at)
        values = {"holder": holder, "expires": now + self._length}
        expires = col(LeaseRow.expires)
        free = or_(col(LeaseRow.holder) == holder, expires <= now, expires > now + 2 * self._length)
        made = upserting_in(self._engine.dialect.name, LeaseRow).values(name=self._name, **values)
        taken = made.on_conflict_do_update(index_elements=["name"], set_=values, where=free).returning(col(LeaseRow.holder))
        with write_session(self._engine) as session:
            return session.connection().execute(taken).scalar() is not None

    def release(self, holder: str) -> None:
        """Give it back, so that the next need not wait; nothing where `holder` has it no longer."""
        mine = (col(LeaseRow.name) == self._name, col(LeaseRow.holder) == holder)
        with write_session(self._engine) as session:
            session.execute(delete(LeaseRow).where(*mine))
