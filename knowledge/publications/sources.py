"""The files and folders that somebody names → every file that is to be read; what a link fetches from elsewhere is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from knowledge.files import leads_out, readable
from knowledge.readers import Refusal

LED_OUT = "là liên kết dẫn ra ngoài thư mục đang nhập; không đọc. Cần nhập thì chép hẳn tệp vào thư mục"

Refuse = Callable[[Refusal], None]


def documents(sources: Sequence[Path], into: Path, refuse: Refuse) -> Iterator[tuple[Path, str]]:
    """Every file to read with the name for the report; folders in order, each once, hidden files and `into` left out."""
    seen = {_identity(into)} if into.is_dir() and into not in sources else set()
    for source in sources:
        if source.is_dir():
            yield from _Folder(source, source.resolve(), seen, refuse).files(source)
        else:
            yield source, readable(source.name)


class _Folder:
    """One folder that was named; links that lead out of `bounds`, of folders and of files, are refused."""

    def __init__(self, root: Path, bounds: Path, seen: set[tuple[int, int]], refuse: Refuse) -> None:
        self._root = root
        self._bounds = bounds
        self._seen = seen
        self._refuse = refuse

    def files(self, folder: Path) -> Iterator[tuple[Path, str]]:
        for entry in self._entries(folder):
            if entry.name.startswith("."):
                continue
            if leads_out(entry, self._bounds):
                self._refuse(Refusal(self._name(entry), LED_OUT))
            elif entry.is_dir():
                yield from self.files(entry)
            else:
                yield entry, self._name(entry)

    def _entries(self, folder: Path) -> list[Path]:
        """What stands in it; nothing the second time, nor where it cannot be opened."""
        try:
            if (identity := _identity(folder)) in self._seen:
                return []
            self._seen.add(identity)
            return sorted(folder.iterdir())
        except OSError:
            self._refuse(Refusal(self._name(folder), "không mở được thư mục (không có quyền đọc)"))
            return []

    def _name(self, path: Path) -> str:
        return readable(path.relative_to(self._root).as_posix() if path != self._root else self._root.name)


def _identity(folder: Path) -> tuple[int, int]:
    found = folder.stat()
    return found.st_dev, found.st_ino
