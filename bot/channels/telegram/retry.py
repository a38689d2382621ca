"""Makes a call again that Telegram asked to wait with, or that the network lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, NetworkError

from bot.channels.telegram.transport import WaitError

PAUSES = (0.5, 1.0, 2.0, 4.0)  # seconds before the second, third … attempt
ENOUGH = 10.0  # seconds for all attempts: while one chat waits, the updates behind it stay open; what takes longer is the outbox's

T = TypeVar("T")


async def with_retries(call: Callable[[], Awaitable[T]]) -> T:
    """The result of `call`, made again after PAUSES; raises the last error, and at once what no second attempt mends."""
    clock = asyncio.get_running_loop().time
    until = clock() + ENOUGH
    for pause in PAUSES:
        try:
            return await call()
        except BadRequest:  # a NetworkError to the library, but it stays what it is
            raise
        except (NetworkError, WaitError) as error:
            wait = error.seconds if isinstance(error, WaitError) else pause
            if clock() + wait > until:
                raise
        await asyncio.sleep(wait)
    return await call()
