"""Cache: what was counted of each entry, by content hash, so that a build counts only what changed."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = tuple[npt.NDArray[Any], ...]
CHECK = 4  # bytes of checksum behind each row: the file is written without waiting for the disk
_TYPES = ("<u8", "<i4", "<u4", "|u1")


class Cache:
    """Rows of arrays in one SQLite file. A cache that cannot be read is thrown away: it holds nothing of its own."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._rows = self._opened(path)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            self._rows = self._opened(path)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def known(self) -> set[str]:
        """The keys that are here."""
        return {key for (key,) in self._rows.execute("SELECT key FROM counted")}

    def put(self, items: Iterable[tuple[str, Arrays]]) -> None:
        """Keep the arrays under their keys."""
        self.put_packed((key, packed(arrays)) for key, arrays in items)

    def put_packed(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """As `put`, for arrays that are `packed` already: in the process that made them, beside the others."""
        with self._rows:
            self._rows.executemany("INSERT OR REPLACE INTO counted VALUES (?, ?)", rows)

    def get(self, keys: Iterable[str]) -> Iterator[Arrays]:
        """The arrays of each key, in order."""
        for key in keys:
            (blob,) = self._rows.execute("SELECT arrays FROM counted WHERE key = ?", (key,)).fetchone()
            yield unpacked(blob)

    def keep_only(self, keys: Iterable[str]) -> None:
        """Forget everything else."""
        gone = self.known() - set(keys)
        with self._rows:
            self._rows.executemany("DELETE FROM counted WHERE key = ?", ((key,) for key in gone))

    @staticmethod
    def _opened(path: Path) -> sqlite3.Connection:
        rows = sqlite3.connect(path, timeout=60)
        try:
            rows.execute("PRAGMA synchronous = OFF")
            rows.execute("CREATE TABLE IF NOT EXISTS counted (key TEXT PRIMARY KEY, arrays BLOB NOT NULL) WITHOUT ROWID")
            is_whole = all(_is_whole(blob) for (blob,) in rows.execute("SELECT arrays FROM counted"))
        except sqlite3.DatabaseError:
            rows.close()
            raise
        if not is_whole:
            rows.close()
            raise sqlite3.DatabaseError("changed since it was written")
        return rows


def packed(arrays: Arrays) -> bytes:
    """One row of the cache: how many arrays, the type and size of each, the arrays, a checksum."""
    head = [len(arrays), *(value for array in arrays for value in (_TYPES.index(array.dtype.str), array.nbytes))]
    body = b"".join([np.array(head, np.int64).tobytes(), *(array.tobytes() for array in arrays)])
    return body + zlib.crc32(body).to_bytes(CHECK, "big")


def _is_whole(blob: object) -> bool:
    return isinstance(blob, bytes) and zlib.crc32(memoryview(blob)[:-CHECK]) == int.from_bytes(blob[-CHECK:], "big")


def unpacked(blob: bytes) -> Arrays:
    """The arrays of a row."""
    (count,) = np.frombuffer(blob, np.int64, 1)
    head = np.frombuffer(blob, np.int64, 2 * int(count), 8).tolist()
    at, arrays = 8 + 16 * int(count), []
    for kind, size in zip(head[::2], head[1::2], strict=True):
        arrays.append(np.frombuffer(blob, _TYPES[kind], size // np.dtype(_TYPES[kind]).itemsize, at))
        at += size
    return tuple(arrays)
