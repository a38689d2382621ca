"""How many messages one chat may send in a window of time; counted together by every process of this machine.

The generic cell rate algorithm (GCRA, ITU-T I.371): of each key one moment is kept, from which the key has its whole allowance again.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

from bot.runtime.arrivals import OwnArrivals

MESSAGES, WINDOW = 20, timedelta(minutes=1)  # nobody types faster
REMEMBERED = 20_000  # keys kept in a process's own memory


class Arrivals(Protocol):
    """Where the moments are kept: this process's own memory, or memory that the machine's processes share."""

    def take(self, key: Hashable, at: float, interval: float, window: float) -> float:
        """Take one cell of `key` at `at`: 0, or how long it must wait. `interval`: to the next; `window`: of all. In seconds."""


class RateLimiter:
    """So many messages of each key at once, then one as often as the window allows: in the window after that nearly twice as many. Safe
    between threads.

    `name` tells apart what several limiters count in one `arrivals`.
    """

    def __init__(
        self,
        messages: int = MESSAGES,
        window: timedelta = WINDOW,
        name: str = "",
        arrivals: Arrivals | None = None,
        remembered: int = REMEMBERED,
        by_clock: tzinfo | None = None,
    ) -> None:
        """`remembered`: keys whose moment is kept where `arrivals` is not given; the one longest silent is forgotten first. `by_clock`: not
        one as often as the window allows, but exactly so many from one full hour (or midnight, as long as the window is) of that zone to
        the next: what is written as "so many a day" is that and no more."""
        self._by_clock = by_clock
        self._interval = window.total_seconds() / messages
        self._window = window.total_seconds()
        self._name = name
        self._arrivals = arrivals or OwnArrivals(remembered)

    def wait(self, key: Hashable, at: datetime) -> timedelta:
        """Take one message of `key` at `at`; how long it must wait where its limit is reached (0: go on)."""
        now = at.timestamp()
        if self._by_clock is None:
            return timedelta(seconds=self._arrivals.take((self._name, key), now, self._interval, self._window))
        begun = self._begun(at, self._by_clock)
        is_full = self._arrivals.take((self._name, key), begun, self._interval, self._window) > 0
        return timedelta(seconds=begun + self._window - now if is_full else 0)

    def _begun(self, at: datetime, zone: tzinfo) -> float:
        """When the window that `at` is in began, in seconds since 1970. All that come in it are counted as if they came then."""
        ahead = (at.astimezone(zone).utcoffset() or timedelta()).total_seconds()
        return (at.timestamp() + ahead) // self._window * self._window - ahead
