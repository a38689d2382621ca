"""What each of the staff was told, as it stands in their console until it is old; read or not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, func, select, update
from sqlmodel import col

from bot.database.engine import read_session, write_session
from bot.database.tables.staff import StaffNoticeRow as N
from bot.database.types import aware

MOST_SHOWN = 50  # notices of a page


@dataclass(frozen=True, slots=True)
class StaffNotice:
    """`path`: where it leads in the console; `is_read`: they have opened it."""

    id: int
    text: str
    path: str
    at: datetime
    is_read: bool


class NoticeBook:
    """Each method is one transaction; times are aware (ValueError if naive). Everybody reads their own alone.

    Notices are written by `bot.database.outgoing.queue`, in the transaction of what they tell of.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, staff: int, *, unread_only: bool, before: int | None = None) -> Sequence[StaffNotice]:
        """The newest first, MOST_SHOWN and one; `before`: the number of the last one of the page before."""
        query = select(N).where(col(N.staff) == staff).order_by(col(N.id).desc()).limit(MOST_SHOWN + 1)
        query = query.where(col(N.read).is_(None)) if unread_only else query
        query = query.where(col(N.id) < before) if before else query
        with read_session(self._engine) as session:
            return [StaffNotice(row.id or 0, row.text, row.path, row.at, row.read is not None) for row in session.scalars(query)]

    def unread(self, staff: int) -> int:
        query = select(func.count()).select_from(N).where(col(N.staff) == staff, col(N.read).is_(None))
        with read_session(self._engine) as session:
            return int(session.execute(query).scalar_one())

    def open(self, staff: int, number: int, at: datetime) -> str | None:
        """They have opened it: where it leads; None where they have none with that number."""
        mine = (col(N.staff) == staff, col(N.id) == number)
        with write_session(self._engine) as session:
            path = session.execute(select(col(N.path)).where(*mine)).scalar()
            session.execute(update(N).where(*mine, col(N.read).is_(None)).values(read=aware(at)))
            return path

    def seen(self, staff: int, path: str, at: datetime) -> None:
        """They look at what their notices about `path` tell of: these are read."""
        unread = (col(N.staff) == staff, col(N.path) == path, col(N.read).is_(None))
        with read_session(self._engine) as session:
            if session.scalars(select(col(N.id)).where(*unread).limit(1)).first() is None:
                return  # mostly so, and nothing has to be written
        with write_session(self._engine) as session:
            session.execute(update(N).where(*unread).values(read=aware(at)))

    def mark(self, staff: int, numbers: Collection[int] | None, at: datetime) -> int:
        """They have read these, or (None) all of theirs; returns how many were new to them."""
        unread = update(N).where(col(N.staff) == staff, col(N.read).is_(None)).values(read=aware(at))
        unread = unread if numbers is None else unread.where(col(N.id).in_(numbers))
        with write_session(self._engine) as session:
            return len(session.execute(unread.returning(col(N.id))).all())

    def purge(self, before: datetime) -> int:
        """Delete what was told before `before`, read or not; returns how many."""
        with write_session(self._engine) as session:
            return len(session.execute(delete(N).where(col(N.at) < aware(before)).returning(col(N.id))).all())
