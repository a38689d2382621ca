"""PostgreSQL's own programs, run without a password on their command line; and what they wrote, played by the driver."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import URL

from bot.database.backup_errors import MiscountedError, MissingPostgresqlToolError, RefusedByToolError, UnreadableBackupError
from bot.database.engine import POSTGRESQL

DUMP, RESTORE = "pg_dump", "pg_restore"
COPIES, END_OF_COPY = "FROM stdin;\n", "\\.\n"
FOR_PSQL = ("\\restrict ", "\\unrestrict ")
"""How the lines begin with which pg_restore forbids psql what nobody here does anyway."""


def dump(url: URL, snapshot: str, into: Path) -> None:
    """The database as the transaction that exported `snapshot` sees it. Raises BackupError."""
    _run(DUMP, url, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={into}")


def script_of(dumped: Path, into: Path) -> None:
    """What `dump` wrote, as statements; all of it has been read then. Raises UnreadableBackupError where it is not a dump, or damaged."""
    command = ("--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={into}", str(dumped))
    told = _told(RESTORE, {}, *command)
    if told.returncode:
        raise UnreadableBackupError(str(dumped), _last_line(told.stderr))


def revision_of(dumped: Path) -> str:
    """The schema's number in a dump, "" where it has none. Raises UnreadableBackupError."""
    told = _told(RESTORE, {}, "--data-only", "--table=alembic_version", "--file=-", str(dumped))
    if told.returncode:
        raise UnreadableBackupError(str(dumped), _last_line(told.stderr))
    lines = iter(told.stdout.splitlines())
    return next((next(lines, "").strip() for line in lines if line.startswith("COPY ")), "")


def play(url: URL, scripts: Sequence[Path], counts: Mapping[tuple[str, str], int]) -> None:
    """All the scripts in one transaction, or nothing. `counts`: schema and table → the rows that must be there then.

    Raises RefusedByToolError, MiscountedError.

    By the driver, to which a script is SQL and nothing else: psql obeys what stands behind a backslash ("\\! rm"), wherever it stands.
    """
    shown, password = without_password(url)
    try:
        with psycopg.connect(shown, password=password or None) as connection, connection.cursor() as cursor:
            for script in scripts:
                with script.open(encoding="utf-8", newline="\n") as lines:
                    _played(cursor, lines)
            for names, count in counts.items():
                found = cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(*names))).fetchone()
                if found != (count,):
                    raise MiscountedError(names[0], names[1])
    except (psycopg.Error, ValueError) as error:
        raise RefusedByToolError("PostgreSQL", str(error).strip().partition("\n")[0]) from error


def _played(cursor: psycopg.Cursor[tuple[object, ...]], lines: Iterator[str]) -> None:
    """The statements of a script, and the rows that stand below each COPY."""
    held: list[str] = []
    for line in lines:
        if line.startswith(FOR_PSQL):
            continue
        held.append(line)
        if line.startswith("COPY ") and line.endswith(COPIES):
            _executed(cursor, held[:-1])
            with cursor.copy(line.encode()) as rows:
                for row in iter(lambda: next(lines, END_OF_COPY), END_OF_COPY):
                    rows.write(row)
            held.clear()
    _executed(cursor, held)


def _executed(cursor: psycopg.Cursor[tuple[object, ...]], lines: Sequence[str]) -> None:
    if text := "".join(lines).strip():
        cursor.execute(text.encode())


def _run(tool: str, url: URL, *arguments: str) -> None:
    """The password goes by the environment, as every user of the machine sees a command's arguments."""
    shown, password = without_password(url)
    done = _told(tool, {"PGPASSWORD": password}, "--no-password", f"--dbname={shown}", *arguments)
    if done.returncode:
        raise RefusedByToolError(tool, _last_line(done.stderr))


def without_password(url: URL) -> tuple[str, str]:
    """The address in libpq's words, and the password apart. `URL.set(password=None)` would leave it as it is."""
    _, told = url.set(drivername=POSTGRESQL).get_dialect()().create_connect_args(url)
    password = str(told.pop("password", ""))
    return make_conninfo("", **{name: value for name, value in told.items() if "password" not in name}), password


def _told(tool: str, secret: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(tool)
    if program is None:
        raise MissingPostgresqlToolError(tool)
    environment = {**os.environ, **{name: value for name, value in secret.items() if value}}
    return subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603


def _last_line(text: str) -> str:
    """Of an error of psql the line that says what, not where."""
    lines = text.strip().splitlines() or [""]
    return next((line for line in lines if "ERROR:" in line or "FATAL:" in line), lines[-1])
