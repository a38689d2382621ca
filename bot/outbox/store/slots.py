"""Which message of a chat stands in which slot: an officer answers a petition by answering its message."""

from __future__ import annotations

import time

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from bot.database.engine import read_session
from bot.database.outgoing import OUTBOX
from bot.database.tables.outbox import SlotRow
from bot.messages import ChatId

PATIENCE = 3.0
"""Seconds for which a reply waits until the message on its way to the same chat has its number: somebody answers it faster than the worker
writes down that it left. A worker that died keeps nobody longer."""


class Slots:
    """Each method only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def at(self, chat: ChatId, message_id: str) -> str:
        """The slot that `message_id` of `chat` stands in; "" where it is another message. Waits up to PATIENCE seconds where it may be
        the one that is on its way, whose number is not known yet."""
        end = time.monotonic() + PATIENCE
        while True:
            with read_session(self._engine) as session:
                is_open = _is_on_its_way(session, chat)  # looked at first: what is written down between the two is found by the second
                found = _slot(session, chat, message_id)
            if found or not is_open or time.monotonic() > end:
                return found
            time.sleep(0.05)


def _slot(session: Session, chat: ChatId, message_id: str) -> str:
    of_chat = (col(SlotRow.channel) == chat.channel, col(SlotRow.key) == chat.key, col(SlotRow.message_id) == message_id)
    return session.scalars(select(col(SlotRow.slot)).where(*of_chat).limit(1)).first() or ""


def _is_on_its_way(session: Session, chat: ChatId) -> bool:
    """Whether a message with a slot is being sent to `chat`."""
    flying = (OUTBOX.c.channel == chat.channel, OUTBOX.c.key == chat.key, OUTBOX.c.state == "sending", OUTBOX.c.slot != "")
    return session.scalars(select(OUTBOX.c.id).where(*flying).limit(1)).first() is not None
