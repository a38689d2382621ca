"""The order in which updates are served: chats side by side, within one chat strictly one after another."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 512  # updates being served; polling keeps fewer open, a webhook's flood waits its turn
MOST_WAITING = 20  # updates of one chat: as many as one person may write in a minute
CROWDED, FEW_WAITING = 60, 10
"""Where so many wait in all chats together, each chat may have few: polling keeps 100 open, a webhook too, and who forwards a hundred files
would have them all."""


class PerChatProcessor(BaseUpdateProcessor):
    """Serves updates as they come, each after the one before it in the same chat."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self._last: dict[int, asyncio.Future[None]] = {}
        self._waiting: Counter[int] = Counter()

    def is_crowded(self, update: object) -> bool:
        """Whether there are so many before `update` in its chat that it should not wait behind them."""
        most = FEW_WAITING if self._waiting.total() >= CROWDED else MOST_WAITING
        return self._waiting[chat_of(update)] >= most

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        key = chat_of(update)
        before = self._last.get(key)
        mine = asyncio.get_running_loop().create_future()
        self._last[key] = mine
        try:
            if before is not None:
                await self._turn(key, before)
            await coroutine
        finally:
            mine.set_result(None)
            if self._last.get(key) is mine:
                del self._last[key]
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # never begun where we were stopped while waiting

    async def _turn(self, key: int, before: asyncio.Future[None]) -> None:
        """Until the one before is served."""
        self._waiting[key] += 1
        try:
            await asyncio.shield(before)
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key]


def chat_of(update: object) -> int:
    """The chat within which the order counts; where there is none, the person."""
    if not isinstance(update, Update):
        return 0
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0
