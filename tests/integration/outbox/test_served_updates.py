"""An update that was served is not served again, whichever process it comes to; one of which nobody knows is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from structlog.testing import capture_logs

from bot.channels.telegram.app import Webhook
from bot.channels.telegram.decoding import UpdateDeduplicator
from bot.database.engine import open_database, read_session
from bot.database.served_updates import KEPT, ServedUpdateStore, purge_served_updates
from bot.database.tables.schedule import ServedUpdateRow
from tests.telegram.bot_api import BotApi
from tests.telegram.channel import NAM, ScriptedDesk, open_channel, until
from tests.telegram.people import Person

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
HOOK = Webhook("https://xa.example/telegram", "a-secret-of-the-test")


@pytest.fixture
def store(engine: Engine) -> ServedUpdateStore:
    return ServedUpdateStore(engine, "123", lambda: NOW)


def rows(engine: Engine) -> int:
    with read_session(engine) as session:
        return session.scalar(select(func.count()).select_from(ServedUpdateRow)) or 0


def test_what_was_served_is_known_to_the_same_bot_alone(engine: Engine, store: ServedUpdateStore) -> None:
    store.keep([7, 2**40])
    store.keep([7, 8])
    assert [number for number in (6, 7, 8, 2**40) if store.has(number)] == [7, 8, 2**40]
    assert not ServedUpdateStore(engine, "124", lambda: NOW).has(7)


def test_what_telegram_has_given_up_is_forgotten(engine: Engine, store: ServedUpdateStore) -> None:
    store.keep([1, 2])
    ServedUpdateStore(engine, "123", lambda: NOW + timedelta(hours=30)).keep([3])
    assert purge_served_updates(engine, NOW + KEPT) == 0
    assert purge_served_updates(engine, NOW + KEPT + timedelta(seconds=1)) == 2
    assert store.has(3)


def test_a_database_that_is_away_stops_nobody(tmp_path: Path) -> None:
    store = ServedUpdateStore(open_database(f"sqlite:///{tmp_path}/nothing.db"), "123", lambda: NOW)  # without a table
    with capture_logs() as logs:
        store.keep([1])
        assert not store.has(1)
    assert [line["event"] for line in logs] == ["served updates not kept", "served updates not known"]


@pytest.mark.anyio
@pytest.mark.parametrize("hook", [None, HOOK])
async def test_after_a_crash_a_served_update_is_not_served_again(engine: Engine, store: ServedUpdateStore, hook: Webhook | None) -> None:
    async with BotApi().running() as api:
        nam = Person(api, NAM)
        first, again = nam.message(text="một"), nam.message(text="hai")
        for messages in ([first], [first, again]):  # the second process begins with what the first one never acknowledged
            async with open_channel(api, ScriptedDesk(), hook, served=store) as channel:
                await until(partial(lambda channel: channel.is_connected, channel))
                for number, message in enumerate(messages, start=1):
                    if hook:
                        body = json.dumps({"update_id": number, "message": message}).encode()
                        assert await channel.posted(hook.secret, body) == HTTPStatus.OK
                    else:
                        api._updates.append({"update_id": number, "message": message})
                        api._news.set()
                await until(partial(lambda count: len(api.said(NAM)) == count, len(messages)))
    assert api.said(NAM) == ["Nghe: một", "Nghe: hai"]
    assert rows(engine) == 2


@pytest.mark.anyio
async def test_a_busy_minute_is_written_in_few_transactions_and_whole_at_the_end() -> None:
    written: list[list[int]] = []

    class Slow:
        def has(self, number: int) -> bool:
            return any(number in numbers for numbers in written)

        def keep(self, numbers: Collection[int]) -> None:
            written.append(list(numbers))

    deduplicator = UpdateDeduplicator(Slow())
    for number in range(500):
        deduplicator.serves(number)
        if number % 100 == 0:
            await asyncio.sleep(0)
    await deduplicator.written()
    assert sorted(number for numbers in written for number in numbers) == list(range(500))
    assert len(written) < 10
    assert await deduplicator.was_served(499)
    assert not await deduplicator.was_served(500)
