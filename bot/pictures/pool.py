"""Who decodes pictures for the serving process: one child, a short queue, one picture of a sender at a time. It never decodes itself."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from bot.origins import origin
from knowledge.confinement.frames import FrameError
from knowledge.confinement.worker import Worker

SECONDS = 45  # for a picture, decoding and looking; an ordinary photo takes one to three
LOOKING_SECONDS = 30  # of these, for looking
MOST_INSIDE = 4  # pictures, the one that is worked on and those that wait: as many threads stand still, no more
MOST_OF_WEB = MOST_INSIDE - 1  # of those that come over the web, where anybody is a new sender: a place is left to chats and the office
MOST_OF_ORIGIN = 2  # of one network address: the one that is worked on and one that waits; who keeps no cookie is a new sender every time
QUEUE_SECONDS = 60  # that one waits for those before it
HEAVIEST = 16 * 1024 * 1024  # bytes of what is made; a JPEG of the size that we keep has two million
BUDGET, BUDGET_OF = 90, 300  # seconds of work for one sender and for one network address within so many seconds: hard pictures are few
LOOKS_EVERY = 0.5  # seconds between two looks whether somebody still waits
BUSY, LOST = "busy", "lost"
GONE: ContextVar[threading.Event | None] = ContextVar("gone", default=None)
"""Set where nobody waits any more for what is being done in this context: then it is not done, or given up."""
_JPEG = b"\xff\xd8\xff"
_CHILD = "bot.pictures.child"


class Pictures:
    """Answers are a word and a JPEG: the child's word, BUSY (the queue is full, or a picture of this sender or enough from where they
    come are in it) or LOST (the child was too slow or did not survive it). Its child starts with the first picture and goes with
    this object."""

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._turn = threading.Lock()
        self._door = threading.Lock()
        self._inside: list[tuple[str, str]] = []
        self._spent: list[tuple[float, float, tuple[str, str]]] = []  # when, how many seconds, for whom

    def photo(self, path: Path, sender: str, *, longest: int, quality: int, reader: str, address: str = "") -> tuple[str, bytes]:
        """A photo made anew, and whether it shows a card; `reader`: the path of Tesseract, "": nobody looks; `address`: where it comes from
        on the network, "" where the channel does not say."""
        asked = {"job": "photo", "longest": longest, "quality": quality, "reader": reader, "looking": LOOKING_SECONDS}
        return self._done(path, (sender, origin(address)), asked)

    def cover(self, path: Path, sender: str, *, sizes: Mapping[str, int]) -> tuple[str, bytes]:
        """A picture cut to `width` × `height`, no narrower than `narrowest` before and no heavier than `heaviest` after."""
        return self._done(path, (sender, ""), {"job": "cover", **sizes})

    def close(self) -> None:
        with self._turn:
            self._end()

    def _done(self, path: Path, whose: tuple[str, str], asked: Mapping[str, object]) -> tuple[str, bytes]:
        with self._entered(whose) as is_in:
            if not is_in or not self._has_turn():
                return BUSY, b""
            began = time.monotonic()
            try:
                return self._asked(json.dumps({"path": str(path.absolute()), "seconds": SECONDS, **asked}).encode())
            finally:
                self._turn.release()
                with self._door:
                    self._spent.append((time.monotonic(), time.monotonic() - began, whose))

    def _has_turn(self) -> bool:
        """Whether it is this one's turn, within QUEUE_SECONDS; not where nobody waits any more."""
        until = time.monotonic() + QUEUE_SECONDS
        while not _is_given_up() and time.monotonic() < until:
            if self._turn.acquire(timeout=LOOKS_EVERY):
                return True
        return False

    @contextmanager
    def _entered(self, whose: tuple[str, str]) -> Iterator[bool]:
        """Whether there is room for `whose` picture (of which sender, from which address), and meanwhile its place."""
        with self._door:
            is_in = len(self._inside) < MOST_INSIDE and self._is_welcome(*whose)
            if is_in:
                self._inside.append(whose)
        try:
            yield is_in
        finally:
            if is_in:
                with self._door:
                    self._inside.remove(whose)

    def _is_welcome(self, sender: str, counted: str) -> bool:
        inside = [other for _, other in self._inside]
        of_web = sum(map(bool, inside))
        is_full = bool(counted) and (of_web >= MOST_OF_WEB or inside.count(counted) >= MOST_OF_ORIGIN)
        self._spent = [each for each in self._spent if each[0] > time.monotonic() - BUDGET_OF]
        spent = sum(took for _, took, whose in self._spent if whose[0] == sender or (counted and whose[1] == counted))
        return spent < BUDGET and not is_full and all(sender != other for other, _ in self._inside)

    def _asked(self, question: bytes) -> tuple[str, bytes]:
        try:
            worker = self._ready(question)
            until = time.monotonic() + SECONDS
            while not worker.has_answer(LOOKS_EVERY):
                if _is_given_up() or time.monotonic() > until:
                    self._end()
                    return LOST, b""
            word, content = worker.answer(until).decode("ascii", "replace"), worker.answer(until)
        except FrameError:
            self._end()
            return LOST, b""
        if content and not (content.startswith(_JPEG) and len(content) <= HEAVIEST):
            self._end()
            return LOST, b""
        return word, content

    def _ready(self, question: bytes) -> Worker:
        """The child, which has the question; one that ended meanwhile is replaced."""
        if self._worker is not None:
            try:
                self._worker.ask(question)
            except FrameError:
                self._end()
            else:
                return self._worker
        self._worker = Worker(_CHILD)
        self._worker.ask(question)
        return self._worker

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def _is_given_up() -> bool:
    gone = GONE.get()
    return gone is not None and gone.is_set()
