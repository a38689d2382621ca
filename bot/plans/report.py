"""A periodic report: its figures, each with where it comes from, its tasks, its posts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.announcements.rules.calendar import Month
from bot.people.staff import Unit
from bot.plans.task import Due, UnitPost


class ReportSpan(StrEnum):
    """What a report is about."""

    FIRST_HALF = "h1"
    SECOND_HALF = "h2"
    YEAR = "year"

    def days(self, year: int) -> tuple[date, date]:
        """The first and the last day."""
        match self:
            case ReportSpan.FIRST_HALF:
                return date(year, 1, 1), date(year, 6, 30)
            case ReportSpan.SECOND_HALF:
                return date(year, 7, 1), date(year, 12, 31)
            case ReportSpan.YEAR:
                return date(year, 1, 1), date(year, 12, 31)

    def months(self, year: int) -> tuple[Month, ...]:
        first, last = self.days(year)
        return tuple(Month(year, month) for month in range(first.month, last.month + 1))


class Measure(StrEnum):
    """The figures of a report, in the order in which they are numbered."""

    TASKS = "tasks"
    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    POSTS = "posts"
    UNITS = "units"
    UNITS_EACH_MONTH = "units_each_month"
    CAMPAIGNS = "campaigns"
    DELIVERED = "delivered"
    FOLLOWERS = "followers"
    RECEIVED = "received"
    ANSWERED = "answered"
    ON_TIME = "on_time"
    WITHDRAWN = "withdrawn"
    QUESTIONS = "questions"
    NOT_DUE = "not_due"
    AHEAD = "ahead"
    OPEN = "open"
    LATE = "late"
    SURVEYS = "surveys"
    FORMS = "forms"
    BULLETINS = "bulletins"
    OUTAGES = "outages"
    OUTAGES_LATE = "outages_late"
    DIALOGUES = "dialogues"
    DIALOGUE_QUESTIONS = "dialogue_questions"
    DIALOGUE_ANSWERS = "dialogue_answers"


class ReportHeading(StrEnum):
    """What a periodic report tells of, in the order of Decree 63/2010/NĐ-CP, Article 35, paragraph 3, as amended."""

    RULES = "rules"
    PUBLISHED = "published"
    DONE = "done"
    SIMPLER = "simpler"
    MISSED = "missed"
    PETITIONS = "petitions"
    OUTREACH = "outreach"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and the rows that it counts ("" where these are too many to name: the query finds them again)."""

    measure: Measure
    value: int
    rows: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """What the other rooms counted in the time of a report; `campaigns` by number, with how many letters each delivered. `open`, `late`:
    petitions not answered, and of these past their day. `forms`: answers to satisfaction surveys; `surveys`: how many were answered.
    `bulletins`: notices with beginning and end that were let out; `outages`: of these planned stops; `outages_late`: of these too late.
    `dialogues`: events that took place; `dialogue_questions`, `dialogue_answers`: of these, and of them answered."""

    campaigns: Sequence[tuple[int, int]] = ()
    followers: int = 0
    received: int = 0
    answered: int = 0
    on_time: int = 0
    questions: int = 0
    withdrawn: int = 0
    open: int = 0
    late: int = 0
    surveys: int = 0
    forms: int = 0
    bulletins: int = 0
    outages: int = 0
    outages_late: int = 0
    dialogues: int = 0
    dialogue_questions: int = 0
    dialogue_answers: int = 0


@dataclass(frozen=True, slots=True)
class PeriodicReport:
    """One report, as of `made`: what had happened by that day."""

    span: ReportSpan
    year: int
    made: date
    figures: tuple[Figure, ...]
    dues: tuple[Due, ...]
    units: tuple[Unit, ...]
    posts: tuple[UnitPost, ...]
    zone: ZoneInfo
    begun: date | None = None
    elsewhere: int = 0  # tasks in their periods that the plan gives to offices that are no unit of ours: not counted

    @property
    def ended(self) -> tuple[Month, ...]:
        """The months of which a post is asked."""
        return ended_months(self.span, self.year, self.made, self.begun)

    def value(self, measure: Measure) -> int:
        return next(figure.value for figure in self.figures if figure.measure is measure)

    def number(self, measure: Measure) -> int:
        """Under which number the figure stands in the table of sources."""
        return list(Measure).index(measure) + 1

    def done_on(self, due: Due) -> date | None:
        return due.done.astimezone(self.zone).date() if due.done else None

    def posts_of(self, unit: Unit, month: Month) -> int:
        return sum(post.unit == unit.id and post.month == month.number for post in self.posts)


