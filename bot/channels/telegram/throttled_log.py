"""The log of the channel: each kind of trouble once, until it is over; not once for every message."""

from __future__ import annotations

from collections import OrderedDict

import structlog

log = structlog.get_logger(__name__)
REMEMBERED = 10_000  # kinds; a blocked chat is a kind of its own


class ThrottledLog:
    """Remembers what it has logged until that is over."""

    def __init__(self) -> None:
        self._told: OrderedDict[tuple[str, int | str], None] = OrderedDict()

    def trouble(self, kind: str, error: BaseException | str, of: int | str = "") -> None:
        """Log `kind` unless it was logged for `of` and is not over. `of` itself, a chat, is never logged: it is a person's."""
        if (kind, of) in self._told:
            return
        self._told[kind, of] = None
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        log.warning(kind, channel="telegram", error=error if isinstance(error, str) else f"{type(error).__name__}: {error}")

    def over(self, kind: str, of: int | str = "") -> None:
        """`kind` is over for `of`: say so, and log it again the next time."""
        if (kind, of) in self._told:
            del self._told[kind, of]
            log.info("over", channel="telegram", trouble=kind)

    def broken(self, kind: str, error: BaseException) -> None:
        """A fault of our own, with its trace, once for each type."""
        name = f"{kind} {type(error).__name__}"
        if (name, "") not in self._told:
            self._told[name, ""] = None
            log.error(name, channel="telegram", exc_info=error)
