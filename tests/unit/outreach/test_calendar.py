"""bot.announcements.rules.calendar: what is due at a moment, through a simulated year of outages, wrong clocks and late approvals."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.announcements.rules.calendar import (
    Month,
    MonthStatus,
    PlannedMonth,
    PostingTimes,
    PrepareDraft,
    Remind,
    Send,
    due,
    months_at_work,
    standing,
    steps,
)
from bot.outbox.quiet import QuietHours
from tests.presence import found

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TABLE = PostingTimes(ZONE, 15, time(8))
MAY = Month(2026, 5)
HOUR = timedelta(hours=1)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def entry(**changed: Any) -> PlannedMonth:
    return replace(PlannedMonth(MAY, "bai-thang-5"), **changed)


def at(entry: PlannedMonth, *parts: int) -> list[object]:
    return list(steps(entry, TABLE, local(*parts)))


def test_the_draft_is_made_five_days_before_its_hour() -> None:
    assert at(entry(), 2026, 5, 10, 7, 59) == []
    assert at(entry(), 2026, 5, 10, 8) == [PrepareDraft(MAY)]


def test_a_post_of_the_first_days_is_drafted_in_the_month_before() -> None:
    early = PostingTimes(ZONE, 2, time(8))
    assert list(steps(entry(), early, local(2026, 4, 27, 8))) == [PrepareDraft(MAY)]
    assert MAY in months_at_work(early, local(2026, 4, 27, 8))


def test_unapproved_at_the_hour_reminds_and_sends_nothing() -> None:
    drafted = entry(drafted=local(2026, 5, 10))
    assert at(drafted, 2026, 5, 15, 7, 59) == []
    assert at(drafted, 2026, 5, 15, 8) == [Remind(MAY, local(2026, 5, 15, 8))]


def test_one_approval_is_not_enough_for_everybody() -> None:
    assert at(entry(drafted=local(2026, 5, 10), approvals=(1,)), 2026, 5, 15, 8) == [Remind(MAY, local(2026, 5, 15, 8))]
    assert at(entry(drafted=local(2026, 5, 10), approvals=(1, 2)), 2026, 5, 15, 8) == [Send(MAY)]


def test_a_server_that_was_off_sends_late_within_the_month_and_never_after() -> None:
    approved = entry(drafted=local(2026, 5, 10), approvals=(1, 2))
    assert at(approved, 2026, 5, 31, 20) == [Send(MAY)]
    assert at(approved, 2026, 6, 1, 8) == []


def test_late_is_not_in_the_quiet_hours() -> None:
    approved = entry(drafted=local(2026, 5, 10), approvals=(1, 2))
    assert at(approved, 2026, 5, 15, 22) == []
    assert at(approved, 2026, 5, 16, 7) == [Send(MAY)]


def test_a_skipped_or_sent_month_has_nothing_to_do() -> None:
    for done in (entry(is_skipped=True), entry(drafted=local(2026, 5, 10), approvals=(1, 2), sent=local(2026, 5, 15))):
        assert at(done, 2026, 5, 20, 8) == []


def test_a_postponed_post_leaves_at_its_new_hour() -> None:
    later = entry(drafted=local(2026, 5, 10), approvals=(1, 2), due=local(2026, 5, 22, 9))
    assert at(later, 2026, 5, 22, 8, 59) == []
    assert at(later, 2026, 5, 22, 9) == [Send(MAY)]


def test_of_missed_reminders_only_the_last_comes() -> None:
    assert at(entry(drafted=local(2026, 5, 10)), 2026, 5, 18, 12) == [Remind(MAY, local(2026, 5, 18, 8))]


def test_a_month_without_a_post_is_still_reminded_of() -> None:
    assert at(PlannedMonth(MAY), 2026, 5, 15, 8) == [Remind(MAY, local(2026, 5, 15, 8))]


@pytest.mark.parametrize(("month", "day"), [(Month(2026, 2), 28), (Month(2028, 2), 29), (Month(2026, 4), 30), (Month(2026, 5), 31)])
def test_day_31_is_the_last_day_of_a_shorter_month(month: Month, day: int) -> None:
    assert PostingTimes(ZONE, 31).due(month).astimezone(ZONE).day == day


def test_an_hour_in_the_quiet_hours_is_refused() -> None:
    with pytest.raises(ValueError, match="quiet"):
        PostingTimes(ZONE, 15, time(22))


@pytest.mark.parametrize(
    ("given_entry", "moment", "stands"),
    [
        (PlannedMonth(MAY), (2026, 5, 1), MonthStatus.EMPTY),
        (entry(), (2026, 5, 1), MonthStatus.PLANNED),
        (entry(drafted=local(2026, 5, 10)), (2026, 5, 11), MonthStatus.DRAFTED),
        (entry(drafted=local(2026, 5, 10), approvals=(1,)), (2026, 5, 11), MonthStatus.HALF_APPROVED),
        (entry(drafted=local(2026, 5, 10), approvals=(1, 2)), (2026, 5, 11), MonthStatus.APPROVED),
        (entry(drafted=local(2026, 5, 10), approvals=(1, 2)), (2026, 6, 1), MonthStatus.MISSED),
        (entry(is_skipped=True), (2026, 6, 1), MonthStatus.SKIPPED),
        (entry(sent=local(2026, 5, 15)), (2026, 6, 1), MonthStatus.SENT),
    ],
)
def test_where_a_month_stands(given_entry: PlannedMonth, moment: tuple[int, ...], stands: MonthStatus) -> None:
    assert standing(given_entry, TABLE, local(*moment)) == stands


@given(st.integers(0, 5_000_000).map(lambda minutes: local(2020, 1, 1) + timedelta(minutes=minutes)), st.times(), st.times())
def test_the_quiet_hours_end(moment: datetime, begins: time, ends: time) -> None:
    table = PostingTimes(ZONE, 15, ends, QuietHours(begins, ends))
    woken = table.wakes(moment)
    assert not table.is_quiet(woken)
    assert timedelta() <= woken - moment <= timedelta(days=1)
    assert (woken == moment) == (not table.is_quiet(moment))


@given(st.integers(2001, 9000), st.integers(1, 12), st.integers(-300, 300))
def test_months_count_on_and_back(year: int, month: int, by: int) -> None:
    if 2000 <= (year * 12 + month - 1 + by) // 12 <= 9998:
        assert Month(year, month).after(by).after(-by) == Month(year, month)
    assert Month.numbered(Month(year, month).number) == Month(year, month)


class Year:
    """A calendar of 2026 whose steps are taken, every hour that the server is up, by what its clock says."""

    def __init__(self, table: PostingTimes, approvals: dict[int, list[datetime]]) -> None:
        self.table = table
        self.entries = {month: PlannedMonth(Month(2026, month), f"bai-{month}") for month in range(1, 13)}
        self.approvals = approvals
        self.sent: Counter[int] = Counter()
        self.reminded: dict[tuple[int, datetime], datetime] = {}
        self.could_send: set[int] = set()

    def approve(self, real: datetime) -> None:
        """Approvals need a draft; people press again until there is one."""
        for month, moments in self.approvals.items():
            given_by = tuple(number for number, moment in enumerate(moments) if moment <= real)
            if self.entries[month].drafted and len(given_by) > len(self.entries[month].approvals):
                self.entries[month] = replace(self.entries[month], approvals=given_by)

    def tick(self, clock: datetime) -> None:
        for month in months_at_work(self.table, clock):
            if month.year == 2026:
                self.work(month.month, clock)

    def work(self, number: int, clock: datetime) -> None:
        for step in steps(self.entries[number], self.table, clock):
            match step:
                case PrepareDraft():
                    self.entries[number] = replace(self.entries[number], drafted=clock, article=number)
                case Remind(of=of):
                    self.reminded.setdefault((number, of), clock)  # the outbox queues one key once
                    self.entries[number] = replace(self.entries[number], reminded=of)
                case Send():
                    self.sent[number] += 1
                    self.entries[number] = replace(self.entries[number], sent=clock)


INSTANTS = st.integers(0, 365 * 24).map(lambda hours: local(2026, 1, 1) + hours * HOUR)
SPANS = st.lists(st.tuples(INSTANTS, st.integers(1, 24 * 40).map(lambda hours: hours * HOUR)), max_size=6)
SKEWS = st.lists(st.tuples(INSTANTS, st.integers(1, 24 * 20).map(lambda hours: hours * HOUR), st.integers(-72, 72)), max_size=4)
HOURS_OF_A_MONTH = st.integers(0, 24 * 33)  # from its beginning, into the next: some approvals come too late
APPROVALS = st.lists(st.lists(HOURS_OF_A_MONTH, max_size=2), min_size=12, max_size=12).map(
    lambda given: {month: [local(2026, month, 1) + hours * HOUR for hours in all_of] for month, all_of in enumerate(given, 1)}
)


@settings(max_examples=max(20, found(settings.default).max_examples // 4))  # a year has 9,000 hours
@given(st.integers(1, 31), st.integers(7, 20), SPANS, SKEWS, APPROVALS)
def test_a_year_has_exactly_one_post_a_month_and_every_reminder_at_its_time(
    day: int,
    hour: int,
    outages: list[tuple[datetime, timedelta]],
    skews: list[tuple[datetime, timedelta, int]],
    approvals: dict[int, list[datetime]],
) -> None:
    table = PostingTimes(ZONE, day, time(hour))
    year = Year(table, approvals)
    real = local(2025, 12, 20)
    while real < local(2027, 1, 1):
        year.approve(real)
        if not any(begin <= real < begin + span for begin, span in outages):
            clock = real + sum((by * HOUR for begin, span, by in skews if begin <= real < begin + span), timedelta())
            shown = clock.astimezone(ZONE)
            before = year.entries[shown.month] if shown.year == 2026 else None
            year.tick(clock)
            check_the_moment(year, before, shown)
        real += HOUR
    assert set(year.sent.values()) <= {1}
    assert set(year.sent) == year.could_send


def check_the_moment(year: Year, was: PlannedMonth | None, shown: datetime) -> None:
    """What must hold after a tick of a clock that shows `shown`, said without `steps`: by the day, the hour and who approved."""
    if was is None or was.sent or shown < due(was, year.table):
        return
    number = shown.month
    if len(was.approvals) == 2:
        year.could_send |= {number} if 7 <= shown.hour < 21 else set()
        return
    assert not year.entries[number].sent
    reminder = shown.replace(hour=year.table.hour.hour) - (timedelta(days=1) if shown.hour < year.table.hour.hour else timedelta())
    assert (number, reminder) in year.reminded


def test_with_a_server_always_up_each_reminder_comes_in_its_very_hour() -> None:
    year = Year(TABLE, {})
    moment = local(2026, 1, 1)
    while moment < local(2026, 3, 1):
        year.tick(moment)
        moment += HOUR
    assert year.reminded == {
        (month, of): of for month, last in ((1, 31), (2, 28)) for of in (local(2026, month, d, 8) for d in range(15, last + 1))
    }
