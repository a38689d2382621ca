"""What is kept about chats of the staff that our messages do not reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, delete, select
from sqlmodel import col

from bot.database.engine import read_session, upserting_in, write_session
from bot.database.outgoing import queue
from bot.database.tables.staff import UnreachedRow
from bot.database.types import aware, storable
from bot.messages import ChatId, OutboxMessage
from bot.outbox.store.reviving import revive
from bot.people.reach import Unreached


class ReachBook:
    """Each method is one transaction; times are aware (ValueError if naive). Of many processes one alone is told that something is new."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def unreached(self) -> dict[ChatId, Unreached]:
        """Every chat out of reach, by itself; the marks among them."""
        with read_session(self._engine) as session:
            rows = session.scalars(select(UnreachedRow)).all()
            found = [Unreached(ChatId(row.chat_channel, row.chat_key), row.since, row.reason) for row in rows]
        return {each.chat: each for each in found}

    def lost(self, chat: ChatId, reason: str, messages: Sequence[OutboxMessage], at: datetime) -> bool:
        """`chat` is out of reach: where that is new, queue `messages`, which say so, and return True."""
        now = aware(at)
        values = {"chat_channel": chat.channel, "chat_key": chat.key, "since": now, "reason": storable(reason)}
        made = upserting_in(self._engine.dialect.name, UnreachedRow).values(values)
        new = made.on_conflict_do_nothing().returning(col(UnreachedRow.chat_key))
        with write_session(self._engine) as session:
            if session.connection().execute(new).scalar() is None:
                return False
            queue(session, messages, now)
            return True

    def queue(self, messages: Sequence[OutboxMessage], at: datetime) -> int:
        """Queue messages that say who is out of reach; those that were queued before are passed over. Returns how many were new."""
        with write_session(self._engine) as session:
            return queue(session, messages, aware(at))

    def regained(self, chat: ChatId, messages: Sequence[OutboxMessage], at: datetime) -> bool:
        """`chat` hears us: where it did not, queue `messages`, let it have what it missed, and return True."""
        mine = (col(UnreachedRow.chat_channel) == chat.channel, col(UnreachedRow.chat_key) == chat.key)
        with write_session(self._engine) as session:
            since = session.connection().execute(delete(UnreachedRow).where(*mine).returning(col(UnreachedRow.since))).scalar()
            if since is None:
                return False
            queue(session, messages, aware(at))
            revive(session, chat, since, aware(at))
            return True
