"""How long we try: calls that Telegram asked to wait with, or that the network lost, are made again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, NetworkError

from bot.channels.telegram.transport import WaitError

PAUSES = (0.5, 1.0, 2.0, 4.0)  # seconds before the second, third … attempt
LONGEST_WAIT = 60.0  # seconds; who is asked to wait longer is told nothing: the answer would come out of the blue

T = TypeVar("T")


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """The result of `call`, made again after PAUSES; raises the last error, and at once what no second attempt mends."""
    for pause in PAUSES:
        try:
            return await call()
        except WaitError as error:
            if error.seconds > LONGEST_WAIT:
                raise
            await asyncio.sleep(error.seconds)
        except BadRequest:  # a NetworkError to the library, but it stays what it is
            raise
        except NetworkError:
            await asyncio.sleep(pause)
    return await call()
