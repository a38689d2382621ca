"""A child process that was started clean, asked by frames and ended for certain. Runs in the parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import knowledge
from knowledge.confinement import frames
from knowledge.confinement.frames import FrameError

START_SECONDS = 60  # until it says that it is ready: an old machine under load imports for ten
GRACE_SECONDS = 1.0  # to put away what it started, before it is killed
ROOT = Path(knowledge.__file__).parents[1]
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TESSDATA_PREFIX")


class Worker:
    """One child, `python -m module arguments`. It sees none of our settings, writes into a folder that goes with it, and dies with us.

    Raises RuntimeError where it does not start: that is a fault of the installation, not of a file.
    """

    def __init__(self, module: str, arguments: Sequence[str] = ()) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mot-cua-")
        errors = Path(self._folder.name) / "errors"
        command = [sys.executable, "-P", "-m", module, *arguments]
        with errors.open("wb") as told:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=told,
                cwd=self._folder.name,
                env=_environment(self._folder.name),
                start_new_session=True,
                bufsize=0,
            )
        self._finish = weakref.finalize(self, _end, self._process, self._folder)
        try:
            self.missing: tuple[str, ...] = tuple(self.answer(time.monotonic() + START_SECONDS).decode().split("\n"))
        except FrameError as error:
            told_last = errors.read_text(errors="replace")[-2_000:]
            self.end()
            raise RuntimeError(f"{module} does not start: {told_last}") from error

    def ask(self, question: bytes) -> None:
        """Raises FrameError where it has ended."""
        frames.put(_pipe(self._process.stdin).fileno(), question)

    def answer(self, until: float) -> bytes:
        """The next frame that it sends. Raises FrameError, after which it must be ended."""
        return frames.get(_pipe(self._process.stdout).fileno(), until)

    def has_answer(self, within: float) -> bool:
        """Whether a frame has begun to come, or the child has ended, `within` so many seconds."""
        return frames.has_come(_pipe(self._process.stdout).fileno(), within)

    @property
    def process_id(self) -> int:
        return self._process.pid

    def end(self) -> None:
        """It and what it started are gone afterwards, and so is its folder."""
        self._finish()


def _end(process: subprocess.Popen[bytes], folder: tempfile.TemporaryDirectory[str]) -> None:
    _pipe(process.stdin).close()
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
    _signal(process, signal.SIGKILL)  # also what it started and left in its group
    process.wait()
    _pipe(process.stdout).close()
    with suppress(OSError):
        folder.cleanup()


def _pipe(file: IO[bytes] | None) -> IO[bytes]:
    if file is None:
        raise RuntimeError("a child without pipes")
    return file


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _environment(folder: str) -> Mapping[str, str]:
    """No token, no password, no proxy that leads out: a program that would fetch something finds nobody."""
    kept = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    own = {
        "HOME": folder,
        "TMPDIR": folder,
        "PYTHONPATH": str(ROOT),
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
    return {**kept, **nowhere, **own}
