"""Tasks of a plan in a year: in which periods they fall due, and what is owed when. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import groupby

from indexer.language import fold, tokens
from knowledge.records.plan import Plan, Task
from knowledge.records.task_time import When, parsed

LONGEST_TOLD = 120  # characters of a task where many are told: ten of them are a third of a message
HALVES = (6, 12)
QUARTERS = (3, 6, 9, 12)
MONTHS = tuple(range(1, 13))


class ProofKind(StrEnum):
    """What shows that a task was done."""

    LINK = "link"
    FILE = "file"
    ARTICLE = "article"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """When a task falls due: `day` is the last on which it is on time; `name`: "2026-05", "2026-Q2", "2026-H1", "2026".

    A task has each name once.
    """

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """A task that is followed in `year`; `unit`: who of our units owes it, None where the plan names another office."""

    id: int
    plan: str
    no: str
    content: str
    lead: tuple[str, ...]
    timing: str
    year: int
    unit: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """A task in one of its periods; `done`: when, by whom (number of the staff), with what proof."""

    id: int
    task: Tracked
    period: Period
    done: datetime | None = None
    done_by: int | None = None
    proof_kind: ProofKind | None = None
    proof: str = ""

    def is_overdue(self, today: date) -> bool:
        return self.done is None and self.period.day < today

    def was_on_time(self, finished: date) -> bool:
        return finished <= self.period.day


@dataclass(frozen=True, slots=True)
class UnitPost:
    """A post on administrative reform that a unit brought out in a month (year × 100 + month)."""

    id: int
    unit: int
    month: int
    title: str
    proof_kind: ProofKind
    proof: str
    at: datetime


def periods(timing: str, year: int) -> tuple[Period, ...]:
    """The periods in which a task with such a time ("thường xuyên", "quý II/2024", "định kỳ 6 tháng") falls due in `year`, in order.

    What is done all the time is looked at with both half-yearly reports; what has the whole year, at its end.
    A day is taken with its own year, and falls due in no other; without one it is a day of `year`.
    """
    when = parsed(timing)
    if when.day is not None:
        days = {_day(each, year) for each in (when, *when.more) if each.year in (None, year)}
        return tuple(Period(day, day.isoformat()) for day in sorted(days))
    if when.week is not None:
        return (Period(week_of(when, year)[1], week_of(when, year)[1].isoformat()),) if when.year in (None, year) else ()
    if when.is_continuous:
        return tuple(_halves(year, HALVES))
    if not when.months:
        return (Period(date(year, 12, 31), str(year)),)
    return tuple(sorted(_periods(when.months, year)))


def named_week(timing: str, year: int) -> tuple[date, date] | None:
    """The first and the last day of the week of a month that such a time names in `year` ("tuần 2 tháng 12"); None where it names none."""
    when = parsed(timing)
    return week_of(when, when.year or year) if when.week is not None else None


def week_of(when: When, year: int) -> tuple[date, date]:
    """A week of a month is one of the calendar, Monday to Sunday; the first is that of the month's first day, cut to the month at both
    ends. A week that the month has no more is its last."""
    first = date(year, when.months[0], 1)
    last = date(year, first.month, monthrange(year, first.month)[1])
    begins = first - timedelta(days=first.weekday()) + timedelta(weeks=(when.week or 1) - 1)
    begins = min(begins, last - timedelta(days=last.weekday()))
    return max(begins, first), min(begins + timedelta(days=6), last)


def _day(when: When, year: int) -> date:
    """The day that a plan names; where the month has no such day, its last."""
    month = when.months[0]
    return date(year, month, min(when.day or 1, monthrange(year, month)[1]))


def _periods(months: Sequence[int], year: int) -> Iterator[Period]:
    """Months that stand side by side make a quarter, a half or a year; those that stand alone are months."""
    if tuple(months) in (MONTHS, QUARTERS, HALVES):
        yield from {MONTHS: _months, QUARTERS: _quarters, HALVES: _halves}[tuple(months)](year, months)
        return
    for run in _runs(months):
        if len(run) == 6 and run[0] in (1, 7):
            yield from _halves(year, run[-1:])
        elif len(run) % 3 == 0 and run[0] % 3 == 1:
            yield from _quarters(year, run[2::3])
        else:
            yield from _months(year, run)


def _runs(months: Iterable[int]) -> list[list[int]]:
    """Consecutive months together."""
    return [[month for _, month in group] for _, group in groupby(enumerate(sorted(months)), lambda pair: pair[1] - pair[0])]


def _months(year: int, months: Sequence[int]) -> list[Period]:
    return [Period(_last_day(year, month), f"{year}-{month:02d}") for month in months]


def _quarters(year: int, months: Sequence[int]) -> list[Period]:
    return [Period(_last_day(year, month), f"{year}-Q{month // 3}") for month in months]


def _halves(year: int, months: Sequence[int]) -> list[Period]:
    return [Period(_last_day(year, month), f"{year}-H{month // 6}") for month in months]


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def fingerprint(plan: Plan, task: Task, year: int) -> str:
    """The same for the same line of the same plan in the same year, however often the plan is read."""
    return sha256("\0".join((plan.record_id, str(year), task.section, task.no, task.content)).encode()).hexdigest()


def key_of_unit(name: str) -> str:
    """What two spellings of one office's name share."""
    return " ".join(fold(token) for token in tokens(name))
