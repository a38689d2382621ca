"""A database at one moment, while others write: what it counts, which files it names, and all of it as a file."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.database import postgresql_tools
from bot.database.backup_errors import UnreadableBackupError
from bot.database.engine import BUSY_SECONDS

VERSIONS = "alembic_version"  # the table that every database of ours has
NAMED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "files": (("petition_photos", "name"), ("petition_talks", "data")),
    "proofs": (("plan_dues", "proof"), ("unit_posts", "proof")),
    "covers": (("articles", "content"),),
}
"""Folder → the columns that name its files. What is drawn anew when it is missing is not named."""
FILE_NAMES: Mapping[str, re.Pattern[str]] = {
    "files": re.compile(r"\b[0-9a-f]{2}/[0-9a-f]{32}\.jpg\b"),
    "proofs": re.compile(r"\b[0-9a-f]{32}\.(?:pdf|docx|xlsx|jpe?g|png|zip)\b"),
    "covers": re.compile(r"\b[0-9a-f]{32}-own\.jpg\b"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """Whatever is written meanwhile, this stays what it was; `snapshot`: PostgreSQL's name of it."""

    connection: Connection
    snapshot: str = ""

    def revision(self) -> str:
        """The number of the schema. Raises UnreadableBackupError where it is no database of ours."""
        if VERSIONS not in self.tables():
            raise UnreadableBackupError(str(self.connection.engine.url), VERSIONS)
        return str(self.connection.scalar(text(f"SELECT version_num FROM {VERSIONS}")))  # noqa: S608 - a constant

    def tables(self) -> list[str]:
        return inspect(self.connection).get_table_names()

    def counts(self) -> dict[str, int]:
        """Table → rows, of all there are."""
        return counts_of(self.connection, self.tables())

    def named(self, folder: str) -> Set[str]:
        """The files of `folder` that the database names."""
        there, pattern = set(self.tables()), FILE_NAMES[folder]
        found: set[str] = set()
        for table, column in NAMED[folder]:
            if table in there:
                rows = self.connection.execute(text(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"))  # noqa: S608 - ours
                found.update(name for (value,) in rows for name in pattern.findall(str(value)))
        return found

    def write(self, into: Path) -> None:
        """The database as a file: of SQLite one that can be opened, of PostgreSQL a dump. Raises BackupError."""
        if self.snapshot:
            postgresql_tools.dump(self.connection.engine.url, self.snapshot, into)
        else:
            copy_sqlite(_driver(self.connection), into, is_alone=True)


@contextmanager
def moment(engine: Engine) -> Iterator[Moment]:
    """Now. Until the end of the block nothing that is written is seen; on both databases writers go on."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")  # it is the first read that fixes the moment
            yield Moment(connection)
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield Moment(connection, str(connection.scalar(text("SELECT pg_export_snapshot()"))))


def counts_of(connection: Connection, tables: list[str]) -> dict[str, int]:
    """Table → rows."""
    quote = connection.dialect.identifier_preparer.quote
    return {name: int(connection.scalar(text(f"SELECT count(*) FROM {quote(name)}")) or 0) for name in tables}  # noqa: S608 - quoted


def copy_sqlite(source: sqlite3.Connection, target: Path, *, is_alone: bool = False) -> None:
    """All pages of `source` into the database at `target`, in one transaction of each; `is_alone`: it shall have no journal beside it.

    Raises UnreadableBackupError.
    """
    try:
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy, progress=_patient())
            if is_alone:
                copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise UnreadableBackupError(str(target), str(error)) from error


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(type(driver))
    return driver


def _patient() -> Callable[[int, int, int], None]:
    """Ends the waiting for a lock, which SQLite's backup would do for ever."""
    until = time.monotonic() + BUSY_SECONDS

    def progress(status: int, remaining: int, total: int) -> None:  # noqa: ARG001
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")

    return progress
