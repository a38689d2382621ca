"""A running Bot API, a desk of our own, and the channel between them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.app import TelegramChannel
from tests.telegram.bot_api import BotApi
from tests.telegram.channel import GROUP, NAM, ScriptedDesk, open_channel
from tests.telegram.people import Person


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def api(anyio_backend: str) -> AsyncIterator[BotApi]:
    async with BotApi().running() as running:
        yield running


@pytest.fixture
def desk() -> ScriptedDesk:
    return ScriptedDesk()


@pytest.fixture
async def channel(api: BotApi, desk: ScriptedDesk) -> AsyncIterator[TelegramChannel]:
    async with open_channel(api, desk) as running:
        yield running


@pytest.fixture
def nam(api: BotApi) -> Person:
    return Person(api, NAM)


@pytest.fixture
def nam_in_group(api: BotApi) -> Person:
    return Person(api, NAM, GROUP)
