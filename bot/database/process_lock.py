"""The one process, of all that share a database, that may do something; another may the moment it is gone, even killed."""

from __future__ import annotations

import fcntl
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO
from zlib import crc32

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError


class ProcessLock:
    """Holds `name` by what the system takes back from a dead process: a lock of a PostgreSQL session, or of a file beside SQLite's.

    Unlike a lease nobody waits for it to run out; unlike a lease it is lost with the connection, so ask again now and then.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._held: Connection | IO[bytes] | None = None
        self._lock = Lock()

    def take(self) -> bool:
        """Whether this process has it now. False, too, where the database cannot be reached."""
        with self._lock:
            if isinstance(self._held, Connection) and not _is_alive(self._held):
                self._drop()
            if self._held is None:
                self._held = self._locked_file() if self._engine.dialect.name == "sqlite" else self._locked_session()
            return self._held is not None

    def release(self) -> None:
        """Give it to whoever asks next."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        held, self._held = self._held, None
        if isinstance(held, Connection):
            with suppress(SQLAlchemyError):  # said to the server, which sees the end of a session only a moment later
                held.execute(text("SELECT pg_advisory_unlock_all()"))
            with suppress(SQLAlchemyError):
                held.invalidate()  # the session ends, and its locks with it: a pool would keep both
        if held is not None:
            with suppress(SQLAlchemyError):
                held.close()

    def _locked_session(self) -> Connection | None:
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        except SQLAlchemyError:
            return None
        try:
            if connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": crc32(self._name.encode())}):
                return connection
        except SQLAlchemyError:
            connection.invalidate()
        connection.close()
        return None

    def _locked_file(self) -> IO[bytes] | None:
        file = Path(f"{self._engine.url.database}.{self._name}").open("ab")  # noqa: SIM115 - held open for as long as the lock
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
        return file


def _is_alive(connection: Connection) -> bool:
    try:
        return bool(connection.scalar(text("SELECT 1")))
    except SQLAlchemyError:
        return False
