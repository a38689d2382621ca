"""PostgreSQL's own programs, run without a password on their command line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import URL

from bot.database.backup_errors import MissingPostgresqlToolError, RefusedByToolError, UnreadableBackupError
from bot.database.engine import POSTGRESQL

DUMP, RESTORE, SHELL = "pg_dump", "pg_restore", "psql"


def dump(url: URL, snapshot: str, into: Path) -> None:
    """The database as the transaction that exported `snapshot` sees it. Raises BackupError."""
    _run(DUMP, url, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={into}")


def script_of(dumped: Path, into: Path) -> None:
    """What `dump` wrote, as statements; all of it has been read then. Raises UnreadableBackupError for what is no dump or damaged."""
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


def play(url: URL, scripts: Sequence[Path]) -> None:
    """All the scripts in one transaction, or nothing. Raises RefusedByToolError, MissingPostgresqlToolError."""
    files = [f"--file={script}" for script in scripts]
    _run(SHELL, url, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null", *files)


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
