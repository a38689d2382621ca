"""Photos of petitions: only pictures, without EXIF, without cards of any kind, kept outside the web root under random names."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from bot.petitions.rules.photo import Photo
from bot.pictures.decoding import MOST_PIXELS, Flaw
from bot.pictures.looking import PictureVerdict
from bot.pictures.pool import BUSY, Pictures
from bot.wording.petitions import FilingWords

MOST = 5  # of a petition
LARGEST = 15 * 1024 * 1024  # bytes as sent; a phone's photo has 3 to 8 million
LONGEST_SIDE = 2_560  # pixels of what is kept: a number plate can still be read
QUALITY = 85
SWEPT_AFTER = timedelta(days=2)  # a file that no petition and no draft names by then is an orphan: its row was never written
NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}\.jpg")
CHECKED, UNLOOKED = "image/jpeg", "image/jpeg;checked=no"
"""Media types: whether somebody looked for a card is kept with the photo, and told to the office where nobody did."""


class PhotoFault(StrEnum):
    """Why a file is not taken; each has its sentence in the wording."""

    TOO_LARGE = "photo_too_large"
    TOO_DETAILED = "photo_too_detailed"  # more pixels than are decoded
    UNREADABLE = "photo_unreadable"  # no picture, whatever its name and type say
    IDENTITY = "photo_identity"
    BUSY = "photo_busy"  # too many at once
    UNCHECKED = "photo_unchecked"  # what it shows could not be made out in time


_FAULTS = {
    Flaw.HUGE: PhotoFault.TOO_DETAILED,
    Flaw.BROKEN: PhotoFault.UNREADABLE,
    PictureVerdict.CARD: PhotoFault.IDENTITY,
    BUSY: PhotoFault.BUSY,
}
"""The word of the child → why it is not taken; every other word without a picture: UNCHECKED."""


def told(fault: PhotoFault, words: FilingWords) -> str:
    """The sentence for the sender."""
    return str(getattr(words, fault)).format(megabytes=LARGEST // (1024 * 1024), megapixels=MOST_PIXELS // 1_000_000)


class Photos:
    """Keeps cleaned photos below `folder`; serving them is for staff alone. `reader`: the path of Tesseract, "" where there is none."""

    def __init__(self, folder: Path, reader: str | None = None) -> None:
        self._folder = folder
        self._reader = shutil.which("tesseract") or "" if reader is None else reader
        self._pictures = Pictures()

    def keep(self, path: Path, sender: str = "", address: str = "") -> Photo | PhotoFault:
        """Have the file at `path` made anew and keep that: decoded, turned upright, made smaller; nothing but the picture stays.

        A child process does it, one picture at a time, few of one `sender` or network `address`; what is not looked through is not kept,
        unless there is nobody to look.
        """
        if path.stat().st_size > LARGEST:
            return PhotoFault.TOO_LARGE
        word, content = self._pictures.photo(path, sender, longest=LONGEST_SIDE, quality=QUALITY, reader=self._reader, address=address)
        if not content:
            return _FAULTS.get(word, PhotoFault.UNCHECKED)
        return self._written(content, CHECKED if word == PictureVerdict.CLEAR else UNLOOKED)

    def path(self, photo: Photo) -> Path:
        """Where a kept photo stands. Raises ValueError for a name that we did not give."""
        return self._at(photo.name)

    def remove(self, photo: Photo) -> None:
        self.path(photo).unlink(missing_ok=True)

    def drop(self, names: Iterable[str]) -> None:
        """Delete those that were kept under these names. Raises ValueError as `path` does."""
        for name in names:
            self._at(name).unlink(missing_ok=True)

    def sweep(self, known: Collection[str], at: datetime) -> int:
        """Delete files that nothing names and that are older than SWEPT_AFTER; returns how many."""
        swept = 0
        for path in self._folder.glob("??/*"):
            is_old = path.stat().st_mtime < (at - SWEPT_AFTER).timestamp()
            if is_old and path.relative_to(self._folder).as_posix() not in known:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _at(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError(f"no photo of ours: {name}")
        return self._folder / name

    def _written(self, content: bytes, media_type: str) -> Photo:
        """On the disk before its row is: a crash between the two leaves an orphan, never a row without its file."""
        name = secrets.token_hex(16)
        photo = Photo(f"{name[:2]}/{name}.jpg", media_type, len(content), hashlib.sha256(content).hexdigest())
        path = self.path(photo)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return photo
