"""Many people at once on a bad day: every message answered once, in order within its chat, in memory that stays flat."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.soak import size
from tests.telegram.bot_api import ApiFault, BotApi
from tests.telegram.channel import until
from tests.telegram.people import Person

pytestmark = [pytest.mark.anyio, pytest.mark.soak]
USERS = size(40, 1_000)
MESSAGES = 10
AT_ONCE = 200  # messages that nobody has answered yet
GROWTH = 16 * 1024 * 1024  # bytes between the first quarter and the end
MEGABYTE = 1024 * 1024
BAD_DAY = {
    "sendMessage": [
        (0.01, ApiFault(429, retry_after=1)),
        (0.015, ApiFault(502)),
        (0.015, ApiFault(drops=True)),
        (0.01, ApiFault(delay=1.0)),
    ],
    "getUpdates": [
        (0.02, ApiFault(500)),
        (0.02, ApiFault(drops=True)),
        (0.05, ApiFault(drops=True, after=True)),
        (0.01, ApiFault(429, retry_after=1)),
    ],
}


def bad_day(seed: int) -> BotApi:
    chance = random.Random(seed)

    def chaos(method: str) -> ApiFault | None:
        faults = BAD_DAY.get(method, [])
        found = chance.choices([fault for _, fault in faults] + [None], [share for share, _ in faults] + [1 - sum(s for s, _ in faults)])
        return found[0]

    return BotApi(delay=0.02, chaos=chaos)


def memory(pid: int) -> int:
    """The bytes that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def talk(api: BotApi, people: list[Person]) -> dict[int, list[str]]:
    """Everybody writes; now and then Telegram gives one update twice. What each must be told, in order."""
    told: dict[int, list[str]] = {person.number: [] for person in people}
    for number in range(MESSAGES):
        for person in people:
            text = f"{person.number} câu {number}"
            told[person.number].append(f"Nghe: {text}")
            person.says(text)
            if (person.number + number) % 50 == 0:
                api._updates.append(dict(api.waiting[-1]))
            await until(lambda: len(api._updates) < AT_ONCE, 60)
    return told


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
async def test_every_message_is_answered_once_and_in_order_whatever_fails() -> None:
    api = bad_day(7)
    async with api.running():
        root = ROOT
        bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.telegram.repeating_bot", api.base_url, cwd=root)
        try:
            people = [Person(api, 10_000 + number) for number in range(USERS)]
            began, held = time.monotonic(), asyncio.create_task(_held_early(api, bot.pid))
            told = await talk(api, people)
            await until(lambda: not api.waiting, 60)
            late = memory(bot.pid)
            print(f"{len(api.sent)} answers in {time.monotonic() - began:.0f} s, {await held // MEGABYTE} → {late // MEGABYTE} MB")  # noqa: T201
        finally:
            bot.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(bot.wait(), 10) == 0
    wrong = {person: api.said(person) for person, texts in told.items() if api.said(person) != texts}
    assert wrong == {}
    assert late - await held < GROWTH


async def _held_early(api: BotApi, pid: int) -> int:
    """The memory after a quarter of the answers."""
    await until(lambda: len(api.sent) >= USERS * MESSAGES // 4, 600)
    return memory(pid)
