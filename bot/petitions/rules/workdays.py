"""Which days an office works: weekends, public holidays, swapped days, and its hours. Pure but for the `holidays` library's table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

WEEKEND = frozenset({5, 6})  # Saturday, Sunday
FURTHEST = date(2100, 1, 1)  # the library's table ends there; a count that has come so far is a mistake
ONE = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is, to who counts working days."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    OFF = "off"  # the office's own day off, or the day off that a swap gives
    SWAPPED_IN = "swapped_in"  # a Saturday or Sunday worked instead of another day
    PAUSED = "paused"  # a working day on which the clock stood still
    RECEIVED = "received"  # the day of receipt is not counted


@dataclass(frozen=True, slots=True)
class Day:
    """A day and why it counts or not; `name`: the holiday's, or the admin's; `number`: which working day it is (0: not counted)."""

    date: date
    kind: DayKind
    name: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class DayChange:
    """What an admin says of a day: off or worked, and why."""

    is_off: bool
    name: str


@dataclass(frozen=True, slots=True)
class Hours:
    """One stretch of office hours of a day; `begins` before `ends`."""

    begins: time
    ends: time

    def __post_init__(self) -> None:
        if self.begins >= self.ends:
            raise ValueError(f"office hours that end before they begin: {self.begins}–{self.ends}")


@dataclass(frozen=True, slots=True)
class Workdays:
    """The calendar of an office: `changes` come before public holidays, these before weekends. `zone` is the office's."""

    zone: tzinfo
    hours: tuple[Hours, ...]
    changes: Mapping[date, DayChange] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.hours or any(earlier.ends > later.begins for earlier, later in zip(self.hours, self.hours[1:], strict=False)):
            raise ValueError("office hours are needed, in order, apart")

    def day(self, day: date) -> Day:
        """What `day` is."""
        if change := self.changes.get(day):
            return Day(day, self._changed(day, change), change.name)
        if name := _holiday(day):
            return Day(day, DayKind.HOLIDAY, name)
        if day.weekday() in WEEKEND:
            return Day(day, DayKind.SWAPPED_IN if _is_swapped_in(day) else DayKind.WEEKEND)
        return Day(day, DayKind.WORKING)

    def is_working(self, day: date) -> bool:
        return self.day(day).kind in (DayKind.WORKING, DayKind.SWAPPED_IN)

    def from_day(self, day: date) -> Iterator[Day]:
        """Every day from `day` on. Raises OverflowError at the end of the table: the changes leave no day to work."""
        while day < FURTHEST:
            yield self.day(day)
            day += ONE
        raise OverflowError(f"no working day before {FURTHEST}")

    def after(self, day: date) -> date:
        """The first working day behind `day`."""
        return next(later.date for later in self.from_day(day + ONE) if self.is_working(later.date))

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def opening(self, day: date) -> datetime:
        return datetime.combine(day, self.hours[0].begins, self.zone)

    def closing(self, day: date) -> datetime:
        return datetime.combine(day, self.hours[-1].ends, self.zone)

    def is_open(self, at: datetime) -> bool:
        """Whether somebody sits in the office at `at`; the lunch break is none of its hours."""
        local = self.local(at)
        return self.is_working(local.date()) and any(hours.begins <= local.time() < hours.ends for hours in self.hours)

    def received_on(self, at: datetime) -> date:
        """The working day on which what comes at `at` is received: the same, or, after closing or on a day off, the next."""
        local = self.local(at)
        begin = local.date() if local < self.closing(local.date()) else local.date() + ONE
        return next(day.date for day in self.from_day(begin) if self.is_working(day.date))

    @staticmethod
    def _changed(day: date, change: DayChange) -> DayKind:
        if change.is_off:
            return DayKind.OFF
        return DayKind.SWAPPED_IN if day.weekday() in WEEKEND else DayKind.WORKING


@lru_cache(maxsize=8)
def _table(year: int) -> HolidayBase:
    import holidays  # a seventh of a second, which a start need not wait for

    return holidays.country_holidays("VN", years=year, language="vi", expand=False)


def _holiday(day: date) -> str:
    return _table(day.year).get(day) or ""


def _is_swapped_in(day: date) -> bool:
    return day in _table(day.year).weekend_workdays
