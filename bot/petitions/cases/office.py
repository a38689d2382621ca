"""The office's own rules as an admin edits them: its working days and within how many of them it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from bot.people.staff import Role, Staff
from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.workdays import Day, DayChange, DayKind, Hours, Workdays
from bot.petitions.store.office import OfficeBook
from bot.text.hours import of_a_day

DEFAULT_DAYS: Mapping[PetitionKind, int] = {
    PetitionKind.REGULATION: 15,
    PetitionKind.BEHAVIOUR: 10,
    PetitionKind.ONLINE_SERVICE: 5,
    PetitionKind.OTHER: 10,
}
"""Working days to answer until an admin says otherwise; no law sets them."""
MOST_DAYS = 120  # working days; a longer promise is none
LONGEST_NAME = 200


class OfficeRules:
    """Reads its rules from the store at every call: any process sees a change at once."""

    def __init__(self, book: OfficeBook, zone: tzinfo, hours: tuple[Hours, ...]) -> None:
        self._book = book
        self._plain = Workdays(zone, hours)

    @property
    def zone(self) -> tzinfo:
        """Whose midnight ends a day here."""
        return self._plain.zone

    def workdays(self) -> Workdays:
        """The calendar as it is now."""
        return replace(self._plain, changes=self._book.days())

    def limits(self) -> Mapping[PetitionKind, int]:
        """Working days to answer, for every kind."""
        return {**DEFAULT_DAYS, **self._book.limits()}

    def unset(self) -> frozenset[PetitionKind]:
        """The kinds whose days nobody has set here: DEFAULT_DAYS stand for them, and are not called the office's."""
        return frozenset(PetitionKind) - set(self._book.limits())

    def set_limit(self, staff: Staff, kind: PetitionKind, days: int, at: datetime) -> bool:
        """False where this person may not, or the number is none."""
        if staff.role is not Role.ADMIN or not 1 <= days <= MOST_DAYS:
            return False
        self._book.set_limit(kind, days, staff.actor, at)
        return True

    def year(self, year: int) -> tuple[Day, ...]:
        """The days of a year that are not what their weekday says: holidays, days off, swapped days."""
        clock = self.workdays()
        first = date(year, 1, 1)
        days = (clock.day(first + timedelta(days=number)) for number in range((date(year, 12, 31) - first).days + 1))
        return tuple(day for day in days if day.date in clock.changes or day.kind not in (DayKind.WORKING, DayKind.WEEKEND))

    def set_day(self, staff: Staff, day: date, is_off: bool | None, name: str, at: datetime) -> bool:
        """Off (True), worked (False), or what the calendar says by itself (None). False where this person may not."""
        if staff.role is not Role.ADMIN or len(name) > LONGEST_NAME or not 2000 <= day.year < 2100:
            return False
        self._book.set_day(day, None if is_off is None else DayChange(is_off, name.strip()), staff.actor, at)
        return True


def hours_of(text: str) -> tuple[Hours, ...]:
    """ "07:30-11:30 13:30-17:00" → office hours. Raises ValueError."""
    return tuple(Hours(begins, ends) for begins, ends in of_a_day(text))
