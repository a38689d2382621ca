"""A cover that somebody brings: any ordinary picture, made anew as a JPEG of 16:9 within the weight that Zalo takes."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.announcements.cover import HEAVIEST, HEIGHT, QUALITY, WIDTH
from bot.announcements.outcomes import Unfit

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 25_000_000  # a phone's camera makes twelve to twenty million; a bomb, more
NARROWEST = 400  # pixels; narrower is a blur on a phone
LOWER = 10  # steps of quality


def recoded(content: bytes) -> bytes | Unfit:
    """The picture alone: nothing else that was in the file (place, camera, scripts) is kept."""
    if len(content) > HEAVIEST:
        return Unfit.TOO_HEAVY
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is looked at here
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                return _fitted(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Unfit.NO_PICTURE


def _fitted(picture: Image.Image) -> bytes | Unfit:
    if picture.width * picture.height > MOST_PIXELS:
        return Unfit.TOO_LARGE
    if picture.width < NARROWEST:
        return Unfit.TOO_SMALL
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    on_white = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("RGB")
    return _light(ImageOps.fit(on_white, (WIDTH, HEIGHT)))


def _light(picture: Image.Image) -> bytes:
    """A JPEG that is not too heavy, as good as it may be."""
    for quality in range(QUALITY, 0, -LOWER):
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= HEAVIEST:
            break
    return file.getvalue()
