"""Photos of petitions: only pictures, without EXIF, without identity cards, kept outside the web root under random names."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import struct
import subprocess
import unicodedata
import warnings
import zlib
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from bot.petitions.petition import Photo

MOST = 5  # of a petition
LARGEST = 15 * 1024 * 1024  # bytes as sent; a phone's photo has 3 to 8 million
MOST_PIXELS = 60_000_000  # of a picture, before it is decoded: a bomb is small as a file
LONGEST_SIDE = 2_560  # pixels of what is kept: a number plate can still be read
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
READ_SECONDS = 20
SWEPT_AFTER = timedelta(days=2)  # a file that no petition and no draft names by then is an orphan: its row was never written
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, AttributeError, ArithmeticError, MemoryError, RuntimeError),
    *(struct.error, zlib.error),
)
"""What Pillow raises on a file that is no picture, or a broken one."""
NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}\.jpg")

CARD_WORDS = re.compile(
    r"can cuoc|citizen identity|identity card|chung minh nhan dan|giay phep lai xe|driver'?s? licen[cs]e|ho chieu|passport"
    r"|socialist republic of viet ?nam.{0,80}(?:identity|independence)"
)
LONG_NUMBER = re.compile(r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)")


class PhotoFault(StrEnum):
    """Why a file is not taken; each has its sentence in the wording."""

    TOO_LARGE = "photo_too_large"
    UNREADABLE = "photo_unreadable"  # no picture, whatever its name and type say
    IDENTITY = "photo_identity"


class Photos:
    """Keeps cleaned photos below `folder`; serving them is for staff alone. `reader`: the path of Tesseract, "" where there is none."""

    def __init__(self, folder: Path, reader: str | None = None) -> None:
        self._folder = folder
        self._reader = shutil.which("tesseract") or "" if reader is None else reader

    def keep(self, path: Path) -> Photo | PhotoFault:
        """Clean the file at `path` and keep it: decoded, turned upright, made smaller, encoded anew; nothing but the picture stays."""
        if path.stat().st_size > LARGEST:
            return PhotoFault.TOO_LARGE
        picture = _opened(path)
        if not isinstance(picture, Image.Image):
            return picture
        if self._shows_card(picture):
            return PhotoFault.IDENTITY
        encoded = BytesIO()
        picture.save(encoded, "JPEG", quality=QUALITY, optimize=True)
        return self._written(encoded.getvalue())

    def path(self, photo: Photo) -> Path:
        """Where a kept photo stands. Raises ValueError for a name that we did not give."""
        if not NAME.fullmatch(photo.name):
            raise ValueError(f"no photo of ours: {photo.name}")
        return self._folder / photo.name

    def remove(self, photo: Photo) -> None:
        self.path(photo).unlink(missing_ok=True)

    def sweep(self, known: Collection[str], at: datetime) -> int:
        """Delete files that nothing names and that are older than SWEPT_AFTER; returns how many."""
        swept = 0
        for path in self._folder.glob("??/*"):
            is_old = path.stat().st_mtime < (at - SWEPT_AFTER).timestamp()
            if is_old and path.relative_to(self._folder).as_posix() not in known:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _written(self, content: bytes) -> Photo:
        """On the disk before its row is: a crash between the two leaves an orphan, never a row without its file."""
        name = secrets.token_hex(16)
        photo = Photo(f"{name[:2]}/{name}.jpg", "image/jpeg", len(content), hashlib.sha256(content).hexdigest())
        path = self.path(photo)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return photo

    def _shows_card(self, picture: Image.Image) -> bool:
        """Whether Tesseract reads a card's words or a 12-digit number on it; without Tesseract nothing is read."""
        if not self._reader:
            return False
        grey = ImageOps.autocontrast(picture.convert("L"))
        grey.thumbnail((1_800, 1_800))
        png = BytesIO()
        grey.save(png, "PNG")
        command = [self._reader, "stdin", "stdout", "--psm", "11"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            read = subprocess.run(command, input=png.getvalue(), capture_output=True, timeout=READ_SECONDS, env=environment, check=False)  # noqa: S603
        except (subprocess.TimeoutExpired, OSError):
            return False
        return is_card(read.stdout.decode("utf-8", "replace"))


def is_card(read: str) -> bool:
    """Whether what was read on a picture are the words of an identity paper, or a 12-digit number."""
    plain = unicodedata.normalize("NFD", read.lower().replace("đ", "d"))
    folded = " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
    return bool(CARD_WORDS.search(folded) or LONG_NUMBER.search(folded))


def _opened(path: Path) -> Image.Image | PhotoFault:
    """The picture, upright and in plain colours. What lies about its type, is broken or would fill the memory is refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a bomb's size we judge ourselves, of odd metadata we keep nothing
            with Image.open(path, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return PhotoFault.TOO_LARGE
                image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(image).convert("RGB")
    except Image.DecompressionBombError:
        return PhotoFault.TOO_LARGE
    except BROKEN:
        return PhotoFault.UNREADABLE
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    return clean
