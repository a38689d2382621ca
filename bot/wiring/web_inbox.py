"""The inbox of web visitors over the outbox; a part of the composition root."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import structlog
from sqlalchemy import Engine

from bot.channels.web.inbox import WebInbox
from bot.channels.web.visitors import CHANNEL
from bot.messages import ChatId, Reply
from bot.outbox.delivery import Seal
from bot.outbox.store import Outbox, OutboxUnavailableError

Found = TypeVar("Found")
log = structlog.get_logger(__name__)


def inbox(engine: Engine, seal: Seal) -> WebInbox:
    """A database that does not answer is an empty inbox: the messages stay where they are. `seal`: makes buttons count in one chat."""
    outbox = Outbox(engine, CHANNEL)

    def waits(chat: ChatId, at: datetime) -> bool:
        return _known(lambda: outbox.waits(chat, at), False)

    def collect(chat: ChatId, at: datetime) -> tuple[Reply, ...]:
        if not waits(chat, at):
            return ()
        return _known(lambda: tuple(Reply(message.text, seal(message.chat, message.rows)) for message in outbox.collect(chat, at)), ())

    return WebInbox(waits, collect)


def _known(look: Callable[[], Found], otherwise: Found) -> Found:
    try:
        return look()
    except OutboxUnavailableError as error:
        log.warning("letters not fetched", reason=str(error))
        return otherwise
