"""How far a build is, as lines: for a log and a screen without bars. One at least every few seconds, however long a stage is."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType

SILENT = 4.0  # seconds without a line, at most: who waits five believes that it hangs


class ProgressLines:
    """Tells `say` of a stage when another begins, and again while it lasts. To be entered before the build and left after it."""

    def __init__(self, say: Callable[[str], None], silent: float = SILENT) -> None:
        self._say = say
        self._silent = silent
        self._began = monotonic()
        self._stage, self._done, self._total = "", 0, 0
        self._is_over = Event()
        self._one_at_a_time = Lock()
        self._thread = Thread(target=self._beat, name="progress of the build", daemon=True)

    def __enter__(self) -> ProgressLines:
        self._thread.start()
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._is_over.set()
        self._thread.join()

    def progress(self, stage: str, done: int, total: int) -> None:
        """As `build` tells of it."""
        is_new = stage != self._stage
        self._stage, self._done, self._total = stage, done, total
        if is_new:
            self._tell()

    def _beat(self) -> None:
        while not self._is_over.wait(self._silent):
            if self._stage:
                self._tell()

    def _tell(self) -> None:
        counted = f" {self._done}/{self._total}" if self._total > 1 else ""
        with self._one_at_a_time:
            self._say(f"  {self._stage}{counted} … {monotonic() - self._began:.0f} giây")
