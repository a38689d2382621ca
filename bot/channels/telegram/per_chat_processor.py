"""Whose turn it is: chats side by side, within one chat strictly one after another; an update that came before is known."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 512  # updates being served; polling keeps fewer open, a webhook's flood waits its turn
REMEMBERED = 20_000  # updates that are known again


class PerChatProcessor(BaseUpdateProcessor):
    """Serves updates as they come, each after the one before it in the same chat."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self._last: dict[int, asyncio.Future[None]] = {}

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
                await asyncio.shield(before)
            await coroutine
        finally:
            mine.set_result(None)
            if self._last.get(key) is mine:
                del self._last[key]
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # never begun where we were stopped while waiting


def chat_of(update: object) -> int:
    """The chat within which the order counts; where there is none, the person."""
    if not isinstance(update, Update):
        return 0
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0


class UpdateDeduplicator:
    """Updates that came before. Telegram sends again what it does not know to have arrived."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._ids: OrderedDict[int, None] = OrderedDict()

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
