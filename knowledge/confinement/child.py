"""The child's side of the talk: confined first, then one question after the other until nobody asks any more."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from knowledge.confinement import frames
from knowledge.confinement.frames import FrameError
from knowledge.confinement.limits import Limits, confine

Say = Callable[[bytes], None]


def serve(limits: Limits, answer: Callable[[bytes, Say], bool]) -> int:
    """Answer questions with as many frames as it takes; `answer` says whether this process is fit for another one.

    Ends when the parent is gone. What a library prints goes to the errors, not between the frames.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended and put away
    out = os.dup(1)
    os.dup2(2, 1)

    def say(content: bytes) -> None:
        frames.put(out, content)

    missing = confine(limits)
    try:
        say("\n".join(missing).encode())
        while answer(frames.get(0), say):
            pass
    except FrameError:
        return 0
    return 1
