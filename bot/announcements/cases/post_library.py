"""The ready posts of the knowledge folders; a file that changes is read anew, a later folder's post stands for one of the same name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from knowledge.errors import Fault
from knowledge.loading import authored
from knowledge.records.post import Post
from knowledge.texts.markdown import parse


class PostLibrary:
    """Kept in memory until a file changes; what is faulty is left out: `python -m knowledge check` tells it."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._seen: tuple[tuple[Path, int], ...] = ()
        self._posts: Mapping[str, Post] = {}

    def posts(self) -> Mapping[str, Post]:
        """By record_id."""
        seen = tuple((path, path.stat().st_mtime_ns) for folder in self._folders for path in sorted((folder / "posts").glob("*.md")))
        if seen != self._seen:
            self._posts = {post.record_id: post for path, _ in seen for post in _read(path)}
            self._seen = seen
        return self._posts


def _read(path: Path) -> Iterator[Post]:
    page = parse(path.name, path.read_text(encoding="utf-8-sig"), 3)
    if not isinstance(page, Fault):
        yield from (found for found in authored.post(page) if isinstance(found, Post))
