"""What the office says of itself: its door, hours, telephone, and whether it is open on a day; what it does not know it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.answers.rules.office import OfficeQuestion, OfficeRule
from bot.petitions.rules.workdays import Day, DayKind, Hours, Workdays
from bot.wording import Wording
from knowledge.cues.office import DayNamed, OfficeCues, OfficeMatter

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
A_YEAR = 366  # days that are looked through for a holiday
WEEKDAYS = tuple(DayNamed)[3:10]
TET = "Tết Nguyên Đán"  # how the calendar's table names its days


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """What the settings say of the office; "" where they do not. `hours`: as citizens are to read them."""

    name: str = ""
    address: str = ""
    hours: str = ""
    phone: str = ""


class OfficeVoice:
    """Answers questions about the office itself. `workdays`: its calendar as it is now."""

    def __init__(self, content: OfficeCues, card: OfficeCard, workdays: Callable[[], Workdays], wording: Wording) -> None:
        self._rule = OfficeRule(content, card.name)
        self._card = card
        self._workdays = workdays
        self._words = wording.office
        self._weekdays = wording.petitions.days.weekdays

    def told(self, question: str, at: datetime) -> str:
        """The answer to `question`, asked `at`; "" where it is about anything else."""
        asked = self._rule.asked(question)
        return "\n".join(self._lines(asked, at)) if asked else ""

    def _lines(self, asked: OfficeQuestion, at: datetime) -> Iterator[str]:
        calendar = self._workdays()
        said: dict[OfficeMatter, Callable[[], Iterable[str]]] = {
            OfficeMatter.OPEN: lambda: self._open(asked, calendar, calendar.local(at)),
            OfficeMatter.HOURS: lambda: [self._words.hours.format(hours=self._card.hours or self._stretches(calendar.hours))],
            OfficeMatter.ADDRESS: lambda: [self._known(self._words.address, self._words.no_address, self._card.address)],
            OfficeMatter.PHONE: lambda: [self._known(self._words.phone, self._words.no_phone, self._card.phone)],
            OfficeMatter.PERSON: lambda: [self._words.person],
        }
        for matter in asked.matters:
            yield from said[matter]()
        if {OfficeMatter.OPEN, OfficeMatter.HOURS}.intersection(asked.matters):
            yield self._words.by_calendar
            if self._card.phone and OfficeMatter.PHONE not in asked.matters:
                yield self._words.call_first.format(phone=self._card.phone)

    def _known(self, told: str, unknown: str, fact: str) -> str:
        return told.format(name=self._card.name or self._words.our_office, fact=fact) if fact else unknown

    def _stretches(self, hours: tuple[Hours, ...]) -> str:
        return ", ".join(self._words.stretch.format(begins=self._clock(each.begins), ends=self._clock(each.ends)) for each in hours)

    def _clock(self, moment: time) -> str:
        words = self._words
        return words.clock.format(hour=moment.hour, minute=moment.minute) if moment.minute else words.full_hour.format(hour=moment.hour)

    def _open(self, asked: OfficeQuestion, calendar: Workdays, now: datetime) -> Iterator[str]:
        days = days_meant(asked, calendar, now.date())
        if asked.day in (DayNamed.TET, DayNamed.HOLIDAY) and len(days) > 1:
            first, last = self._date(days[0]), self._date(days[-1])
            yield self._words.holidays.format(first=first, last=last, after=self._date(calendar.after(days[-1])))
        else:
            yield from (_sentence(self._day(calendar.day(day), calendar)) for day in days)
        if asked.day is DayNamed.TODAY and calendar.is_working(now.date()):
            yield self._words.open_now if calendar.is_open(now) else self._words.closed_now.format(at=self._opens_at(calendar, now))

    def _day(self, day: Day, calendar: Workdays) -> str:
        told = self._date(day.date)
        if day.kind in (DayKind.WORKING, DayKind.SWAPPED_IN):
            return self._words.is_open.format(day=told, hours=self._stretches(calendar.hours))
        why = day.name or (self._words.weekend if day.kind is DayKind.WEEKEND else self._words.day_off)
        return self._words.is_closed.format(day=told, why=why, after=self._date(calendar.after(day.date)))

    def _date(self, day: date) -> str:
        return self._words.date.format(weekday=self._weekdays[day.weekday()], day=f"{day:%d/%m/%Y}")

    def _opens_at(self, calendar: Workdays, now: datetime) -> str:
        """When the office opens next: later on this working day, else on the next."""
        later = next((each.begins for each in calendar.hours if each.begins > now.time()), None)
        day = now.date() if later else calendar.after(now.date())
        return self._words.moment.format(clock=self._clock(later or calendar.hours[0].begins), day=self._date(day))


def days_meant(asked: OfficeQuestion, calendar: Workdays, today: date) -> tuple[date, ...]:
    """The dates that a question's day stands for, seen from `today`; of Tết and other holidays the first and the last."""
    match asked.day:
        case None:
            return ()
        case DayNamed.TODAY:
            return (today,)
        case DayNamed.TOMORROW:
            return (today + A_DAY,)
        case DayNamed.OVERMORROW:
            return (today + 2 * A_DAY,)
        case DayNamed.WEEKEND:
            sunday = _weekday(DayNamed.SUNDAY, asked, today)
            return tuple(day for day in (sunday - A_DAY, sunday) if day >= today)
        case DayNamed.TET | DayNamed.HOLIDAY:
            return _holidays(calendar, today, TET if asked.day is DayNamed.TET else "")
        case day:
            return (_weekday(day, asked, today),)


def _weekday(day: DayNamed, asked: OfficeQuestion, today: date) -> date:
    """The next such day, today included; of next week where that is said."""
    number = WEEKDAYS.index(day)
    if asked.is_next_week:
        return today - today.weekday() * A_DAY + A_WEEK + number * A_DAY
    return today + ((number - today.weekday()) % 7) * A_DAY


def _holidays(calendar: Workdays, today: date, name: str) -> tuple[date, ...]:
    """The first and the last day, one where they are the same, of the next holidays in a row of which one is called `name`."""
    days = [calendar.day(today + number * A_DAY) for number in range(A_YEAR)]
    named = next((place for place, day in enumerate(days) if day.kind is DayKind.HOLIDAY and name in day.name), None)
    if named is None:
        return ()
    first = last = named
    while first and days[first - 1].kind is DayKind.HOLIDAY:
        first -= 1
    while last + 1 < len(days) and days[last + 1].kind is DayKind.HOLIDAY:
        last += 1
    return tuple(dict.fromkeys((days[first].date, days[last].date)))


def _sentence(text: str) -> str:
    """ "thứ Hai …" → "Thứ Hai …"."""
    return text[:1].upper() + text[1:]
