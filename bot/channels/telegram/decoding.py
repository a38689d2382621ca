"""Decodes an update from JSON to the library's own object, and knows one that came before.

One that the library cannot read is skipped, told once of its kind, and counted.
Telegram adds fields and kinds, a Bot API server of the office's own may be older, and the library wants every field that it knows: one such
update among a hundred would otherwise end the polling, or be posted to the webhook again and again.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol

from telegram import Bot, Update

from bot.channels.telegram.throttled_log import ThrottledLog

UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, OSError, RecursionError)
"""What the library and Python say of fields that are missing, or are of another kind than it thinks."""


REMEMBERED = 20_000  # updates that are known again
GATHERED_FOR = 0.005  # seconds until what was served is written, so that an album is written whole


class UpdateDecoder:
    """`skipped`: called for each that is."""

    def __init__(self, bot: Bot, throttled_log: ThrottledLog, skipped: Callable[[], None]) -> None:
        self._bot = bot
        self._log = throttled_log
        self._skipped = skipped

    def read(self, raw: Mapping[str, Any]) -> Update | None:
        """None for what is skipped. `raw` has a number, by which it counts as served."""
        try:
            return Update.de_json(dict(raw), self._bot)
        except UNREADABLE as error:
            what = f"{type(error).__name__} in {_kind(raw)}"  # the error's own text may hold a person's words
            self._log.trouble("update skipped", what, what)
            self._skipped()
            return None


class ServedUpdates(Protocol):
    """The updates that were served, where they outlive a process."""

    def has(self, number: int) -> bool:
        """Whether it was served; False where that cannot be said."""
        ...

    def keep(self, numbers: Collection[int]) -> None: ...


class UpdateDeduplicator:
    """Updates that came before. Telegram sends again what it does not know to have arrived.

    `durable`: knows, after a crash too, what was served. What is served is written together by one thread at a time, so that a busy minute
    costs few transactions; what a crash keeps from being written is served once more.
    """

    def __init__(self, durable: ServedUpdates | None = None, remembered: int = REMEMBERED) -> None:
        self._durable = durable
        self._remembered = remembered
        self._ids: OrderedDict[int, None] = OrderedDict()
        self._unwritten: list[int] = []
        self._writing: asyncio.Task[None] | None = None

    def __contains__(self, update_id: object) -> bool:
        return update_id in self._ids

    def is_new(self, update_id: int) -> bool:
        """Whether `update_id` is seen for the first time; it is known from then on."""
        if update_id in self._ids:
            return False
        self._ids[update_id] = None
        if len(self._ids) > self._remembered:
            self._ids.popitem(last=False)
        return True

    async def was_served(self, number: int) -> bool:
        """Whether another process served it, or this one before it was started again."""
        return self._durable is not None and await asyncio.to_thread(self._durable.has, number)

    def serves(self, number: int) -> None:
        """It is served now."""
        if self._durable:
            self._unwritten.append(number)
            if self._writing is None:
                self._writing = asyncio.create_task(self._write(self._durable))

    async def written(self) -> None:
        """Return when all that was served is written."""
        if self._writing:
            await self._writing

    async def _write(self, durable: ServedUpdates) -> None:
        try:
            while self._unwritten:
                await asyncio.sleep(GATHERED_FOR)
                numbers, self._unwritten = self._unwritten, []
                await asyncio.to_thread(durable.keep, numbers)
        finally:
            self._writing = None


def number_of(raw: object) -> int | None:
    """The number of an update as it came; None where it has none."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _kind(raw: Mapping[str, Any]) -> str:
    """What it is news of, as far as we ask for that."""
    return next((name for name in raw if name in Update.ALL_TYPES), "an update")
