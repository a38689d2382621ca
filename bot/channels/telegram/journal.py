"""The log of the channel: each kind of trouble once, not once for every message it befalls."""

from __future__ import annotations

from collections import OrderedDict

import structlog

log = structlog.get_logger(__name__)
REMEMBERED = 10_000  # kinds; a blocked chat is a kind of its own


class Journal:
    """Remembers what it has logged until that is over."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, None] = OrderedDict()

    def trouble(self, kind: str, error: BaseException | str) -> None:
        """Log `kind` unless it was logged and is not over. No text of a person may stand in `kind` or `error`."""
        if kind in self._told:
            return
        self._told[kind] = None
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        log.warning(kind, channel="telegram", error=error if isinstance(error, str) else f"{type(error).__name__}: {error}")

    def over(self, kind: str) -> None:
        """`kind` is over: say so, and log it again the next time."""
        if kind in self._told:
            del self._told[kind]
            log.info("over", channel="telegram", trouble=kind)

    def broken(self, kind: str, error: BaseException) -> None:
        """A fault of our own, with its trace, once for each type."""
        if (name := f"{kind} {type(error).__name__}") not in self._told:
            self._told[name] = None
            log.error(name, channel="telegram", exc_info=error)
