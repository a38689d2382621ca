"""Periods of the dashboard: the usual ones, the one asked for, and the one before it that is as long. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SPAN = timedelta(days=365)
EARLIEST, LATEST = 1900, 2200  # years between which a clock shows every day in every zone


@dataclass(frozen=True, slots=True)
class CountedPeriod:
    """Both days belong to it. Raises ValueError where the last is before the first, or no clock shows them."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first or not (self.first.year > EARLIEST and self.last.year < LATEST):
            raise ValueError(f"{self.first} – {self.last}")

    @property
    def before(self) -> CountedPeriod:
        """Of whole months as many whole months; of any others as many days."""
        if self.first.day == 1 and (self.last + DAY).day == 1:
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            return CountedPeriod(_months_before(self.first, months), self.first - DAY)
        return CountedPeriod(self.first - (self.last - self.first) - DAY, self.first - DAY)


def usual(today: date) -> Mapping[str, CountedPeriod]:
    """By name: what offices report about. What has begun ends with its last day, so that it can be compared with a whole one."""
    month = today.replace(day=1)
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    half = date(today.year, 1 if today.month < 7 else 7, 1)
    year = date(today.year, 1, 1)
    return {
        "this_month": CountedPeriod(month, _end(month, 1)),
        "last_month": CountedPeriod(_months_before(month, 1), month - DAY),
        "quarter": CountedPeriod(quarter, _end(quarter, 3)),
        "last_quarter": CountedPeriod(_months_before(quarter, 3), quarter - DAY),
        "half": CountedPeriod(half, _end(half, 6)),
        "year": CountedPeriod(year, date(today.year, 12, 31)),
    }


def _end(first: date, months: int) -> date:
    return _months_before(first, -months) - DAY


def _months_before(first: date, months: int) -> date:
    """`first` is the first day of a month."""
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
