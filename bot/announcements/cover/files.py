"""Covers as files that every worker can read: an article's own, or the one drawn for it, once."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.announcements.cover.drawing import draw
from bot.announcements.rules.article import Article
from bot.modes import own_folder


@dataclass(frozen=True, slots=True)
class CoverStore:
    """`office` and `colour` stand on the covers that are drawn into `folder`."""

    folder: Path
    office: str
    colour: str

    def path(self, article: Article) -> str:
        """Where the cover of an article is; drawn the first time, and where its own is gone. Below `folder`, wherever the office stands."""
        if own := self._own(article):
            return str(own)
        told = f"{article.title}\0{self.office}\0{article.motif}\0{self.colour}"
        path = self.folder / f"{sha256(told.encode()).hexdigest()[:32]}.jpg"
        if not path.exists():
            self._write(path, draw(article.title, self.office, article.motif, self.colour))
        return str(path)

    def picture(self, article: Article) -> bytes:
        """The cover of an article that nobody has kept yet: drawn, and written nowhere."""
        if own := self._own(article):
            return own.read_bytes()
        return draw(article.title, self.office, article.motif, self.colour)

    def keep(self, picture: bytes) -> str:
        """Keep a JPEG that somebody brought; returns where it is, as an article's own cover."""
        path = self.folder / f"{sha256(picture).hexdigest()[:32]}-own.jpg"
        if not path.exists():
            self._write(path, picture)
        return str(path)

    def _own(self, article: Article) -> Path | None:
        """The picture that somebody brought; the article may have been written where the office stood before."""
        if not article.cover:
            return None
        given = Path(article.cover)
        return next((path for path in (given, self.folder / given.name) if path.is_file()), None)

    def _write(self, path: Path, picture: bytes) -> None:
        """Whole or not at all: another worker may be reading."""
        own_folder(self.folder)
        handle, name = tempfile.mkstemp(dir=self.folder)
        with os.fdopen(handle, "wb") as file:
            file.write(picture)
        Path(name).replace(path)
