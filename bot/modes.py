"""Files and folders that their owner alone may open, whatever the umask; what an older version left open is closed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
UMASK = 0o077  # of the program: what libraries make is closed as well
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite writes beside a database, with the database's own mode


def own_folder(path: Path) -> Path:
    """Make `path`, and what is missing above it; what was there already keeps its mode. Raises OSError."""
    if not path.is_dir():
        own_folder(path.parent)
        path.mkdir(mode=FOLDER, exist_ok=True)
    return path


def own_file(path: Path) -> None:
    """Make an empty file where there is none. Raises OSError."""
    own_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE))


def close_folder(folder: Path) -> None:
    """Nobody else may open `folder` any more; where they might have, all that is in it is closed too. Links in it are not followed."""
    folder = folder.resolve()  # `var` itself may be a link to a larger disk
    if not folder.is_dir() or not _close(folder, FOLDER):
        return
    for place, folders, files in os.walk(folder):
        for names, mode in ((folders, FOLDER), (files, FILE)):
            for name in names:
                _close(Path(place, name), mode)


def close_files(paths: Iterable[Path]) -> None:
    """Nobody else may open these any more; those that are not there are passed over."""
    for path in paths:
        _close(path, FILE)


def with_what_stands_beside(database: Path) -> list[Path]:
    """The file of an SQLite database, those that SQLite writes beside it, and the locks that stand there."""
    return [database, *(Path(f"{database}{ending}") for ending in BESIDE), *database.parent.glob(f"{database.name}.*")]


def _close(path: Path, mode: int) -> bool:
    """Whether others might have opened it. What is not ours to change stays as it is: its owner has said who may."""
    try:
        if path.is_symlink() or not path.stat().st_mode & 0o077:
            return False
        path.chmod(mode)
    except OSError:
        return False
    return True
