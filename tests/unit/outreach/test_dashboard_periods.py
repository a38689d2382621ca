"""A period is compared with the one before it that is as long: of whole months as many whole months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.periods import DAY, CountedPeriod, usual

DAYS = st.dates(date(2010, 1, 1), date(2100, 12, 31))


def test_february_is_compared_with_january_and_a_week_with_the_week_before() -> None:
    assert CountedPeriod(date(2026, 2, 1), date(2026, 2, 28)).before == CountedPeriod(date(2026, 1, 1), date(2026, 1, 31))
    assert CountedPeriod(date(2026, 1, 1), date(2026, 6, 30)).before == CountedPeriod(date(2025, 7, 1), date(2025, 12, 31))
    assert CountedPeriod(date(2026, 3, 9), date(2026, 3, 15)).before == CountedPeriod(date(2026, 3, 2), date(2026, 3, 8))


@given(DAYS, DAYS)
def test_the_period_before_ends_where_this_one_begins(one: date, other: date) -> None:
    period = CountedPeriod(min(one, other), max(one, other))
    assert period.before.last + DAY == period.first
    is_months = period.first.day == 1 and (period.last + DAY).day == 1
    assert is_months or period.before.last - period.before.first == period.last - period.first


@given(DAYS)
def test_the_usual_periods_hold_today_or_end_before_it(today: date) -> None:
    found = usual(today)
    for name in ("this_month", "quarter", "half", "year"):
        assert found[name].first <= today <= found[name].last, name
    assert found["last_month"] == found["this_month"].before
    assert found["last_quarter"] == found["quarter"].before


def test_the_quarters_of_a_year_follow_one_another() -> None:
    assert usual(date(2026, 11, 30))["quarter"] == CountedPeriod(date(2026, 10, 1), date(2026, 12, 31))
    assert usual(date(2026, 1, 31))["last_quarter"] == CountedPeriod(date(2025, 10, 1), date(2025, 12, 31))


@pytest.mark.parametrize(("first", "last"), [("2026-02-02", "2026-02-01"), ("0001-01-01", "2026-01-01"), ("2026-01-01", "9999-12-31")])
def test_what_is_no_period_is_refused(first: str, last: str) -> None:
    with pytest.raises(ValueError, match="–"):
        CountedPeriod(date.fromisoformat(first), date.fromisoformat(last))
