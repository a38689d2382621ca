"""How fast a channel may be sent to: departures on a line of time, kept as one instant: a database row holds it for all workers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

AHEAD = 0.25  # seconds for which departures are given out in advance: longer than a claim takes, shorter than anybody notices
BURST = 0.1  # seconds' worth of messages that may catch up at once: 25 + 2.5 a second, below Telegram's 30 even with jitter
LONGEST_PAUSE = timedelta(hours=6)  # a pause that ends later was written by a clock that has been set back since


@dataclass(frozen=True, slots=True)
class Grant:
    """A message may leave in each of `departures` seconds from now; more may be asked for in `wait` seconds."""

    departures: tuple[float, ...]
    wait: float


@dataclass(frozen=True, slots=True)
class RateLimit:
    """`rate`: messages a second, over all chats. `apart`: between two messages to one chat; `groups_apart`: to one group, whose key begins
    with "-" as Telegram's do (Telegram allows 30 a second, one a second to a chat, 20 a minute to a group)."""

    rate: float = 25.0
    apart: timedelta = timedelta(seconds=1)
    groups_apart: timedelta = timedelta(seconds=3)

    def __post_init__(self) -> None:
        if self.rate <= 0:
            raise ValueError(f"a rate of {self.rate} messages a second sends nothing")

    def grant(self, free: datetime, paused: datetime | None, now: datetime, wanted: int) -> Grant:
        """When the next of `wanted` messages may leave. `free`: the first departure not given out; `paused`: until when none is."""
        if paused and now < paused <= now + LONGEST_PAUSE:
            return Grant((), (paused - now).total_seconds())
        first = (self._first(free, now) - now).total_seconds()
        room = math.ceil((AHEAD - first) * self.rate - 1e-6)  # microseconds do not divide evenly
        messages = max(0, min(room, wanted))
        departures = tuple(first + number / self.rate for number in range(messages))
        return Grant(departures, max(0.0, first + messages / self.rate - AHEAD))

    def spent(self, free: datetime, now: datetime, messages: int) -> datetime:
        """`free` after `messages` departures were given out."""
        return self._first(free, now) + timedelta(seconds=messages / self.rate)

    def _first(self, free: datetime, now: datetime) -> datetime:
        """What was missed is caught up by a burst at most; a clock that was set back stops nobody."""
        return min(max(free, now - timedelta(seconds=BURST)), now + timedelta(seconds=AHEAD + 1 / self.rate))
