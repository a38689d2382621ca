"""A file → its picture, upright and in plain colours; what lies about its type, is broken or too large is refused. Runs in the child."""

from __future__ import annotations

import struct
import warnings
import zlib
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 25_000_000  # of a picture, told by its head before anything is decoded; a phone's camera makes twelve to twenty million
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, AttributeError, ArithmeticError, MemoryError, RuntimeError),
    *(struct.error, zlib.error, Image.DecompressionBombError),
)
"""What Pillow raises on a file that is no picture, or a broken one."""


class Flaw(StrEnum):
    """Why a picture is not decoded."""

    HUGE = "huge"
    BROKEN = "broken"
    NARROW = "narrow"


def upright(path: Path, longest: int) -> Image.Image | Flaw:
    """The picture alone, nothing else of what was in the file, its longer side at most `longest` pixels."""
    found = _opened(path, longest)
    if isinstance(found, Flaw):
        return found
    found = found.convert("RGB")
    found.thumbnail((longest, longest))
    clean = Image.new("RGB", found.size)
    clean.paste(found)
    return clean


def covering(path: Path, width: int, height: int, narrowest: int) -> Image.Image | Flaw:
    """The picture on white, cut to `width` × `height`; NARROW where it has fewer than `narrowest` pixels across."""
    found = _opened(path, 0)
    if isinstance(found, Flaw):
        return found
    if found.width < narrowest:
        return Flaw.NARROW
    found.thumbnail((max(width, height) * 2,) * 2)
    layered = found.convert("RGBA")
    return ImageOps.fit(Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB"), (width, height))


def jpeg(picture: Image.Image, quality: int, heaviest: int = 0) -> bytes:
    """As a JPEG, as good as `quality` and `heaviest` (bytes; 0: no limit) allow."""
    for each in range(quality, 0, -10):
        file = BytesIO()
        picture.save(file, "JPEG", quality=each, optimize=True)
        if not heaviest or file.tell() <= heaviest:
            break
    return file.getvalue()


def _opened(path: Path, longest: int) -> Image.Image | Flaw:
    """The first picture of the file, turned as its camera was held; `longest`: a JPEG may be decoded that small at once (0: it may not)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a bomb's size we judge ourselves, of odd metadata we keep nothing
            with Image.open(path, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return Flaw.HUGE
                if longest:
                    image.draft("RGB", (longest, longest))
                return ImageOps.exif_transpose(image)
    except Image.DecompressionBombError:
        return Flaw.HUGE
    except BROKEN:
        return Flaw.BROKEN
