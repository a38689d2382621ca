"""To which chats a notice was told today, and which want to be reminded of it. Each method is one transaction; times are aware."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Select, delete, or_, select
from sqlmodel import Session, col

from bot.bulletins.rules.bulletin import BulletinState, OfficeBulletin
from bot.bulletins.rules.numbers import REMINDED_BEFORE
from bot.bulletins.store.bulletins import bulletin_of
from bot.database.engine import read_session, write_session
from bot.database.outgoing import queue
from bot.database.tables.bulletins import BulletinReminderRow, BulletinRow, BulletinTellingRow
from bot.database.tables.chats import hold_chat
from bot.database.types import aware
from bot.messages import ChatId, OutboxMessage

BEFORE = timedelta(hours=REMINDED_BEFORE)


class BulletinTellings:
    """What the room keeps of chats."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def told(self, chat: ChatId, day: date) -> frozenset[int]:
        """The numbers of those that were told to `chat` on `day`."""
        own = (col(BulletinTellingRow.channel) == chat.channel, col(BulletinTellingRow.key) == chat.key)
        with read_session(self._engine) as session:
            found = session.scalars(select(col(BulletinTellingRow.bulletin)).where(*own, col(BulletinTellingRow.day) == day))
            return frozenset(found)

    def tell(self, chat: ChatId, bulletins: Collection[int], day: date, at: datetime) -> None:
        """They are told to `chat` now."""
        with write_session(self._engine) as session:
            hold_chat(session, chat.channel, chat.key, aware(at))
            for number in sorted(bulletins):
                row = session.get(BulletinTellingRow, (number, chat.channel, chat.key))
                if row is not None:
                    row.day = day
                elif session.get(BulletinRow, number) is not None:
                    session.add(BulletinTellingRow(bulletin=number, channel=chat.channel, key=chat.key, day=day))

    def remind(self, chat: ChatId, number: int, at: datetime) -> bool:
        """`chat` wants to hear of it REMINDED_BEFORE hours before it begins; False where that moment is over, or it is none."""
        with write_session(self._engine) as session:
            row = session.get(BulletinRow, number)
            if row is None or row.state != BulletinState.ANNOUNCED or row.closed is not None or row.begins <= aware(at) + BEFORE:
                return False
            hold_chat(session, chat.channel, chat.key, aware(at))
            if session.get(BulletinReminderRow, (number, chat.channel, chat.key)) is None:
                session.add(BulletinReminderRow(bulletin=number, channel=chat.channel, key=chat.key, at=aware(at)))
            return True

    def leave(self, chat: ChatId, number: int) -> None:
        """`chat` wants to be reminded no more."""
        own = (col(BulletinReminderRow.channel) == chat.channel, col(BulletinReminderRow.key) == chat.key)
        with write_session(self._engine) as session:
            session.execute(delete(BulletinReminderRow).where(*own, col(BulletinReminderRow.bulletin) == number))

    def reminded(self, chat: ChatId) -> frozenset[int]:
        """The numbers of those that `chat` wants to be reminded of."""
        own = (col(BulletinReminderRow.channel) == chat.channel, col(BulletinReminderRow.key) == chat.key)
        with read_session(self._engine) as session:
            return frozenset(session.scalars(select(col(BulletinReminderRow.bulletin)).where(*own)))

    def send(self, text: Callable[[OfficeBulletin], str], at: datetime, not_before: datetime) -> int:
        """Queue a letter to who asked, of each that begins within REMINDED_BEFORE hours; who was told is asked for no more. How many."""
        with write_session(self._engine) as session:
            return sum(self._sent(session, row, text, at, not_before) for row in session.scalars(_beginning(at)).all())

    def forget(self, at: datetime) -> int:
        """Away with what is kept of chats for notices that are over; how many rows."""
        is_over = or_(col(BulletinRow.ends) <= aware(at), col(BulletinRow.closed).is_not(None))
        over = select(col(BulletinRow.id)).where(is_over)
        with write_session(self._engine) as session:
            gone = [
                session.execute(delete(table).where(col(table.bulletin).in_(over))) for table in (BulletinTellingRow, BulletinReminderRow)
            ]
            return sum(result.rowcount for result in gone)  # type: ignore[attr-defined]

    @staticmethod
    def _sent(session: Session, row: BulletinRow, text: Callable[[OfficeBulletin], str], at: datetime, not_before: datetime) -> int:
        asked = session.scalars(select(BulletinReminderRow).where(col(BulletinReminderRow.bulletin) == row.id)).all()
        told = text(bulletin_of(row)) if asked else ""
        letters = [
            OutboxMessage(ChatId(each.channel, each.key), told, f"bulletins:{row.id}:{each.channel}:{each.key}", not_before=not_before)
            for each in asked
        ]
        new = queue(session, letters, at)
        for each in asked:
            session.delete(each)
        return new


def _beginning(at: datetime) -> Select[Any]:
    """Those that begin within the hours before which people are reminded."""
    is_on = (col(BulletinRow.state) == BulletinState.ANNOUNCED, col(BulletinRow.closed).is_(None))
    return select(BulletinRow).where(*is_on, col(BulletinRow.begins) > aware(at), col(BulletinRow.begins) <= aware(at) + BEFORE)
