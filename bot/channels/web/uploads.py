"""Photos that came with a form → photos that are kept; the sender reads which files are no photos."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from bot.petitions.cases.photos import LARGEST, MOST, PhotoFault, told
from bot.petitions.rules.photo import Photo
from bot.pictures.pool import GONE, LOOKS_EVERY, MOST_INSIDE
from bot.wording.petitions import FilingWords

T = TypeVar("T")
FIELD = "anh"
MEGABYTE = 1024 * 1024
LARGEST_FORM = MOST * LARGEST + MEGABYTE
"""Bytes of a form with as many photos as may be."""
AT_ONCE = 2 * MOST_INSIDE  # forms with photos that are taken at once, in threads of their own: pages do not stand in line behind them


class Lane:
    """Where forms are worked on: those with photos in threads of their own, the others where the pages are."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(AT_ONCE)

    async def run(self, request: Request, form: FormData, work: Callable[[], T]) -> T:
        """What `work` returns. Where the client leaves meanwhile, no more of its pictures are looked at."""
        if not uploads(form):
            return await to_thread.run_sync(work)
        gone = threading.Event()
        GONE.set(gone)
        watching = asyncio.create_task(_watch(request, gone))
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            watching.cancel()


async def _watch(request: Request, gone: threading.Event) -> None:
    while not await request.is_disconnected():  # noqa: ASYNC110 - the server tells of it only when asked
        await asyncio.sleep(LOOKS_EVERY)
    gone.set()


def uploads(form: FormData) -> tuple[UploadFile, ...]:
    """The files of a form; a browser sends one without a name where none was chosen."""
    return tuple(each for each in form.getlist(FIELD) if isinstance(each, UploadFile) and (each.filename or each.size))


def kept(
    files: tuple[UploadFile, ...], room: int, keep: Callable[[Path], Photo | PhotoFault], words: FilingWords
) -> tuple[list[Photo], list[str]]:
    """At most `room` photos, and a sentence about each file that was not taken."""
    photos: list[Photo] = []
    faults: list[str] = []
    for file in files:
        if (gone := GONE.get()) and gone.is_set():
            return photos, faults
        if len(photos) >= room:
            return photos, [*faults, words.photo_too_many.format(most=MOST)]
        outcome = _one(file, keep)
        if isinstance(outcome, Photo):
            photos.append(outcome)
        else:
            faults.append(told(outcome, words))
    return photos, faults


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
