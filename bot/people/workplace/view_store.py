"""The ways of looking at the board that somebody of the staff has kept for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Engine, delete, func, select
from sqlmodel import col

from bot.database.engine import read_session, write_session
from bot.database.tables.staff import BoardViewRow
from bot.database.types import aware, storable

MOST_VIEWS = 12  # of one person: they stand in a row above the board
LONGEST_VIEW_NAME = 40  # characters; a name on a button
LONGEST_VIEW = 1_000  # characters of what it asks for
ASKED = frozenset({"muc", "q", "tt", "han", "loai", "dv", "cb", "noi", "tu", "den", "sx"})
"""What a view may ask the board for."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """`query`: what the board is asked for, as it stands in its address."""

    id: int
    name: str
    query: str


def kept_of(query: str) -> str:
    """Of an address of the board, what a view keeps, always in one order; "" for nothing."""
    pairs = sorted((name, value) for name, value in parse_qsl(query) if name in ASKED and value)
    return urlencode(pairs)


class SavedViews:
    """Each method is one transaction. Everybody sees, keeps and drops their own alone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, staff: int) -> Sequence[SavedView]:
        query = select(BoardViewRow).where(col(BoardViewRow.staff) == staff).order_by(col(BoardViewRow.id))
        with read_session(self._engine) as session:
            return [SavedView(row.id or 0, row.name, row.query) for row in session.scalars(query)]

    def keep(self, staff: int, name: str, query: str, at: datetime) -> bool:
        """Under a name that they have already, the new one takes its place. False where nothing is asked for, or they have too many."""
        called, asked = " ".join(name.split())[:LONGEST_VIEW_NAME].strip(), kept_of(query)
        if not called or not asked or len(asked) > LONGEST_VIEW:
            return False
        own = col(BoardViewRow.staff) == staff
        with write_session(self._engine) as session:
            session.execute(delete(BoardViewRow).where(own, col(BoardViewRow.name) == storable(called)))
            if int(session.execute(select(func.count()).select_from(BoardViewRow).where(own)).scalar_one()) >= MOST_VIEWS:
                return False
            session.add(BoardViewRow(staff=staff, name=storable(called), query=storable(asked), since=aware(at)))
            return True

    def drop(self, staff: int, view: int) -> bool:
        """False where they have none with that number."""
        mine = delete(BoardViewRow).where(col(BoardViewRow.staff) == staff, col(BoardViewRow.id) == view)
        with write_session(self._engine) as session:
            return session.execute(mine.returning(col(BoardViewRow.id))).first() is not None
