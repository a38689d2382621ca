"""Files on disk: written whole or not at all, one writer at a time, with names that can be shown."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

WAITING = "waiting"
"""The room of a content folder with what was imported and waits to be accepted: no part of the library."""


def write_atomically(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Replace `path` by `data` in one step; a crash leaves the old file or the new one, never half of one. `mode`: who may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def locked(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock at `path`; `waiting` is told if another process has it. It goes with the process, so a crash leaves none behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def readable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 (names from old archives) are replaced, so that it can be shown and saved."""
    return os.fsencode(name).decode("utf-8", "replace")


def leads_out(path: Path, root: Path) -> bool:
    """Whether `path` is a link to something that does not stand below `root`, which must be resolved; a link in a circle is one too."""
    if not path.is_symlink():
        return False
    try:
        return not path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return True
