"""Channels of the tests' own for the outbox: one that takes everything, one that enforces Telegram's limits."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from itertools import count

from bot.outbox.claimed_message import ClaimedMessage, Outcome, RetryAfter, Sent


class Channel:
    """Takes every letter and remembers it; `answers` says otherwise for the next ones."""

    def __init__(self, answers: Callable[[ClaimedMessage], Outcome | Exception | None] = lambda _: None, latency: float = 0.0) -> None:
        self.messages: list[ClaimedMessage] = []
        self.most_at_once = 0
        self._answers = answers
        self._latency = latency
        self._numbers: Iterator[int] = count(1)
        self._in_flight = 0

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.messages]

    async def send(self, message: ClaimedMessage) -> Outcome:
        self._in_flight += 1
        self.most_at_once = max(self.most_at_once, self._in_flight)
        try:
            await asyncio.sleep(self._latency)
            return self._answered(message)
        finally:
            self._in_flight -= 1

    def _answered(self, message: ClaimedMessage) -> Outcome:
        self.messages.append(message)
        answer = self._answers(message)
        if isinstance(answer, Exception):
            raise answer
        number = str(next(self._numbers))
        return answer or Sent(message.edits or number, f"file-{number}" if message.photo and not message.file_id else "")


class Strict:
    """Refuses with 429 what comes faster than `most` letters in any second, or two within a second to one chat; answers after 20 to 80 ms."""

    def __init__(self, most: float, clock: Callable[[], float]) -> None:
        self.most = most
        self.refused = 0
        self.taken: list[tuple[float, ClaimedMessage]] = []
        self._clock = clock
        self._second: deque[float] = deque()
        self._last: defaultdict[str, float] = defaultdict(lambda: -9.0)

    async def send(self, message: ClaimedMessage) -> Outcome:
        await asyncio.sleep(random.uniform(0.01, 0.04))
        now = self._clock()
        while self._second and self._second[0] <= now - 1:
            self._second.popleft()
        if len(self._second) >= self.most or now - self._last[message.chat.key] < 1:
            self.refused += 1
            return RetryAfter(1)
        self._second.append(now)
        self._last[message.chat.key] = now
        self.taken.append((now, message))
        await asyncio.sleep(random.uniform(0.01, 0.04))
        return Sent(str(len(self.taken)))
