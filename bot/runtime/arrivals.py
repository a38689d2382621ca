"""The moments that rate limits are counted from: in a process's own memory, or in a file that all processes of a machine map.

A key's moment (its theoretical arrival time) is when it has its whole allowance again. A clock that is a little behind, set back or another
process's, finds moments in its future: they stay as they are, so that nobody has a second allowance when it is right again. One that would
make anybody wait for longer than a window is of a clock that went wrong, or of another one that is far ahead: which, nobody can tell. It
stays too, and a second moment is kept for the clock behind, which begins with nothing left, so that its next cell comes one interval later.
What either clock takes is taken from both: however often a clock swings, no swing gives anything.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
from collections import OrderedDict
from collections.abc import Hashable
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import structlog

from bot.runtime.allocation import reserve

_ENTRY = struct.Struct("=Qdd")  # a key's hash, its moments in seconds since 1970
WAYS = 4  # entries of a bucket: the key that is longest past gives way to a new one
BUCKETS = 1 << 14  # 65,536 keys in 1.5 MB; a minute's visitors of one machine are a tenth
SIZE = BUCKETS * WAYS * _ENTRY.size  # bytes
SLACK = 0.01  # of an interval; adding intervals to seconds since 1970 loses a ten-thousandth of a second in a window


class Moments(NamedTuple):
    """Of one key: by the clock that is farthest ahead, and by one that is more than a window behind it (0: there was none)."""

    ahead: float = 0.0
    behind: float = 0.0

    @property
    def last(self) -> float:
        """By which the keys of a bucket are told apart: of a clock that went wrong the moment says nothing."""
        return self.behind or self.ahead

    def taken(self, at: float, interval: float, window: float) -> tuple[Moments, float]:
        """The moments after one more cell at `at`, and how long the cell must wait (0: it is taken; else nothing is)."""
        latest = at + 2 * window - interval  # a cell behind it waits for a whole window
        is_ahead = self.ahead <= latest
        kept = max(self.ahead, at) if is_ahead else max(self.behind, at) if 0 < self.behind <= latest else at + window
        wait = kept + interval - window - at
        is_taken = wait <= SLACK * interval
        cost = interval if is_taken else 0.0
        ahead = kept + cost if is_ahead else self.ahead + cost if self.ahead == self.ahead else at + window  # written over: no number
        behind = kept + cost if not is_ahead else self.behind + cost if self.behind > 0 else 0.0
        return Moments(ahead, behind), 0.0 if is_taken else wait


class OwnArrivals:
    """In this process alone. Safe between threads."""

    def __init__(self, remembered: int) -> None:
        self._remembered = remembered
        self._moments: OrderedDict[Hashable, Moments] = OrderedDict()
        self._lock = Lock()

    def take(self, key: Hashable, at: float, interval: float, window: float) -> float:
        with self._lock:
            self._moments[key], wait = self._moments.get(key, Moments()).taken(at, interval, window)
            self._moments.move_to_end(key)
            if len(self._moments) > self._remembered:
                self._moments.popitem(last=False)
            return wait


class SharedArrivals:
    """In a file that every process of this machine maps; a bucket is locked while it is read and written.

    Raises OSError where the file cannot be made. What stands in it is no secret and none is needed: a hash of the key, and a moment.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        reserve(self._handle, SIZE)
        self._memory = mmap.mmap(self._handle, SIZE)
        self._lock = Lock()  # a file's lock is the process's, not the thread's

    def take(self, key: Hashable, at: float, interval: float, window: float) -> float:
        number = int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "big") or 1
        begin = number % BUCKETS * WAYS * _ENTRY.size
        with self._lock:
            fcntl.lockf(self._handle, fcntl.LOCK_EX, WAYS * _ENTRY.size, begin)
            try:
                return self._taken(number, begin, at, interval, window)
            finally:
                fcntl.lockf(self._handle, fcntl.LOCK_UN, WAYS * _ENTRY.size, begin)

    def _taken(self, number: int, begin: int, at: float, interval: float, window: float) -> float:
        places = [begin + way * _ENTRY.size for way in range(WAYS)]
        entries = {place: _ENTRY.unpack_from(self._memory, place) for place in places}
        own = next((place for place in places if entries[place][0] == number), None)
        kept = Moments() if own is None else Moments(*entries[own][1:])
        place = min(places, key=lambda each: Moments(*entries[each][1:]).last) if own is None else own
        moments, wait = kept.taken(at, interval, window)
        _ENTRY.pack_into(self._memory, place, number, *moments)
        return wait


def shared_arrivals(file: Path) -> SharedArrivals | None:
    """Those of `file`; None, with a line in the log, where it cannot be made: then each process counts by itself."""
    try:
        return SharedArrivals(file)
    except OSError as error:
        structlog.get_logger().warning("limits are each process's own", file=str(file), reason=str(error))
        return None
