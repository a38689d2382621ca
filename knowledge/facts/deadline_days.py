"""A citizen's deadline, as the record says it, and a day that they give → the last day. Pure.

Where the law leaves room, the earlier day is taken: who is reminded early loses nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.records.procedure import Procedure

ONE = timedelta(days=1)
LEAST_DAYS = 3  # of a period; of less nobody needs a calendar
FURTHEST = 3_700  # days: ten years and a little; nothing that a citizen must do is further away
_NUMBERS = {name: number for number, name in enumerate(("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), 1)}
_PERIOD = re.compile(
    rf"(?<![\d,.])(?P<amount>\d{{1,3}}|{'|'.join(_NUMBERS)})\s*(?:\([^)]*\)\s*)?(?P<unit>ngày làm việc|ngày|tuần|tháng|năm)\s+"
    r"(?P<way>kể từ|tính từ|từ|sau|trước)\s+(?P<mark>[^:;.,()]{3,120})",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\btrong\s+(?:vòng\s+|thời hạn\s+|thời gian\s+)?$", re.IGNORECASE)
_ELSE = re.compile(r"\bhoặc\b|\bvà trước\b", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[:;.]")
_DUTY = re.compile(r"\s+phải\s.*", re.IGNORECASE)

IsWorking = Callable[[date], bool]
SATURDAY = 5  # of date.weekday()


def is_weekday(day: date) -> bool:
    """Whether offices work on `day` where no calendar of theirs is known."""
    return day.weekday() < SATURDAY


@dataclass(frozen=True, slots=True)
class CitizenDeadline:
    """One sentence of a record that says how long before or after which day the citizen must act.

    `number`: which sentence (from 0); `mark`: the day from which it counts, in words; `amount` of `unit`; `is_before`: it ends before
    the mark; `is_window`: before the mark and not earlier than `amount` before.
    """

    number: int
    line: str
    mark: str
    amount: int
    unit: str
    is_before: bool = False
    is_window: bool = False

    def last_day(self, mark: date, is_working: IsWorking) -> date:
        """The last day. Raises OverflowError where the calendar ends."""
        if self.is_window:
            return mark - ONE
        return self._counted(mark, is_working)

    def first_day(self, mark: date, is_working: IsWorking) -> date | None:
        """The day before which it is too early; None where it never is."""
        return self._counted(mark, is_working) if self.is_window else None

    def _counted(self, mark: date, is_working: IsWorking) -> date:
        sign = -1 if self.is_before else 1
        match self.unit:
            case "ngày":
                return mark + timedelta(days=sign * self.amount)
            case "tuần":
                return mark + timedelta(weeks=sign * self.amount)
            case "tháng" | "năm":
                return _months_on(mark, sign * self.amount * (12 if self.unit == "năm" else 1))
            case _:
                return _working_on(mark, sign, self.amount, is_working)


def deadlines_in(record: Procedure) -> tuple[CitizenDeadline, ...]:
    """Those of a record's deadlines that can be counted from one day: one period, one mark, no "or"."""
    if not (record.deadlines and record.guide_stands):
        return ()
    return countable(record.deadlines.lines)


def countable(lines: tuple[str, ...], *, has_others: bool = False) -> tuple[CitizenDeadline, ...]:
    """Those of a record's sentences that can be counted from one day; with `has_others` also those that name another day beside it, for
    who knows which of them is meant."""
    return tuple(_read(lines, has_others=has_others))


def deadline_meant(by: str, record: Procedure) -> CitizenDeadline | None:
    """The one of a record's deadlines that a shorter sentence tells ("trong 60 ngày kể từ ngày sinh"): as long, and as it before or after;
    None where none or several are."""
    told = next(_read((by,)), None)
    alike = [each for each in deadlines_in(record) if told and _length(each) == _length(told)]
    return alike[0] if len(alike) == 1 else None


def _length(deadline: CitizenDeadline) -> tuple[int, str, bool]:
    return deadline.amount, deadline.unit, deadline.is_before


def _read(lines: tuple[str, ...], *, has_others: bool = False) -> Iterator[CitizenDeadline]:
    for number, line in enumerate(lines):
        found = list(_PERIOD.finditer(line))
        if len(found) != 1 or (not has_others and _ELSE.search(_CLAUSE_ENDS.split(line[found[0].start() :], maxsplit=1)[0])):
            continue
        (period,) = found
        unit = period["unit"].lower()
        amount = _NUMBERS.get(period["amount"].lower()) or int(period["amount"])
        if unit.startswith("ngày") and amount < LEAST_DAYS:
            continue
        is_before = period["way"].lower() == "trước"
        is_window = is_before and bool(_WITHIN.search(line[: period.start()]))
        yield CitizenDeadline(number, line, _DUTY.sub("", period["mark"]).strip(), amount, unit, is_before, is_window)


def working_day_before(day: date, is_working: IsWorking) -> date:
    """The last day before `day` on which offices work. Raises OverflowError where there is none."""
    return _working_on(day, -1, 1, is_working)


def _months_on(day: date, months: int) -> date:
    """The same day of another month; of a month that is too short, its last."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"no year {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_on(day: date, sign: int, amount: int, is_working: IsWorking) -> date:
    for _ in range(FURTHEST):
        day += sign * ONE
        amount -= is_working(day)
        if not amount:
            return day
    raise OverflowError("no working day")


def day_in(text: str) -> date | None:
    """The day that a form gave: 2026-11-05 as browsers send it, or 5/11/2026 as people type it; None where it is none."""
    for pattern in (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"):
        if found := re.fullmatch(pattern, text.strip(), re.ASCII):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None
