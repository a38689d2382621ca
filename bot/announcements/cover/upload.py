"""A cover that somebody brings: any ordinary picture, made anew as a JPEG of 16:9 within the weight that Zalo takes, in a child process."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.announcements.cover.drawing import HEAVIEST, HEIGHT, QUALITY, WIDTH
from bot.announcements.rules.outcomes import Unfit
from bot.pictures.decoding import Flaw
from bot.pictures.pool import BUSY, Pictures

NARROWEST = 400  # pixels; narrower is a blur on a phone
SIZES = {"width": WIDTH, "height": HEIGHT, "narrowest": NARROWEST, "heaviest": HEAVIEST, "quality": QUALITY}
_WHY = {Flaw.HUGE: Unfit.TOO_LARGE, Flaw.NARROW: Unfit.TOO_SMALL, BUSY: Unfit.BUSY}


def recoded(content: bytes, pictures: Pictures) -> bytes | Unfit:
    """The picture alone: nothing else that was in the file (place, camera, scripts) is kept."""
    if len(content) > HEAVIEST:
        return Unfit.TOO_HEAVY
    with tempfile.NamedTemporaryFile(prefix="mot-cua-") as file:
        file.write(content)
        file.flush()
        word, made = pictures.cover(Path(file.name), file.name, sizes=SIZES)
    return made or _WHY.get(word, Unfit.NO_PICTURE)
