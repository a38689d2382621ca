"""Which job runs when: a timetable in memory, in the one process that holds the lease; the only module that may import APScheduler."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.runtime.clock import utc_now

LOOKS_EVERY = 5.0  # seconds between two looks at the lease and the clock
MOMENT = timedelta(microseconds=1)  # the shortest there is
JUMP = 60.0  # seconds that the clock on the wall may run away from the one that only goes forward, before the timetable is written anew
AT_ONCE = 2  # jobs
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A use case and when it is run: `rule` is a crontab line in the office's zone ("30 7 * * mon-fri").

    It is run as well whenever a process takes over the timetable. So it may run late, twice, or after a week off, and must find out
    from its own records what is to be done at the moment it is given. Raises ValueError for a rule that is none.
    """

    name: str
    rule: str
    run: Callable[[datetime], object]
    deletes: bool = False
    """Whether it removes for good what is old: then it waits while the clock is doubted."""

    def __post_init__(self) -> None:
        if any(letter.isdigit() for letter in self.rule.split()[-1]):
            raise ValueError(f"days of the week by name, numbers mean different days to different programs: {self.rule}")
        CronTrigger.from_crontab(self.rule, UTC)


class SchedulerLease(Protocol):
    """The right to run the timetable."""

    def take(self, holder: str, at: datetime) -> bool: ...

    def release(self, holder: str) -> None: ...


class Punctual(CronTrigger):  # type: ignore[misc] # the library has no types
    """A crontab line whose missed times are not walked: after a jump of the clock by a year they are half a million of one job."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The first time after both; of those between them nobody asks."""
        if previous_fire_time is not None:
            now = max(now, previous_fire_time) + MOMENT
        found: datetime | None = super().get_next_fire_time(None, now)
        return found


class JobScheduler:
    """Runs `jobs` while, of all processes, this one holds `lease`; start and stop are quick."""

    def __init__(
        self,
        jobs: Sequence[Job],
        lease: SchedulerLease,
        zone: ZoneInfo,
        *,
        now: Callable[[], datetime] = utc_now,
        looks_every: float = LOOKS_EVERY,
        is_steady: Callable[[datetime], bool] = lambda _: True,
    ) -> None:
        """`is_steady`: whether the clock may be believed so far that something is deleted by it."""
        self._is_steady = is_steady
        self.jobs = tuple(jobs)
        self._lease = lease
        self._zone = zone
        self._now = now
        self._looks_every = looks_every
        self.holder = f"{socket.gethostname()[:32]}/{os.getpid()}/{secrets.token_hex(4)}"
        self._scheduler: BackgroundScheduler | None = None
        self._holding: asyncio.Task[None] | None = None
        self._is_over = False

    @property
    def is_running(self) -> bool:
        """Whether the timetable is run by this process."""
        return self._scheduler is not None

    async def start(self) -> None:
        """Ready when this returns; the jobs run as soon as the lease is ours."""
        self._holding = asyncio.create_task(self._hold())

    async def stop(self) -> None:
        """Start no more jobs, wait for the one that is under way, and let another take over: no two run one job at once."""
        if self._holding:
            self._holding.cancel()
            with suppress(asyncio.CancelledError):
                await self._holding
        if scheduler := self._scheduler:
            self._is_over, self._scheduler = True, None
            await asyncio.to_thread(scheduler.shutdown)
            await asyncio.to_thread(self._lease.release, self.holder)

    async def _hold(self) -> None:
        loop = asyncio.get_running_loop()
        drift = 0.0  # between the two clocks
        while True:
            seen = self._now().timestamp() - loop.time()
            if self._scheduler and abs(seen - drift) > JUMP:
                log.warning("the clock jumped, the timetable is written anew", seconds=round(seen - drift))
                await self._end()
            drift = seen
            await self._turn(await asyncio.to_thread(self._holds))
            await asyncio.sleep(self._looks_every)

    async def _turn(self, has_lease: bool) -> None:
        """Run the timetable where the lease is ours, and only there."""
        if has_lease and self._scheduler is None:
            self._begin()
        elif not has_lease and self._scheduler is not None:
            log.warning("the timetable is run by another process now")
            await self._end()
        elif self._scheduler is not None:
            self._scheduler.wakeup()  # it waits by another clock than the one on the wall, and a machine may have slept

    def _begin(self) -> None:
        self._scheduler = BackgroundScheduler(
            timezone=self._zone,
            executors={"default": ThreadPoolExecutor(AT_ONCE)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for job in self.jobs:
            rule = Punctual.from_crontab(job.rule, self._zone)
            self._scheduler.add_job(self._run, rule, [job], id=job.name, next_run_time=datetime.now(self._zone))
        self._scheduler.start()
        log.info("timetable begun", jobs=[job.name for job in self.jobs])

    async def _end(self) -> None:
        """In a thread: the scheduler may hold its lock, and nobody's question waits for that."""
        if scheduler := self._scheduler:
            self._scheduler = None
            await asyncio.to_thread(scheduler.shutdown, wait=False)

    def _run(self, job: Job) -> None:
        """In a thread. Who hung for a while has lost the lease meanwhile: so it is looked at right before."""
        if self._is_over or not self._holds():
            return
        try:
            at = self._now()
            if job.deletes and not self._is_steady(at):
                log.warning("the clock is doubted, nothing is deleted", job=job.name, at=at.isoformat())
                return
            job.run(at)
        except Exception:
            log.exception("job failed", job=job.name)

    def _holds(self) -> bool:
        try:
            return self._lease.take(self.holder, self._now())
        except Exception:
            log.exception("lease out of reach")
            return False
