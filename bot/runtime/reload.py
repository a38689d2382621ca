"""What is made of the index in use, made anew when another is published; a question reads it once and is answered from one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

import structlog

from bot.messages import Incoming, MessageHandler, Reply
from bot.runtime import gc_tuning
from indexer.storage.artifact import ArtifactError

LOOKS_EVERY = 1.0  # seconds; what is published is seen within five
Made = TypeVar("Made")
log = structlog.get_logger(__name__)


class Reloadable(Generic[Made]):
    """Holds what `make` made last; `version` tells one publication from another. Raises what `make` raises, the first time."""

    def __init__(self, version: Callable[[], Hashable], make: Callable[[], Made]) -> None:
        self._version = version
        self._make = make
        self._seen = version()
        self.current = make()
        self.since = time.time()
        gc_tuning.freeze()

    def refresh(self) -> bool:
        """Whether something new is in use now. What cannot be opened is told once; the old stays."""
        found = self._version()
        if found == self._seen:
            return False
        try:
            self.current = self._make()
        except (ArtifactError, OSError, ValueError) as error:  # ValueError: a file that is none of ours; pydantic's among them
            log.error("index refused, the old one stays", reason=str(error))  # noqa: TRY400 - the reason says it all
            self._seen = found
            return False
        self._seen = found
        self.since = time.time()
        gc_tuning.freeze()
        log.info("index replaced")
        return True


class IndexWatcher:
    """Looks for a new publication while the program runs."""

    def __init__(self, reloadable: Reloadable[Made], every: float = LOOKS_EVERY) -> None:
        self._reloadable = reloadable
        self._every = every
        self._task: asyncio.Task[None] | None = None
        self._is_in_trouble = False

    async def start(self) -> None:
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await asyncio.to_thread(self._look)

    def _look(self) -> None:
        """Whatever goes wrong, the database that is gone for a while among it, the next look is taken."""
        try:
            self._reloadable.refresh()
        except Exception as error:
            if not self._is_in_trouble:
                log.exception("cannot look for another index", kind=type(error).__name__)
            self._is_in_trouble = True
        else:
            self._is_in_trouble = False


class ReloadingDesk:
    """The front desk over the index in use; the door that channels are given. `watch` is told the channel and the seconds taken,
    `decided` of each answer the rule that decided it and its kind; both are logged, of what was said nothing."""

    def __init__(
        self,
        desk: Callable[[], MessageHandler],
        watch: Callable[[str, float], None] = lambda *_: None,
        decided: Callable[[str, str], None] = lambda *_: None,
    ) -> None:
        self._desk = desk
        self._watch = watch
        self._decided = decided

    def handle(self, incoming: Incoming) -> Sequence[Reply]:
        """Answer one message or pressed button."""
        began = time.perf_counter()
        replies = self._desk().handle(incoming)
        seconds = time.perf_counter() - began
        self._watch(incoming.chat.channel, seconds)
        for reply in replies:
            if reply.rule:
                self._decided(reply.rule, reply.kind)
                log.info("answered", channel=incoming.chat.channel, rule=reply.rule, kind=reply.kind, ms=round(seconds * 1000, 1))
        return replies
