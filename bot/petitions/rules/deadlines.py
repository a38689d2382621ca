"""Deadlines in working days: when an answer is owed, why then, and how much of the time is gone. Pure.

The day of receipt is not counted (Civil Code 2015, article 147); what comes after closing or on a day off is received on the next
working day. A working day counts where the clock runs at its closing: a pause within one day costs nothing, one over a night that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.petitions.rules.workdays import ONE, Day, DayKind, Workdays

FORWARD_DAYS = 5  # working days to hand on what is not one's own: Decree 20/2008/NĐ-CP, article 9
WARNINGS = (0.5, 0.8, 1.0)
"""Shares of the time at which the one who holds a petition is warned."""


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `since` to `until` (None: it still does)."""

    since: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class OwedClock:
    """A clock that runs for the answer to a petition (`petition`: whose, by number): `days` working days from `counted_from`, `pauses` left
    out. `was_late`: it was over before that petition was merged into the one that is answered."""

    petition: int
    counted_from: datetime
    days: int
    pauses: tuple[Pause, ...]
    was_late: bool = False


def due(workdays: Workdays, received: datetime, days: int, pauses: Sequence[Pause] = ()) -> datetime:
    """The moment the time is over: the closing of the last of `days` counted working days.

    Pauses must have ended: what is still paused has no due moment. Raises ValueError for fewer than one day.
    """
    return workdays.closing(explain(workdays, received, days, pauses)[-1].date)


def explain(workdays: Workdays, received: datetime, days: int, pauses: Sequence[Pause] = ()) -> tuple[Day, ...]:
    """Every day from that of receipt to that on which the time is over, each counted or with the reason why not."""
    if days < 1:
        raise ValueError(f"a deadline of {days} days")
    told = []
    for day in _counted(workdays, received, pauses):
        told.append(day)
        if day.number == days:
            break
    return tuple(told)


def left(workdays: Workdays, due_at: datetime, at: datetime, received: datetime) -> int:
    """Working days that remain after today: 0 on the last day; negative once the time is over, -1 from the moment on. Before the day of
    receipt, which does not count, none is gone: what is filed on a Sunday has as many left as it was given."""
    today, last = workdays.local(at).date(), workdays.local(due_at).date()
    today = max(today, workdays.received_on(received)) if at < due_at else today
    if at < due_at:
        return _working_between(workdays, today, last)
    return -max(1, _working_between(workdays, last, today))


def taken(workdays: Workdays, received: datetime, answered: datetime, pauses: Sequence[Pause] = ()) -> int:
    """Working days from the receipt to the answer, those of waiting for the citizen left out; 0: on the day of receipt."""
    last, number = workdays.local(answered).date(), 0
    for day in _counted(workdays, received, pauses):
        if day.date > last:
            break
        number = day.number or number
    return number


def moment(workdays: Workdays, received: datetime, days: int, share: float, pauses: Sequence[Pause] = ()) -> datetime:
    """The moment in office hours at which `share` (0 to 1) of the time is gone; the due moment at 1."""
    counted = [day.date for day in explain(workdays, received, days, pauses) if day.number]
    whole, part = divmod(share * days, 1)
    if whole >= days:
        return workdays.closing(counted[-1])
    return _into(workdays, counted[int(whole)], part)


def _counted(workdays: Workdays, received: datetime, pauses: Sequence[Pause]) -> Iterator[Day]:
    first = workdays.received_on(received)
    begin = workdays.local(received).date()
    number = 0
    for day in workdays.from_day(begin):
        if day.date == first:
            yield Day(day.date, DayKind.RECEIVED, day.name)
        elif day.date < first or not workdays.is_working(day.date):
            yield day
        elif _is_paused(workdays.closing(day.date), pauses):
            yield Day(day.date, DayKind.PAUSED, day.name)
        else:
            number += 1
            yield Day(day.date, day.kind, day.name, number)


def _is_paused(closing: datetime, pauses: Sequence[Pause]) -> bool:
    return any(pause.since <= closing and (pause.until is None or closing < pause.until) for pause in pauses)


def _working_between(workdays: Workdays, after: date, upto: date) -> int:
    days = (after + ONE * step for step in range(1, (upto - after).days + 1))
    return sum(map(workdays.is_working, days))


def _into(workdays: Workdays, day: date, part: float) -> datetime:
    """The moment at which `part` of the office hours of `day` is over; the lunch break is skipped."""
    stretches = [(_at(workdays, day, hours.begins), _at(workdays, day, hours.ends)) for hours in workdays.hours]
    remaining = sum((ends - begins for begins, ends in stretches), timedelta()) * part
    for begins, ends in stretches:
        if remaining < ends - begins:
            return begins + remaining
        remaining -= ends - begins
    return stretches[-1][1]


def _at(workdays: Workdays, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, workdays.zone)
