"""What is made once of the index in use, and anew when another one is published."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from indexer.ranking.search import Index

Made = TypeVar("Made")


class OfIndex(Generic[Made]):
    """Safe between threads; `make` runs once for each index."""

    def __init__(self, index: Callable[[], Index], make: Callable[[Index], Made]) -> None:
        self._index = index
        self._make = make
        self._lock = Lock()
        self._made: tuple[Index, Made] | None = None

    @property
    def now(self) -> Made:
        """That of the index in use; whoever asks while it is made waits."""
        index = self._index()
        with self._lock:
            if self._made is None or self._made[0] is not index:
                self._made = (index, self._make(index))
            return self._made[1]

    @property
    def at_hand(self) -> Made | None:
        """The same; None while another makes it."""
        index, made = self._index(), self._made
        if made and made[0] is index:
            return made[1]
        if not self._lock.acquire(blocking=False):
            return None
        try:
            self._made = (index, self._make(index))
            return self._made[1]
        finally:
            self._lock.release()
