"""What a message passes before the front desk: who sends it, and do they send too often or too much."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus

from bot.channels.cleaning import cleaned
from bot.channels.web.address_limits import AddressLimits
from bot.channels.web.inbox import EMPTY, WebInbox
from bot.channels.web.limits import LONGEST_TEXT
from bot.channels.web.listening import heard
from bot.channels.web.visitors import Visitors
from bot.messages import ChatId, Incoming, MessageHandler, Reply
from bot.runtime.rate_limiter import Arrivals, RateLimiter
from bot.wording import WebWords
from knowledge.texts.figures import with_points

LOOKS = 60  # into the inbox in a minute: a page looks once, and after each message


class RefusedError(Exception):
    """A message that is not handed to the desk: the status and the sentence that says why."""

    def __init__(self, status: HTTPStatus, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.wait = wait  # seconds; 0: waiting does not help


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who talks, the token by which the browser says so the next time, and the address from which it comes ("" where unknown)."""

    chat: ChatId
    token: str
    address: str = ""


class RequestGuard:
    """Checks a visitor's message, then hands it to the desk; safe between threads."""

    def __init__(
        self,
        desk: MessageHandler,
        words: WebWords,
        visitors: Visitors,
        now: Callable[[], datetime],
        inbox: WebInbox = EMPTY,
        arrivals: Arrivals | None = None,
    ) -> None:
        """`arrivals`: where it is counted how often each comes; without it, in this process alone."""
        self._desk = desk
        self._words = words
        self._visitors = visitors
        self._now = now
        self._inbox = inbox
        self._limiter = RateLimiter(name="chat", arrivals=arrivals)
        self._looks = RateLimiter(LOOKS, name="look", arrivals=arrivals)
        self._address_limits = AddressLimits(arrivals)

    def visitor(self, address: str, browser: str | None, *tokens: str) -> Visitor:
        """The visitor of the first token that we signed, or a new one. `browser`: what theirs says it is; None: they only look at a page.
        Raises RefusedError where too many new ones come from `address`."""
        if known := self.known(*tokens):
            return replace(known, address=address)
        at = self._now()
        refuse_while(
            self._address_limits.page(address, at) if browser is None else self._address_limits.newcomer(address, browser, at), self._words
        )
        return self.visitor(address, browser, self._visitors.token())

    def known(self, *tokens: str) -> Visitor | None:
        """The visitor of the first token that we signed; None: somebody new."""
        return next((Visitor(chat, token) for token in tokens if (chat := self._visitors.chat(token))), None)

    def letters(self, visitor: Visitor | None) -> tuple[Reply, ...]:
        """What came for a visitor since the last look; it counts as delivered now. Raises RefusedError where they look too often."""
        if visitor is None:
            return ()
        refuse_while(self._looks.wait(visitor.chat, self._now()), self._words)
        return tuple(self._inbox.collect(visitor.chat, self._now()))

    def has_letters(self, visitor: Visitor | None) -> bool:
        """Whether something came; it stays there."""
        return visitor is not None and self._inbox.waits(visitor.chat, self._now())

    def serve(self, visitor: Visitor, text: str, action: str) -> tuple[Reply, ...]:
        """The desk's replies. Raises RefusedError."""
        at = self._now()
        if len(text) > LONGEST_TEXT:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_long(self._words))
        refuse_while(self._limiter.wait(visitor.chat, at), self._words)
        refuse_while(self._address_limits.message(visitor.address, visitor.chat, at), self._words)
        replies = tuple(self._desk.handle(Incoming(visitor.chat, at, cleaned(text), cleaned(action), address=visitor.address)))
        alarm = heard()
        return replies if any(alarm in reply.text for reply in replies) else (Reply(alarm), *replies)


def refuse_while(wait: timedelta, words: WebWords) -> None:
    """Raises RefusedError, with the whole seconds that are left of `wait`; nothing where it is over."""
    if seconds := math.ceil(wait.total_seconds()):
        raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, words.too_fast.format(seconds=seconds), seconds)


def too_long(words: WebWords) -> str:
    """The sentence about a text that is too long."""
    return words.too_long.format(limit=with_points(LONGEST_TEXT))
