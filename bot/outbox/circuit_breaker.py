"""Whether a channel can be reached at all: while it cannot, one message at a time tries, not the whole queue."""

from __future__ import annotations

IN_A_ROW = 3  # messages that failed one after another: not theirs, the channel's fault
LONGEST = 30.0  # seconds between two tries


class CircuitBreaker:
    """Counts failures that no success has interrupted; times are seconds of any clock that only goes forward."""

    def __init__(self) -> None:
        self._failures = 0
        self._wait = 0.0
        self._until = 0.0

    @property
    def is_on(self) -> bool:
        """Too many failures in a row."""
        return self._failures >= IN_A_ROW

    def failed(self, now: float) -> None:
        """A message did not get through. Those that were under way together lengthen the wait once."""
        self._failures += 1
        if self.is_on and now >= self._until:
            self._wait = min(LONGEST, self._wait * 2 or 1.0)
            self._until = now + self._wait

    def over(self) -> None:
        """The channel answered."""
        self._failures, self._wait, self._until = 0, 0.0, 0.0

    def waits(self, now: float) -> float:
        """Seconds until the next try; 0: now."""
        return max(0.0, self._until - now)