def made_of(
    span: ReportSpan,
    year: int,
    made: date,
    dues: Iterable[Due],
    units: Iterable[Unit],
    posts: Iterable[UnitPost],
    done: Activity,
    zone: ZoneInfo,
    begun: date | None = None,
) -> PeriodicReport:
    """Count what our units owe: what is due by `made` as due, the rest of the span apart; of other offices' tasks only how many there
    are. Months that have not ended by `made`, and those before the first whole one since the office has `begun`, ask no unit for a
    post."""
    planned, offices, brought = tuple(dues), tuple(units), tuple(posts)
    listed = tuple(due for due in planned if due.task.unit is not None)
    owed = [due for due in listed if due.period.day <= made]
    not_due = [due for due in listed if due.period.day > made]
    finished = [due for due in owed if due.done]
    late = [due for due in finished if due.done and not due.was_on_time(due.done.astimezone(zone).date())]
    overdue = [due for due in listed if due.is_overdue(made)]
    ended = ended_months(span, year, made, begun)
    per = Counter((post.unit, post.month) for post in brought)
    steady = [unit for unit in offices if ended and all(per[unit.id, month.number] for month in ended)]
    figures = (
        _counted(Measure.TASKS, (due.id for due in owed)),
        _counted(Measure.DONE, (due.id for due in finished)),
        _counted(Measure.DONE_LATE, (due.id for due in late)),
        _counted(Measure.OVERDUE, (due.id for due in overdue)),
        _counted(Measure.POSTS, (post.id for post in brought)),
        _counted(Measure.UNITS, (unit.id for unit in offices)),
        _counted(Measure.UNITS_EACH_MONTH, (unit.id for unit in steady)),
        _counted(Measure.CAMPAIGNS, (number for number, _ in done.campaigns)),
        Figure(Measure.DELIVERED, sum(count for _, count in done.campaigns), ranges(number for number, _ in done.campaigns)),
        Figure(Measure.FOLLOWERS, done.followers),
        Figure(Measure.RECEIVED, done.received),
        Figure(Measure.ANSWERED, done.answered),
        Figure(Measure.ON_TIME, done.on_time),
        Figure(Measure.WITHDRAWN, done.withdrawn),
        Figure(Measure.QUESTIONS, done.questions),
        _counted(Measure.NOT_DUE, (due.id for due in not_due)),
        _counted(Measure.AHEAD, (due.id for due in not_due if due.done)),
        Figure(Measure.OPEN, done.open),
        Figure(Measure.LATE, done.late),
        Figure(Measure.SURVEYS, done.surveys),
        Figure(Measure.FORMS, done.forms),
        Figure(Measure.BULLETINS, done.bulletins),
        Figure(Measure.OUTAGES, done.outages),
        Figure(Measure.OUTAGES_LATE, done.outages_late),
        Figure(Measure.DIALOGUES, done.dialogues),
        Figure(Measure.DIALOGUE_QUESTIONS, done.dialogue_questions),
        Figure(Measure.DIALOGUE_ANSWERS, done.dialogue_answers),
    )
    return PeriodicReport(span, year, made, figures, listed, offices, brought, zone, begun, len(planned) - len(listed))


def ended_months(span: ReportSpan, year: int, made: date, begun: date | None) -> tuple[Month, ...]:
    """The months of a span that have ended by `made`; what was before the office began was nobody's to do."""
    return tuple(
        month for month in span.months(year) if month.number < _number(made) and (begun is None or month.number >= whole_since(begun))
    )


def whole_since(begun: date) -> int:
    """The number of the first month that lies wholly after the office began."""
    if begun.day == 1:
        return _number(begun)
    return (begun.year + 1) * 100 + 1 if begun.month == 12 else _number(begun) + 1


def _number(day: date) -> int:
    return day.year * 100 + day.month


def ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 → "1–3, 7"."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ", ".join("–".join(map(str, run)) for run in found)


def _counted(measure: Measure, numbers: Iterable[int]) -> Figure:
    listed = list(numbers)
    return Figure(measure, len(listed), ranges(listed))
