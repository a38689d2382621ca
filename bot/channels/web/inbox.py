"""The messages that wait for a visitor: kept until the page fetches them, because the web cannot be written to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages import ChatId, Reply


def _none(chat: ChatId, at: datetime) -> tuple[Reply, ...]:  # noqa: ARG001
    return ()


@dataclass(frozen=True, slots=True)
class WebInbox:
    """`waits`: whether something lies there; only looks. `collect`: what lies there, in order; it counts as delivered."""

    waits: Callable[[ChatId, datetime], bool] = lambda chat, at: False  # noqa: ARG005
    collect: Callable[[ChatId, datetime], Sequence[Reply]] = _none


EMPTY = WebInbox()
"""Nothing ever comes."""
