"""An office → another database: every row of every table from SQLite to PostgreSQL, in one transaction there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, delete, insert, inspect, select, text
from sqlalchemy.engine import make_url

from bot.database.archive import tallied
from bot.database.backup_errors import MiscountedError, NotEmptyError, NotPostgresqlError, StillInUseError, UnreadableBackupError
from bot.database.engine import migrate, open_database, reaching, upgrade
from bot.database.moments import VERSIONS, counts_of, moment
from bot.database.tables import every_table

AT_ONCE = 1_000  # rows sent together
SEEDED = frozenset({VERSIONS, "audit_head", "learned_version"})
"""Tables into which the migrations themselves put a row."""
FOREIGN_KEYS = text(
    "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint"
    " WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace"
)


def move(url: str, target_url: str) -> dict[str, int]:
    """Copy the office at `url` into the empty PostgreSQL database at `target_url`; returns the rows of each table.

    All of it or nothing; the old database stays as it is. Raises BackupError, DatabaseUrlError, DatabaseUnreachableError.
    """
    file = make_url(url).database or ""
    if not Path(file).is_file():
        raise UnreadableBackupError(file, "no such file")
    source, target = open_database(url), open_database(target_url)
    try:
        if target.dialect.name != "postgresql" or source.dialect.name != "sqlite":
            raise NotPostgresqlError(target.url.render_as_string(hide_password=True))
        migrate(source)
        with reaching(), source.connect() as witness, target.begin() as into:
            before = _version(witness)
            with moment(source) as now:
                counts = _moved(now.connection, into)
            if _version(witness) != before:
                raise StillInUseError(file)
            return counts
    finally:
        source.dispose()
        target.dispose()


def _version(witness: Connection) -> int:
    """Changes with every commit of somebody else; outside of a transaction, or it would not."""
    found = int(witness.exec_driver_sql("PRAGMA data_version").scalar_one())
    witness.rollback()
    return found


def _moved(source: Connection, into: Connection) -> dict[str, int]:
    _refuse_unless_empty(into)
    upgrade(into)
    tables = every_table()
    for table in reversed(tables):
        into.execute(delete(table))
    with _deferred(into):
        for table in tables:
            _copy(source, into, table)
    _set_sequences(source, into, tables)
    names = [table.name for table in tables]
    counts = counts_of(source, names)
    if table_off := tallied(counts, counts_of(into, names)):
        raise MiscountedError(str(into.engine.url), table_off)
    return counts


def _refuse_unless_empty(into: Connection) -> None:
    counts = counts_of(into, inspect(into).get_table_names())
    if any(count for name, count in counts.items() if name not in SEEDED):
        raise NotEmptyError(into.engine.url.render_as_string(hide_password=True))


def _copy(source: Connection, into: Connection, table: Table) -> None:
    for rows in source.execute(select(table), execution_options={"yield_per": AT_ONCE}).mappings().partitions():
        into.execute(insert(table), [dict(row) for row in rows])


@contextmanager
def _deferred(into: Connection) -> Iterator[None]:
    """Keys are checked at the end: a petition may be merged into one with a higher number."""
    keys = [(str(table), str(name)) for table, name in into.execute(FOREIGN_KEYS)]
    for table, name in keys:
        into.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE INITIALLY DEFERRED")
    yield
    into.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table, name in keys:
        into.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {name} NOT DEFERRABLE")


def _set_sequences(source: Connection, into: Connection, tables: list[Table]) -> None:
    """Numbers go on after the highest that was ever given, also where its row was deleted: nobody gets somebody else's."""
    given = {name: int(last) for name, last in source.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}
    for table in tables:
        column = table.autoincrement_column
        sequence = column is not None and into.scalar(text("SELECT pg_get_serial_sequence(:t, :c)"), {"t": table.name, "c": column.name})
        if column is None or not sequence:
            continue
        highest = max(given.get(table.name, 0), into.scalar(select(column).order_by(column.desc()).limit(1)) or 0)
        if highest:
            into.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})
