"""Which exceptions are no fault of ours but pass, and what is answered then; who puts the program together knows the types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

RETRY_AFTER = 30  # seconds; a database that restarts is back sooner
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outages:
    """`kinds`: the types that may be one; `reason`: in a line what does not work, "" where an exception is a fault of ours."""

    kinds: tuple[type[Exception], ...] = ()
    reason: Callable[[Exception], str] = lambda _: ""

    def note(self, error: Exception) -> None:
        """A line in the log instead of a traceback: it comes at every request, and the log's disk may be the full one.

        Raises `error` where it is a fault of ours.
        """
        reason = self.reason(error)
        if not reason:
            raise error
        log.error("out of order", reason=reason)


NO_OUTAGES = Outages()
