"""How many messages leave in a second: Telegram takes 30 from a bot; replies go at once, what the outbox sends waits for room."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

WITHIN = 1.0  # seconds that Telegram looks back
MARGIN = 1.2  # times the rate of the outbox is what Telegram takes: 25 and 30
SPARED = 0.1  # of what Telegram takes, kept from the outbox: who asks a moment later does not wait for a campaign
REMEMBERED = 64  # answers whose time is known; the quickest of them says how long the way to Telegram and back is
PATIENCE = 5.0  # seconds that a message of the outbox waits here before it goes back into the queue
NEVER_MIND = 0.01  # seconds until somebody looks again when all that counts is still under way


class FullError(Exception):
    """There were so many replies that a message of the outbox had no turn."""


class SendRateLimiter:
    """One for all that one process says to Telegram, in one event loop. Nobody who asks waits here: Telegram judges answers mildly.

    Telegram counts at its own end, we at ours. A message counts from when it is sent until a second after its answer, less the
    quickest way there and back of late: so a stall of the network or of this process, after which everything comes at once, makes no
    second at Telegram's end too full. (Two messages that reach Telegram less than a second apart: the answer to the first came less
    than a second, less both ways, before the second was sent. What the ways differ by is within SPARED.)
    """

    BEGUN: ContextVar[bool] = ContextVar("begun", default=False)
    """Set where the first part of a long message has left: the rest must follow, or all of it is sent again."""

    def __init__(self, rate: float) -> None:
        """`rate`: messages of the outbox a second, as the settings say."""
        self._most = max(1.0, rate * MARGIN * (1 - SPARED))
        self._under_way = 0
        self._answered: deque[float] = deque()
        self._taken: deque[float] = deque(maxlen=REMEMBERED)

    @asynccontextmanager
    async def passing(self, *, is_outbox: bool) -> AsyncIterator[None]:
        """Wait for a turn; the message is sent and answered within. Raises FullError after PATIENCE; nothing was sent then."""
        clock = asyncio.get_running_loop().time
        until = clock() + PATIENCE
        while is_outbox and (wait := self._wait(clock())):
            if clock() > until:
                raise FullError
            await asyncio.sleep(wait)
        self._under_way += 1
        began = clock()
        try:
            yield
        finally:
            self._under_way -= 1
            self._taken.append(clock() - began)
            self._answered.append(clock())
            self._counting(clock())

    def _wait(self, now: float) -> float:
        """Seconds until it is worth looking again; 0 where there is room."""
        counts = self._counting(now)
        if self._under_way + len(self._answered) + 1 <= self._most:
            return 0.0
        return max(NEVER_MIND, self._answered[0] + counts - now) if self._answered else NEVER_MIND

    def _counting(self, now: float) -> float:
        """Forget what counts no more; the seconds for which an answered message counts."""
        counts = WITHIN - min(self._taken, default=0.0)
        while self._answered and now >= self._answered[0] + counts:
            self._answered.popleft()
        return counts
