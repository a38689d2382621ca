"""Photos that came with a form → photos that are kept; what is none is told."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from starlette.datastructures import FormData, UploadFile

from bot.petitions.petition import Photo
from bot.petitions.photos import LARGEST, MOST, PhotoFault
from bot.wording.petitions import Filing

FIELD = "anh"
MEGABYTE = 1024 * 1024
LARGEST_FORM = MOST * LARGEST + MEGABYTE
"""Bytes of a form with as many photos as may be."""


def uploads(form: FormData) -> tuple[UploadFile, ...]:
    """The files of a form; a browser sends one without a name where none was chosen."""
    return tuple(each for each in form.getlist(FIELD) if isinstance(each, UploadFile) and (each.filename or each.size))


def kept(
    files: tuple[UploadFile, ...], room: int, keep: Callable[[Path], Photo | PhotoFault], words: Filing
) -> tuple[list[Photo], list[str]]:
    """At most `room` photos, and a sentence about each file that was not taken."""
    photos: list[Photo] = []
    told: list[str] = []
    for file in files:
        if len(photos) >= room:
            return photos, [*told, words.photo_too_many.format(most=MOST)]
        outcome = _one(file, keep)
        if isinstance(outcome, Photo):
            photos.append(outcome)
        else:
            told.append(str(getattr(words, outcome)).format(megabytes=LARGEST // MEGABYTE))
    return photos, told


def _one(file: UploadFile, keep: Callable[[Path], Photo | PhotoFault]) -> Photo | PhotoFault:
    """What came counts, not what its name, type and length say."""
    if (file.size or 0) > LARGEST:
        return PhotoFault.TOO_LARGE
    with tempfile.NamedTemporaryFile(prefix="mot-cua-") as copy:
        file.file.seek(0)
        shutil.copyfileobj(file.file, copy)
        copy.flush()
        return keep(Path(copy.name))


def texts(form: FormData) -> Iterator[tuple[str, str]]:
    """The fields that are text; of one sent twice the last counts, once in a dict."""
    return ((name, value) for name, value in form.multi_items() if isinstance(value, str))
