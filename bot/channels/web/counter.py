"""The counter before the front desk: who is it, may the message pass, and what did the desk reply."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Protocol

from bot.channels.cleaning import cleaned
from bot.channels.web.limits import LONGEST_TEXT
from bot.channels.web.visitors import Visitors
from bot.flood import Allowance
from bot.messages import ChatId, Incoming, Reply
from bot.wording import Web


class Desk(Protocol):
    """The front desk, or what stands in for it in a test."""

    def handle(self, incoming: Incoming) -> Sequence[Reply]:
        """The replies to one message."""


class RefusedError(Exception):
    """A message that is not handed to the desk: the status and the sentence that says why."""

    def __init__(self, status: HTTPStatus, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.wait = wait  # seconds; 0: waiting does not help


@dataclass(frozen=True, slots=True)
class Visit:
    """Who talks, and the token by which the browser says so the next time."""

    chat: ChatId
    token: str


class Counter:
    """Where a visitor's message is looked at before the desk gets it; safe between threads."""

    def __init__(self, desk: Desk, words: Web, visitors: Visitors, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._words = words
        self._visitors = visitors
        self._now = now
        self._allowance = Allowance()

    def visit(self, *tokens: str) -> Visit:
        """The visitor of the first token that we signed, or a new one."""
        for token in tokens:
            if chat := self._visitors.chat(token):
                return Visit(chat, token)
        return self.visit(self._visitors.token())

    def serve(self, visit: Visit, text: str, action: str) -> tuple[Reply, ...]:
        """The desk's replies. Raises RefusedError."""
        at = self._now()
        if len(text) > LONGEST_TEXT:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_long(self._words))
        if wait := math.ceil(self._allowance.wait(visit.chat, at).total_seconds()):
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, self._words.too_fast.format(seconds=wait), wait)
        return tuple(self._desk.handle(Incoming(visit.chat, at, cleaned(text), cleaned(action))))


def too_long(words: Web) -> str:
    """The sentence about a text that is too long."""
    return words.too_long.format(limit=f"{LONGEST_TEXT:,}".replace(",", "."))
