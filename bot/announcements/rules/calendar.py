"""The calendar of monthly posts: what is due at a moment. Pure: knows no database, no clock and no channel."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from bot.outbox.quiet import QuietHours, next_allowed

SHOWN_BEFORE = timedelta(days=5)  # so many days before its hour a draft is made and shown
REMINDED_EVERY = timedelta(days=1)  # from the hour on, as long as nobody has approved
NIGHT = QuietHours(time(21), time(7))
APPROVALS_FOR_EVERYBODY = 2  # what goes to every follower is approved by two different people


VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; `number` (202605) is what the database and buttons hold."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 2000 <= self.year <= 9998):
            raise ValueError(f"no month: {self.year}-{self.month}")

    @classmethod
    def of(cls, at: datetime, zone: ZoneInfo) -> Self:
        """The month that the wall calendar shows in `zone` at the aware moment `at`."""
        local = at.astimezone(zone)
        return cls(local.year, local.month)

    @classmethod
    def numbered(cls, number: int) -> Self:
        """Raises ValueError where `number` is no year × 100 + month."""
        return cls(*divmod(number, 100))

    @property
    def number(self) -> int:
        return self.year * 100 + self.month

    def after(self, months: int = 1) -> Month:
        """The month so many months later (earlier where negative)."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def begins(self, zone: ZoneInfo) -> datetime:
        return datetime(self.year, self.month, 1, tzinfo=zone).astimezone(UTC)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The first moment of the next month."""
        return self.after().begins(zone)

    def __str__(self) -> str:
        return f"{self.month:02d}/{self.year}"


@dataclass(frozen=True, slots=True)
class PostingTimes:
    """When posts leave in this office: the day of the month (its last where it has fewer) and the hour, on the wall clock of `zone`."""

    zone: ZoneInfo
    day: int = 15
    hour: time = time(8)
    quiet: QuietHours = NIGHT

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31:
            raise ValueError(f"no day of a month: {self.day}")
        if self.quiet.holds(self.hour):
            raise ValueError("the post would leave in the quiet hours")

    def due(self, month: Month) -> datetime:
        """The moment (UTC) at which the post of `month` leaves."""
        day = min(self.day, monthrange(month.year, month.month)[1])
        return datetime.combine(datetime(month.year, month.month, day, tzinfo=self.zone), self.hour, self.zone).astimezone(UTC)

    def is_quiet(self, at: datetime) -> bool:
        return self.quiet.holds(at.astimezone(self.zone).time())

    def month(self, at: datetime) -> Month:
        return Month.of(at, self.zone)

    def wakes(self, at: datetime) -> datetime:
        """`at`, or, where it is in the quiet hours, the moment at which they end."""
        return next_allowed(at, self.quiet, self.zone)


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """A month of the calendar. `due` stands where an admin moved the hour; `campaign` is the one that the post became.

    `post`: the ready post's record_id ("" none chosen). `approvals`: who of the staff, in order, each once.
    `reminded`: the moment of the reminder that went out last.
    """

    month: Month
    post: str = ""
    is_skipped: bool = False
    due: datetime | None = None
    article: int | None = None
    drafted: datetime | None = None
    approvals: tuple[int, ...] = ()
    reminded: datetime | None = None
    campaign: int | None = None
    sent: datetime | None = None

    @property
    def is_approved(self) -> bool:
        return len(self.approvals) >= APPROVALS_FOR_EVERYBODY


class MonthStatus(StrEnum):
    """Where a month stands, for people who look at the calendar."""

    PLANNED = "planned"
    DRAFTED = "drafted"
    HALF_APPROVED = "half_approved"
    APPROVED = "approved"
    SENT = "sent"
    SKIPPED = "skipped"
    MISSED = "missed"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class PrepareDraft:
    """Make the draft of the month from its ready post and show it to the admins."""

    month: Month


@dataclass(frozen=True, slots=True)
class Remind:
    """The hour `of` (UTC) has come and nobody has approved: tell the admins; nothing is sent."""

    month: Month
    of: datetime


@dataclass(frozen=True, slots=True)
class Send:
    """Send the month's post now, on time or late."""

    month: Month


Step = PrepareDraft | Remind | Send


def due(entry: PlannedMonth, timetable: PostingTimes) -> datetime:
    """The moment (UTC) at which the post of `entry` leaves."""
    return entry.due or timetable.due(entry.month)


def standing(entry: PlannedMonth, timetable: PostingTimes, at: datetime) -> MonthStatus:
    """Where the month stands at `at`."""
    if entry.sent:
        return MonthStatus.SENT
    if entry.is_skipped:
        return MonthStatus.SKIPPED
    if at >= entry.month.ends(timetable.zone):
        return MonthStatus.MISSED
    if entry.is_approved:
        return MonthStatus.APPROVED
    if entry.approvals:
        return MonthStatus.HALF_APPROVED
    if entry.drafted:
        return MonthStatus.DRAFTED
    return MonthStatus.PLANNED if entry.post else MonthStatus.EMPTY


def steps(entry: PlannedMonth, timetable: PostingTimes, at: datetime) -> Iterator[Step]:
    """What is to be done for a month at `at`; asked again after each step is done, it says nothing twice.

    A server that was off finds the same steps later, within the month; of the reminders it missed, only the last.
    """
    leaves, over = due(entry, timetable), entry.month.ends(timetable.zone)
    if entry.sent or entry.is_skipped or at >= over:
        return
    if entry.post and not entry.drafted and at >= leaves - SHOWN_BEFORE:
        yield PrepareDraft(entry.month)
    if at < leaves:
        return
    if entry.is_approved:
        if not timetable.is_quiet(at):
            yield Send(entry.month)
        return
    of = last_reminder(leaves, at)
    if entry.reminded != of:  # not "<": a clock that ran ahead and was set back owes the reminders in between
        yield Remind(entry.month, of)


def last_reminder(leaves: datetime, at: datetime) -> datetime:
    """The newest moment up to `at` at which the admins are reminded of a post that should leave at `leaves`."""
    return leaves + REMINDED_EVERY * ((at - leaves) // REMINDED_EVERY)


def months_at_work(timetable: PostingTimes, at: datetime) -> tuple[Month, Month]:
    """The months that can have a step at `at`: this one, and the next, whose draft may be made in this one already."""
    month = timetable.month(at)
    return month, month.after()
