"""How much may be on its way to one process at once: a body that is not finished lies on the disk, and many of them fill it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException

from bot.origins import origin

MEGABYTE = 1024 * 1024
MOST = 400 * MEGABYTE  # of all bodies together; four forms with as many photos as may be
MOST_OF_ORIGIN = 160 * MEGABYTE  # of one network address; a form and a half, or thirty ordinary ones
SLOW_AFTER = 10.0  # seconds; before that nobody is called slow
SLOW = 64 * 1024  # bytes a second, below which a body gives way where half of MOST is taken


class TooMuchAtOnceError(HTTPException):
    """There is no room for more of a body now."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.SERVICE_UNAVAILABLE)


@dataclass(slots=True)
class Body:
    """One that is being received: from where, since when (seconds), and how much of it is here."""

    counted: str
    since: float
    n_bytes: int = 0


class Receiving:
    """Belongs to one event loop. `now`: seconds, of a clock that never jumps."""

    def __init__(self, now: Callable[[], float], most: int = MOST, most_of_origin: int = MOST_OF_ORIGIN) -> None:
        self._now = now
        self._most = most
        self._most_of_origin = most_of_origin
        self._of_all = 0
        self._of_origin: Counter[str] = Counter()

    @contextmanager
    def body(self, address: str) -> Iterator[Body]:
        """A body from `address`, until it is worked on."""
        body = Body(origin(address), self._now())
        try:
            yield body
        finally:
            self._count(body, -body.n_bytes)

    def take(self, body: Body, n_bytes: int) -> None:
        """So much more of `body` is here. Raises TooMuchAtOnceError where there is no room for it."""
        self._count(body, n_bytes)
        is_full = self._of_all > self._most or (bool(body.counted) and self._of_origin[body.counted] > self._most_of_origin)
        if is_full or (self._of_all > self._most // 2 and self._is_slow(body)):
            raise TooMuchAtOnceError

    def _is_slow(self, body: Body) -> bool:
        seconds = self._now() - body.since
        return seconds > SLOW_AFTER and body.n_bytes < SLOW * seconds

    def _count(self, body: Body, n_bytes: int) -> None:
        body.n_bytes += n_bytes
        self._of_all += n_bytes
        if body.counted:
            self._of_origin[body.counted] += n_bytes
            if not self._of_origin[body.counted]:
                del self._of_origin[body.counted]
