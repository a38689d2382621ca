"""A PostgreSQL of the tests' own: Debian's binaries, a temporary folder, a unix socket, no port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

UNPRIVILEGED = "postgres"  # PostgreSQL refuses to run as root
PASSWORD = "mật khẩu: 100% @/?#"
"""Asked of everybody, as a real server does, and of the kind that has to be quoted wherever it is handed on."""
ASKING = ("-A", "scram-sha-256")
QUICK = ("--no-locale", "--no-sync")

ROOM = 2 << 30  # bytes


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest first; None where there is none or nobody to run them as."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve())
    ready = [path.parent for path in found if (path.parent / "pg_ctl").exists() and (path.parent / "postgres").exists()]
    if not ready or (os.geteuid() == 0 and not (shutil.which("runuser") and _user())):
        return None
    return ready[0]


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server whose data are in a new folder; yields the address of its database."""
    home = Path(tempfile.mkdtemp(prefix="pg", dir=_quick_folder()))
    (home / "password").write_text(PASSWORD, encoding="utf-8")
    if os.geteuid() == 0 and (user := _user()):
        for path in (home, home / "password"):  # whatever the umask
            os.chown(path, user.pw_uid, user.pw_gid)
    options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off -c full_page_writes=off"
    try:
        _run(folder / "initdb", "-D", home / "data", "-U", "tests", *ASKING, f"--pwfile={home / 'password'}", "-E", "UTF8", *QUICK)
        _run(folder / "pg_ctl", "-D", home / "data", "-l", home / "log", "-w", "-t", "60", "-o", options, "start")
        try:
            yield f"postgresql://tests:{quote(PASSWORD, safe='')}@/postgres?host={home}"
        finally:
            _run(folder / "pg_ctl", "-D", home / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _quick_folder() -> str:
    """In memory where there is room: a test's database is made in a tenth of the time. A socket's path holds 107 bytes, so no folder of pytest's."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > ROOM else "/tmp"


def _run(*command: str | Path) -> None:
    before = ["runuser", "-u", UNPRIVILEGED, "--"] if os.geteuid() == 0 else []
    subprocess.run([*before, *map(str, command)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _user() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        return None
