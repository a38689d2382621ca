"""bot.petitions.rules.deadlines: days counted as a clerk counts them on the wall calendar, Tết and swapped days among them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.petitions.rules import deadlines
from bot.petitions.rules.deadlines import Pause
from bot.petitions.rules.workdays import DayChange, DayKind, Hours, Workdays
from tests.petitions import HOURS, ZONE

PLAIN = Workdays(ZONE, HOURS)
SWAPPED = Workdays(
    ZONE,
    HOURS,
    {
        date(2026, 1, 2): DayChange(is_off=True, name="hoán đổi"),
        date(2026, 1, 10): DayChange(is_off=False, name="làm bù cho ngày 02/01/2026"),
    },
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


# Counted by hand on the calendar. Tết 2026: off 16–20 February (Monday–Friday). Tết 2027: off 4–10 February (Thursday–Wednesday).
EXAMPLES = [
    ("an ordinary week", PLAIN, "2026-03-02 09:00", 5, "2026-03-09"),
    ("one day from a Friday", PLAIN, "2026-03-06 10:00", 1, "2026-03-09"),
    ("at 16:59 it is received the same day", PLAIN, "2026-03-06 16:59", 1, "2026-03-09"),
    ("after closing it is received on Monday", PLAIN, "2026-03-06 17:00", 1, "2026-03-10"),
    ("on a Sunday it is received on Monday", PLAIN, "2026-03-08 09:00", 5, "2026-03-16"),
    ("before opening it is received the same day", PLAIN, "2026-03-02 05:00", 1, "2026-03-03"),
    ("across Tết 2026", PLAIN, "2026-02-11 09:00", 5, "2026-02-25"),
    ("the last Friday before Tết 2026", PLAIN, "2026-02-13 16:00", 3, "2026-02-25"),
    ("sent within Tết 2026", PLAIN, "2026-02-18 10:00", 1, "2026-02-24"),
    ("ten days across Tết 2026", PLAIN, "2026-02-09 08:00", 10, "2026-03-02"),
    ("across Tết 2027", PLAIN, "2027-02-01 09:00", 5, "2027-02-15"),
    ("the last day before Tết 2027", PLAIN, "2027-02-03 08:00", 5, "2027-02-17"),
    ("on New Year's Eve of the moon 2027", PLAIN, "2027-02-05 08:00", 1, "2027-02-12"),
    ("Hùng Kings (Sunday, so Monday off), 30 April and 1 May 2026", PLAIN, "2026-04-24 09:00", 5, "2026-05-06"),
    ("1 May 2027 is a Saturday, so Monday is off", PLAIN, "2027-04-29 09:00", 2, "2027-05-05"),
    ("National Day 2026 with the swap that the calendar knows: Saturday 22 August is worked", PLAIN, "2026-08-20 09:00", 5, "2026-08-26"),
    ("and Monday 31 August is off", PLAIN, "2026-08-28 09:00", 1, "2026-09-03"),
    ("a swap that the admin entered", SWAPPED, "2025-12-31 09:00", 2, "2026-01-06"),
    ("its Saturday is worked", SWAPPED, "2026-01-08 09:00", 3, "2026-01-12"),
]


@pytest.mark.parametrize(("why", "clock", "received", "days", "due"), EXAMPLES)
def test_dated_examples(why: str, clock: Workdays, received: str, days: int, due: str) -> None:
    assert deadlines.due(clock, moment(received), days) == moment(f"{due} 17:00"), why


def test_the_time_may_be_told_in_any_zone() -> None:
    assert deadlines.due(PLAIN, moment("2026-03-06 17:00").astimezone(UTC), 1) == moment("2026-03-10 17:00")


PAUSES = [
    ("asked and answered within a day costs nothing", [("2026-03-03 10:00", "2026-03-03 15:00")], "2026-03-09"),
    ("over one night one day", [("2026-03-03 10:00", "2026-03-04 09:00")], "2026-03-10"),
    ("over a weekend only Friday", [("2026-03-06 10:00", "2026-03-09 08:00")], "2026-03-10"),
    ("two pauses", [("2026-03-03 10:00", "2026-03-04 09:00"), ("2026-03-05 10:00", "2026-03-06 09:00")], "2026-03-11"),
    ("overlapping pauses count once", [("2026-03-03 10:00", "2026-03-05 09:00"), ("2026-03-03 11:00", "2026-03-04 09:00")], "2026-03-11"),
]


@pytest.mark.parametrize(("why", "pauses", "due"), PAUSES)
def test_pauses_put_the_deadline_off_by_the_days_they_take(why: str, pauses: list[tuple[str, str]], due: str) -> None:
    taken = [Pause(moment(since), moment(until), "") for since, until in pauses]
    assert deadlines.due(PLAIN, moment("2026-03-02 09:00"), 5, taken) == moment(f"{due} 17:00"), why


def test_a_pause_across_tet_takes_only_working_days() -> None:
    pause = Pause(moment("2026-02-12 10:00"), moment("2026-02-23 09:00"), "")
    assert deadlines.due(PLAIN, moment("2026-02-11 09:00"), 5, [pause]) == moment("2026-02-27 17:00")


def test_every_day_is_explained() -> None:
    told = deadlines.explain(PLAIN, moment("2026-02-13 16:00"), 3)
    assert [day.date.day for day in told] == list(range(13, 26))
    kinds = [day.kind for day in told]
    assert kinds[0] is DayKind.RECEIVED
    assert kinds[1:3] == [DayKind.WEEKEND] * 2
    assert kinds[3:8] == [DayKind.HOLIDAY] * 5
    assert [day.number for day in told if day.number] == [1, 2, 3]
    assert all(day.name for day in told if day.kind is DayKind.HOLIDAY)


@pytest.mark.parametrize(
    ("at", "left"),
    [
        *(("2026-03-02 09:00", 5), ("2026-03-06 09:00", 1), ("2026-03-08 09:00", 1), ("2026-03-09 16:59", 0)),
        *(("2026-03-09 17:00", -1), ("2026-03-10 09:00", -1), ("2026-03-11 09:00", -2), ("2026-03-15 09:00", -4)),
    ],
)
def test_days_left_and_days_late(at: str, left: int) -> None:
    assert deadlines.left(PLAIN, moment("2026-03-09 17:00"), moment(at), moment("2026-03-02 09:00")) == left


def test_shares_of_the_time_are_moments_in_office_hours() -> None:
    received = moment("2026-03-02 09:00")
    assert deadlines.moment(PLAIN, received, 10, 0.5) == moment("2026-03-10 07:30")
    assert deadlines.moment(PLAIN, received, 5, 0.5) == moment("2026-03-05 11:15")
    assert deadlines.moment(PLAIN, received, 1, 0.8) == moment("2026-03-03 15:30")
    assert deadlines.moment(PLAIN, received, 5, 1.0) == deadlines.due(PLAIN, received, 5)


@pytest.mark.parametrize("hours", [(), (Hours(time(13), time(17)), Hours(time(8), time(12)))])
def test_office_hours_must_make_sense(hours: tuple[Hours, ...]) -> None:
    with pytest.raises(ValueError, match="office hours"):
        Workdays(ZONE, hours)


def test_an_office_that_never_works_is_an_error_and_not_an_endless_count() -> None:
    never = {date(2026, 1, 1) + timedelta(days=number): DayChange(is_off=True, name="") for number in range(80 * 366)}
    with pytest.raises(OverflowError):
        deadlines.due(Workdays(ZONE, HOURS, never), moment("2026-03-02 09:00"), 5)


moments = st.integers(0, 700 * 24 * 60).map(lambda minutes: moment("2026-01-01 00:00") + timedelta(minutes=minutes))
lengths = st.integers(1, 40)


@given(moments, lengths, lengths)
def test_more_days_never_end_sooner(received: datetime, days: int, more: int) -> None:
    assert deadlines.due(PLAIN, received, days) < deadlines.due(PLAIN, received, days + more)


@given(moments, moments, lengths)
def test_who_comes_later_never_has_an_earlier_deadline(one: datetime, other: datetime, days: int) -> None:
    early, late = sorted((one, other))
    assert deadlines.due(PLAIN, early, days) <= deadlines.due(PLAIN, late, days)


@given(moments, lengths)
def test_no_deadline_falls_on_a_day_off_and_the_days_between_are_right(received: datetime, days: int) -> None:
    due = deadlines.due(PLAIN, received, days)
    assert PLAIN.is_working(due.date())
    assert deadlines.left(PLAIN, due, received, received) == days, "also of what is filed on a Sunday or in the evening"
    counted = [day for day in deadlines.explain(PLAIN, received, days) if day.number]
    assert [day.number for day in counted] == list(range(1, days + 1))
    assert counted[-1].date == due.date()


@given(moments, lengths, st.integers(0, 60), st.integers(0, 60))
def test_a_pause_puts_the_deadline_off_by_exactly_the_working_days_it_takes(received: datetime, days: int, after: int, lasts: int) -> None:
    since = received + timedelta(hours=7 * after)
    until = since + timedelta(hours=9 * lasts)
    due = deadlines.due(PLAIN, received, days)
    paused = deadlines.due(PLAIN, received, days, [Pause(since, until, "")])
    first = PLAIN.received_on(received)
    span = [first + timedelta(days=number) for number in range(1, 400)]
    lost = sum(1 for day in span if PLAIN.is_working(day) and since <= PLAIN.closing(day) < until and day <= paused.date())
    moved = sum(1 for day in span if PLAIN.is_working(day) and due.date() < day <= paused.date())
    assert moved == lost


@given(moments, lengths, st.floats(0, 1), st.floats(0, 1))
def test_shares_come_in_order_and_never_on_a_day_off(received: datetime, days: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, second = (deadlines.moment(PLAIN, received, days, share) for share in (low, high))
    assert received < second + timedelta(days=1)
    assert first <= second <= deadlines.due(PLAIN, received, days)
    assert PLAIN.is_working(first.date())
    assert first == deadlines.due(PLAIN, received, days) or PLAIN.is_open(first)
