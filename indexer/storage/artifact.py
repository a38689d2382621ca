"""Artifact: an index on disk. Atomic, with a manifest, memory-mapped, no pickle.

DIR/current             the name of the version in use, replaced in one step
DIR/versions/<name>/    manifest.json, *.npy (numpy, mapped when read), *.blob (texts end to end) with their offsets
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.files import write_atomically

FORMAT = 15
"""Raised with every change of the files' meaning; an index of another format is refused, not guessed at."""

KEPT = 2  # versions on disk: the one in use and the one that open readers may still be mapping


Look = tuple[Path, tuple[tuple[str, int, int, int], ...]]
_WHOLE: set[Look] = set()
"""What this process has read to the end and found whole."""


class ArtifactError(Exception):
    """An index cannot be opened; says where and why.

    ArtifactError
    ├── MissingArtifactError   nothing was built there yet
    ├── CorruptArtifactError   files are missing, cut short or unreadable
    └── ForeignArtifactError   built by another version of this program
    """

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


class MissingArtifactError(ArtifactError):
    pass


class CorruptArtifactError(ArtifactError):
    pass


class ForeignArtifactError(ArtifactError):
    pass


class Writer:
    """Writes one version beside the others; nothing is seen of it before `publish`, a crash leaves only rubbish to sweep."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._versions = folder / "versions"
        self._versions.mkdir(parents=True, exist_ok=True)
        self._sweep()
        self._draft = Path(tempfile.mkdtemp(dir=self._versions, prefix=".draft-"))
        (self._draft / ".pid").write_text(str(os.getpid()))
        self._sizes: dict[str, int] = {}
        self._sums: dict[str, int] = {}

    def array(self, name: str, values: npt.NDArray[Any]) -> None:
        """Save an array."""
        self._keep(f"{name}.npy", lambda path: np.save(path, values, allow_pickle=False))

    def texts(self, name: str, texts: Sequence[str]) -> None:
        """Save texts end to end, with where each begins."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        self._keep(f"{name}.blob", lambda path: path.write_bytes(b"".join(encoded)))
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(text) for text in encoded], out=offsets[1:])
        self.array(f"{name}.offsets", offsets)

    def publish(self, manifest: Mapping[str, object]) -> Path:
        """Finish this version and make it the one in use."""
        name = str(manifest["fingerprint"])[:16]
        body = {**manifest, "format": FORMAT, "files": self._sizes, "sums": self._sums}
        (self._draft / "manifest.json").write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
        (self._draft / ".pid").unlink()
        _sync(self._draft)
        target = self._versions / name
        if target.exists():  # the same content was published before, perhaps broken since
            aside = Path(tempfile.mkdtemp(dir=self._versions, prefix=".draft-"))
            target.rename(aside / name)
        self._draft.rename(target)
        target.chmod(0o755)
        write_atomically(self._folder / "current", name.encode())
        self._sweep()
        return target

    def discard(self) -> None:
        """Drop the draft."""
        shutil.rmtree(self._draft, ignore_errors=True)

    def _keep(self, name: str, write: Any) -> None:
        path = self._draft / name
        write(path)
        self._sizes[name] = path.stat().st_size
        self._sums[name] = _sum_of(path)

    def _sweep(self) -> None:
        """Remove drafts of builders that are gone and versions that nobody uses any more."""
        current = _current(self._folder)
        shown = (path for path in self._versions.iterdir() if not path.name.startswith("."))
        finished = sorted(shown, key=lambda path: path.stat().st_mtime)
        others = [path for path in finished if path.name != current]
        for path in others[: max(0, len(finished) - KEPT)]:
            shutil.rmtree(path, ignore_errors=True)
        for path in self._versions.glob(".draft-*"):
            if not _is_alive(path / ".pid"):
                shutil.rmtree(path, ignore_errors=True)


