"""What is nobody's fault and passes: the database does not answer, the disk is full. Told from faults of ours by type; and looked for."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.database.engine import is_reachable
from bot.database.lease import Lease

OUTAGES: tuple[type[Exception], ...] = (OperationalError, InterfaceError, DisconnectionError, PoolTimeoutError, OSError)
"""The types that may be one; `outage` says whether it is."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
PROBE = bytes(64 * 1024)  # more than any page of a database: what is left of a full disk does not hold it
KEPT = 1.0  # seconds that a look is good for: anybody may ask, and it writes
UNREACHABLE, UNWRITABLE = "database unreachable", "database cannot be written"
DISK = "disk cannot be written: {folder}"


def outage(error: Exception) -> str:
    """In a line what does not work; "" for a fault of ours. Holds no statement and no parameter."""
    if isinstance(error, OSError):
        return os.strerror(error.errno) if error.errno in FULL else ""
    if isinstance(error, DBAPIError):
        return str(error.orig).strip().partition("\n")[0]
    return str(error) if isinstance(error, OUTAGES) else ""


class Footing:
    """What the program stands on: its database, and the folders in which it writes. Safe between threads."""

    def __init__(self, engine: Engine, folders: Sequence[Path], now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._folders = tuple(folders)
        self._now = now
        self._lease = Lease(engine, "readyz")  # its row is written anew at every look
        self._lock = Lock()
        self._seen: tuple[str, ...] = ()
        self._looked = -KEPT

    def failing(self) -> tuple[str, ...]:
        """What does not work, a line each; as of a moment ago."""
        with self._lock:
            if time.monotonic() - self._looked > KEPT:
                self._seen = (*self._database(), *self._disk())
                self._looked = time.monotonic()
            return self._seen

    def _database(self) -> tuple[str, ...]:
        if not is_reachable(self._engine):
            return (UNREACHABLE,)
        try:
            self._lease.take("readyz", self._now())
        except (SQLAlchemyError, OSError):
            return (UNWRITABLE,)
        return ()

    def _disk(self) -> tuple[str, ...]:
        return tuple(DISK.format(folder=folder.name) for folder in self._folders if not _takes(folder))


def _takes(folder: Path) -> bool:
    """Whether something can be written there; in the nearest folder there is, where it is made later."""
    there = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    try:
        with tempfile.TemporaryFile(dir=there, buffering=0) as probe:
            return probe.write(PROBE) == len(PROBE)
    except OSError:
        return False
