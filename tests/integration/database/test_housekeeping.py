"""What is kept no longer is deleted by the timetable of the process that holds the lease."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import cast

from sqlalchemy import Engine, func, select

from bot import wording
from bot.database.engine import read_session, write_session
from bot.database.outgoing import OUTBOX, queue
from bot.database.steadiness import Steadiness
from bot.messages import ChatId, OutboxMessage
from bot.outbox.store import Outbox
from bot.runtime.schedule import Job
from bot.settings import Settings
from bot.wiring.rooms import rooms_of
from bot.wiring.timetable import jobs_of, timetable
from indexer.ranking.search import Index

VISITOR = ChatId("web", "v")
WORKING = {
    "clock",
    "petition warnings",
    "staff in reach",
    "petition list",
    "petitions of who is away",
    "newsroom",
    "campaigns",
    "publications compared",
    "letters on changes",
    "plan tasks",
    "rounds",
    "audit trail",
    "content dates",
    "notices that begin",
    "dialogues",
}
"""The jobs that delete nothing for good."""


def left(engine: Engine) -> int:
    with read_session(engine) as session:
        return int(session.execute(select(func.count()).select_from(OUTBOX)).scalar_one())


def test_old_letters_go_and_the_rooms_jobs_run(engine: Engine) -> None:
    settings, now = Settings(_env_file=None), datetime.now(UTC)
    ran: list[datetime] = []
    for age in (1, settings.retention_letters_days + 1):
        with write_session(engine) as session:
            queue(session, [OutboxMessage(VISITOR, "a", str(age))], now - timedelta(days=age))
        Outbox(engine, "web").collect(VISITOR, now - timedelta(days=age))

    async def scenario() -> None:
        runs = timetable(settings, engine, [Job("ours", "0 7 * * *", ran.append)])
        await runs.start()
        async with asyncio.timeout(10):
            while await asyncio.to_thread(left, engine) == 2 or not ran:  # noqa: ASYNC110 - what is waited for knows of no event
                await asyncio.sleep(0.02)
        await runs.stop()

    asyncio.run(scenario())
    assert left(engine) == 1


NOW = datetime(2026, 7, 1, 2, tzinfo=UTC)
YEAR = timedelta(days=400)


def days(count: float) -> datetime:
    return NOW + timedelta(days=count)


def test_a_clock_that_jumps_ahead_for_a_moment_is_never_believed(engine: Engine) -> None:
    clock = Steadiness(engine)
    assert clock.look(NOW)
    for day in range(5):
        assert not clock.look(days(day) + YEAR), "an hour of another year"
        assert clock.told()
        assert clock.look(days(day + 0.1))
        assert clock.told() == ()


def test_two_jobs_that_look_for_the_first_time_at_once_are_both_believed(engine: Engine) -> None:
    meeting = Barrier(4)

    def looked(_: int) -> bool:
        meeting.wait()
        return Steadiness(engine).look(NOW)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(looked, range(4)))


def test_a_clock_that_stays_ahead_is_believed_a_day_later(engine: Engine) -> None:
    clock = Steadiness(engine)
    clock.look(NOW)
    looks = [clock.look(days(400) + timedelta(hours=hour)) for hour in (0, 1, 12, 22, 24)]
    assert looks == [False, False, False, False, True]
    assert clock.look(days(401.1))
    assert clock.told() == ()


def test_a_weekend_off_and_a_clock_that_goes_back_are_no_reason_for_doubt(engine: Engine) -> None:
    clock = Steadiness(engine)
    assert [clock.look(days(day)) for day in (0, 2.9, 1, 5, -300, 5.1)] == [True] * 6


def test_nothing_is_deleted_while_the_clock_is_doubted(engine: Engine) -> None:
    settings, now = Settings(_env_file=None), datetime.now(UTC)
    ran: list[datetime] = []
    with write_session(engine) as session:
        queue(session, [OutboxMessage(VISITOR, "a", "old")], now - timedelta(days=settings.retention_letters_days + 1))
    Outbox(engine, "web").collect(VISITOR, now - timedelta(days=settings.retention_letters_days + 1))
    Steadiness(engine).look(now - timedelta(days=30))

    async def scenario() -> None:
        runs = timetable(settings, engine, [Job("last", "0 7 * * *", ran.append), Job("deletes", "0 7 * * *", ran.append, deletes=True)])
        await runs.start()
        async with asyncio.timeout(10):
            while not ran:  # noqa: ASYNC110 - what is waited for knows of no event
                await asyncio.sleep(0.02)
        await runs.stop()

    asyncio.run(scenario())
    assert (len(ran), left(engine)) == (1, 1)
    assert "clock: jumped ahead" in Steadiness(engine).told()[0]


def test_every_job_that_deletes_says_so(engine: Engine) -> None:
    """What a job calls is asked: `purge`, `tidy`, `sweep` and what forgets or closes for good wait for a clock that is believed."""
    settings = Settings(_env_file=None, secret_key="a key of the tests")
    parts = wording.load()
    rooms = rooms_of(settings, engine, parts, lambda: cast("Index", None))
    jobs = {job.name: job.deletes for job in timetable(settings, engine, jobs_of(rooms)).jobs}
    kept = {name for name, deletes in jobs.items() if not deletes}
    assert kept == WORKING, "a new job: does it delete for good? Then it says deletes=True; else it stands in WORKING"
