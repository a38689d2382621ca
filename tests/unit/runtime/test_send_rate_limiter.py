"""bot.channels.telegram.send_rate_limiter: no second at Telegram's end holds too many, whatever the way there does."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine
from itertools import pairwise
from typing import Any

import pytest

from bot.channels.telegram import send_rate_limiter
from bot.channels.telegram.send_rate_limiter import MARGIN, FullError, SendRateLimiter

RATE = 40.0
WITHIN = 0.2  # for a second


class StillLoop(asyncio.SelectorEventLoop):
    """Time passes only where everybody waits: a machine that is held up by others delays nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._moment = 0.0
        selector: Any = self._selector  # type: ignore[attr-defined]
        ready = selector.select

        def select(timeout: float | None = None) -> list[Any]:
            found: list[Any] = ready(None if timeout is None else 0)
            if timeout and not found:
                self.hold(timeout)
            return found

        selector.select = select

    def time(self) -> float:
        return self._moment

    def hold(self, seconds: float) -> None:
        self._moment += seconds


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=StillLoop) as runner:
        runner.run(coroutine)


@pytest.fixture(autouse=True)
def short_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send_rate_limiter, "WITHIN", WITHIN)


async def talk(limiter: SendRateLimiter, chance: random.Random, came: list[float], *, is_outbox: bool) -> None:
    """One message: a way there, the moment at which it is counted, a way back."""
    async with limiter.passing(is_outbox=is_outbox):
        await asyncio.sleep(chance.uniform(0.001, 0.03))
        came.append(asyncio.get_running_loop().time())
        await asyncio.sleep(chance.uniform(0.001, 0.03))


def fullest(came: list[float]) -> int:
    """The most that came within WITHIN."""
    return max(sum(moment <= other < moment + WITHIN for other in came) for moment in came)


@pytest.mark.parametrize("seed", range(4))
def test_no_second_holds_too_many_letters_however_long_their_way_is(seed: int) -> None:
    chance, came = random.Random(seed), list[float]()

    async def campaign() -> None:
        limiter = SendRateLimiter(RATE)
        async with asyncio.TaskGroup() as group:
            for number in range(150):
                group.create_task(talk(limiter, chance, came, is_outbox=True))
                if number % 50 == 25:
                    await asyncio.sleep(0.01)
                    loop = asyncio.get_running_loop()
                    assert isinstance(loop, StillLoop)
                    loop.hold(0.06)  # the whole process is held up, and what is under way comes late

    run(campaign())
    assert len(came) == 150
    assert fullest(came) <= RATE * MARGIN


def test_replies_do_not_wait_and_letters_make_room_for_them() -> None:
    chance, letters, replies = random.Random(1), list[float](), list[float]()

    async def both() -> None:
        limiter = SendRateLimiter(RATE)
        async with asyncio.TaskGroup() as group:
            for _ in range(20):
                group.create_task(talk(limiter, chance, replies, is_outbox=False))
            await asyncio.sleep(0)
            for _ in range(60):
                group.create_task(talk(limiter, chance, letters, is_outbox=True))

    run(both())
    assert fullest(letters + replies) <= RATE * MARGIN
    assert max(replies) < sorted(letters)[30], "who asks does not stand behind the letters"


def test_what_counts_no_more_is_forgotten_where_no_letter_ever_comes() -> None:
    limiter, came = SendRateLimiter(RATE), list[float]()

    async def asking() -> None:
        for _ in range(6):
            await asyncio.gather(*(talk(limiter, random.Random(2), came, is_outbox=False) for _ in range(30)))
            await asyncio.sleep(WITHIN)

    run(asking())
    assert len(limiter._answered) <= 60


def test_one_letter_at_a_time_leaves_where_the_rate_is_slow() -> None:
    came = list[float]()

    async def slow() -> None:
        limiter = SendRateLimiter(0.5)
        await asyncio.gather(*(talk(limiter, random.Random(3), came, is_outbox=True) for _ in range(4)))

    run(slow())
    assert all(later - earlier >= WITHIN - 0.06 for earlier, later in pairwise(sorted(came))), "less what their ways differ by"


def test_a_letter_that_never_has_its_turn_goes_back_into_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send_rate_limiter, "PATIENCE", 0.05)

    async def crowded() -> None:
        limiter, over = SendRateLimiter(1.0), asyncio.Event()

        async def hanging() -> None:
            async with limiter.passing(is_outbox=False):
                await over.wait()

        replies = [asyncio.create_task(hanging()) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(FullError):
            async with limiter.passing(is_outbox=True):
                pytest.fail("there is no room")
        over.set()
        await asyncio.gather(*replies)

    run(crowded())
