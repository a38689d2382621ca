"""One file → the office that was kept in it. All of it is read, checked and laid aside first; then it takes its place in one step.

Files come before the database, which alone says which files there are: a crash in between leaves the old office, and files that it does
not name. What an earlier version of this program wrote, a database alone, is taken as well.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import URL, make_url

from bot.database import postgresql_tools
from bot.database.archive import DATABASE, ArchiveReader, opened, tallied
from bot.database.backup import Belongings
from bot.database.backup_errors import (
    MiscountedError,
    NewerBackupError,
    NotEmptyError,
    OtherDatabaseError,
    UnreadableBackupError,
    UnsignedBackupError,
)
from bot.database.engine import BUSY_SECONDS, last_migration, migrate, open_database, reaching
from bot.database.folders import brought, put, sweep
from bot.database.moments import VERSIONS, copy_sqlite, counts_of
from bot.database.tables import every_table
from bot.modes import close_files, own_file, own_folder
from knowledge.files import locked

SPARED = 64 << 20  # bytes of the disk that a restore leaves to who works meanwhile
ARCHIVE, SQLITE, POSTGRESQL = b"PK\x03\x04", b"SQLite format 3\0", b"PGDMP"


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """A database laid aside: `counts` are its rows, {} where nobody had counted them."""

    file: Path
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Restored:
    """`secret`: the key that was kept, "" where there was none. `has_files`: the backup held more than a database."""

    secret: str
    has_files: bool


def restore(url: str, belongings: Belongings, source: Path, *, key: str, overwrite: bool = False, takes_unsigned: bool = False) -> Restored:
    """Put what was kept in `source` in the place of what is there, also while others read it.

    Without `overwrite` only into a database that has no table; without `takes_unsigned` only what was signed with `key`. Raises
    BackupError, OSError; nothing was changed then.
    """
    parsed = make_url(url)
    beginning = _beginning(source)
    with reaching(), locked(own_folder(belongings.workplace) / ".backup.lock", lambda: None), ExitStack() as stack:
        sweep(belongings.workplace)
        side = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=belongings.workplace, prefix=".restoring-")))
        if beginning != ARCHIVE:
            if not takes_unsigned:
                raise UnsignedBackupError(str(source))
            _swap(parsed, DatabaseCopy(source, {}), beginning, side, overwrite, lambda: None)
            return Restored("", has_files=False)
        archive = stack.enter_context(opened(source))
        archive.check_signature(key, takes_unsigned=takes_unsigned)
        if archive.manifest.revision > last_migration():
            raise NewerBackupError(str(source))
        secret = archive.secret()
        _make_sure_of_room(archive, [belongings.workplace, *belongings.folders.values()])
        archive.extract(DATABASE, side / DATABASE)
        found = {name: stack.enter_context(brought(archive, name, folder)) for name, folder in belongings.folders.items()}

        def bring() -> None:
            for name, files in found.items():
                put(files, belongings.folders[name])
            os.sync()

        kept = DatabaseCopy(side / DATABASE, archive.manifest.counts)
        _swap(parsed, kept, SQLITE if archive.manifest.database == "sqlite" else POSTGRESQL, side, overwrite, bring)
        return Restored(secret, has_files=True)


def _beginning(source: Path) -> bytes:
    """Which kind of backup it is. Raises UnreadableBackupError."""
    try:
        with source.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError as error:
        raise UnreadableBackupError(str(source), "no such file") from error
    for beginning in (ARCHIVE, SQLITE, POSTGRESQL):
        if head.startswith(beginning):
            return beginning
    raise UnreadableBackupError(str(source), "neither a backup nor a database")


def _make_sure_of_room(archive: ArchiveReader, folders: Iterable[Path]) -> None:
    """Before anything is written: a small file may hold what fills the disk on which the program goes on working.

    The database lies there twice, once as it was kept and once brought up to date. Raises OSError.
    """
    needed = archive.size + archive.manifest.parts[DATABASE].size + SPARED
    for folder in folders:
        there = next((each for each in (folder, *folder.absolute().parents) if each.is_dir()), Path("/"))
        if shutil.disk_usage(there).free < needed:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def _swap(url: URL, kept: DatabaseCopy, beginning: bytes, side: Path, overwrite: bool, bring: Callable[[], None]) -> None:
    """Check the database that was laid aside, refuse what would be a loss, `bring` the files, and put it in its place."""
    is_postgresql = url.get_backend_name() == "postgresql"
    if (beginning == POSTGRESQL) is not is_postgresql:
        raise OtherDatabaseError(str(kept.file))
    if is_postgresql:
        _into_postgresql(url, kept, side, overwrite, bring)
    else:
        _into_sqlite(url, kept, side, overwrite, bring)


def _refuse_to_lose(tables: list[str], url: URL, overwrite: bool) -> None:
    if tables and not overwrite:
        raise NotEmptyError(url.render_as_string(hide_password=True))


# ---- SQLite


def _into_sqlite(url: URL, kept: DatabaseCopy, side: Path, overwrite: bool, bring: Callable[[], None]) -> None:
    """The copy is brought up to date beside the old database; SQLite then writes it over the old one in one transaction."""
    ready, target = side / "ready.db", Path(url.database or "")
    revision = _checked(kept.file)
    if revision > last_migration():
        raise NewerBackupError(str(kept.file))
    if target.is_file():
        _refuse_to_lose(_tables(url), url, overwrite)
    with closing(sqlite3.connect(f"{kept.file.resolve().as_uri()}?mode=ro", uri=True)) as source:
        copy_sqlite(source, ready)
    _count(f"sqlite:///{ready}", kept)
    bring()
    own_file(target)
    with closing(sqlite3.connect(ready)) as source:
        copy_sqlite(source, target)
    close_files([target])


def _checked(file: Path) -> str:
    """The number of the schema of a database that is whole. Raises UnreadableBackupError."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as found:
            verdict = found.execute("PRAGMA integrity_check").fetchone()[0]
            revision = found.execute(f"SELECT version_num FROM {VERSIONS}").fetchone()  # noqa: S608 - a constant
    except sqlite3.Error as error:
        raise UnreadableBackupError(str(file), str(error)) from error
    if verdict != "ok" or revision is None:
        raise UnreadableBackupError(str(file), verdict)
    return str(revision[0])


