"""The delivery: what a channel answers is heeded, whatever happens meanwhile everything arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from bot.database.engine import read_session, write_session
from bot.database.outgoing import OUTBOX, queue
from bot.messages import ChatId, OutboxMessage, Priority
from bot.outbox import delivery as delivering
from bot.outbox.claimed_message import Blocked, ClaimedMessage, Gone, Moved, Outcome, Rejected, Result, RetryAfter, Unreachable
from bot.outbox.delivery import LONGEST_WAIT, Delivery, back_off
from bot.outbox.rate_limit import RateLimit
from bot.outbox.store import Claimed, Outbox, OutboxUnavailableError
from tests.outbox import Channel

AN, BINH, GROUP = ChatId("telegram", "1"), ChatId("telegram", "2"), ChatId("telegram", "-100")
FAST = RateLimit(1_000, timedelta(0), timedelta(0))


def put(engine: Engine, *letters: OutboxMessage) -> None:
    with write_session(engine) as session:
        queue(session, letters, datetime.now(UTC))


def letter(chat: ChatId, what: str, **fields: Any) -> OutboxMessage:
    return OutboxMessage(chat, what, f"{chat}/{what}", **fields)


def rows(engine: Engine) -> list[tuple[str, str]]:
    with read_session(engine) as session:
        return [(row.text, row.state) for row in session.execute(select(OUTBOX).order_by(OUTBOX.c.id))]


def is_done(engine: Engine) -> bool:
    return all(state not in ("waiting", "sending") for _, state in rows(engine))


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(15):
        while not await asyncio.to_thread(holds):  # noqa: ASYNC110 - what is waited for knows of no event
            await asyncio.sleep(0.02)


@asynccontextmanager
async def running(delivery: Delivery) -> AsyncIterator[None]:
    await delivery.start()
    try:
        yield
    finally:
        await delivery.stop()


def run(engine: Engine, channel: Channel, *letters: OutboxMessage, **options: Any) -> list[tuple[str, str]]:
    """Queue `letters`, deliver until nothing waits; returns what became of them."""

    async def scenario() -> None:
        put(engine, *letters)
        async with running(Delivery(Outbox(engine, "telegram", FAST), channel, **options)):
            await until(lambda: is_done(engine))

    asyncio.run(scenario())
    return rows(engine)


def once(outcome: Outcome | Exception) -> Callable[[ClaimedMessage], Outcome | Exception | None]:
    """Answer so the first time."""
    answers = iter([outcome])
    return lambda _: next(answers, None)


def test_everything_arrives_in_the_order_of_each_chat(engine: Engine) -> None:
    channel = Channel(latency=0.005)
    results = run(engine, channel, *(letter(ChatId("telegram", str(number % 7)), str(number)) for number in range(70)), in_flight=5)
    assert {state for _, state in results} == {"sent"}
    for chat in range(7):
        assert [message.text for message in channel.messages if message.chat.key == str(chat)] == [
            str(number) for number in range(chat, 70, 7)
        ]
    assert channel.most_at_once <= 5


def test_waits_as_long_as_the_channel_asks(engine: Engine) -> None:
    times: list[float] = []

    def answer(_: ClaimedMessage) -> Outcome | None:
        times.append(asyncio.get_running_loop().time())
        return RetryAfter(1.2) if len(times) == 1 else None

    assert run(engine, Channel(answer), letter(AN, "a")) == [("a", "sent")]
    assert times[1] - times[0] >= 1.2


def test_who_blocked_us_gets_no_more_and_the_follower_is_told_of(engine: Engine) -> None:
    gone: list[ChatId] = []
    channel = Channel(lambda message: Blocked("bot was blocked by the user") if message.chat == AN else None)
    results = run(engine, channel, letter(AN, "a"), letter(BINH, "b"), on_blocked=lambda chat, _: gone.append(chat))
    assert results == [("a", "blocked"), ("b", "sent")]
    assert gone == [AN]


def test_a_listener_that_fails_stops_nothing(engine: Engine) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    assert run(engine, Channel(once(Blocked())), letter(AN, "a"), letter(AN, "b"), on_blocked=fail) == [("a", "blocked"), ("b", "sent")]


def test_a_group_that_moved_is_followed(engine: Engine) -> None:
    moves: list[tuple[ChatId, ChatId]] = []
    channel = Channel(lambda message: Moved("-200") if message.chat == GROUP else None)
    results = run(engine, channel, letter(GROUP, "a"), letter(GROUP, "b"), on_moved=lambda *pair: moves.append(pair))
    assert results == [("a", "sent"), ("b", "sent")]
    assert [message.chat.key for message in channel.messages] == ["-100", "-200", "-200"]
    assert moves == [(GROUP, ChatId("telegram", "-200"))]


@pytest.mark.parametrize("fault", [Unreachable("connection reset"), ZeroDivisionError("a fault of the sender's own")])
def test_what_did_not_get_through_is_tried_again(engine: Engine, fault: Outcome | Exception) -> None:
    channel = Channel(once(fault))
    assert run(engine, channel, letter(AN, "a")) == [("a", "sent")]
    assert [message.attempts for message in channel.messages] == [1, 2]


def test_an_answer_that_does_not_come_is_not_waited_for_forever(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "SEND_SECONDS", 0.05)
    channel = Channel(latency=0.2)

    async def scenario() -> None:
        put(engine, letter(AN, "a"))
        async with running(Delivery(Outbox(engine, "telegram", FAST), channel)):
            await until(lambda: rows_reason(engine) == "no answer in time")

    asyncio.run(scenario())
    assert channel.messages == []


def rows_reason(engine: Engine) -> str:
    with read_session(engine) as session:
        return str(session.execute(select(OUTBOX.c.reason)).scalar())


def test_nothing_is_tried_forever(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "MOST_ATTEMPTS", 1)
    assert run(engine, Channel(once(Unreachable("gone"))), letter(AN, "a")) == [("a", "failed")]
    assert rows_reason(engine) == "1 attempts: gone"


def test_what_the_channel_refuses_fails_with_its_reason(engine: Engine) -> None:
    assert run(engine, Channel(once(Rejected("message is too long"))), letter(AN, "a")) == [("a", "failed")]
    assert rows_reason(engine) == "message is too long"


def test_a_photo_is_uploaded_once(engine: Engine) -> None:
    channel = Channel(latency=0.05)
    run(engine, channel, *(letter(ChatId("telegram", str(number)), "a", photo="/cover.jpg") for number in range(20)))
    uploads = [message for message in channel.messages if not message.file_id]
    assert (len(channel.messages), len(uploads)) == (20, 1)


def test_a_photo_the_channel_forgot_is_uploaded_again(engine: Engine) -> None:
    channel = Channel(lambda message: Gone() if message.file_id == "file-1" else None)
    run(engine, channel, letter(AN, "a", photo="/cover.jpg"))
    run(engine, channel, letter(BINH, "b", photo="/cover.jpg"))
    assert [message.file_id for message in channel.messages] == ["", "file-1", ""]


def test_a_slot_is_edited_in_place_and_written_anew_where_it_is_gone(engine: Engine) -> None:
    channel = Channel(lambda message: Gone() if message.text == "c" and message.edits else None)
    for text in "abc":
        run(engine, channel, letter(GROUP, text, slot="petition:12"))
    assert [(message.text, message.edits) for message in channel.messages] == [("a", ""), ("b", "1"), ("c", "1"), ("c", "")]


def test_replies_pass_a_campaign_by(engine: Engine) -> None:
    channel = Channel()

    async def scenario() -> None:
        put(engine, *(letter(ChatId("telegram", str(number)), "post", priority=Priority.CAMPAIGN, campaign=1) for number in range(200)))
        async with running(Delivery(Outbox(engine, "telegram", RateLimit(50)), channel)):
            await until(lambda: len(channel.messages) > 10)
            await asyncio.to_thread(put, engine, letter(GROUP, "reply", priority=Priority.REPLY))
            begun = len(channel.messages)
            await until(lambda: "reply" in channel.texts)
            assert channel.texts.index("reply") - begun < 50

    asyncio.run(scenario())


def test_what_is_queued_here_leaves_without_waiting_for_the_next_look(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "POLL", 3_600)
    channel = Channel()

    async def scenario() -> None:
        async with running(Delivery(Outbox(engine, "telegram", FAST), channel)):
            await asyncio.sleep(0.3)
            await asyncio.to_thread(put, engine, letter(AN, "a"))
            await until(lambda: channel.texts == ["a"])

    asyncio.run(scenario())


def test_an_outage_is_probed_by_one_letter_and_ends_by_itself(engine: Engine) -> None:
    down = [True]
    channel = Channel(lambda _: Unreachable("no route") if down[0] else None)

    async def scenario() -> None:
        put(engine, *(letter(ChatId("telegram", str(number)), str(number)) for number in range(40)))
        async with running(Delivery(Outbox(engine, "telegram", FAST), channel, in_flight=4, chance=lambda: 0.0)):
            await asyncio.sleep(1.5)
            assert len(channel.messages) <= 10
            down[0] = False
            await until(lambda: is_done(engine))

    asyncio.run(scenario())
    assert {state for _, state in rows(engine)} == {"sent"}


def stopped_while_sending(engine: Engine, latency: float) -> tuple[Channel, list[tuple[str, str]]]:
    channel = Channel(latency=latency)

    async def scenario() -> None:
        put(engine, *(letter(ChatId("telegram", str(number)), str(number)) for number in range(30)))
        delivery = Delivery(Outbox(engine, "telegram", FAST), channel, in_flight=5)
        await delivery.start()
        await until(lambda: channel.most_at_once)
        await delivery.stop()

    asyncio.run(scenario())
    return channel, rows(engine)


def test_a_stop_waits_for_what_is_in_flight_and_takes_nothing_more(engine: Engine) -> None:
    channel, results = stopped_while_sending(engine, 0.3)
    assert 0 < len(channel.messages) < 30
    assert sorted(text for text, state in results if state == "sent") == sorted(channel.texts)
    assert {state for _, state in results} == {"sent", "waiting"}


def test_a_stop_does_not_wait_forever(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "GRACE", 0.1)
    channel, results = stopped_while_sending(engine, 60)
    assert channel.messages == []
    assert {state for _, state in results} == {"sending", "waiting"}  # the lease gives them back


class Shaky(Outbox):
    """An outbox whose database fails every other time."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, "telegram", FAST)
        self.calls = 0

    def _shake(self) -> None:
        self.calls += 1
        if self.calls % 2:
            raise OutboxUnavailableError("the server closed the connection")

    def claim(self, worker: str, limit: int, at: datetime) -> Claimed:
        self._shake()
        return super().claim(worker, limit, at)

    def record(self, results: Sequence[tuple[ClaimedMessage, Result]], at: datetime) -> None:
        self._shake()
        super().record(results, at)


def test_a_database_that_comes_and_goes_loses_and_repeats_nothing(engine: Engine) -> None:
    channel = Channel()

    async def scenario() -> None:
        put(engine, *(letter(ChatId("telegram", str(number)), str(number)) for number in range(20)))
        async with running(Delivery(Shaky(engine), channel)):
            await until(lambda: is_done(engine))

    asyncio.run(scenario())
    assert sorted(channel.texts) == sorted(str(number) for number in range(20))


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_back_off_doubles_up_to_a_limit_and_never_all_at_once(attempts: int, chance: float) -> None:
    wait = back_off(attempts, chance)
    assert min(LONGEST_WAIT, 2.0 ** min(attempts - 1, 20)) / 2 <= wait <= LONGEST_WAIT
    assert back_off(1, 1) == 1
    assert back_off(3, 0) == 2
