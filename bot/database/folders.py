"""Folders of files that belong to a database: taken along with a backup, put back before it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.database.archive import NAME, ArchiveReader
from bot.database.backup_errors import UnreadableBackupError
from bot.modes import close_files, own_folder

FILES = "files"
TAKEN, BROUGHT = ".backup-", ".restoring-"  # begin the names of folders that are there for as long as it lasts


@contextmanager
def held(folder: Path) -> Iterator[dict[str, Path]]:
    """The files that are below `folder` now: name → where it can be read until the end of the block, though it be deleted meanwhile."""
    if not folder.is_dir():
        yield {}
        return
    sweep(folder)
    aside = Path(tempfile.mkdtemp(dir=folder, prefix=TAKEN))
    try:
        yield {name: kept for number, name in enumerate(_names(folder)) if (kept := _link(folder / name, aside / str(number)))}
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _names(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found = (Path(place, name).relative_to(folder).as_posix() for name in sorted(files))
        yield from (name for name in found if NAME.fullmatch(f"{FILES}/{name}"))  # others are none of ours


def _link(source: Path, target: Path) -> Path | None:
    """A second name for the same file; a copy where the disk has no links. None where it is gone, or is none of ours."""
    if source.is_symlink():
        return None
    try:
        os.link(source, target)
    except FileNotFoundError:
        return None
    except OSError:
        try:
            shutil.copyfile(source, target)
        except FileNotFoundError:
            return None
    return target


@contextmanager
def brought(archive: ArchiveReader, name: str, folder: Path) -> Iterator[dict[str, Path]]:
    """The files of a folder in a backup, checked and beside those that are there: name → where. Raises UnreadableBackupError, OSError."""
    names = archive.names(name)
    if not names:
        yield {}
        return
    if any((folder / each).is_dir() for each in names):
        raise UnreadableBackupError(name, "a folder stands in the place of a file")
    own_folder(folder)
    sweep(folder)
    aside = Path(tempfile.mkdtemp(dir=folder, prefix=BROUGHT))
    try:
        found = {each: aside / str(number) for number, each in enumerate(names)}
        for each, place in found.items():
            archive.extract(f"{name}/{each}", place)
        close_files(found.values())
        yield found
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def put(found: dict[str, Path], folder: Path) -> None:
    """Into their places. Names are random and never used twice: what is there under other names is not touched."""
    for name, place in found.items():
        target = folder / name
        own_folder(target.parent)
        place.replace(target)


def sweep(folder: Path) -> None:
    """Delete the copies of citizens' words that a killed backup or restore has left in `folder`. Only one of either runs at a time."""
    for beginning in (TAKEN, BROUGHT):
        for left in folder.glob(f"{beginning}*"):
            shutil.rmtree(left, ignore_errors=True)
