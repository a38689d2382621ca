"""A database → one file, while it is in use; and back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import inspect
from sqlalchemy.engine import URL, make_url

from bot.database.engine import BUSY_SECONDS, open_database

VERSIONS = "alembic_version"  # the table that every database of ours has
DUMP, RESTORE = "pg_dump", "pg_restore"


class BackupError(Exception):
    """A database was not backed up or not restored; nothing was changed.

    BackupError
    ├── UnreadableBackupError   the file is no backup of this kind of database, or it is damaged
    ├── NotEmptyError           the database to be restored into holds tables already
    ├── MissingToolError        PostgreSQL's own program is not installed here
    └── RefusedByToolError      PostgreSQL's own program failed; says why
    """

    def __init__(self, subject: str, reason: str = "") -> None:
        super().__init__(f"{subject}: {reason}")
        self.subject = subject
        self.reason = reason


class UnreadableBackupError(BackupError):
    pass


class NotEmptyError(BackupError):
    pass


class MissingToolError(BackupError):
    pass


class RefusedByToolError(BackupError):
    pass


def back_up(url: str, into: Path) -> None:
    """Write the database at `url` as it is at one moment into the file `into`, whole or not at all. Raises BackupError, OSError."""
    parsed = make_url(url)
    with _draft(into) as draft:
        if _is_postgresql(parsed):
            _run(DUMP, parsed, "--format=custom", "--no-owner", f"--file={draft}")
        else:
            _copy(Path(parsed.database or ""), draft)


def restore(url: str, source: Path, overwrite: bool = False) -> None:
    """Put what `back_up` wrote in the place of what the database at `url` holds, in one step, also while others read it.

    Without `overwrite` only into a database that has no table. Raises BackupError, OSError.
    """
    parsed = make_url(url)
    check = _check_dump if _is_postgresql(parsed) else _check_copy
    check(source)
    if not overwrite and _has_tables(url):
        raise NotEmptyError(url_without_password(parsed))
    if _is_postgresql(parsed):
        _run(RESTORE, parsed, "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", str(source))
    else:
        _copy_back(source, Path(parsed.database or ""))


def url_without_password(url: URL) -> str:
    """The address as it may be shown."""
    return url.render_as_string(hide_password=True)


def _is_postgresql(url: URL) -> bool:
    return url.get_backend_name() == "postgresql"


def _has_tables(url: str) -> bool:
    engine = open_database(url)
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


@contextmanager
def _draft(into: Path) -> Iterator[Path]:
    """A file beside `into` that takes its place at the end; readable by its owner alone, as it holds what citizens wrote."""
    into.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=into.parent, prefix=".backup-")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.replace(into)
    finally:
        draft.unlink(missing_ok=True)


# ---- SQLite


def _copy(source: Path, target: Path) -> None:
    """One read transaction: writers go on, and the copy is of one moment. The copy is a file of its own, without a journal."""
    if not source.is_file():
        raise UnreadableBackupError(str(source), "no such file")
    try:
        with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(target)) as copy:
            opened.backup(copy, progress=_patient())
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise UnreadableBackupError(str(source), str(error)) from error


def _copy_back(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(target)) as database:
            opened.backup(database, progress=_patient())
    except sqlite3.Error as error:
        raise UnreadableBackupError(str(target), str(error)) from error


def _patient() -> Callable[[int, int, int], None]:
    """Ends the waiting for a lock, which SQLite's backup would do for ever."""
    until = time.monotonic() + BUSY_SECONDS

    def progress(status: int, remaining: int, total: int) -> None:  # noqa: ARG001
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")

    return progress


def _check_copy(source: Path) -> None:
    if not source.is_file():
        raise UnreadableBackupError(str(source), "no such file")
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            found = opened.execute("PRAGMA integrity_check").fetchone()[0]
            opened.execute(f"SELECT version_num FROM {VERSIONS}")  # noqa: S608 - a constant
    except sqlite3.Error as error:
        raise UnreadableBackupError(str(source), str(error)) from error
    if found != "ok":
        raise UnreadableBackupError(str(source), found)


# ---- PostgreSQL


def _check_dump(source: Path) -> None:
    if not source.is_file():
        raise UnreadableBackupError(str(source), "no such file")
    listed = _told(RESTORE, {}, "--list", str(source))
    if listed.returncode or VERSIONS not in listed.stdout:
        raise UnreadableBackupError(str(source), _last_line(listed.stderr))


def _run(tool: str, url: URL, *arguments: str) -> None:
    """Run a tool against a database; the password goes by the environment, as every user sees a command's arguments."""
    shown, password = _without_password(url)
    done = _told(tool, {"PGPASSWORD": password}, "--no-password", f"--dbname={shown}", *arguments)
    if done.returncode:
        raise RefusedByToolError(tool, _last_line(done.stderr))


def _without_password(url: URL) -> tuple[str, str]:
    """The address in libpq's words, and the password apart. `URL.set(password=None)` would leave it as it is."""
    _, told = url.set(drivername="postgresql+psycopg").get_dialect()().create_connect_args(url)
    password = told.pop("password", "")
    return make_conninfo(**{name: value for name, value in told.items() if "password" not in name}), password


def _told(tool: str, secret: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(tool)
    if program is None:
        raise MissingToolError(tool)
    environment = {**os.environ, **{name: value for name, value in secret.items() if value}}
    return subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[-1]
