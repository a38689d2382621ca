"""Quiet hours: when a letter may leave, across midnight and in any zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.quiet import NEVER_QUIET, QuietHours, next_allowed, quiet_hours

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = quiet_hours("21:00-07:00")
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
ZONES = st.sampled_from([VIETNAM, ZoneInfo("Europe/Berlin"), ZoneInfo("America/St_Johns")])


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (local(5, 20, 59), local(5, 20, 59)),
        (local(5, 21), local(6, 7)),
        (local(5, 23, 59), local(6, 7)),
        (local(6, 0), local(6, 7)),
        (local(6, 6, 59), local(6, 7)),
        (local(6, 7), local(6, 7)),
    ],
)
def test_what_is_written_at_night_arrives_at_seven(at: datetime, allowed: datetime) -> None:
    assert next_allowed(at, NIGHT, VIETNAM) == allowed


def test_a_quiet_noon_ends_on_the_same_day() -> None:
    assert next_allowed(local(5, 12), quiet_hours("11:30-13:30"), VIETNAM) == local(5, 13, 30)


@given(INSTANTS, MINUTES, MINUTES, ZONES)
def test_never_early_never_quiet_and_late_by_a_quiet_at_most(at: datetime, start: time, end: time, zone: ZoneInfo) -> None:
    quiet = QuietHours(start, end)
    allowed = next_allowed(at, quiet, zone)
    assert allowed >= at
    assert next_allowed(allowed, quiet, zone) == allowed
    assert allowed - at <= timedelta(hours=25)  # a day of 25 hours among them
    assert (allowed == at) == (not quiet.holds(at.astimezone(zone).time()))


@given(INSTANTS)
def test_without_quiet_hours_nothing_waits(at: datetime) -> None:
    assert next_allowed(at, NEVER_QUIET, VIETNAM) == at
    assert quiet_hours(" ") == NEVER_QUIET


@pytest.mark.parametrize("written", ["21-7", "24:00-07:00", "21:00", "21:00-07:60", "đêm"])
def test_what_is_no_span_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="hours are written as"):
        quiet_hours(written)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        next_allowed(datetime(2026, 1, 1), NIGHT, VIETNAM)  # noqa: DTZ001
