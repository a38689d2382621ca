"""The timetable: run by one process at a time, whatever clocks and processes do."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.database.lease import Lease
from bot.runtime.schedule import Job, JobScheduler, Punctual
from tests.presence import found

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
DAILY = "30 7 * * *"


def lease(engine: Engine) -> Lease:
    return Lease(engine, "timetable", timedelta(seconds=30))


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_one_holds_it_while_it_keeps_taking_it(engine: Engine) -> None:
    assert lease(engine).take("a", NOON)
    assert not lease(engine).take("b", later(29))
    assert lease(engine).take("a", later(29))
    assert not lease(engine).take("b", later(58))


def test_who_falls_silent_loses_it_and_does_not_get_it_back(engine: Engine) -> None:
    lease(engine).take("hung", NOON)
    assert lease(engine).take("b", later(30))
    assert not lease(engine).take("hung", later(31))


def test_who_leaves_makes_room_at_once_and_takes_nothing_from_others(engine: Engine) -> None:
    lease(engine).take("a", NOON)
    lease(engine).release("b")
    assert not lease(engine).take("b", NOON)
    lease(engine).release("a")
    assert lease(engine).take("b", NOON)


def test_leases_of_other_names_are_others(engine: Engine) -> None:
    lease(engine).take("a", NOON)
    assert Lease(engine, "other").take("b", NOON)


def test_a_clock_that_ran_ahead_keeps_nobody_out(engine: Engine) -> None:
    lease(engine).take("a", NOON + timedelta(days=365))
    assert lease(engine).take("b", NOON)


def test_of_many_at_once_one_gets_it(engine: Engine) -> None:
    got: list[str] = []
    start = threading.Barrier(8)

    def take(name: str) -> None:
        start.wait()
        if lease(engine).take(name, NOON):
            got.append(name)

    threads = [threading.Thread(target=take, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1


class MemoryLease:
    """A lease that the test gives and takes away."""

    def __init__(self, is_ours: bool = True) -> None:
        self.is_ours = is_ours
        self.released = False

    def take(self, holder: str, at: datetime) -> bool:
        return self.is_ours

    def release(self, holder: str) -> None:
        self.released = True


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what is waited for knows of no event
            await asyncio.sleep(0.01)


def run(scenario: Callable[[], Coroutine[object, object, None]]) -> None:
    asyncio.run(scenario())


def test_jobs_run_when_a_process_takes_over_and_a_failure_stops_no_other() -> None:
    ran: list[tuple[str, datetime]] = []

    def fail(at: datetime) -> None:
        ran.append(("fails", at))
        raise ZeroDivisionError

    async def scenario() -> None:
        jobs = [Job("fails", DAILY, fail), Job("works", DAILY, lambda at: ran.append(("works", at)))]
        held = MemoryLease()
        timetable = JobScheduler(jobs, held, VIETNAM, now=lambda: NOON, looks_every=0.02)
        await timetable.start()
        await until(lambda: len(ran) == 2)
        await timetable.stop()
        assert held.released

    run(scenario)
    assert sorted(ran) == [("fails", NOON), ("works", NOON)]


def test_nobody_else_takes_over_before_the_job_under_way_has_ended() -> None:
    begun, go_on = threading.Event(), threading.Event()
    ended: list[datetime] = []

    def work(at: datetime) -> None:
        begun.set()
        go_on.wait(5)
        ended.append(at)

    async def scenario() -> None:
        held = MemoryLease()
        timetable = JobScheduler([Job("long", DAILY, work)], held, VIETNAM, now=lambda: NOON, looks_every=0.02)
        await timetable.start()
        await until(begun.is_set)
        stopping = asyncio.create_task(timetable.stop())
        await asyncio.sleep(0.1)
        assert not held.released
        go_on.set()
        await stopping
        assert held.released
        assert ended == [NOON]

    run(scenario)


def test_a_rule_is_kept_again_and_again() -> None:
    ran: list[datetime] = []

    async def scenario() -> None:
        timetable = JobScheduler([Job("often", "* * * * *", ran.append)], MemoryLease(), VIETNAM, looks_every=0.02)
        await timetable.start()
        await until(lambda: ran)
        (job,) = found(timetable._scheduler).get_jobs()
        assert job.next_run_time - datetime.now(UTC) <= timedelta(minutes=1)
        job.modify(next_run_time=datetime.now(UTC))
        await until(lambda: len(ran) == 2)
        await timetable.stop()

    run(scenario)


def test_who_has_no_lease_runs_nothing_and_who_loses_it_stops() -> None:
    ran: list[datetime] = []

    async def scenario() -> None:
        held = MemoryLease(is_ours=False)
        timetable = JobScheduler([Job("daily", DAILY, ran.append)], held, VIETNAM, looks_every=0.02)
        await timetable.start()
        await asyncio.sleep(0.1)
        assert not ran
        held.is_ours = True
        await until(lambda: ran)
        held.is_ours = False
        await until(lambda: not timetable.is_running)
        await timetable.stop()
        assert not held.released

    run(scenario)


def test_a_process_that_hung_runs_no_job_before_it_has_looked_at_the_lease() -> None:
    ran: list[datetime] = []

    async def scenario() -> None:
        held = MemoryLease()
        timetable = JobScheduler([Job("daily", DAILY, ran.append)], held, VIETNAM, looks_every=60)
        await timetable.start()
        await until(lambda: ran)
        held.is_ours = False  # while it hung, another took over
        found(timetable._scheduler).get_job("daily").modify(next_run_time=datetime.now(UTC))
        await asyncio.sleep(0.2)
        await timetable.stop()

    run(scenario)
    assert len(ran) == 1


@pytest.mark.parametrize("jump", [timedelta(days=7), timedelta(days=-7)])
def test_after_a_jump_of_the_clock_every_job_is_asked_anew(jump: timedelta) -> None:
    ran: list[datetime] = []
    clock = [timedelta()]

    async def scenario() -> None:
        timetable = JobScheduler(
            [Job("daily", DAILY, ran.append)], MemoryLease(), VIETNAM, now=lambda: datetime.now(UTC) + clock[0], looks_every=0.02
        )
        await timetable.start()
        await until(lambda: len(ran) == 1)
        clock[0] = jump
        await until(lambda: len(ran) == 2)
        await timetable.stop()

    run(scenario)
    assert abs(ran[1] - ran[0] - jump) < timedelta(seconds=10)


def test_two_processes_run_a_job_in_one_of_them(engine: Engine) -> None:
    ran: list[str] = []

    async def scenario() -> None:
        both = [
            JobScheduler([Job("daily", DAILY, partial(lambda name, at: ran.append(name), name))], lease(engine), VIETNAM, looks_every=0.05)
            for name in "ab"
        ]
        for timetable in both:
            await timetable.start()
        await until(lambda: ran)
        await asyncio.sleep(0.2)
        first = both["ab".index(ran[0])]
        other = both[1 - "ab".index(ran[0])]
        assert (len(ran), other.is_running) == (1, False)
        await first.stop()
        await until(lambda: len(ran) == 2)
        await other.stop()

    run(scenario)
    assert sorted(ran) == ["a", "b"]


@pytest.mark.parametrize("rule", ["", "61 * * * *", "* * * *", "0 7 * * 1-5", "0 7 * * nào"])
def test_a_rule_that_is_none_or_reads_two_ways_is_refused(rule: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        Job("wrong", rule, lambda _: None)


@pytest.mark.parametrize("missed", [timedelta(), timedelta(seconds=59), timedelta(minutes=7), timedelta(days=400), timedelta(days=40_000)])
@pytest.mark.parametrize("rule", ["* * * * *", "*/5 * * * *", "30 7 * * mon-fri"])
def test_times_that_were_missed_are_not_walked(rule: str, missed: timedelta) -> None:
    trigger = Punctual.from_crontab(rule, VIETNAM)
    first = found(trigger.get_next_fire_time(None, NOON))
    now = first + missed
    after = found(trigger.get_next_fire_time(first, now))
    assert after > now, "one step leads from any past to the next time that comes"
    assert found(trigger.get_next_fire_time(after, after)) > after


def test_the_loop_goes_on_while_an_old_timetable_ends() -> None:
    clock = [timedelta()]
    ending, end = threading.Event(), threading.Event()
    was_let_end: list[bool] = []

    async def scenario() -> None:
        timetable = JobScheduler(
            [Job("daily", DAILY, lambda _: None)], MemoryLease(), VIETNAM, now=lambda: datetime.now(UTC) + clock[0], looks_every=0.02
        )
        await timetable.start()
        await until(lambda: timetable.is_running)
        scheduler = found(timetable._scheduler)
        shut = scheduler.shutdown

        def slowly(wait: bool = True) -> None:
            ending.set()
            was_let_end.append(end.wait(5))
            shut(wait=wait)

        scheduler.shutdown = slowly
        clock[0] = timedelta(days=400)
        await until(ending.is_set)
        end.set()
        await until(lambda: timetable.is_running and timetable._scheduler is not scheduler)
        await timetable.stop()

    run(scenario)
    assert was_let_end == [True]
