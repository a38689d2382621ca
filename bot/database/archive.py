"""A backup as one file: a ZIP archive of the database, the files and a manifest that says what each part must be."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.database import signature
from bot.database.backup_errors import NewerBackupError, UnreadableBackupError
from bot.setting_kinds import SHORTEST_KEY

FORMAT = 2  # from 2 on there is a signature
MANIFEST, SIGNATURE, DATABASE, SECRET = "manifest.json", "signature.json", "database", "secret"
LARGEST_MANIFEST = 128 << 20  # bytes; a million photos take two thirds of it
MOST_PACKED = 20  # times smaller than a manifest is in the archive: checksums hardly shrink, what is packed tighter was made to fill memory
PIECE = 1 << 20  # bytes
LONGEST_SECRET = 1_024  # bytes
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # how we write; of all others nothing is read
NAME = re.compile(r"[a-z]+(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
"""Of a part: the folder, then the file's own name; no way out of the folder."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, KeyError)


class ArchivePart(BaseModel):
    """What a part must be: its size in bytes and its SHA-256."""

    model_config = ConfigDict(frozen=True)

    size: int
    sha256: str


class Manifest(BaseModel):
    """`database`: "sqlite" or "postgresql"; `revision`: of its schema; `counts`: the rows of each table at the moment `made`.

    `missing`: files that the database names and that were on the disk no more when the backup was made.
    """

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    program: str
    made: datetime
    database: str
    revision: str
    counts: dict[str, int]
    missing: tuple[str, ...] = ()
    parts: dict[str, ArchivePart]


class ArchiveWriter:
    """Adds part after part; the manifest comes last, so that an archive that was cut short has none."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.parts: dict[str, ArchivePart] = {}

    def add(self, name: str, source: IO[bytes], *, is_packed: bool = False) -> None:
        """`is_packed`: it is compressed already."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o100600 << 16
        digest, size = hashlib.sha256(), 0
        with self._file.open(entry, "w", force_zip64=True) as part:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                part.write(piece)
        self.parts[name] = ArchivePart(size=size, sha256=digest.hexdigest())

    def close(self, manifest: Manifest, key: str) -> None:
        """With the signature of who holds `key`."""
        told = manifest.model_dump_json(indent=1).encode()
        self._file.writestr(SIGNATURE, signature.signed(told, key))
        self._file.writestr(MANIFEST, told, zipfile.ZIP_DEFLATED)


@contextmanager
def written(path: Path) -> Iterator[ArchiveWriter]:
    """A new archive at `path`."""
    with zipfile.ZipFile(path, "w", allowZip64=True) as file:
        yield ArchiveWriter(file)


class ArchiveReader:
    """Believes nothing: each part is what the manifest says, or UnreadableBackupError."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self._path = path
        self._file = file
        self._told = self._bytes(MANIFEST, LARGEST_MANIFEST)
        self.manifest = self._manifest()
        names = [name for name in file.namelist() if name != SIGNATURE]
        has_signature = len(names) < len(file.namelist())
        self._signature = self._bytes(SIGNATURE, signature.LONGEST) if has_signature else None
        if sorted(names) != sorted([MANIFEST, *self.manifest.parts]) or not _is_sound(self.manifest):
            raise self._broken(MANIFEST)

    def check_signature(self, key: str, *, takes_unsigned: bool) -> None:
        """That who held `key` made it. Raises UnsignedBackupError, OtherKeyError, AlteredBackupError."""
        signature.check(str(self._path), self._told, self._signature, key, takes_unsigned=takes_unsigned)

    @property
    def size(self) -> int:
        """Bytes that all parts take on a disk."""
        return sum(part.size for part in self.manifest.parts.values())

    def names(self, folder: str) -> list[str]:
        """The parts of a folder, as paths below it."""
        return [name.removeprefix(f"{folder}/") for name in self.manifest.parts if name.startswith(f"{folder}/")]

    def extract(self, name: str, into: Path) -> None:
        """Write a part into a new file, and check it. Raises UnreadableBackupError, OSError of the target."""
        with into.open("xb") as target:
            self._copy(name, target)

    def secret(self) -> str:
        """The office's key, "" where it was not kept. Raises UnreadableBackupError for one that nobody could use, or could guess."""
        if (part := self.manifest.parts.get(SECRET)) is None:
            return ""
        if part.size > LONGEST_SECRET:
            raise self._broken(SECRET)
        kept = BytesIO()
        self._copy(SECRET, kept)
        secret = kept.getvalue().decode("ascii", "replace").strip()
        if not (secret.isascii() and secret.isprintable() and len(secret) >= SHORTEST_KEY):
            raise self._broken(SECRET)
        return secret

    def check(self) -> None:
        """Read every part. Raises UnreadableBackupError."""
        for name in self.manifest.parts:
            self._copy(name, None)

    def _copy(self, name: str, target: IO[bytes] | None) -> None:
        expected, digest, left = self.manifest.parts[name], hashlib.sha256(), self.manifest.parts[name].size
        for piece in self._pieces(name):
            digest.update(piece)
            left -= len(piece)
            if left < 0:
                break
            if target:
                target.write(piece)
        if left or digest.hexdigest() != expected.sha256:
            raise self._broken(name)

    def _pieces(self, name: str) -> Iterator[bytes]:
        try:
            if self._file.getinfo(name).compress_type not in PACKED:
                raise self._broken(name)
            with self._file.open(name) as part:
                while piece := part.read(PIECE):
                    yield piece
        except BROKEN as error:
            raise self._broken(name) from error

    def _manifest(self) -> Manifest:
        try:
            manifest = Manifest.model_validate_json(self._told)
        except ValidationError as error:
            raise self._broken(MANIFEST) from error
        if manifest.format > FORMAT:
            raise NewerBackupError(str(self._path))
        return manifest

    def _bytes(self, name: str, most: int) -> bytes:
        """A small part as it stands. Raises UnreadableBackupError for one that was made to fill memory."""
        try:
            entry = self._file.getinfo(name)
            if entry.file_size > min(most, PIECE + MOST_PACKED * entry.compress_size) or entry.compress_type not in PACKED:
                raise self._broken(name)
            return self._file.read(name)
        except BROKEN as error:
            raise self._broken(name) from error

    def _broken(self, name: str) -> UnreadableBackupError:
        return UnreadableBackupError(str(self._path), name)


@contextmanager
def opened(path: Path) -> Iterator[ArchiveReader]:
    """Raises UnreadableBackupError, NewerBackupError."""
    try:
        file = zipfile.ZipFile(path)
    except BROKEN as error:
        raise UnreadableBackupError(str(path), str(error)) from error
    with file:
        yield ArchiveReader(path, file)


def _is_sound(manifest: Manifest) -> bool:
    """Whether every part is called as ours are, a database is among the parts, and no part is the folder of another."""
    parts = manifest.parts
    folders = {folder for name in parts for folder in _above(name)}
    return (
        DATABASE in parts
        and all(map(NAME.fullmatch, parts))
        and all(part.size >= 0 for part in parts.values())
        and folders.isdisjoint(parts)
    )


def _above(name: str) -> Iterator[str]:
    """The folders in which a part lies."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def tallied(counts: Mapping[str, int], found: Mapping[str, int]) -> str:
    """The first table whose rows are not as many as they were, "" where all are."""
    return next((name for name, count in sorted(counts.items()) if found.get(name) != count), "")
