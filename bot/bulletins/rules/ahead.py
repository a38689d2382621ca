"""How many working days a notice comes before its beginning, and whether a planned outage is told too late. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot.bulletins.rules.bulletin import BulletinKind
from bot.bulletins.rules.numbers import OUTAGE_AHEAD

IsWorking = Callable[[date], bool]
"""Whether the office works on a day."""
ONE = timedelta(days=1)


def working_days_between(told: date, begins: date, is_working: IsWorking) -> int:
    """Whole working days after the day of telling (which is not counted: Civil Code 2015, article 147) and before the day of beginning."""
    count, day = 0, told + ONE
    while day < begins:
        count += is_working(day)
        day += ONE
    return count


def is_late(kind: BulletinKind, ahead: int) -> bool:
    """Whether a planned stop was told later than it must be."""
    return kind is BulletinKind.OUTAGE and ahead < OUTAGE_AHEAD


def last_day_to_tell(begins: date, is_working: IsWorking) -> date:
    """The last day on which a planned stop that begins on `begins` is told in time."""
    day = begins - ONE
    while working_days_between(day, begins, is_working) < OUTAGE_AHEAD:
        day -= ONE
    return day
