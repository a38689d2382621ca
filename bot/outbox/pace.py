"""How fast a channel may be sent to: a token bucket that is one instant, so that a database row can hold it for all workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

BURST = 0.1  # seconds' worth of letters that may leave at once after a wait: 25 + 2.5 a second, below Telegram's 30 even with jitter
LONGEST_PAUSE = timedelta(hours=6)  # a pause that ends later was written by a clock that has been set back since


@dataclass(frozen=True, slots=True)
class Grant:
    """`letters` may leave now; the next in `wait` seconds after that."""

    letters: int
    wait: float


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate`: letters a second, over all chats. `apart`: between two letters to one chat; `groups_apart`: to one group, whose key begins
    with "-" as Telegram's do (Telegram allows 30 a second, one a second to a chat, 20 a minute to a group)."""

    rate: float = 25.0
    apart: timedelta = timedelta(seconds=1)
    groups_apart: timedelta = timedelta(seconds=3)

    def __post_init__(self) -> None:
        if self.rate <= 0:
            raise ValueError(f"a rate of {self.rate} letters a second sends nothing")

    def grant(self, free: datetime, paused: datetime | None, now: datetime, wanted: int) -> Grant:
        """How many of `wanted` letters may leave now. `free`: when the bucket was empty last; `paused`: until when nothing may leave."""
        if paused and now < paused <= now + LONGEST_PAUSE:
            return Grant(0, (paused - now).total_seconds())
        tokens = (now - self._bounded(free, now)).total_seconds() * self.rate + 1e-6  # microseconds do not divide evenly
        letters = min(int(tokens), wanted)
        return Grant(letters, max(0.0, (1 - (tokens - letters)) / self.rate))

    def spent(self, free: datetime, now: datetime, letters: int) -> datetime:
        """`free` after `letters` have left."""
        return self._bounded(free, now) + timedelta(seconds=letters / self.rate)

    def _bounded(self, free: datetime, now: datetime) -> datetime:
        """No more than a burst is saved up, and a clock that was set back stops nobody."""
        burst = max(2.0, self.rate * BURST) / self.rate  # one to leave, one to be saved up while we look the other way
        return min(max(free, now - timedelta(seconds=burst)), now)
