"""An address → an engine, its transactions, and its schema brought up to date."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from bot.modes import own_file

MIGRATIONS = Path(__file__).with_name("migrations")
POSTGRESQL = "postgresql+psycopg"
BUSY_SECONDS = 15.0  # how long a writer waits for another on SQLite; a transaction of ours takes milliseconds
MIGRATION_LOCK = 7_230_117  # any number, the same in every process: one migrates, the others wait and find nothing to do
STANDING_LOCK = 7_230_118  # held by all who change something in somebody's name, and alone by who changes what that somebody may
CONDITION: ContextVar[Callable[[Session], None] | None] = ContextVar("condition", default=None)
"""What must hold within every transaction that is opened on behalf of whoever is served now; it raises where it does not."""
TO_READ = "BEGIN"
TO_WRITE = "BEGIN IMMEDIATE"  # takes the writer's place at once: one that read first and then wants to write would fail, not wait
POOL = {"pool_size": 20, "max_overflow": 30}  # more than the threads that serve requests: none waits for a connection
PATIENCE = {"connect_timeout": 10}  # seconds


class DatabaseUrlError(ValueError):
    """DATABASE_URL names neither an SQLite file nor a PostgreSQL database. Never holds the address: it has a password."""


class DatabaseUnreachableError(Exception):
    """The database cannot be opened: no such server, no right to the file, locked by another program, or no database at all."""


class NewerDatabaseError(Exception):
    """The schema was made by a later version of this program."""


def open_database(url: str) -> Engine:
    """The engine of `sqlite:///FILE` (folder made) or `postgresql://…`; PostgreSQL is not contacted yet.

    Raises DatabaseUrlError, DatabaseUnreachableError. What an error of the engine says holds no citizen's data.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number
        raise DatabaseUrlError("DATABASE_URL is no database address") from None
    if parsed.drivername in ("postgresql", "postgres", POSTGRESQL):
        return create_engine(parsed.set(drivername=POSTGRESQL), pool_pre_ping=True, hide_parameters=True, connect_args=PATIENCE, **POOL)
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        return _sqlite(parsed)
    raise DatabaseUrlError(f"DATABASE_URL must begin with sqlite:/// or postgresql://, not with {parsed.drivername}")


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database.startswith((":memory:", "file:")):
        raise DatabaseUrlError("DATABASE_URL must name a file: every process and thread opens it for itself")
    try:
        own_file(Path(url.database))  # SQLite gives what it writes beside it the same mode
        _turn_to_wal(url.database)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseUnreachableError(f"{url.database}: {error}") from error
    engine = create_engine(url.set(query={}), hide_parameters=True, connect_args={"timeout": BUSY_SECONDS}, **POOL)
    event.listen(engine, "connect", _on_connect)
    return engine


def _turn_to_wal(file: str) -> None:
    """Readers and one writer side by side. The file remembers it; SQLite does not wait when two turn it at once, so we do."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        connection = sqlite3.connect(file, timeout=BUSY_SECONDS)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        finally:
            connection.close()


def _on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, before the first read
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten: neither its words nor where it lay are left
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL a power cut loses the last moment at most, never the file


def _begin(connection: Connection, statement: str) -> Connection:
    """Begin on SQLite, where the driver leaves it to us. As an event of the engine it would make every statement dearer by a third."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(statement)
    return connection


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """One transaction that only reads."""
    with Session(engine) as session:
        _begin(session.connection(), TO_READ)
        yield session


@contextmanager
def write_session(engine: Engine, *, changes_standing: bool = False) -> Iterator[Session]:
    """One transaction that writes: committed at the end, undone by an exception. CONDITION is asked within it; `changes_standing`: what
    somebody may is changed, so nobody is in the middle of anything in their name."""
    with _turn(engine), Session(engine) as session, session.begin():
        _begin(session.connection(), TO_WRITE)
        _ask(session, changes_standing=changes_standing)
        yield session


