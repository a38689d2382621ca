"""Documents read by a child process with limits of memory, time and network: a bad file is refused and harms nobody."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from knowledge.confinement.frames import FrameError
from knowledge.confinement.limits import GIGABYTE, Limits
from knowledge.confinement.worker import Worker
from knowledge.errors import MissingToolError, UnreadableError
from knowledge.readers import Progress, Reading
from knowledge.readers.child import KIND
from knowledge.readers.speech import RECORDS, SpeechError, heard, reading_of

SECONDS = 60  # for a document; the longest known text takes 8
SECONDS_A_MEGABYTE = 1  # more, for each above LIGHT: the national list in one file has 100
LIGHT = 10  # megabytes
SECONDS_A_PAGE = 15  # more, for each page of a scan in which letters were found: pictures without any earn nothing
SECONDS_A_RECORD = 0.05  # more, for each record: the national list, 5,759 in a file of 4 MB, takes half a minute on a busy machine
MOST_EARNED = 4_500  # seconds, of 300 pages
COMPUTING_SECONDS = 900  # that the child may compute for one document, should nobody wait for it any more
MOST_SAID = 400_000_000  # bytes of what a document turns into
_MEGABYTE = 1_000_000
_CHILD = "knowledge.readers.child"

_TOO_MUCH = f"tệp cần nhiều hơn {Limits().memory // GIGABYTE} GB bộ nhớ để đọc; có thể là tệp phá hoại"
_BROKE = f"tệp làm chương trình đọc dừng giữa chừng (hỏng nặng, hoặc cần nhiều hơn {Limits().memory // GIGABYTE} GB bộ nhớ)"


class UnforeseenError(Exception):
    """A reader has a fault of its own; its type and text."""


class ConfinedReaders:
    """Many documents, one child; after one that it did not survive, a new child. To be closed."""

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self.missing: tuple[str, ...] = ()

    def kind_of(self, path: Path) -> str:
        """The format of a file, as `kinds.kind_of` says it. Raises UnreadableError."""
        found = ""
        for kind, rest in self._talk(path, ""):
            found = str(rest[0]) if kind == KIND and rest else found
        return found

    def readings(self, path: Path, kind: str, progress: Progress) -> Iterator[Reading]:
        """What the file holds. Raises UnreadableError, also where it takes too long or too much; UnforeseenError."""
        for said, rest in self._talk(path, kind):
            reading = reading_of(said, rest)
            if reading is not None:
                yield reading
            elif said in {"step", "recognised"}:
                progress(str(rest[0]) if rest else "")

    def close(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _talk(self, path: Path, kind: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Everything that is said until the end. A child that was not heard out is not asked again."""
        is_over = False
        try:
            for said, rest in self._heard(path, kind):
                if said == "done":
                    is_over = True
                    return
                if said in {"missing", "unreadable"}:
                    is_over = True
                _refused(path, said, rest)
                yield said, rest
        except FrameError as error:
            raise UnreadableError(path.name, f"đọc quá {SECONDS} giây" if error.is_late else _BROKE) from error
        except SpeechError as error:
            raise UnreadableError(path.name, _BROKE) from error
        finally:
            if not is_over:
                self.close()

    def _heard(self, path: Path, kind: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
        seconds = _seconds(path)
        worker = self._asked(json.dumps({"path": str(path.absolute()), "kind": kind, "seconds": COMPUTING_SECONDS}).encode())
        until, earned, room = time.monotonic() + seconds, 0.0, MOST_SAID
        while True:
            line = worker.answer(until + min(earned, MOST_EARNED))
            room -= len(line)
            if room < 0:
                raise UnreadableError(path.name, _TOO_MUCH)
            said, rest = heard(line)
            earned += SECONDS_A_PAGE if said == "recognised" else SECONDS_A_RECORD if said in RECORDS else 0.0
            yield said, rest

    def _asked(self, question: bytes) -> Worker:
        """A child that has the question; one that ended meanwhile is replaced."""
        if self._worker is not None:
            with suppress(FrameError):
                self._worker.ask(question)
                return self._worker
            self.close()
        self._worker = Worker(_CHILD)
        self.missing = self._worker.missing
        self._worker.ask(question)
        return self._worker


def _refused(path: Path, said: str, rest: tuple[Any, ...]) -> None:
    """Raise what the child could not raise itself."""
    texts = tuple(map(str, rest))
    match said, texts:
        case "missing", (document, tool, reason):
            raise MissingToolError(document, tool, reason)
        case "unreadable", (document, reason):
            raise UnreadableError(document, reason)
        case "memory", ():
            raise UnreadableError(path.name, _TOO_MUCH)
        case "unforeseen", (kind, text):
            raise UnforeseenError(f"{kind}: {text}")


def _seconds(path: Path) -> int:
    with suppress(OSError):
        return SECONDS + SECONDS_A_MEGABYTE * max(0, path.stat().st_size // _MEGABYTE - LIGHT)
    return SECONDS
