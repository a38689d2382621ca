"""The Telegram channel over the Bot API stand-in, with a desk that replies what it is told to: for the tests and the benches."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot import wording
from bot.answers.composing.lookup import Card
from bot.channels.telegram.app import TelegramChannel, Webhook
from bot.messages import Incoming, OutboxMessage, Reply
from tests.telegram.bot_api import TOKEN, BotApi

WORDS = wording.load()
COMMANDS = (("start", "Bắt đầu"), ("huy", "Bỏ"), ("trogiup", "Giúp"))
NAM, LAN, GROUP = 1001, 1002, -100777


@dataclass
class ScriptedDesk:
    """Replies what it is told to, and remembers what it heard and what was left to be sent later; without orders it repeats the words."""

    replies: Callable[[Incoming], Sequence[Reply]] = lambda incoming: [Reply(f"Nghe: {incoming.text or incoming.action}")]
    takes: float = 0.0
    heard: list[Incoming] = field(default_factory=list)
    letters: list[OutboxMessage] = field(default_factory=list)

    def handle(self, incoming: Incoming) -> Sequence[Reply]:
        self.heard.append(incoming)
        time.sleep(self.takes)
        return self.replies(incoming)


def cards(text: str, limit: int) -> list[Card]:
    return [Card(f"9.00000{n}", f"{text} {n}", "ghi chú", f"{text} {n}\nGiấy tờ cần nộp:\n- Đơn") for n in range(1, 4)][:limit]


def made(api: BotApi, desk: ScriptedDesk, webhook: Webhook | None = None, **more: Any) -> TelegramChannel:
    more = {"later": desk.letters.extend} | more
    return TelegramChannel(TOKEN, desk, WORDS.telegram, COMMANDS, cards, base_url=api.base_url, webhook=webhook, **more)


@asynccontextmanager
async def open_channel(api: BotApi, desk: ScriptedDesk, webhook: Webhook | None = None, **more: Any) -> AsyncIterator[TelegramChannel]:
    channel = made(api, desk, webhook, **more)
    await channel.start()
    try:
        yield channel
    finally:
        await channel.stop()


async def until(is_so: Callable[[], Any], within: float = 30.0) -> None:
    """Wait for what must come; fails where it does not."""
    end = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.01)