def _ask(session: Session, *, changes_standing: bool) -> None:
    """CONDITION, and whatever it says stays so until the transaction ends: on SQLite there is one writer, on PostgreSQL a lock."""
    condition = CONDITION.get()
    if (condition or changes_standing) and session.get_bind().dialect.name == "postgresql":
        kind = "pg_advisory_xact_lock" if changes_standing else "pg_advisory_xact_lock_shared"
        session.execute(text(f"SELECT {kind}(:lock)"), {"lock": STANDING_LOCK})
    if condition:
        condition(session)


@lru_cache(maxsize=8)
def _turn(engine: Engine) -> AbstractContextManager[object]:
    """SQLite has one writer at a time, and who finds it busy sleeps up to a tenth of a second: threads of one process queue instead."""
    return Lock() if engine.dialect.name == "sqlite" else nullcontext()


@contextmanager
def read_connection(engine: Engine) -> Iterator[Connection]:
    """One statement that only reads, for what runs at every message: half of what a session takes."""
    with engine.connect() as connection:
        yield connection


@contextmanager
def write_connection(engine: Engine) -> Iterator[Connection]:
    """As `write_session`, for what runs at every message."""
    with _turn(engine), engine.begin() as connection:
        yield _begin(connection, TO_WRITE)


def forget_history(engine: Engine) -> bool:
    """Empty what SQLite writes beside the database, which holds every page as it was after each transaction: it tells in which order they
    came. Whether nothing is left of it; who reads or writes just now is not waited for. PostgreSQL keeps its own log."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file:
        return False
    connection = sqlite3.connect(file, timeout=0)
    try:
        return bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()


def clear_away(engine: Engine, table: str) -> None:
    """What was deleted of `table` is on the disk no more: PostgreSQL makes its room free (as far as nobody still sees it), SQLite overwrote
    it and empties what it writes beside the database."""
    if engine.dialect.name == "sqlite":
        forget_history(engine)
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM {connection.dialect.identifier_preparer.quote(table)}"))


def upserting(session: Session, table: Any) -> Any:
    """INSERT … ON CONFLICT, which each database has in its own dialect."""
    return upserting_in(session.get_bind().dialect.name, table)


def upserting_in(dialect: str, table: Any) -> sqlite.Insert | postgresql.Insert:
    """As `upserting`, for a statement that is made once for each dialect."""
    return (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)


def is_reachable(engine: Engine) -> bool:
    """Whether the database answers."""
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1
    except SQLAlchemyError:
        return False


def migrate(engine: Engine) -> None:
    """Bring the schema up to date, all of it or nothing. Any number of processes may call it at once.

    Raises DatabaseUnreachableError, NewerDatabaseError.
    """
    with reaching():
        if not is_current(engine):
            _upgrade(engine)


@contextmanager
def reaching() -> Iterator[None]:
    """What the driver raises becomes DatabaseUnreachableError, for who tells it to a person."""
    try:
        yield
    except (DatabaseError, PoolTimeoutError) as error:
        raise DatabaseUnreachableError(_reason(error)) from error


def is_current(engine: Engine) -> bool:
    """Whether the last migration has run here; as a rule it has, and a start need not wait for Alembic."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [last_migration()]


def last_migration() -> str:
    """The number of the last migration there is, from its file's name."""
    return max(step.name for step in (MIGRATIONS / "versions").glob("m[0-9]*.py"))[1:5]


def _reason(error: SQLAlchemyError) -> str:
    """What the driver said, its first line; no statement, no parameter."""
    said = str(error.orig) if isinstance(error, DatabaseError) else str(error)
    return said.strip().partition("\n")[0]


def _upgrade(engine: Engine) -> None:
    with engine.begin() as connection:
        upgrade(_begin(connection, TO_WRITE))


def upgrade(connection: Connection) -> None:
    """Run the migrations that have not run, within the caller's transaction. Raises NewerDatabaseError."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise NewerDatabaseError(str(error)) from error
