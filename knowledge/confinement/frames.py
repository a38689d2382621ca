"""Frames on a pipe: four bytes that say how many follow, then those. Both ends of the talk with a child process speak them."""

from __future__ import annotations

import os
import select
import struct
import time

MOST = 64 * 1024 * 1024  # bytes of a frame; the longest record known has 200,000
_HEAD = struct.Struct(">I")
_PIECE = 1 << 16


class FrameError(Exception):
    """The other side ended, was too slow or said too much; `is_late`: it was too slow."""

    def __init__(self, *, is_late: bool = False) -> None:
        super().__init__("late" if is_late else "ended")
        self.is_late = is_late


def put(handle: int, content: bytes) -> None:
    """Write a whole frame. Raises FrameError where nobody reads any more."""
    view = memoryview(_HEAD.pack(len(content)) + content)
    try:
        while view:
            view = view[os.write(handle, view) :]
    except BrokenPipeError as error:
        raise FrameError from error


def get(handle: int, until: float | None = None) -> bytes:
    """The next frame, by `until` (on the clock of time.monotonic; None: for as long as it takes). Raises FrameError."""
    (size,) = _HEAD.unpack(_exactly(handle, _HEAD.size, until))
    if size > MOST:
        raise FrameError
    return _exactly(handle, size, until)


def has_come(handle: int, within: float) -> bool:
    """Whether there is something to read, or nobody who writes any more, `within` so many seconds."""
    poll = select.poll()  # select.select fails on handles over 1023
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(max(0.0, within) * 1000))


def _exactly(handle: int, size: int, until: float | None) -> bytes:
    pieces: list[bytes] = []
    while size:
        _await(handle, until)
        piece = os.read(handle, min(size, _PIECE))
        if not piece:
            raise FrameError
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _await(handle: int, until: float | None) -> None:
    if until is None:
        return
    if not has_come(handle, until - time.monotonic()):
        raise FrameError(is_late=True)
