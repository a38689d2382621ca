"""Looks through a picture for a card, with Tesseract: upright, upside down, on its side, skewed, mirrored. Runs in the child."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from io import BytesIO

from PIL import Image, ImageOps

from bot.pictures.cards import is_card
from bot.pictures.slant import slants

SIDE = 1_200  # pixels; the small print of a card that fills half the picture can be read
SURE = 85  # percent of confidence from which a word counts as read
FEWEST_LETTERS = 3  # of a word that counts
READABLE = 15  # words so read, of which we know which way is up: to turn it further is in vain
LANGUAGES = ("vie", "eng")


class PictureVerdict(StrEnum):
    """What came of it."""

    CARD = "card"
    CLEAR = "clear"
    UNREAD = "unread"  # there was not time enough, or Tesseract failed: nobody knows what it shows


def look(picture: Image.Image, reader: str, language: str, seconds: float) -> PictureVerdict:
    """Look at it each way round until a card is found, by `reader` (the path of Tesseract), for at most `seconds`."""
    until = time.monotonic() + seconds
    if _has_one_tone(picture):
        return PictureVerdict.CLEAR
    for turned in _each_way(picture):
        words = _read(turned, reader, language, until - time.monotonic())
        if words is None:
            return PictureVerdict.UNREAD
        if is_card(" ".join(word for word, _ in words)):
            return PictureVerdict.CARD
        if sum(sure >= SURE and sum(map(str.isalpha, word)) >= FEWEST_LETTERS for word, sure in words) >= READABLE:
            return PictureVerdict.CLEAR
    return PictureVerdict.CLEAR


def language_of(reader: str) -> str:
    """The first of LANGUAGES that this Tesseract has; "" where it does not run."""
    try:
        return _first_known(reader)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError, LookupError):
        return ""


@cache
def _first_known(reader: str) -> str:
    """Asked once a child: to start Tesseract for it took a sixth of what a photo takes. Raises LookupError where it has none of them, or
    does not say."""
    listed = subprocess.run([reader, "--list-langs"], capture_output=True, timeout=20, check=False).stdout.decode().split()  # noqa: S603
    if known := [language for language in LANGUAGES if language in listed]:
        return known[0]
    raise LookupError(reader)


def _has_one_tone(picture: Image.Image) -> bool:
    """Nothing is written on a picture that is the same all over, as what a camera takes with a finger on it: no need to start Tesseract."""
    darkest, lightest = picture.convert("L").getextrema()
    return darkest == lightest


def _each_way(picture: Image.Image) -> Iterator[Image.Image]:
    """As it is, then with its lines level: both ways up, then on its side; then all of it mirrored."""
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    grey.thumbnail((SIDE, SIDE))
    found = slants(grey)
    if not found:
        yield grey
        return
    likely, other = found
    for angle in dict.fromkeys(each % 360 for each in (0 if abs(likely) <= 3 else likely, likely + 180, other, other + 180)):
        yield grey.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=128)
    mirrored = ImageOps.mirror(grey)
    for angle in (-likely, -likely + 180, -other, -other + 180):
        yield mirrored.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=128)


def _read(grey: Image.Image, reader: str, language: str, seconds: float) -> list[tuple[str, float]] | None:
    """Words with their confidence; None where it did not end well or in time."""
    if seconds <= 0:
        return None
    file = BytesIO()
    grey.save(file, "PNG", compress_level=1)
    command = [reader, "stdin", "stdout", "--psm", "11", "-l", language, "tsv"]
    try:
        done = subprocess.run(command, input=file.getvalue(), capture_output=True, timeout=seconds, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return None
    rows = (line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()[1:])
    return [(row[11], float(row[10])) for row in rows if len(row) == 12 and row[11].strip()]
