"""Everybody who is connected to this process: how many there may be, and who leaves so that others can come in.

A connection that waits for its client can be given up, one that we owe an answer cannot. Of those that can, the one whose time is up
soonest goes first: whoever half-opens thousands of connections loses his own, not those of people who have just come.
"""

from __future__ import annotations

import asyncio
import heapq
import resource
from collections import Counter
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from operator import itemgetter

import structlog

from bot.origins import home
from bot.server.connection import ClientConnection, HttpProtocol

MOST = 4_096  # connections of a process; what it keeps of each is some 30 kB
SHARE = 0.6  # of the files that it may open; the rest is for the database, the index, what is uploaded
MOST_OF_HOME = 256  # connections of one address: forty people in one hall who have just opened a page
HOME_SHARE = 3  # and never more than a third of all
EVERY = 1.0  # seconds between two looks for who is late
AT_ONCE = 1 / 16  # of those who are here give way together: looking for them takes longer than letting somebody in
CROWDED = 1 / 4  # of those who may be here
COUNT_KEPT = 0.05  # seconds that a count is good for
log = structlog.get_logger(__name__)


class ConnectionLimiter:
    """Belongs to one event loop. `proxies`: who brings many visitors, and is limited by their number alone."""

    def __init__(self, most: int, proxies: Sequence[IPv4Network | IPv6Network], now: Callable[[], float]) -> None:
        """`now`: seconds, of a clock that never jumps."""
        self._most = most
        self._most_of_home = min(MOST_OF_HOME, most // HOME_SHARE)
        self._proxies = tuple(proxies)
        self._now = now
        self._here: set[ClientConnection] = set()
        self._homes: Counter[str] = Counter()
        self._n_late = self._n_displaced = self._n_turned_away = 0
        self._again: asyncio.TimerHandle | None = None
        self._to_answer, self._counted = 0, -COUNT_KEPT

    def __len__(self) -> int:
        return len(self._here)

    @property
    def is_crowded(self) -> bool:
        """Whether more are here than come of themselves."""
        return len(self._here) > self._most * CROWDED

    def enter(self, address: str, make: Callable[[], HttpProtocol]) -> ClientConnection | None:
        """Somebody new from `address`; None where there is no room for them, because everybody here is being answered."""
        of_home = "" if self._is_proxy(address) else home(address)
        if not (self._has_room(len(self._here), self._most, "") and self._has_room(self._homes[of_home], self._most_of_home, of_home)):
            self._n_turned_away += 1
            return None
        connection = ClientConnection(make(), of_home, self._now, self.leave)
        self._here.add(connection)
        if of_home:
            self._homes[of_home] += 1
        return connection

    def leave(self, connection: ClientConnection) -> None:
        """It is gone, or as good as; may be said twice."""
        if connection in self._here:
            self._here.discard(connection)
            if connection.home:
                self._homes[connection.home] -= 1
                if not self._homes[connection.home]:
                    del self._homes[connection.home]

    def n_to_answer(self) -> int:
        """How many wait for us, not we for them; as of a moment ago."""
        if (at := self._now()) - self._counted > COUNT_KEPT:
            self._to_answer, self._counted = sum(connection.is_ours for connection in self._here), at
        return self._to_answer

    def watch(self) -> None:
        """From now on, close who is late."""
        self._again = asyncio.get_running_loop().call_later(EVERY, self._look)

    def stop(self) -> None:
        if self._again:
            self._again.cancel()

    def _look(self) -> None:
        """Close who is late, and say in one line what has happened since the last look."""
        for connection in [each for each in self._here if each.is_late()]:
            connection.close()
            self._n_late += 1
        if self._n_late or self._n_displaced or self._n_turned_away:
            log.warning("slow connections are closed", late=self._n_late, displaced=self._n_displaced, turned_away=self._n_turned_away)
            self._n_late = self._n_displaced = self._n_turned_away = 0
        self.watch()

    def _has_room(self, count: int, most: int, of_home: str) -> bool:
        """Whether one more may come, after those who have kept us waiting longest were sent away where need be."""
        return count < most or self._displace(of_home, max(1, int(count * AT_ONCE)))

    def _displace(self, of_home: str, n_most: int) -> bool:
        """Whether somebody could be. `of_home`: the address of which; "": any."""
        waiting = [(until, each) for each in self._here if (not of_home or each.home == of_home) and (until := each.until()) is not None]
        leaving = heapq.nsmallest(n_most, waiting, key=itemgetter(0))
        for _, connection in leaving:
            self.leave(connection)
            connection.abort()
        self._n_displaced += len(leaving)
        return bool(leaving)

    def _is_proxy(self, address: str) -> bool:
        try:
            given = ip_address(address)
        except ValueError:
            return False
        return any(given in network for network in self._proxies)


def most_connections() -> int:
    """How many a process may have, after its limit of open files was raised to what it may be raised to."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return MOST if hard == resource.RLIM_INFINITY else min(MOST, int(hard * SHARE))
