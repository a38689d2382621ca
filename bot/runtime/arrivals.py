"""The moments that rate limits are counted from: in a process's own memory, or in a file that all processes of a machine map.

A key's moment (its theoretical arrival time) is when it has its whole allowance again. A clock that is a little behind, set back or another
process's, finds moments in its future: they stay as they are, so that nobody has a second allowance when it is right again. One that makes
anybody wait for longer than a window is of a clock that went wrong: it is drawn back, and the key has its next cell one interval later.
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

import structlog

from bot.runtime.allocation import reserve

_ENTRY = struct.Struct("=Qd")  # a key's hash, its moment in seconds since 1970
WAYS = 4  # entries of a bucket: the key that is longest past gives way to a new one
BUCKETS = 1 << 14  # 65,536 keys in 1 MB; a minute's visitors of one machine are a tenth
SIZE = BUCKETS * WAYS * _ENTRY.size  # bytes
SLACK = 0.01  # of an interval; adding intervals to seconds since 1970 loses a ten-thousandth of a second in a window


def next_moment(kept: float, at: float, interval: float, window: float) -> tuple[float, float]:
    """The moment after one more cell, and how long the cell must wait (0: it is taken; else the moment stays)."""
    latest = at + 2 * window - interval  # a cell behind it waits for a whole window
    moment = max(kept, at) if kept <= latest else at + window if kept == kept else at
    wait = moment + interval - window - at
    return (moment, wait) if wait > SLACK * interval else (moment + interval, 0.0)


class OwnArrivals:
    """In this process alone. Safe between threads."""

    def __init__(self, remembered: int) -> None:
        self._remembered = remembered
        self._moments: OrderedDict[Hashable, float] = OrderedDict()
        self._lock = Lock()

    def take(self, key: Hashable, at: float, interval: float, window: float) -> float:
        with self._lock:
            self._moments[key], wait = next_moment(self._moments.get(key, 0.0), at, interval, window)
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
        entries = [_ENTRY.unpack_from(self._memory, begin + way * _ENTRY.size) for way in range(WAYS)]
        way = next((way for way, (key, _) in enumerate(entries) if key == number), None)
        kept = entries[way][1] if way is not None else 0.0
        if way is None:
            way = min(range(WAYS), key=lambda each: entries[each][1])
        moment, wait = next_moment(kept, at, interval, window)
        _ENTRY.pack_into(self._memory, begin + way * _ENTRY.size, number, moment)
        return wait


def shared_arrivals(file: Path) -> SharedArrivals | None:
    """Those of `file`; None, with a line in the log, where it cannot be made: then each process counts by itself."""
    try:
        return SharedArrivals(file)
    except OSError as error:
        structlog.get_logger().warning("limits are each process's own", file=str(file), reason=str(error))
        return None
