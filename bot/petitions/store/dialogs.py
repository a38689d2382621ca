"""What a chat has open at a window, and the sender's details that a citizen wished to be remembered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, bindparam, delete, select
from sqlmodel import Session, col

from bot.database.engine import read_connection, read_session, write_session
from bot.database.tables.chats import hold_chat
from bot.database.tables.petitions import SenderRow, TalkRow
from bot.database.types import aware, storable
from bot.messages import ChatId
from bot.petitions.rules.petition import Contact

OPEN = select(col(TalkRow.data), col(TalkRow.at)).where(
    col(TalkRow.channel) == bindparam("channel"), col(TalkRow.key) == bindparam("key"), col(TalkRow.window) == bindparam("window")
)
"""Made once: it is asked at every message."""


class DialogStates:
    """Each method is one transaction; times are aware (ValueError if naive). `data` is what JSON holds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, chat: ChatId, window: str) -> tuple[Mapping[str, object], datetime] | None:
        """What is open, and since when it was last touched."""
        with read_connection(self._engine) as connection:
            row = connection.execute(OPEN, {"channel": chat.channel, "key": chat.key, "window": window}).first()
        return (row[0], row[1]) if row else None

    def put(self, chat: ChatId, window: str, data: Mapping[str, object], at: datetime) -> None:
        now = aware(at)
        kept = _storable(data)
        with write_session(self._engine) as session:
            hold_chat(session, chat.channel, chat.key, now)
            row = session.get(TalkRow, (chat.channel, chat.key, window))
            if row is None:
                session.add(TalkRow(channel=chat.channel, key=chat.key, window=window, at=now, data=kept))
            else:
                row.at, row.data = now, kept

    def drop(self, chat: ChatId, window: str) -> bool:
        """Whether something was open."""
        own = (col(TalkRow.channel) == chat.channel, col(TalkRow.key) == chat.key, col(TalkRow.window) == window)
        with write_session(self._engine) as session:
            return bool(session.execute(delete(TalkRow).where(*own).returning(col(TalkRow.window))).all())

    def purge(self, before: datetime) -> int:
        """Drop what nobody has touched since `before`; returns how many."""
        with write_session(self._engine) as session:
            return len(session.execute(delete(TalkRow).where(col(TalkRow.at) < aware(before)).returning(col(TalkRow.window))).all())

    def sender(self, chat: ChatId) -> Contact | None:
        """The details to be remembered, where the citizen wished it."""
        with read_session(self._engine) as session:
            row = session.get(SenderRow, (chat.channel, chat.key))
            return Contact(row.name, row.address, row.phone) if row else None

    def remember(self, chat: ChatId, contact: Contact, at: datetime) -> None:
        now = aware(at)
        with write_session(self._engine) as session:
            hold_chat(session, chat.channel, chat.key, now)
            session.merge(
                SenderRow(channel=chat.channel, key=chat.key, at=now, name=contact.name, address=contact.address, phone=contact.phone)
            )

    def forget(self, chat: ChatId) -> None:
        with write_session(self._engine) as session:
            session.execute(delete(SenderRow).where(col(SenderRow.channel) == chat.channel, col(SenderRow.key) == chat.key))

    def photos(self) -> frozenset[str]:
        """The names of the photos that drafts hold."""
        with read_session(self._engine) as session:
            return frozenset(_names(session))

    def photos_of(self, chat: ChatId) -> frozenset[str]:
        """The names of those that this chat's drafts hold."""
        with read_session(self._engine) as session:
            return frozenset(_names(session, col(TalkRow.channel) == chat.channel, col(TalkRow.key) == chat.key))


def _names(session: Session, *whose: ColumnElement[bool]) -> set[str]:
    drafts = session.scalars(select(col(TalkRow.data)).where(*whose))
    return {str(photo.get("name")) for data in drafts for photo in _listed(data.get("photos")) if isinstance(photo, Mapping)}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _storable(value: object) -> dict[str, object]:
    cleaned = _clean(value)
    return cleaned if isinstance(cleaned, dict) else {}


def _clean(value: object) -> object:
    """JSON without what no database takes."""
    match value:
        case str():
            return storable(value)
        case Mapping():
            return {str(key): _clean(held) for key, held in value.items()}
        case list() | tuple():
            return [_clean(held) for held in value]
        case _:
            return value