def _count(url: str, kept: DatabaseCopy) -> None:
    """That every row is there; then up to date, so that the program can use it. Raises MiscountedError."""
    engine = open_database(url)
    try:
        with engine.connect() as connection:
            found = counts_of(connection, inspect(connection).get_table_names())
        if table := tallied(kept.counts, found):
            raise MiscountedError(str(kept.file), table)
        migrate(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


# ---- PostgreSQL


def _into_postgresql(url: URL, kept: DatabaseCopy, side: Path, overwrite: bool, bring: Callable[[], None]) -> None:
    """Away with the tables, the statements of the backup, the counting: one transaction."""
    if postgresql_tools.revision_of(kept.file) > last_migration():
        raise NewerBackupError(str(kept.file))
    before, during = side / "before.sql", side / "during.sql"
    postgresql_tools.script_of(kept.file, during)
    engine = open_database(url.render_as_string(hide_password=False))
    try:
        _refuse_to_lose(inspect(engine).get_table_names(), url, overwrite)
        before.write_text(_clearing(engine), encoding="utf-8")
        schema = inspect(engine).default_schema_name or "public"
    finally:
        engine.dispose()
    bring()
    postgresql_tools.play(url, [before, during], {(schema, name): count for name, count in sorted(kept.counts.items())})


def _clearing(engine: Engine) -> str:
    """Our tables go, those too that a later version added and the backup does not know; another program's stay."""
    ours = {VERSIONS, *(table.name for table in every_table())}
    doomed = [_quoted(engine, name) for name in inspect(engine).get_table_names() if name in ours]
    drop = f"DROP TABLE {', '.join(doomed)} CASCADE;\n" if doomed else ""
    return f"SET LOCAL lock_timeout = '{BUSY_SECONDS:.0f}s';\n{drop}"


def _quoted(engine: Engine, table: str) -> str:
    prepared, schema = engine.dialect.identifier_preparer, inspect(engine).default_schema_name or "public"
    return f"{prepared.quote_identifier(schema)}.{prepared.quote_identifier(table)}"


def _tables(url: URL) -> list[str]:
    engine = open_database(url.render_as_string(hide_password=False))
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()