class Reader:
    """One version of an index, its files mapped into memory as they are asked for."""

    def __init__(self, folder: Path) -> None:
        """Open the version in use. Raises ArtifactError of the fitting kind."""
        name = _current(folder)
        if name is None:
            raise MissingArtifactError(folder, "chưa có chỉ mục; hãy chạy: python -m indexer build")
        self.version = name
        self._folder = folder
        self._path = folder / "versions" / name
        self.manifest = self._read_manifest()

    def array(self, name: str) -> npt.NDArray[Any]:
        """An array, mapped read-only."""
        try:
            mapped: npt.NDArray[Any] = np.load(self._path / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise CorruptArtifactError(self._folder, f"tệp {name}.npy hỏng; hãy dựng lại chỉ mục") from error
        return mapped.view(np.ndarray)  # a memmap checks itself at every slice; a plain view of the same pages does not

    def texts(self, name: str) -> Texts:
        """Texts saved by `Writer.texts`."""
        return Texts(self._path / f"{name}.blob", self.array(f"{name}.offsets"))

    def is_whole(self) -> bool:
        """Whether every file is as it was written. Reads all of them."""
        return not self._changed()

    def verify(self) -> None:
        """Raises CorruptArtifactError, naming the file, where one is not as it was written.

        A tenth of a second for the national list, once a process: what was found whole and has not been touched since is not read again.
        """
        if self._look() not in _WHOLE and (name := self._changed()):
            raise CorruptArtifactError(self._folder, f"tệp {name} sai tổng kiểm; hãy dựng lại chỉ mục")

    def _changed(self) -> str:
        """The first file whose checksum is wrong, "" where none is."""
        look, sums = self._look(), self.manifest["sums"]
        for name in self.manifest["files"]:
            if _sum_of(self._path / name) != sums.get(name):
                return str(name)
        _WHOLE.add(look)
        return ""

    def _look(self) -> Look:
        """How the files look from outside: what is written anew looks different."""
        found = ((name, (self._path / name).stat()) for name in sorted(self.manifest["files"]))
        return self._path, tuple((name, seen.st_ino, seen.st_size, seen.st_mtime_ns) for name, seen in found)

    def _read_manifest(self) -> dict[str, Any]:
        try:
            manifest: dict[str, Any] = json.loads((self._path / "manifest.json").read_text(encoding="utf-8"))
            sizes, sums = manifest["files"], manifest["sums"]
            if manifest["format"] != FORMAT:
                raise ForeignArtifactError(self._folder, "chỉ mục do phiên bản khác của chương trình dựng; hãy dựng lại")
            if sizes.keys() != sums.keys():
                raise CorruptArtifactError(self._folder, "tệp kê khai hỏng; hãy dựng lại chỉ mục")
            for name, size in sizes.items():
                if (self._path / name).stat().st_size != size:
                    raise CorruptArtifactError(self._folder, f"tệp {name} bị cắt cụt; hãy dựng lại chỉ mục")
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CorruptArtifactError(self._folder, "tệp kê khai hỏng hoặc thiếu tệp; hãy dựng lại chỉ mục") from error
        return manifest


class Texts:
    """Many texts in one mapped file; only those asked for are read."""

    def __init__(self, path: Path, offsets: npt.NDArray[np.int64]) -> None:
        self._path = path
        self._offsets = offsets
        self._bytes = _mapped(path)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> str:
        begin, end = int(self._offsets[index]), int(self._offsets[index + 1])
        try:
            return self._bytes[begin:end].decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise CorruptArtifactError(self._path.parent, f"tệp {self._path.name} hỏng; hãy dựng lại chỉ mục") from error


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def manifest_of(folder: Path) -> Mapping[str, Any] | None:
    """The manifest of the version in use, or None where there is none that this program can open or a file of it has changed."""
    try:
        reader = Reader(folder)
        return reader.manifest if reader.is_whole() else None
    except (ArtifactError, OSError):
        return None


def seal_of(folder: Path) -> tuple[str | None, int]:
    """What changes with every publication in `folder`, the same content published again included; cheap."""
    try:
        return _current(folder), (folder / "current").stat().st_mtime_ns
    except OSError:
        return None, 0


def _sum_of(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            total = zlib.crc32(piece, total)
    return total


def _current(folder: Path) -> str | None:
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if name and "/" not in name and not name.startswith(".") else None


def _is_alive(pid_file: Path) -> bool:
    try:
        os.kill(int(pid_file.read_text()), 0)
    except PermissionError:  # alive, and another user's
        return True
    except (OSError, ValueError):
        return False
    return True


def _sync(folder: Path) -> None:
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
