"""A process of its own that repeats what it hears, to be killed by the tests: python -m tests.telegram.repeating_bot BASE_URL"""

from __future__ import annotations

import asyncio
import sys

from bot.channels.telegram.app import TelegramChannel
from bot.runtime.rate_limiter import RateLimiter
from bot.runtime.serving import serve
from tests.telegram.bot_api import TOKEN
from tests.telegram.channel import COMMANDS, WORDS, ScriptedDesk, cards


def main(base_url: str) -> None:
    channel = TelegramChannel(
        TOKEN, ScriptedDesk(), WORDS.telegram, COMMANDS, cards, later=lambda _: None, base_url=base_url, limiter=RateLimiter(10**6)
    )
    asyncio.run(serve([channel], lambda: None))


if __name__ == "__main__":
    main(sys.argv[1])
