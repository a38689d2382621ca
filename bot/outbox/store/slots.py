"""Which message of a chat stands in which slot: an officer answers a petition by answering its message."""

from __future__ import annotations

from sqlalchemy import Engine, select
from sqlmodel import col

from bot.database.engine import read_session
from bot.database.tables.outbox import SlotRow
from bot.messages import ChatId


class Slots:
    """Each method is one transaction that only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def at(self, chat: ChatId, message_id: str) -> str:
        """The slot that `message_id` of `chat` stands in; "" where it is another message."""
        of_chat = (col(SlotRow.channel) == chat.channel, col(SlotRow.key) == chat.key, col(SlotRow.message_id) == message_id)
        with read_session(self._engine) as session:
            return session.scalars(select(col(SlotRow.slot)).where(*of_chat).limit(1)).first() or ""
