"""bot.plans.task: when a task of a plan falls due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plans.task import key_of_unit, named_week, periods
from knowledge.loading.authored import plan as read_plan
from knowledge.loading.library import STARTER
from knowledge.records.plan import Plan
from knowledge.texts.markdown import Page, parse
from tests.presence import as_a


def names(timing: str, year: int = 2026) -> list[str]:
    return [period.name for period in periods(timing, year)]


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        ("thường xuyên", ["2026-H1", "2026-H2"]),
        ("", ["2026-H1", "2026-H2"]),
        ("năm 2026", ["2026"]),
        ("định kỳ 6 tháng", ["2026-H1", "2026-H2"]),
        ("6 tháng đầu năm 2026", ["2026-H1"]),
        ("6 tháng cuối năm", ["2026-H2"]),
        ("quý II/2026", ["2026-Q2"]),
        ("quý II, III", ["2026-Q2", "2026-Q3"]),
        ("hằng quý", ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("hằng tháng", [f"2026-{month:02d}" for month in range(1, 13)]),
        ("tháng 3 và tháng 9", ["2026-03", "2026-09"]),
        ("tháng 5", ["2026-05"]),
        ("20/11/2026", ["2026-11-20"]),
        ("20/11/2025", []),
    ],
)
def test_a_task_falls_due_as_its_plan_says(timing: str, expected: list[str]) -> None:
    assert names(timing) == expected


@pytest.mark.parametrize(
    ("timing", "day"),
    [
        ("quý II/2026", date(2026, 6, 30)),
        ("tháng 2", date(2026, 2, 28)),
        ("năm 2026", date(2026, 12, 31)),
        ("31/02/2026", date(2026, 2, 28)),
    ],
)
def test_it_is_on_time_until_the_last_day(timing: str, day: date) -> None:
    assert periods(timing, 2026)[-1].day == day


@given(st.text(max_size=60), st.integers(2000, 2100))
def test_whatever_is_written_periods_are_of_the_year_in_order_and_each_once(timing: str, year: int) -> None:
    found = periods(timing, year)
    assert all(period.day.year == year for period in found)
    assert list(found) == sorted(found)
    assert len({period.name for period in found}) == len(found)


def test_every_task_of_the_plans_that_ship_falls_due() -> None:
    for path in sorted((STARTER / "plans").glob("*.md")):
        page = as_a(Page, parse(path.name, path.read_text(encoding="utf-8")))
        (found,) = [item for item in read_plan(page) if isinstance(item, Plan)]
        assert all(periods(task.when, 2026) for task in found.tasks), path.name


def test_an_office_is_the_same_however_it_is_written() -> None:
    assert key_of_unit("SỞ NỘI VỤ") == key_of_unit("Sở Nội vụ") != key_of_unit("Sở Tư pháp")


@pytest.mark.parametrize(
    ("timing", "year", "first", "last"),
    [
        ("tuần 2 tháng 12", 2026, date(2026, 12, 7), date(2026, 12, 13)),
        ("tháng 12, tuần thứ 1", 2026, date(2026, 12, 1), date(2026, 12, 6)),
        ("tuần 5 tháng 12", 2026, date(2026, 12, 28), date(2026, 12, 31)),
        ("tuần 5 tháng 2", 2027, date(2027, 2, 22), date(2027, 2, 28)),
        ("trong tuần 4 của tháng 2 năm 2027", 2027, date(2027, 2, 22), date(2027, 2, 28)),
    ],
)
def test_a_week_of_a_month_is_one_of_the_calendar(timing: str, year: int, first: date, last: date) -> None:
    """Monday to Sunday, cut to the month; due on its last day, and not at the end of the month."""
    assert named_week(timing, year) == (first, last)
    assert [period.day for period in periods(timing, year)] == [last]
    assert named_week("tháng 12", year) is None
