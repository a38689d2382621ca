"""An office → one file, while it is in use: the database, and the files that belong to it.

A file is on the disk before the row that names it, and deleted after it. So the database's moment comes first: all files that it names
are on the disk then, and they are held at once, before anybody can delete them. Where somebody was quicker, a later moment names them
no more: the whole is begun again. The files first and then the database would miss what comes in between.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from bot.database.archive import DATABASE, SECRET, ArchiveWriter, Manifest, written
from bot.database.backup_errors import UnreadableBackupError
from bot.database.engine import open_database, reaching
from bot.database.folders import held, sweep
from bot.database.moments import Moment, moment
from bot.modes import own_folder
from knowledge.files import locked

ATTEMPTS = 3  # a file that two later moments still name was lost before: it is told, and no reason to have no backup


@dataclass(frozen=True, slots=True)
class Belongings:
    """What a database has outside itself: `folders` by their name in a backup; `workplace`: where there is room for a copy."""

    folders: Mapping[str, Path]
    workplace: Path


def back_up(url: str, belongings: Belongings, into: Path, at: datetime, secret: str = "", *, key: str) -> Manifest:
    """Write the office at `url` as it is at one moment into the file `into`, whole or not at all, signed with `key`; with `secret` where
    it is given.

    Raises BackupError, OSError.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise UnreadableBackupError(str(parsed.database), "no such file")
    engine = open_database(url)
    try:
        with reaching(), locked(own_folder(belongings.workplace) / ".backup.lock", lambda: None), _draft(into) as draft:
            sweep(belongings.workplace)
            return _written(engine, belongings, draft, at, secret, key)
    finally:
        engine.dispose()


def _written(engine: Engine, belongings: Belongings, draft: Path, at: datetime, secret: str, key: str) -> Manifest:
    for attempt in range(1, ATTEMPTS + 1):
        with moment(engine) as now, ExitStack() as stack:
            files = {name: stack.enter_context(held(folder)) for name, folder in belongings.folders.items()}
            missing = sorted(f"{folder}/{name}" for folder in files for name in now.named(folder) - set(files[folder]))
            if missing and attempt < ATTEMPTS:
                continue
            with written(draft) as archive:
                _fill(archive, now, files, belongings.workplace, secret)
                manifest = _manifest(now, archive, at, missing)
                archive.close(manifest, key)
            return manifest
    raise AssertionError  # the last attempt returns


def _fill(archive: ArchiveWriter, now: Moment, files: Mapping[str, Mapping[str, Path]], workplace: Path, secret: str) -> None:
    with tempfile.TemporaryDirectory(dir=workplace, prefix=".backup-") as side:
        database = Path(side) / DATABASE
        now.write(database)
        with database.open("rb") as source:
            archive.add(DATABASE, source, is_packed=bool(now.snapshot))
    for folder, found in files.items():
        for name, place in found.items():
            with place.open("rb") as source:
                archive.add(f"{folder}/{name}", source, is_packed=True)
    if secret:
        archive.add(SECRET, BytesIO(secret.encode()), is_packed=True)


def _manifest(now: Moment, archive: ArchiveWriter, at: datetime, missing: list[str]) -> Manifest:
    return Manifest(
        program=_version(),
        made=at,
        database="postgresql" if now.snapshot else "sqlite",
        revision=now.revision(),
        counts=now.counts(),
        missing=tuple(missing),
        parts=archive.parts,
    )


def _version() -> str:
    try:
        return version("mot-cua")
    except PackageNotFoundError:
        return ""


@contextmanager
def _draft(into: Path) -> Iterator[Path]:
    """A file beside `into` that takes its place at the end; readable by its owner alone, as it holds what citizens wrote."""
    own_folder(into.parent)
    handle, name = tempfile.mkstemp(dir=into.parent, prefix=".backup-")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(into)
    finally:
        draft.unlink(missing_ok=True)
